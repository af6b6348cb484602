"""Tab Lähteet: passages by search, and every newsletter by its sections; a section has an address of its own.

"?osio=2022-12%234&kohta=10-80,95-99" -> the tab with that section open, the words at these places of its text marked
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer_records import Citation
from assistant.errors import AssistantError
from assistant.filters import Filter
from assistant.records import Section
from assistant.ui import texts
from assistant.ui.catalogue import groups
from assistant.ui.events import QUIET, Fresh, choices, view_html
from assistant.ui.facts_html import citation_places, passage_html
from assistant.ui.safe_html import escape, read_places, section_link
from assistant.ui.section_html import section_html
from assistant.ui.tables import counted
from assistant.ui.theme import ASSETS

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

TAB = "lahteet"
TABS = ("keskustelu", "yhteystiedot", "haut", TAB, "aineisto")
_SHOWN = 12


def found_passages(assistant: Assistant, query: str, newsletter: str | None, group: str | None) -> str:
    """The passages that answer a search, best first; the words that say so where there are none."""
    if not query or not query.strip():
        return ""
    chosen = Filter((newsletter,) if newsletter else (), group)
    try:
        scored = assistant.search_scored(query, _SHOWN, chosen.section_ids(assistant.index))
    except AssistantError as error:
        return f'<p class="notice" role="status">{escape(str(error))}</p>'
    if not scored:
        return f'<p class="nothing" role="status">{escape(texts.NOTHING)}</p>'
    items = "".join(_passage(assistant, citation) for citation, _ in scored)
    return counted(len(scored), "katkelma", "katkelmaa") + f'<ol class="passages">{items}</ol>'


def _passage(assistant: Assistant, citation: Citation) -> str:
    section = assistant.index.section_by_id[citation.section_id]
    group = f" · {escape(section.group)}" if section.group else ""
    marks = citation_places(citation, section.text)
    link = section_link(citation.section_id, texts.OPEN_SECTION, marks, citation.heading)
    return (
        f'<li class="found"><h3>{escape(citation.heading)}</h3>'
        f'<p class="note">{escape(citation.newsletter_title)}{group}</p>'
        f"{passage_html(citation)}<p>{link}</p></li>"
    )


def browse_html(assistant: Assistant) -> str:
    """Every newsletter with links to its sections, by theme group; the newest newsletter first and open."""
    index = assistant.index
    letters = sorted(index.newsletters, key=lambda letter: str(letter.published or ""), reverse=True)
    parts = []
    for n, letter in enumerate(letters):
        sections = [section for section in index.sections if section.newsletter_id == letter.newsletter_id]
        groups_html = "".join(
            _group(letter.title, name, list(members))
            for name, members in groupby(sections, key=lambda section: section.group)
        )
        opened = " open" if n == 0 else ""
        parts.append(
            f'<details class="letter"{opened}><summary>{escape(letter.title)}</summary>{groups_html}</details>'
        )
    return f"<h3>{texts.BROWSE}</h3>{''.join(parts)}"


def _group(title: str, name: str | None, sections: list[Section]) -> str:
    links = "".join(
        f"<li>{section_link(section.section_id, texts.INTRODUCTION if section.heading == title else section.heading)}</li>"
        for section in sections
    )
    heading = f'<p class="label">{escape(name)}</p>' if name else ""
    return f'{heading}<ul class="plain">{links}</ul>'


def opened_section(assistant: Assistant, section_id: str, places: str = "") -> str:
    """A section as HTML, the words at `places` ("10-80") marked; the words that say so where there is no such section."""
    section = assistant.index.section_by_id.get(section_id)
    if section is None:
        return f'<p class="notice" role="status">{escape(texts.SECTION_UNKNOWN)}</p>'
    return section_html(section, assistant.index.newsletter_by_id[section.newsletter_id], read_places(places))


class Opener:
    """Opens sections: from the address of the page when it loads, and from links of every tab afterwards."""

    def __init__(self, assistant: Callable[[], Assistant]) -> None:
        self.assistant = assistant

    def by_address(self, request: gr.Request) -> tuple[Any, Any]:
        """The tab and the section that the page's address asks for; nothing changes where it asks for none."""
        asked: Mapping[str, str] = request.query_params if request else {}
        if asked.get("valilehti") in TABS:
            return gr.Tabs(selected=asked["valilehti"]), gr.skip()
        if not asked.get("osio"):
            return gr.skip(), gr.skip()
        return gr.Tabs(selected=TAB), opened_section(self.assistant(), asked["osio"], asked.get("kohta", ""))

    def by_link(self, event: gr.EventData) -> tuple[Any, Any]:
        """The section that a link of the page asks for; without one, back to the conversation."""
        section_id = str(event.section)
        if not section_id:
            return gr.Tabs(selected="keskustelu"), gr.skip()
        return gr.Tabs(selected=TAB), opened_section(self.assistant(), section_id, str(event.place))


def build_sources(assistant: Callable[[], Assistant]) -> tuple[gr.HTML, Fresh]:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives the part that shows a section, and what is filled."""
    with gr.Row(elem_classes=["filters"]):
        query = gr.Textbox(label=texts.SOURCE_QUERY, elem_id="lahdehaku", scale=3, min_width=240)
        newsletter = gr.Dropdown([(texts.ALL, "")], value="", label=texts.NEWSLETTER, min_width=200)
        group = gr.Dropdown([(texts.ALL, "")], value="", label=texts.GROUP, min_width=200)
    search = gr.Button(texts.SEARCH, variant="primary", elem_id="hae", scale=0)
    script = (ASSETS / "section.js").read_text(encoding="utf-8")
    section = gr.HTML(
        "",
        html_template=f'<h2 class="vh">{texts.TAB_SOURCES}</h2>' + "${value}",
        elem_id="osio",
        elem_classes=["ours"],
        js_on_load=script,
        apply_default_css=False,
    )
    found = view_html("", "katkelmat")
    browse = view_html("", "selaus")
    gr.on(
        [query.submit, search.click, newsletter.change, group.change],
        lambda *chosen: found_passages(assistant(), *chosen),
        [query, newsletter, group],
        found,
        **QUIET,
    )

    def letters() -> dict[str, Any]:
        return choices((letter.title, letter.newsletter_id) for letter in assistant().index.newsletters)

    return section, [
        (newsletter, letters),
        (group, lambda: choices(groups(assistant().index))),
        (browse, lambda: browse_html(assistant())),
    ]


def build_opener(opener: Opener, page: gr.Blocks, tabs: gr.Tabs, section: gr.HTML) -> None:
    """Connect the page's address and its links to the part that shows a section."""
    script = (ASSETS / "open.js").read_text(encoding="utf-8")
    links = gr.HTML("", elem_classes=["vh"], js_on_load=script, apply_default_css=False)
    page.load(opener.by_address, None, [tabs, section], **QUIET)
    links.open(opener.by_link, None, [tabs, section], **QUIET)
