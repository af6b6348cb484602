"""Tab Yhteystiedot: persons by name or topic, by office and theme group; as a table, a CSV file and vCards.

words, office, group -> table (HTML) with the links to its files
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import gradio as gr

from assistant.answer_records import Person
from assistant.exports import CSV_TYPE, VCARD_TYPE, write_csv, write_vcards
from assistant.forms import format_phone
from assistant.ui import texts
from assistant.ui.catalogue import Choice, chosen_people, groups, offices, people
from assistant.ui.events import QUIET, Fresh, choices, view_html
from assistant.ui.facts_html import email_html, phone_html, vcard_link
from assistant.ui.safe_html import escape, file_link, section_link, unbroken
from assistant.ui.tables import counted, table_html

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

HEADER = (texts.PERSON, texts.OFFICE, texts.PHONE, texts.EMAIL, texts.TOPICS)
_NEAR = 8  # passages that a topic is looked for in


def contacts_view(assistant: Assistant, words: str, office: str | None, group: str | None) -> str:
    """The table of the chosen persons, how many they are, and the links to the files of the same persons."""
    index = assistant.index
    persons = people(assistant.knowledge)
    choice = Choice(words or "", office or None, group or None)
    found = chosen_people(index, persons, choice)
    note = ""
    if not found and choice.words.strip():
        found = _people_near(assistant, persons, choice)
        note = f'<p class="note">{escape(texts.CONTACTS_NEAR)}</p>' if found else ""
    rows = [_row(assistant, person) for person in found]
    return (
        counted(len(found), "henkilö", "henkilöä") + note + table_html(texts.TAB_CONTACTS, HEADER, rows) + _files(found)
    )


def _people_near(assistant: Assistant, persons: Sequence[Person], choice: Choice) -> list[Person]:
    """Contacts of the sections that tell of a topic in other words than a heading does; nearest first."""
    order = {citation.section_id: n for n, citation in reversed(list(enumerate(assistant.search(choice.words, _NEAR))))}
    others = chosen_people(assistant.index, persons, Choice("", choice.office, choice.group))
    ranks = {
        person.name: min((order.get(e.section_id, _NEAR) for e in person.evidence), default=_NEAR) for person in others
    }
    return sorted((person for person in others if ranks[person.name] < _NEAR), key=lambda person: ranks[person.name])


def _row(assistant: Assistant, person: Person) -> list[str]:
    title = f'<span class="note">{escape(person.title[:1].upper() + person.title[1:])}</span>' if person.title else ""
    sections = assistant.index.section_by_id
    told = dict.fromkeys(e.section_id for e in person.evidence if e.section_id in sections)
    topics = "".join(f"<li>{section_link(id_, sections[id_].topic)}</li>" for id_ in told)
    return [
        f'<span class="person">{escape(person.name)}</span>{title}<span class="card-file">{vcard_link(person)}</span>',
        unbroken(person.organisation or ""),
        phone_html(person),
        email_html(person),
        f'<ul class="plain">{topics}</ul>',
    ]


def contacts_csv(persons: Sequence[Person]) -> str:
    """The persons as a table for a spreadsheet."""
    header = (texts.PERSON, texts.TITLE, texts.OFFICE, texts.PHONE, texts.EMAIL, texts.TOPICS)
    return write_csv(
        header,
        (
            (
                person.name,
                person.title or "",
                person.organisation or "",
                format_phone(person.phone) if person.phone else "",
                person.email or (texts.EMAIL_HIDDEN if person.email_hidden else ""),
                "; ".join(person.topics),
            )
            for person in persons
        ),
    )


def _files(persons: Sequence[Person]) -> str:
    if not persons:
        return ""
    table = file_link(contacts_csv(persons), "yhteystiedot.csv", CSV_TYPE, texts.CSV_FILE)
    cards = file_link(write_vcards(persons, texts.VCARD_NOTE), "yhteystiedot.vcf", VCARD_TYPE, texts.VCARD_FILE)
    return f'<p class="files">{table} {cards}</p>'


def build_contacts(assistant: Callable[[], Assistant]) -> Fresh:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives what is filled when a page is opened."""
    with gr.Row(elem_classes=["filters"]):
        words = gr.Textbox(label=texts.NAME_OR_TOPIC, elem_id="henkilohaku", min_width=220)
        office = gr.Dropdown([(texts.ALL, "")], value="", label=texts.OFFICE, min_width=220)
        group = gr.Dropdown([(texts.ALL, "")], value="", label=texts.GROUP, min_width=220)
    view = view_html(texts.TAB_CONTACTS, "yhteystiedot")
    gr.on(
        [words.change, office.change, group.change],
        lambda *chosen: contacts_view(assistant(), *chosen),
        [words, office, group],
        view,
        trigger_mode="always_last",
        **QUIET,
    )
    return [
        (office, lambda: choices(offices(people(assistant().knowledge)))),
        (group, lambda: choices(groups(assistant().index))),
        (view, lambda: contacts_view(assistant(), "", None, None)),
    ]
