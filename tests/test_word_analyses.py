"""Kept analyses: the same as new ones, read from disk, asked first."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import IndexDamagedError
from assistant.finnish import WordAnalysis, load_lemmatizer
from assistant.word_analyses import WordAnalyses

WORDS = ("Hankehaun", "ELY-keskuksille", "38,8", "Sodankylän", "kvanttitsydeemi")


def test_kept_analyses_are_those_of_the_lemmatizer(tmp_path: Path) -> None:
    lemmatizer = load_lemmatizer()
    WordAnalyses.of(WORDS, lemmatizer).save(tmp_path / "analyses.json")
    kept = WordAnalyses.load(tmp_path / "analyses.json")
    assert len(kept) == len(WORDS)
    assert [kept.get(word) for word in WORDS] == [lemmatizer.analyse(word) for word in WORDS]
    assert kept.get("hankehaun") is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    path = tmp_path_factory.mktemp("analyses") / "analyses.json"
    analyses = WordAnalyses.of(words, load_lemmatizer())
    analyses.save(path)
    assert [WordAnalyses.load(path).get(word) for word in words] == [analyses.get(word) for word in words]


def test_a_lemmatizer_asks_what_it_remembers_first() -> None:
    lemmatizer = load_lemmatizer()
    own = lemmatizer.analyse("venettä")
    other = WordAnalysis("uimaranta", ("ranta",), (), (), known=True)
    lemmatizer = load_lemmatizer()
    lemmatizer.remember({"uimaranta": other}.get)
    assert lemmatizer.lemmatize("uimaranta") == ("ranta",)
    assert lemmatizer.analyse("venettä") == own


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"a": 1}', '{"a": [1, 2]}'])
def test_a_damaged_file(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "analyses.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=r"analyses\.json"):
        WordAnalyses.load(path)
