"""Answers made of several statements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answer_samples import TODAY, grounds_for, open_letter

from assistant.answer_records import Answer
from assistant.answers.choosing import Scored, Stand
from assistant.answers.many import tell_many
from assistant.answers.statements import find_candidates
from assistant.dialogue import Assistant
from assistant.questions.frame import Operation
from assistant.rendering import render_text

ROWS = "".join(f"- {day}.6.2025 klo 12 soutukilpailu {day}\n" for day in range(1, 13))
LETTER = f"""# Rantakirje 3/2025

Maaliskuu 2025

## Kesän kilpailut

Kilpailut pidetään lahdella.

- 9.5.2025 klo 10 uintikilpailu
- 16.5.2025 klo 10 ongintakilpailu
- 6.6.2025 klo 10 purjehduskilpailu

## Laitureiden kunnostus

Laitureihin varataan 4 000 euroa.

## Saunojen kunnostus

Saunoihin varataan 6 500 euroa.

## Soutu

{ROWS}"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return open_letter(LETTER)


def told(assistant: Assistant, question: str, operation: Operation, *beginnings: str) -> Answer | None:
    """The answer where the statements that begin so are the likeliest."""
    grounds = grounds_for(assistant, question)
    grounds = replace(grounds, frame=replace(grounds.frame, operation=operation))
    statements = [candidate.statement for candidate in find_candidates(grounds)]
    chosen = [next(one for one in statements if beginning in one.text) for beginning in beginnings]
    return tell_many(grounds, [Scored(one, 2.0 - place, Stand.OTHER) for place, one in enumerate(chosen)])


@pytest.mark.parametrize(
    ("question", "operation", "count", "days"),
    [
        ("Mitä kilpailuja lahdella pidetään?", Operation.LIST, 3, ["9.5.2025", "16.5.2025", "6.6.2025"]),
        ("Mitä kilpailuja toukokuussa 2025 on?", Operation.LIST, 2, ["9.5.2025", "16.5.2025"]),
        ("Montako kilpailua toukokuussa 2025 on?", Operation.COUNT, 2, ["9.5.2025", "16.5.2025"]),
    ],
)
def test_the_rows_of_the_time_asked_about(
    assistant: Assistant, question: str, operation: Operation, count: int, days: list[str]
) -> None:
    answer = told(assistant, question, operation, "ongintakilpailu")
    assert answer is not None
    assert (answer.topic, answer.count) == ("Kesän kilpailut", count)
    assert [quote.quote.lstrip("-• ").split()[0] for quote in answer.quotes] == days
    assert render_text(answer, TODAY).startswith(f"Kesän kilpailut: {count} kohtaa\n– 9.5.2025")


def test_sums_of_several_sections_are_told_together(assistant: Assistant) -> None:
    answer = told(assistant, "Paljonko varataan yhteensä?", Operation.SUM, "Laitureihin", "Saunoihin")
    assert answer is not None
    assert render_text(answer, TODAY) == "Laitureihin varataan 4 000 euroa.\nSaunoihin varataan 6 500 euroa."
    assert [citation.heading for citation in answer.citations] == ["Laitureiden kunnostus", "Saunojen kunnostus"]


def test_a_long_list_is_cut_and_says_so(assistant: Assistant) -> None:
    answer = told(assistant, "Mitä soutukilpailuja on?", Operation.LIST, "soutukilpailu 3")
    assert answer is not None
    lines = render_text(answer, TODAY).splitlines()
    assert (answer.count, len(lines), lines[-1]) == (12, 12, "2 muuta on lähteessä.")


def test_one_statement_alone_is_not_many(assistant: Assistant) -> None:
    assert told(assistant, "Paljonko laitureihin varataan?", Operation.SUM, "Laitureihin") is None
