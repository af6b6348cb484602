"""A section as statements: sentences, items, and contacts as one line each."""

from __future__ import annotations

import pytest
from answer_samples import grounds_for, open_letter

from assistant.answers.statements import Statement, find_candidates


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    grounds = grounds_for(open_letter(), "Kuka kertoo laitureiden kunnostuksesta?")
    return [candidate.statement for candidate in find_candidates(grounds)]


def test_a_statement_stands_where_it_says(statements: list[Statement]) -> None:
    for one in statements:
        if one.person is None:
            assert " ".join(one.span.of(one.section.text).split()) == one.text
        else:
            assert one.person.split()[0] in one.span.of(one.section.text)


def test_contacts_are_lines_with_what_the_text_says_beside_them(statements: list[Statement]) -> None:
    lines = {one.person: one for one in statements if one.person}
    assert set(lines) == {"Aino Saarikko", "Olli Niemelä"}
    assert lines["Aino Saarikko"].line == (
        "Laitureiden kunnostus: yhteyshenkilö Aino Saarikko, suunnittelija, puhelin; "
        "Hakemuksista kertoo suunnittelija Aino Saarikko, puh. ."
    )
    assert lines["Aino Saarikko"].holds == {"person", "phone", "title"}
    assert lines["Olli Niemelä"].holds == {"person", "email", "title"}


@pytest.mark.parametrize(
    ("beginning", "holds"),
    [
        ("Laitureiden kunnostukseen voi", {"day", "number"}),
        ("Yksi hakija", {"amount", "number"}),
        ("Saunat vuokrataan", set()),
        ("Arvonta on", {"day", "number"}),
    ],
)
def test_the_closed_forms_of_a_sentence(statements: list[Statement], beginning: str, holds: set[str]) -> None:
    assert next(one.holds for one in statements if one.text.startswith(beginning)) == holds


def test_headings_are_no_statements(statements: list[Statement]) -> None:
    assert not {one.text for one in statements} & {"Laitureiden kunnostus", "Saunojen vuokraus", "Rantakirje 3/2025"}
