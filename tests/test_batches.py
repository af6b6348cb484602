"""Question files, and answers, hits and facts as JSON rows."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsletter_samples import make_newsletter

from assistant.answer_records import Answer, AnswerStatus, Citation, Intent, Reason
from assistant.batches import answer_row, fact_row, read_questions, turns_of
from assistant.errors import QuestionFileError
from assistant.records import Contact, Evidence, Fact, FundingCall, Money, Period, Role, Span

SECTION = make_newsletter()[1][0]
EVIDENCE = Evidence(SECTION.section_id, Span(0, 6), "Metsie", "kokeilu")


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "kysymykset.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_reads_questions_of_both_kinds(tmp_path: Path) -> None:
    path = write(
        tmp_path, '\ufeff{"id": 1, "turns": ["Kuka?", "Entä?"]}\r\n\n  \n{"id": "b", "question": "Milloin\u2028se on?"}'
    )
    items = read_questions(path)
    assert [(item["id"], turns_of(item)) for item in items] == [(1, ["Kuka?", "Entä?"]), ("b", ["Milloin\u2028se on?"])]


def test_an_empty_file_has_no_questions(tmp_path: Path) -> None:
    assert read_questions(write(tmp_path, "\n")) == []


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        "1",
        '"turns"',
        '{"id": 1}',
        '{"turns": ["Kuka?"]}',
        '{"id": 1, "turns": []}',
        '{"id": 1, "turns": "Kuka?"}',
        '{"id": 1, "turns": [1]}',
        '{"id": 1, "turns": null}',
        '{"id": 1, "question": null}',
        pytest.param("[" * 100_000, id="deep"),
    ],
)
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, f'{{"id": 1, "question": "Kuka?"}}\n\n{line}\n')
    with pytest.raises(QuestionFileError, match="rivi 3 ei kelpaa"):
        read_questions(path)


def test_unreadable_files(tmp_path: Path) -> None:
    for path in (tmp_path / "puuttuu.jsonl", tmp_path, write(tmp_path, b"\xff\xfe\x00")):
        with pytest.raises(QuestionFileError, match="ei voi lukea"):
            read_questions(path)


TURNS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3)


@given(st.lists(st.fixed_dictionaries({"id": st.integers(), "turns": TURNS}), max_size=3))
def test_reads_back_what_was_written(tmp_path_factory: pytest.TempPathFactory, items: list[dict[str, object]]) -> None:
    lines = "\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    assert read_questions(write(tmp_path_factory.mktemp("kysymykset"), lines)) == items


def test_the_row_of_an_answer() -> None:
    citation = Citation("2031-05", "Kokeilu", SECTION.section_id, SECTION.heading, "Metsiä hoidetaan.", (Span(0, 6),))
    evidence = Evidence(SECTION.section_id, Span(20, 37), "Metsiä hoidetaan.", "kokeilu")
    answer = Answer(AnswerStatus.ANSWERED, Intent.CONTENT, quotes=(evidence,), citations=(citation,))
    assert answer_row(answer, date(2031, 5, 2)) == {
        "answered": True,
        "answer": "Metsiä hoidetaan.",
        "sources": [{"newsletter": "2031-05", "section": "Metsien hoito", "text": "Metsiä hoidetaan."}],
    }


@pytest.mark.parametrize("status", [AnswerStatus.NOT_FOUND, AnswerStatus.UNCLEAR])
def test_the_row_of_a_refusal(status: AnswerStatus) -> None:
    row = answer_row(Answer(status, Intent.CONTENT, Reason.NOT_IN_CORPUS), date(2031, 5, 2))
    assert (row["answered"], row["sources"]) == (False, [])
    assert row["answer"]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (
            Contact("Aune Mäkelä", None, "Kylät ry", "0401234567", None, True, EVIDENCE),
            {
                "kind": "contact",
                "name": "Aune Mäkelä",
                "title": None,
                "organisation": "Kylät ry",
                "phone": "0401234567",
                "email": None,
                "email_hidden": True,
            },
        ),
        (
            FundingCall("ideahaku", "metsät", Period(date(2031, 5, 1), None, False, "1.5."), EVIDENCE),
            {
                "kind": "call",
                "call": "ideahaku",
                "opens": "2031-05-01",
                "closes": None,
                "as_written": "1.5.",
                "vague": False,
                "year_inferred": False,
            },
        ),
        (
            FundingCall("ideahaku", "metsät", None, EVIDENCE),
            {"kind": "call", "call": "ideahaku"}
            | dict.fromkeys(["opens", "closes", "as_written", "vague", "year_inferred"]),
        ),
        (
            Money(Decimal("20000"), "EUR", "20 000 €", "taimet", "MMM", EVIDENCE),
            {"kind": "money", "amount": 20000, "currency": "EUR", "owner": "MMM"},
        ),
        (
            Money(Decimal("12.50"), "EUR", "12,50 €", "taimet", None, EVIDENCE),
            {"kind": "money", "amount": 12.5, "currency": "EUR", "owner": None},
        ),
        (
            Role("Kylät ry", "toteuttaja", None, EVIDENCE),
            {"kind": "role", "organisation": "Kylät ry", "role": "toteuttaja"},
        ),
    ],
)
def test_rows_of_facts(fact: Fact, expected: dict[str, object]) -> None:
    row = fact_row(fact, SECTION)
    assert row == expected | {"newsletter": "2031-05", "section": "Metsien hoito", "quote": "Metsie"}
    assert json.loads(json.dumps(row)) == row
