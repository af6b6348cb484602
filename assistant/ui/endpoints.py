"""The endpoints for programs: ask, search, contacts, calls. The same facts as the page shows, as plain JSON values.

Client(address).predict("Kuka vastaa ...?", api_name="/ask") -> {"status": "answered", "answer": "...", "people": [...], ...}
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from assistant.answer_records import CallRow, Citation, Conversation, Person
from assistant.errors import AssistantError
from assistant.rendering import render_text
from assistant.ui import texts
from assistant.ui.calls_tab import read_day
from assistant.ui.catalogue import Choice, calls, chosen_calls, chosen_people, people

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

_EARLIER = 20  # questions of a conversation that a program may send along
_MOST = 50  # passages that one search gives


class Endpoints:
    """What programs may call. Every method takes and gives plain values, so that a client needs nothing of ours."""

    def __init__(self, assistant: Callable[[], Assistant], clock: Callable[[], date]) -> None:
        self.assistant = assistant
        self.clock = clock

    def ask(self, question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer a question in Finnish from the newsletters, with persons, calls and sources.

        Args:
            question: The question, in Finnish.
            earlier: The earlier questions of the same conversation, oldest first, for follow-up questions.
        """
        conversation = Conversation()
        try:
            for former in (earlier or [])[-_EARLIER:]:
                _, conversation = self.assistant().ask(former, conversation, self.clock())
            answer, _ = self.assistant().ask(question, conversation, self.clock())
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return {
            "status": answer.status.value,
            "answer": render_text(answer, self.clock()),
            "understood": answer.understood,
            "people": [person_value(person) for person in answer.people],
            "calls": [call_value(row) for row in answer.calls],
            "sources": [source_value(citation) for citation in answer.citations],
            "suggestions": list(answer.suggestions),
        }

    def search(self, query: str, limit: int = 10) -> list[dict[str, Any]]:
        """Find passages of the newsletters, best first, with the places of the words that were searched.

        Args:
            query: Words or a question, in Finnish.
            limit: How many passages at most, from 1 to 50.
        """
        if not query.strip():
            return []
        try:
            found = self.assistant().search(query, max(1, min(int(limit), _MOST)))
        except AssistantError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return [source_value(citation) for citation in found]

    def contacts(self, words: str = "", office: str = "", group: str = "") -> list[dict[str, Any]]:
        """List the contact persons with telephone, e-mail and themes.

        Args:
            words: Beginnings of words in the name, title, office or themes; empty gives everybody.
            office: The organisation's name; empty gives all.
            group: The theme group; empty gives all.
        """
        assistant = self.assistant()
        choice = Choice(words, office or None, group or None)
        found = chosen_people(assistant.index, people(assistant.knowledge), choice)
        return [person_value(person) for person in found]

    def calls(self, day: str = "", words: str = "", group: str = "") -> list[dict[str, Any]]:
        """List the funding calls with their times and their status (open, closed, coming, unknown) on a day.

        Args:
            day: The day as YYYY-MM-DD or d.m.yyyy; empty means today.
            words: Beginnings of words in the call or its themes; empty gives all.
            group: The theme group; empty gives all.
        """
        chosen = read_day(day) if day else self.clock()
        if chosen is None:
            raise gr.Error(texts.WRONG_DAY, print_exception=False)
        assistant = self.assistant()
        choice = Choice(words, group=group or None)
        return [call_value(row) for row in chosen_calls(assistant.index, calls(assistant.knowledge, chosen), choice)]


def person_value(person: Person) -> dict[str, Any]:
    """A person as plain values."""
    return {
        "name": person.name,
        "title": person.title,
        "organisation": person.organisation,
        "phone": person.phone,
        "email": person.email,
        "email_hidden": person.email_hidden,
        "topics": list(person.topics),
        "sections": list(dict.fromkeys(evidence.section_id for evidence in person.evidence)),
    }


def call_value(row: CallRow) -> dict[str, Any]:
    """A call as plain values; days as YYYY-MM-DD."""
    period = row.call.period
    return {
        "call": row.call.call,
        "about": row.call.about,
        "status": row.status.value,
        "opens": period.opens.isoformat() if period and period.opens else None,
        "closes": period.closes.isoformat() if period and period.closes else None,
        "vague": bool(period and period.vague),
        "as_written": period.as_written if period else None,
        "topics": list(row.topics),
        "sections": list(dict.fromkeys(evidence.section_id for evidence in row.evidence)),
    }


def source_value(citation: Citation) -> dict[str, Any]:
    """A source as plain values; `marks` are [start, stop] in its text."""
    return {
        "newsletter": citation.newsletter_title,
        "section_id": citation.section_id,
        "section": citation.heading,
        "text": citation.text,
        "marks": [[mark.start, mark.stop] for mark in citation.marks],
    }


def publish(endpoints: Endpoints) -> None:
    """Publish the endpoints; called inside the page's `gr.Blocks`."""
    for function in (endpoints.ask, endpoints.search, endpoints.contacts, endpoints.calls):
        api(function, api_name=function.__name__, concurrency_limit=8)
