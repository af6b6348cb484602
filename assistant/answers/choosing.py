"""Which statements answer a question: the closed forms in them, their likeness, and the reader, weighed together.

    choose(grounds) -> statements best first, each with a score; above 0 it rather answers than not

A linear model, fitted by `training.choosing`, weighs how a statement was found and whether it holds what the frame wants; the
reader adds what it makes of the words of the best of them; what the rules' answer tells counts too (`training.votes`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer_records import Answer, AnswerStatus, Reason
from assistant.answers.grounds import Grounds
from assistant.answers.statements import Candidate, Statement, find_candidates
from assistant.reader import read
from assistant.records import BlockKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHOOSING_FILE = Path(__file__).parent.parent / "models" / "choosing.json"
MOST_READ = 10
"""Statements that the reader is given; the right one is among them for 0.93 of the validation questions."""
_GROUPS = (
    ("person", "title"),
    ("phone",),
    ("email",),
    ("opens", "closes", "day"),
    ("amount",),
    ("number",),
    ("organisation",),
    ("explanation", "yesno", "topic", "call", "place"),
)
_FORMS = ("contact", "day", "amount", "number", "phone", "email", "asked time", "other time")
_LEAST_BEHIND, _LONGEST = -10.0, 300


class Stand(StrEnum):
    """How the answer that the rules make stands to a statement."""

    TOLD = "told"  # it tells the statement
    OTHER = "other"  # it tells another
    NOT_TOLD = "not_told"  # it says that the theme is there and what is asked is not told
    NOTHING = "nothing"  # it finds nothing near


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with the logit of its answering the question, and how the rules' answer stands to it."""

    statement: Statement
    score: float
    stand: Stand


@dataclass(frozen=True)
class Chooser:
    """The fitted weights: `mean`, `scale` and `weights` are (features,)."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float
    votes: tuple[float, ...]
    """What the sum of both models counts, and what is added for each of `Stand`."""

    least: float
    """The logit under which the best statement does not answer."""

    def vote(self, score: float, stand: Stand) -> float:
        """The logit of a statement, given the models' score of it and what the rules say."""
        return self.votes[0] * score + self.votes[1 + list(Stand).index(stand)]

    def scores(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, features) to logits (n,)."""
        return (matrix - self.mean) / self.scale @ self.weights + self.bias


def choose(grounds: Grounds, ruled: Answer) -> tuple[Scored, ...]:
    """The statements likeliest to answer, best first; at most `MOST_READ`, and those of the rules' answer."""
    import numpy as np

    candidates = find_candidates(grounds)
    if not candidates:
        return ()
    wanted, chooser = grounds.frame.wanted, load_chooser()
    rows = [features(candidate_numbers(one), held_forms(one.statement), wanted) for one in candidates]
    scores = chooser.scores(np.array(rows))
    stands = [stand_of(ruled, one.statement) for one in candidates]
    order = np.argsort(-scores, kind="stable").tolist()
    kept = [place for rank, place in enumerate(order) if rank < MOST_READ or stands[place] is Stand.TOLD]
    said = read(grounds.reader, grounds.asked, [candidates[place].statement.line for place in kept])
    found = []
    for place, more in zip(kept, said, strict=True):
        vote = chooser.vote(float(scores[place]) + more, stands[place])
        found.append(Scored(candidates[place].statement, vote, stands[place]))
    return tuple(sorted(found, key=lambda one: -one.score))


def stand_of(ruled: Answer, statement: Statement) -> Stand:
    """How the rules' answer stands to a statement."""
    if ruled.status is AnswerStatus.ANSWERED:
        return Stand.TOLD if tells(ruled, statement) else Stand.OTHER
    return Stand.NOT_TOLD if ruled.reason is Reason.NOT_TOLD else Stand.NOTHING


def tells(answer: Answer, statement: Statement) -> bool:
    """Whether an answer tells a statement: a contact by name, any other where it quotes from it."""
    for part in (answer, *answer.also):
        if statement.person is not None:
            if any(person.name == statement.person for person in part.people) and _cites(answer, statement):
                return True
            continue
        place = statement.span.shifted(statement.section.span.start)
        rows = (evidence for row in part.calls for evidence in row.evidence)
        evidence = (*part.quotes, *(money.evidence for money in part.sums), *rows)
        if any(e.section_id == statement.section.section_id and e.span.overlaps(place) for e in evidence):
            return True
    return False


def _cites(answer: Answer, statement: Statement) -> bool:
    return any(citation.section_id == statement.section.section_id for citation in answer.citations)


def candidate_numbers(candidate: Candidate) -> list[float]:
    """How a statement was found and what it is, whatever is asked."""
    one = candidate.statement
    kind = None if one.person is not None else one.kind
    numbers = (
        max(candidate.behind, _LEAST_BEHIND),
        1 / (1 + candidate.rank),
        one.standing,
        one.share,
        candidate.section_cover,
        candidate.heading_cover,
        candidate.letter,
        candidate.letter_behind,
        candidate.newest,
        candidate.near_standing,
        candidate.near_share,
        kind is None,
        kind is BlockKind.TABLE_ROW,
        kind is BlockKind.LIST_ITEM,
        kind is BlockKind.LABEL,
        min(len(one.line), _LONGEST) / 100,
    )
    return [float(number) for number in numbers]


def held_forms(statement: Statement) -> frozenset[str]:
    """The closed forms of a statement, and whether it is a contact."""
    return statement.holds | {"contact"} if statement.person is not None else statement.holds


def features(numbers: Sequence[float], held: Collection[str], wanted: Mapping[str, float]) -> list[float]:
    """All that the linear model weighs: `candidate_numbers`, and each wanted thing with each closed form that is held."""
    chances = [max(wanted[name] for name in group) for group in _GROUPS]
    return [*numbers, *(chance * (form in held) for chance in chances for form in _FORMS)]


@lru_cache(maxsize=1)
def load_chooser() -> Chooser:
    """The committed weights."""
    import numpy as np

    stored = json.loads(CHOOSING_FILE.read_text(encoding="utf-8"))
    mean, scale, weights = (np.array(stored[name]) for name in ("mean", "scale", "weights"))
    return Chooser(mean, scale, weights, stored["bias"], tuple(stored["votes"]), stored["least"])
