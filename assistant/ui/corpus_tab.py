"""Tab Aineisto: the newsletters in the index, what was found in each, and what a reader should know about them.

Knowledge -> table (HTML): newsletter, sections, contacts, calls, findings of `checks`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import gradio as gr

from assistant.checks import Finding
from assistant.checks.report import format_finding
from assistant.forms import format_day
from assistant.records import Contact, FundingCall, Newsletter
from assistant.ui import texts
from assistant.ui.events import Fresh, view_html
from assistant.ui.safe_html import escape
from assistant.ui.tables import counted, table_html

if TYPE_CHECKING:
    from assistant.answers import Knowledge
    from assistant.dialogue import Assistant
    from assistant.index import SearchIndex

HEADER = (texts.NEWSLETTER, texts.SECTIONS, texts.TAB_CONTACTS, texts.TAB_CALLS, texts.WARNINGS)


def corpus_view(knowledge: Knowledge) -> str:
    """The table of the newsletters, and what the index was made with."""
    index = knowledge.index
    rows = [_row(index, letter, knowledge.findings[letter.newsletter_id]) for letter in index.newsletters]
    made = texts.MADE_WITH.format(passages=len(index.passages), lemmatizer=index.manifest.lemmatizer)
    table = table_html(texts.TAB_CORPUS, HEADER, rows)
    return f'{counted(len(rows), "uutiskirje", "uutiskirjettä")}{table}<p class="note">{escape(made)}</p>'


def _row(index: SearchIndex, letter: Newsletter, findings: Sequence[Finding]) -> list[str]:
    sections = [section for section in index.sections if section.newsletter_id == letter.newsletter_id]
    facts = [fact for section in sections for fact in index.facts_by_section.get(section.section_id, ())]
    day = format_day(letter.published) if letter.published else texts.NO_DATE
    found = "".join(f"<li>{escape(format_finding(finding))}</li>" for finding in findings)
    return [
        f'<span class="person">{escape(letter.title)}</span>'
        f'<span class="note">{escape(day)}</span><span class="note">{escape(letter.source)}</span>',
        str(len(sections)),
        str(len({fact.name for fact in facts if isinstance(fact, Contact)})),
        str(sum(isinstance(fact, FundingCall) for fact in facts)),
        f'<ul class="plain">{found}</ul>' if found else escape(texts.NO_WARNINGS),
    ]


def build_corpus(assistant: Callable[[], Assistant]) -> tuple[gr.HTML, Fresh]:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives the table, and what is filled when a page is opened."""
    view = view_html(texts.TAB_CORPUS, "aineisto")
    return view, [(view, lambda: corpus_view(assistant().knowledge))]
