"""Question files and the JSON lines that answer them.

{"id": "q001", "turns": ["Kuka vastaa ...?"]} -> {"id": "q001", "answered": true, "answer": "...", "sources": [...]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer_records import Answer, AnswerStatus, Conversation
from assistant.errors import QuestionFileError
from assistant.records import Change, Contact, Fact, FundingCall, Money, Section
from assistant.rendering import render_text

if TYPE_CHECKING:
    from assistant.dialogue import Assistant


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file, each with an `id` and `turns` or a `question`.

    Raises QuestionFileError, with the line, where the file is unreadable or a line is no such object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # not splitlines: a string may hold U+2028
    except (OSError, UnicodeDecodeError) as exc:
        raise QuestionFileError(f"Kysymystiedostoa {path} ei voi lukea.") from exc
    items = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            items.append(_item(line, path, number))
    return items


def _item(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        item = json.loads(line)
        turns = turns_of(item)
        if "id" not in item or not turns or not all(isinstance(turn, str) for turn in turns):
            raise ValueError
        if isinstance(item.get("turns"), str):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise QuestionFileError(
            f"Kysymystiedoston {path} rivi {number} ei kelpaa: siinä pitää olla id ja turns tai question."
        ) from exc
    return dict(item)


def turns_of(item: Mapping[str, Any]) -> list[str]:
    """The questions of an item, asked one after another."""
    return list(item["turns"]) if "turns" in item else [item["question"]]


def answer_items(assistant: Assistant, items: Iterable[Mapping[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    """For each item the answer to its last turn; each item is a conversation of its own."""
    for item in items:
        conversation = Conversation()
        for turn in turns_of(item):
            answer, conversation = assistant.ask(turn, conversation, today)
        yield {"id": item["id"], **answer_row(answer, today)}


def answer_row(answer: Answer, today: date) -> dict[str, Any]:
    """An answer as the command line and programs give it."""
    sources = [
        {"newsletter": citation.newsletter_id, "section": citation.heading, "text": citation.text}
        for citation in answer.citations
    ]
    return {
        "answered": answer.status is AnswerStatus.ANSWERED,
        "answer": render_text(answer, today),
        "sources": sources,
    }


def search_items(
    assistant: Assistant, items: Iterable[Mapping[str, Any]], limit: int, sections: frozenset[str] | None = None
) -> Iterator[dict[str, Any]]:
    """For each item the passages found for its last question, best first; among `sections` (ids) where given."""
    for item in items:
        yield {"id": item["id"], "hits": search_rows(assistant, turns_of(item)[-1], limit, sections)}


def search_rows(
    assistant: Assistant, query: str, limit: int, sections: frozenset[str] | None = None
) -> list[dict[str, Any]]:
    """Hits as the command line gives them; `score` orders the hits of one question only."""
    rows = []
    for citation, score in assistant.search_scored(query, limit, sections):
        rows.append(
            {
                "newsletter": citation.newsletter_id,
                "section": citation.heading,
                "text": citation.text,
                "score": round(score, 4),
            }
        )
    return rows


def change_row(change: Change) -> dict[str, Any]:
    """A change as `changes --json` prints it; `before` and `after` are facts without their places, null for topics."""
    return {
        "kind": change.kind.value,
        "newsletter": change.new.newsletter_id,
        "earlier": change.old.newsletter_id if change.old else None,
        "topics": list(change.topics),
        "before": _bare_row(change.before),
        "after": _bare_row(change.after),
        "fields": list(change.fields),
    }


def _bare_row(fact: Fact | None) -> dict[str, Any] | None:
    return None if fact is None else _told_row(fact) | {"quote": fact.evidence.quote}


def fact_row(fact: Fact, section: Section) -> dict[str, Any]:
    """A fact as `facts --json` prints it."""
    told = _told_row(fact)
    place = {"kind": told.pop("kind"), "newsletter": section.newsletter_id, "section": section.heading}
    return {**place, **told, "quote": fact.evidence.quote}


def _told_row(fact: Fact) -> dict[str, Any]:
    row: dict[str, Any] = {}
    match fact:
        case Contact():
            row |= {"name": fact.name, "title": fact.title, "organisation": fact.organisation}
            row |= {"phone": fact.phone, "email": fact.email, "email_hidden": fact.email_hidden}
            kind = "contact"
        case FundingCall():
            period = fact.period
            row |= {
                "call": fact.call,
                "opens": period.opens.isoformat() if period and period.opens else None,
                "closes": period.closes.isoformat() if period and period.closes else None,
                "as_written": period.as_written if period else None,
                "vague": period.vague if period else None,
                "year_inferred": period.year_inferred if period else None,
            }
            kind = "call"
        case Money():
            whole = fact.amount == fact.amount.to_integral_value()
            row |= {
                "amount": int(fact.amount) if whole else float(fact.amount),
                "currency": fact.currency,
                "owner": fact.owner,
            }
            kind = "money"
        case _:
            row |= {"organisation": fact.organisation, "role": fact.role}
            kind = "role"
    return {"kind": kind, **row}
