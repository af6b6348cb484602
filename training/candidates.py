"""The questions of a split with the statements found for each, and which of them answer: what the reader is trained on.

    python -m training.candidates SPLIT OUT.jsonl [--indexes FOLDER]

One row a question: {"id", "folder", "question", "answerable", "operation", "wanted", "follows", "statements": [{...}]}; each
statement has its `line`, the numbers of `Candidate`, and `answers`, whether a quote of the question overlaps it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assistant.answer_records import Conversation
from assistant.answers.choosing import candidate_numbers, held_forms
from assistant.answers.grounds import Grounds
from assistant.answers.statements import Candidate, find_candidates
from assistant.dialogue import Assistant, load_assistant
from assistant.indexing import build
from assistant.records import Section, Span
from assistant.settings import Settings
from training.checking import folded, folders, read_questions


def open_folder(folder: Path, indexes: Path) -> Assistant:
    """The assistant over a folder's newsletters, its index kept in `indexes`."""
    settings = Settings(corpus=folder, index=indexes / f"{folder.parent.name}-{folder.name}")
    build(settings)
    return load_assistant(settings)


def day_of(assistant: Assistant) -> date:
    """The day that a folder's questions are asked on: a week after its newest newsletter."""
    published = [letter.published for letter in assistant.index.newsletters if letter.published]
    return max(published, default=date(2026, 1, 1)) + timedelta(days=7)


def candidate_rows(assistant: Assistant, questions: Sequence[dict[str, Any]], folder: str) -> Iterator[dict[str, Any]]:
    """A row for each question that is about the newsletters."""
    today = day_of(assistant)
    for question in questions:
        if question["operation"] == "help":
            continue
        grounds = grounds_of(assistant, question, today)
        places = quoted(assistant, question)
        rows = [_row(candidate, question, places) for candidate in find_candidates(grounds)]
        kept = ("id", "answerable", "operation", "wanted", "follows", "turns", "lang", "style", "category")
        yield {
            **{key: question[key] for key in kept},
            "folder": folder,
            "question": grounds.asked,
            "statements": rows,
        }


def grounds_of(assistant: Assistant, question: dict[str, Any], today: date) -> Grounds:
    """What the last turn of a question is answered from, the earlier ones asked before it."""
    conversation = Conversation()
    for turn in question["turns"][:-1]:
        conversation = assistant.ask(turn, conversation, today)[1]
    return assistant.understand(question["turns"][-1], conversation, today)


def _row(candidate: Candidate, question: dict[str, Any], places: dict[str, list[Span]]) -> dict[str, Any]:
    one = candidate.statement
    near = any(shares(one.span, place) for place in places.get(one.section.section_id, ()))
    if near and one.person is not None:
        near = _is_meant(one.person, question)
    return {
        "line": one.line,
        "section": one.section.section_id,
        "numbers": candidate_numbers(candidate),
        "held": sorted(held_forms(one)),
        "answers": near,
    }


def shares(one: Span, other: Span) -> bool:
    """Whether two places have half of the shorter one in common."""
    common = min(one.stop, other.stop) - max(one.start, other.start)
    return common > 0 and common * 2 >= min(one.stop - one.start, other.stop - other.start)


def _is_meant(name: str, question: dict[str, Any]) -> bool:
    """Of several people in one quote those whom the question wants; all where it wants nobody by name."""
    wanted = [folded(one) for group in question["must"] for one in group]
    own = [folded(part) for part in name.split()]
    named = any(any(part in one for part in own) for one in wanted)
    return named or not {"person", "phone", "email"} & set(question["wanted"])


def quoted(assistant: Assistant, question: dict[str, Any]) -> dict[str, list[Span]]:
    """Section id -> where a quote of the question stands in its text."""
    named = question.get("newsletter") or []
    files = {named} if isinstance(named, str) else set(named)
    found: dict[str, list[Span]] = {}
    for section in assistant.index.sections:
        source = assistant.index.newsletter_by_id[section.newsletter_id].source
        if files and source not in files:
            continue
        for quote in question["quotes"]:
            for span in _find(section, quote):
                found.setdefault(section.section_id, []).append(span)
    return found


def _find(section: Section, quote: str) -> Iterator[Span]:
    letters = [(place, letter.casefold()) for place, letter in enumerate(section.text) if letter.isalnum()]
    text, wanted = "".join(letter[:1] for _, letter in letters), folded(quote)
    start = text.find(wanted)
    if wanted and start >= 0:
        yield Span(letters[start][0], letters[start + len(wanted) - 1][0] + 1)


def main() -> None:
    """Write the rows of a split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split")
    parser.add_argument("out", type=Path)
    parser.add_argument("--indexes", type=Path, default=Path(tempfile.gettempdir()) / "teemahaku-training")
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as out:
        for folder in folders(options.split):
            assistant = open_folder(folder, options.indexes)
            for row in candidate_rows(assistant, read_questions(folder), folder.name):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
