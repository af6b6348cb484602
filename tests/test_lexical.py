"""BM25 by row, letters, and the repair of words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import IndexDamagedError
from assistant.finnish import load_lemmatizer
from assistant.lexical import LexicalIndex, WordForms, lemma_terms, letter_terms, word_letters

DOCUMENTS = [["haku", "auki"], ["hanke", "hanke", "päättyä"], [], ["haku", "hanke", "auki", "vuosi"]]
FORMS = WordForms.of(["Vihreän", "siirtymän", "koordinaatiohanke", "2031", "vihreä", "TYÖ", "ÄLÄ"])


@pytest.mark.parametrize(
    ("terms", "best"),
    [
        ([("hanke", 1.0)], [1, 3]),
        ([("auki", 1.0), ("haku", 1.0)], [0, 3]),
        ([("vuosi", 1.0), ("auki", 1.0)], [3, 0]),
        ([("vuosi", 0.1), ("päättyä", 1.0)], [1, 3]),
    ],
)
def test_the_best_rows(terms: list[tuple[str, float]], best: list[int]) -> None:
    scores = LexicalIndex.build(DOCUMENTS).scores(terms)
    assert np.argsort(-scores)[: len(best)].tolist() == best
    assert scores[2] == 0


def test_unknown_terms_add_nothing() -> None:
    index = LexicalIndex.build(DOCUMENTS)
    assert not index.scores([("kala", 1.0)]).any()
    assert "kala" not in index
    assert not index.holders("kala").any()
    assert index.rarity("kala") > index.rarity("vuosi") > index.rarity("haku")


def test_holders() -> None:
    assert LexicalIndex.build(DOCUMENTS).holders("haku").tolist() == [True, False, False, True]


def test_no_words_at_all() -> None:
    index = LexicalIndex.build([[], []])
    assert len(index) == 2
    assert not index.scores([("haku", 1.0)]).any()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefå"), max_size=6), min_size=1, max_size=12))
def test_saves_and_loads(tmp_path_factory: pytest.TempPathFactory, documents: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("lexical")
    built = LexicalIndex.build(documents)
    built.save(folder)
    loaded = LexicalIndex.load(folder)
    terms = [(letter, 1.0) for letter in "abcå"]
    np.testing.assert_array_equal(loaded.scores(terms), built.scores(terms))
    assert len(loaded) == len(documents)


@pytest.mark.parametrize(
    "name", ["vocab.index.json", "params.index.json", "data.csc.index.npy", "indptr.csc.index.npy"]
)
@pytest.mark.parametrize("content", [None, b"", b"[1]"])
def test_a_damaged_file(tmp_path: Path, name: str, content: bytes | None) -> None:
    LexicalIndex.build(DOCUMENTS).save(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexDamagedError):
        LexicalIndex.load(tmp_path)


def test_files_that_do_not_fit(tmp_path: Path) -> None:
    LexicalIndex.build(DOCUMENTS).save(tmp_path)
    vocabulary = tmp_path / "vocab.index.json"
    columns = json.loads(vocabulary.read_text(encoding="utf-8"))
    columns.popitem()
    vocabulary.write_text(json.dumps(columns), encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        LexicalIndex.load(tmp_path)


def test_lemma_terms() -> None:
    terms = lemma_terms(["Hakuajat", "ja", "hankehaku"], load_lemmatizer())
    assert {"hakuaika", "haku", "aika", "hankehaku", "hanke"} <= set(terms)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Työ", ["_tyo", "tyo_"]),
        ("hakea", ["_hak", "hake", "akea", "kea_"]),
        ("EU", ["_eu_"]),
        ("e", ["_e_"]),
    ],
)
def test_word_letters(word: str, expected: list[str]) -> None:
    assert word_letters(word) == tuple(expected)
    assert letter_terms([word, word]) == expected * 2


@pytest.mark.parametrize(
    ("word", "dotted", "nearest"),
    [
        ("vihrean", "vihreän", "vihreän"),
        ("VIHREÄN", "vihreän", "vihreän"),
        ("ala", "älä", None),
        ("koordinatiohanke", None, "koordinaatiohanke"),
        ("siirtmän", None, "siirtymän"),
        ("autokorjaamo", None, None),
        ("tyi", None, None),
    ],
)
def test_repairs(word: str, dotted: str | None, nearest: str | None) -> None:
    assert FORMS.dotted(word) == dotted
    assert FORMS.nearest(word) == nearest


def test_forms_are_kept(tmp_path: Path) -> None:
    FORMS.save(tmp_path / "forms.json")
    assert WordForms.load(tmp_path / "forms.json").forms == FORMS.forms
    (tmp_path / "forms.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        WordForms.load(tmp_path / "forms.json")
