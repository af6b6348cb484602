"""Tab Aineisto: the newsletters in the index, what was found in each, and what a reader should know about them.

SearchIndex -> table (HTML): newsletter, sections, contacts, calls, warnings
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import gradio as gr

from assistant.forms import format_day, format_phone
from assistant.records import Contact, Fact, FundingCall, Newsletter
from assistant.ui import texts
from assistant.ui.events import Fresh, view_html
from assistant.ui.safe_html import escape
from assistant.ui.tables import counted, table_html

if TYPE_CHECKING:
    from assistant.dialogue import Assistant
    from assistant.index import SearchIndex

HEADER = (texts.NEWSLETTER, texts.SECTIONS, texts.TAB_CONTACTS, texts.TAB_CALLS, texts.WARNINGS)
_FAR = 4  # years between a newsletter and a call in it that look like a typing error


def corpus_view(index: SearchIndex) -> str:
    """The table of the newsletters, and what the index was made with."""
    rows = [_row(index, letter) for letter in index.newsletters]
    made = texts.MADE_WITH.format(passages=len(index.passages), lemmatizer=index.manifest.lemmatizer)
    table = table_html(texts.TAB_CORPUS, HEADER, rows)
    return f'{counted(len(rows), "uutiskirje", "uutiskirjettä")}{table}<p class="note">{escape(made)}</p>'


def _row(index: SearchIndex, letter: Newsletter) -> list[str]:
    sections = [section for section in index.sections if section.newsletter_id == letter.newsletter_id]
    facts = [fact for section in sections for fact in index.facts_by_section.get(section.section_id, ())]
    day = format_day(letter.published) if letter.published else texts.NO_DATE
    found = "".join(f"<li>{escape(warning)}</li>" for warning in warnings(facts, letter.published))
    return [
        f'<span class="person">{escape(letter.title)}</span>'
        f'<span class="note">{escape(day)}</span><span class="note">{escape(letter.source)}</span>',
        str(len(sections)),
        str(len({fact.name for fact in facts if isinstance(fact, Contact)})),
        str(sum(isinstance(fact, FundingCall) for fact in facts)),
        f'<ul class="plain">{found}</ul>' if found else escape(texts.NO_WARNINGS),
    ]


def warnings(facts: list[Fact], published: date | None) -> list[str]:
    """What is missing, hidden or odd in a newsletter's facts, each once and in Finnish."""
    found = [*_contact_warnings([f for f in facts if isinstance(f, Contact)])]
    found += [w for f in facts if isinstance(f, FundingCall) for w in _call_warnings(f, published)]
    return list(dict.fromkeys(found))


def _contact_warnings(contacts: list[Contact]) -> Iterator[str]:
    shown = {contact.name for contact in contacts if contact.email}
    for contact in contacts:
        phones = {other.phone for other in contacts if other.name == contact.name and other.phone}
        if len(phones) > 1:
            numbers = ", ".join(sorted(map(format_phone, phones)))
            yield f"{contact.name}: puhelinnumeroita on useita ({numbers})"
        if contact.name in shown:
            continue
        if contact.email_hidden:
            yield f"{contact.name}: sähköpostiosoite on piilotettu"
        elif not contact.phone:
            yield f"{contact.name}: puhelinnumeroa ja sähköpostiosoitetta ei kerrota"


def _call_warnings(call: FundingCall, published: date | None) -> Iterator[str]:
    period = call.period
    if period is None:
        return
    written = " ".join(period.as_written.split())
    if period.opens and period.closes and period.opens > period.closes:
        yield f"{call.call} {written}: haku päättyisi ennen kuin se alkaa"
    day = period.closes or period.opens
    if published and day and abs(day.year - published.year) > _FAR:
        yield f"{call.call} {written}: vuosi on kaukana uutiskirjeen päiväyksestä"
    if period.year_inferred and day:
        yield f"{call.call} {written}: vuotta ei kerrota, pääteltiin {day.year}"


def build_corpus(assistant: Callable[[], Assistant]) -> tuple[gr.HTML, Fresh]:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives the table, and what is filled when a page is opened."""
    view = view_html(texts.TAB_CORPUS, "aineisto")
    return view, [(view, lambda: corpus_view(assistant().index))]
