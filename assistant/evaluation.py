"""How good the answers and the search are, by the measures of the evaluation data.

An answer is right when every group of `must` has an alternative in it, nothing of `must_not` is there and it is short enough; an
unanswerable question is right when it is refused. Search is measured by MRR@10 and recall at 1, 3 and 10 over sections.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import QuestionFileError

MAX_ANSWER = {"aggregate": 2000}
MAX_ANSWER_DEFAULT = 900
_FUND_SUFFIX = re.compile(r"\s*\((?:ESR\s*\+|EAKR|JTF)\)\s*$", re.IGNORECASE)
_ANSWER_KEYS = {"turns": list, "category": str, "answerable": bool, "must": list, "must_not": list, "sections": list}
_SEARCH_KEYS = {"newsletter": str, "section": str}


def squash(text: str) -> str:
    """ "A  b\\u00a0C" -> "a b c"."""
    return " ".join(text.split()).casefold()


def section_name(text: str) -> str:
    """A heading without its fund, for comparison."""
    return squash(_FUND_SUFFIX.sub("", text))


def judges_answers(questions: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a question file is for answers ("must") or for search ("section").

    Raises QuestionFileError where a question lacks what its measure needs.
    """
    answers = any("must" in question for question in questions)
    for question in questions:
        for key, kind in (_ANSWER_KEYS if answers else _SEARCH_KEYS).items():
            if not isinstance(question.get(key), kind):
                raise QuestionFileError(f"Kysymyksestä {question['id']} puuttuu {key}, jota mittaus tarvitsee.")
    return answers


def judge(question: Mapping[str, Any], row: Mapping[str, Any]) -> str | None:
    """Why an answer is wrong; None when it is right."""
    text = squash(row["answer"])
    said = next((bad for bad in question["must_not"] if squash(bad) in text), None)
    if said is not None:
        return f"sanoo {said!r}"
    if not question["answerable"]:
        return "vastaa, vaikka uutiskirje ei kerro" if row["answered"] else None
    if not row["answered"]:
        return "ei vastaa"
    limit = MAX_ANSWER.get(question["category"], MAX_ANSWER_DEFAULT)
    if len(row["answer"]) > limit:
        return f"{len(row['answer'])} merkkiä, raja {limit}"
    lacking = next((group for group in question["must"] if not any(squash(one) in text for one in group)), None)
    return f"puuttuu {lacking[0]!r}" if lacking else None


def source_rank(question: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    """Rank of the first acceptable source, from 1; 0 when there is none."""
    wanted = {section_name(section) for section in question["sections"]}
    named = question.get("newsletter") or []
    stems = {re.sub(r"\.[a-z]+$", "", name) for name in ([named] if isinstance(named, str) else named)}
    for rank, source in enumerate(row["sources"], 1):
        if section_name(source["section"]) in wanted and (not stems or source["newsletter"] in stems):
            return rank
    return 0


@dataclass
class AnswerReport:
    """Counts by category, and why each wrong answer is wrong."""

    table: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    refusals: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.table["ALL"]["right"] / max(1, self.table["ALL"]["n"])


def score_answers(questions: Sequence[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> AnswerReport:
    """Judge every question's answer; `rows` are those of `batches.answer_items`."""
    report = AnswerReport()
    by_id = {row["id"]: row for row in rows}
    for question in questions:
        row = by_id[question["id"]]
        why, rank = judge(question, row), source_rank(question, row)
        for name in (question["category"], "ALL"):
            counts = report.table[name]
            counts["n"] += 1
            counts["right"] += why is None
            counts["answerable"] += question["answerable"]
            counts["source1"] += question["answerable"] and rank == 1
            counts["source3"] += question["answerable"] and 0 < rank <= 3
        report.refusals["should"] += not question["answerable"]
        report.refusals["did"] += not row["answered"]
        report.refusals["both"] += not row["answered"] and not question["answerable"]
        if row["answered"]:
            report.lengths.append(len(row["answer"]))
        if why is not None:
            report.wrong.append(
                f"{question['id']} {question['category']}: {why} | {question['turns'][-1]} -> {row['answer'][:160]!r}"
            )
    return report


def format_answers(report: AnswerReport) -> str:
    """The scorer's table."""

    def share(counts: Counter[str], key: str, base: str) -> str:
        return f"{counts[key] / counts[base]:.3f}" if counts[base] else "-"

    lines = [f"{'category':28}{'n':>4}{'right':>8}{'source@1':>10}{'source@3':>10}"]
    for name in [key for key in report.table if key != "ALL"] + ["ALL"]:
        c = report.table[name]
        sources = f"{share(c, 'source1', 'answerable'):>10}{share(c, 'source3', 'answerable'):>10}"
        lines.append(f"{name:28}{c['n']:>4}{share(c, 'right', 'n'):>8}{sources}")
    refused = report.refusals
    precision = refused["both"] / refused["did"] if refused["did"] else 0.0
    recall = refused["both"] / refused["should"] if refused["should"] else 1.0
    lengths = sorted(report.lengths)
    median = lengths[len(lengths) // 2] if lengths else 0
    lines.append(f"refusals: precision {precision:.3f}, recall {recall:.3f}; median answer {median} characters")
    lines.append(f"accuracy {report.accuracy:.3f}")
    return "\n".join(lines)


def score_retrieval(questions: Sequence[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """MRR@10 and recall at 1, 3 and 10; several passages of a section count as one result."""
    by_id = {row["id"]: row for row in rows}
    totals: Counter[str] = Counter()
    for question in questions:
        rank = _section_rank(question, by_id[question["id"]]["hits"])
        if 0 < rank <= 10:
            totals["MRR@10"] += 1 / rank  # type: ignore[assignment]  # a Counter of floats
            totals["R@1"] += rank == 1
            totals["R@3"] += rank <= 3
            totals["R@10"] += 1
    return {name: totals[name] / max(1, len(questions)) for name in ("MRR@10", "R@1", "R@3", "R@10")}


def _section_rank(question: Mapping[str, Any], hits: Iterable[Mapping[str, Any]]) -> int:
    seen: list[tuple[str, str]] = []
    for hit in hits:
        key = (hit["newsletter"], section_name(hit["section"]))
        if key not in seen:
            seen.append(key)
        if key == (question["newsletter"], section_name(question["section"])):
            return len(seen)
    return 0
