"""Checks the questions of `training/`: fields, quotes that stand in the newsletters, wanted values that stand in the quotes.

python -m training.checking [FOLDER ...] -> one line for each fault; exit code 1 where there are any
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.newsletters.corpus import newsletter_paths
from assistant.newsletters.reading import parse_newsletter, read_file

ROOT = Path(__file__).parent
SPLITS = ("train", "validation", "test")
OPERATIONS = {"tell", "list", "count", "sum", "status", "change", "compare", "help"}
WANTED = {
    *("person", "phone", "email", "title", "organisation", "opens", "closes", "day", "place"),
    *("amount", "number", "yesno", "call", "topic", "explanation"),
}
STYLES = {"plain", "short", "spoken", "typo", "double", "everyday"}
LANGUAGES = {"fi", "en", "sv"}
_TOLD_AS_WRITTEN = {"person", "phone", "email", "title", "organisation", "opens", "closes", "day", "place", "amount"}
_KEYS = {
    **dict.fromkeys(("id", "category", "lang", "style", "operation"), str),
    **dict.fromkeys(("turns", "sections", "must", "must_not", "wanted", "quotes"), list),
    **dict.fromkeys(("answerable", "follows"), bool),
}


def folded(text: str) -> str:
    """Letters and digits alone, case folded: what a line's break, a hyphen or a table's cells cannot change."""
    return re.sub(r"[\W_]+", "", text).casefold()


def folders(split: str | None = None, root: Path = ROOT) -> tuple[Path, ...]:
    """The folders of one split or of all, in order."""
    found = (
        path.parent for name in SPLITS if split in {None, name} for path in (root / name).glob("*/questions.jsonl")
    )
    return tuple(sorted(found))


def read_questions(folder: Path) -> list[dict[str, Any]]:
    """The rows of a folder's `questions.jsonl`."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def find_faults(folder: Path, questions: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One line for each thing that is wrong with a folder's questions."""
    texts: dict[str, str] = {}
    for path in newsletter_paths(folder):
        try:
            texts[path.name] = folded(parse_newsletter(read_file(path), path.name).text)
        except AssistantError as exc:
            yield f"{folder.name}: {exc}"
    seen: set[str] = set()
    for number, question in enumerate(questions, 1):
        name = f"{folder.name}:{number}"
        wrong = [key for key, kind in _KEYS.items() if not isinstance(question.get(key), kind)]
        if wrong:
            yield f"{name}: lacks {', '.join(wrong)}"
            continue
        if question["id"] in seen:
            yield f"{name}: id {question['id']} again"
        seen.add(question["id"])
        yield from (f"{name}: {fault}" for fault in _faults(question, texts))


def _faults(question: dict[str, Any], texts: dict[str, str]) -> Iterator[str]:
    allowed = (("operation", OPERATIONS), ("style", STYLES), ("lang", LANGUAGES))
    yield from (f"{key} {question[key]!r} is unknown" for key, values in allowed if question[key] not in values)
    yield from (f"wanted {one!r} is unknown" for one in question["wanted"] if one not in WANTED)
    named = question.get("newsletter") or list(texts)
    files = [named] if isinstance(named, str) else named
    yield from (f"there is no newsletter {file}" for file in files if file not in texts)
    if not question["turns"] or not all(isinstance(turn, str) and turn.strip() for turn in question["turns"]):
        yield "turns must be texts"
    if question["follows"] and len(question["turns"]) < 2:
        yield "follows nothing"
    if not question["answerable"]:
        if question["quotes"] or question["must"]:
            yield "is not answered and yet has quotes or must"
    else:
        yield from _faults_of_answer(question, [texts.get(file, "") for file in files])


def _faults_of_answer(question: dict[str, Any], texts: Sequence[str]) -> Iterator[str]:
    quotes, must = question["quotes"], question["must"]
    if not quotes:
        yield "has no quotes"
    yield from (
        f"quote is not there: {quote!r}" for quote in quotes if not any(folded(quote) in text for text in texts)
    )
    if not must or not all(group and isinstance(group, list) for group in must):
        yield "must is a list of lists of alternatives"
    elif question["operation"] == "tell" and set(question["wanted"]) <= _TOLD_AS_WRITTEN:
        quoted = folded(" ".join(quotes))
        lacking = (group for group in must if not any(folded(one) in quoted for one in group))
        yield from (f"none of {group} stands in the quotes" for group in lacking)


def main(arguments: Sequence[str]) -> int:
    """Print the faults of the folders named, or of all."""
    chosen = [Path(argument) for argument in arguments] or list(folders())
    faults = [fault for folder in chosen for fault in find_faults(folder, read_questions(folder))]
    print("\n".join(faults) or f"no faults in {len(chosen)} folders")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
