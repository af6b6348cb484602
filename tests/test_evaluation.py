"""The measures: judged as the evaluation data's own scorer does, where that is at hand."""

from __future__ import annotations

import importlib.util
import io
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionFileError
from assistant.evaluation import format_answers, judge, judges_answers, score_answers, score_retrieval, source_rank

SCORER = Path(__file__).parents[2] / "shared" / "eval" / "score.py"

QUESTION: dict[str, Any] = {
    "id": "k1",
    "category": "haut",
    "turns": ["Milloin saunatuen haku päättyy?"],
    "answerable": True,
    "must": [["31.3.2032", "maaliskuun lopussa"], ["sauna"]],
    "must_not": ["laituri"],
    "sections": ["Saunatuki"],
}
ROW: dict[str, Any] = {"id": "k1", "answered": True, "answer": "Saunatuki:  31.3.2032 asti.", "sources": []}


@pytest.fixture(scope="module")
def scorer() -> Any:
    if not SCORER.is_file():
        pytest.skip("the evaluation data's scorer is not beside this repository")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("question", "row", "why"),
    [
        ({}, {}, None),
        ({}, {"answer": "SAUNA\u00a0maaliskuun \n lopussa"}, None),
        ({}, {"answer": "Saunatuki: 1.4.2032 asti."}, "puuttuu '31.3.2032'"),
        ({}, {"answer": "Sauna ja laituri: 31.3.2032"}, "sanoo 'laituri'"),
        ({}, {"answered": False}, "ei vastaa"),
        ({}, {"answer": "sauna 31.3.2032" + "x" * 900}, "915 merkkiä, raja 900"),
        ({"category": "aggregate"}, {"answer": "sauna 31.3.2032" + "x" * 900}, None),
        ({"answerable": False}, {}, "vastaa, vaikka uutiskirje ei kerro"),
        ({"answerable": False}, {"answered": False}, None),
        ({"answerable": False}, {"answered": False, "answer": "Laituri?"}, "sanoo 'laituri'"),
        ({"must": [], "must_not": []}, {"answer": ""}, None),
    ],
)
def test_judge(question: dict[str, Any], row: dict[str, Any], why: str | None) -> None:
    assert judge(QUESTION | question, ROW | row) == why


@pytest.mark.parametrize(
    ("sources", "newsletter", "rank"),
    [
        ([], None, 0),
        ([("a", "Laiturit"), ("a", "saunatuki  (ESR +)")], None, 2),
        ([("a", "Saunatuki"), ("b", "Saunatuki")], "b.txt", 2),
        ([("a", "Saunatuki"), ("b", "Saunatuki")], ["c.txt", "a.md"], 1),
        ([("a", "Saunatuki")], "b.txt", 0),
        ([("a", "Saunatuki (KYLÄ)")], None, 0),
    ],
)
def test_source_rank(sources: list[tuple[str, str]], newsletter: str | list[str] | None, rank: int) -> None:
    row = {"sources": [{"newsletter": n, "section": s, "text": ""} for n, s in sources]}
    assert source_rank(QUESTION | ({"newsletter": newsletter} if newsletter else {}), row) == rank


WORDS = st.lists(st.sampled_from(["Sauna", "31.3.2032", " ", "\u00a0", "ß", "LAITURI", "é", "\n"]), max_size=5).map(
    "".join
)
SECTIONS = st.sampled_from(
    ["Saunatuki", "saunatuki (ESR+)", "Laiturit (EAKR)", "Laiturit (KYLÄ)", "Saunatuki (jtf)", ""]
)
QUESTIONS = st.fixed_dictionaries(
    {
        "id": st.just("k1"),
        "turns": st.just(["?"]),
        "category": st.sampled_from(["haut", "aggregate"]),
        "answerable": st.booleans(),
        "must": st.lists(st.lists(WORDS, min_size=1, max_size=2), max_size=2),
        "must_not": st.lists(WORDS.filter(str.strip), max_size=1),
        "sections": st.lists(SECTIONS, max_size=2),
    },
    optional={"newsletter": st.sampled_from(["a.txt", ["b.md", "a.txt"], []])},
)
SOURCES = st.fixed_dictionaries({"newsletter": st.sampled_from("ab"), "section": SECTIONS, "text": st.just("")})
ROWS = st.fixed_dictionaries(
    {
        "id": st.just("k1"),
        "answered": st.booleans(),
        "answer": st.tuples(WORDS, st.sampled_from([0, 890, 900, 2000])).map(lambda pair: pair[0] + "x" * pair[1]),
        "sources": st.lists(SOURCES, max_size=3),
    }
)


@given(question=QUESTIONS, row=ROWS)
def test_agrees_with_the_scorer(question: dict[str, Any], row: dict[str, Any], scorer: Any) -> None:
    right, _ = scorer.judge(question, row)
    assert (judge(question, row) is None) is right
    assert source_rank(question, row) == scorer.source_rank(question, row)


@given(pairs=st.lists(st.tuples(QUESTIONS, ROWS), max_size=5))
def test_prints_the_scorers_table(pairs: list[tuple[dict[str, Any], dict[str, Any]]], scorer: Any) -> None:
    questions = [question | {"id": str(i)} for i, (question, _) in enumerate(pairs)]
    rows = [row | {"id": str(i)} for i, (_, row) in enumerate(pairs)]
    with redirect_stdout(io.StringIO()) as printed:
        accuracy = scorer.score_answers(questions, rows, False)
    report = score_answers(questions, rows)
    assert format_answers(report) + "\n" == printed.getvalue()
    assert report.accuracy == accuracy


def test_wrong_answers_are_told_with_the_question() -> None:
    report = score_answers([QUESTION], [ROW | {"answered": False}])
    assert report.wrong == ["k1 haut: ei vastaa | Milloin saunatuen haku päättyy? -> 'Saunatuki:  31.3.2032 asti.'"]


def hits(*sections: str) -> list[dict[str, Any]]:
    return [{"newsletter": "kirje", "section": section, "text": "", "score": 1.0} for section in sections]


def test_search_is_measured_over_sections() -> None:
    questions = [{"id": str(i), "newsletter": "kirje", "section": "Saunat"} for i in range(4)]
    found = [
        hits("Saunat"),
        hits("Laiturit", "Laiturit", "Laiturit", "Saunat"),  # one section three times is one result
        hits(*(f"Osio {i}" for i in range(10)), "Saunat"),
        [],
    ]
    rows = [{"id": str(i), "hits": row} for i, row in enumerate(found)]
    assert score_retrieval(questions, rows) == {"MRR@10": 0.375, "R@1": 0.25, "R@3": 0.5, "R@10": 0.5}


@given(order=st.lists(st.lists(SECTIONS, max_size=12), max_size=4))
def test_search_agrees_with_the_scorer(order: list[list[str]], scorer: Any) -> None:
    questions = [{"id": str(i), "newsletter": "kirje", "section": "Saunatuki"} for i in range(len(order))]
    rows = [{"id": str(i), "hits": hits(*sections)} for i, sections in enumerate(order)]
    with redirect_stdout(io.StringIO()):
        expected = scorer.score_retrieval(questions, rows)
    assert score_retrieval(questions, rows)["MRR@10"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("questions", "expected"),
    [([QUESTION], True), ([{"id": "h1", "question": "?", "newsletter": "a", "section": "b"}], False), ([], False)],
)
def test_kinds_of_question_files(questions: list[dict[str, Any]], expected: bool) -> None:
    assert judges_answers(questions) is expected


@pytest.mark.parametrize(
    ("questions", "lacking"),
    [
        ([{"id": "h1", "question": "?"}], "newsletter"),
        ([{key: value for key, value in QUESTION.items() if key != "sections"}], "sections"),
        ([QUESTION, {"id": "k2", "turns": ["?"]}], "category"),
        ([QUESTION | {"must": "sauna"}], "must"),
    ],
)
def test_questions_that_cannot_be_measured(questions: list[dict[str, Any]], lacking: str) -> None:
    with pytest.raises(QuestionFileError, match=f"puuttuu {lacking}"):
        judges_answers(questions)
