"""Words, base forms and compound parts, by whichever lemmatizer the machine has and by each alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.finnish import (
    Lemmatizer,
    fold,
    is_function_word,
    lemmas,
    load_lemmatizer,
    words,
)


@pytest.fixture(scope="module", params=["libvoikko", "pyvoikko"])
def lemmatizer(request: pytest.FixtureRequest) -> Lemmatizer:
    try:
        return load_lemmatizer(request.param)
    except SettingsError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("STM:n 38,8 milj. euroa", ["STM:n", "38,8", "milj", "euroa"]),
        ("16.5.-30.9.2022", ["16.5", "30.9.2022"]),
        ("kello 16.15–17", ["kello", "16.15", "17"]),
        ("ELY-keskus (T&K-toiminta)", ["ELY-keskus", "T&K-toiminta"]),
        ("maatalous- ja metsäala", ["maatalous", "ja", "metsäala"]),
        ("matti.meikalainen@ely-keskus.fi", ["matti", "meikalainen", "ely-keskus", "fi"]),
        ("_haku_ — «auki»", ["haku", "auki"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@settings(deadline=None)  # machines that run other things too
@given(st.text())
def test_words_keep_their_place(text: str) -> None:
    found = words(text)
    assert all(word.span.of(text) == word.text for word in found)
    assert all(before.span.stop <= after.span.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("word", "baseforms", "parts"),
    [
        ("rakennerahastokauden", {"rakennerahastokausi"}, {"rakenne", "rahasto", "kausi"}),
        ("Hankehakujen", {"hankehaku"}, {"hanke", "haku"}),
        ("VIHREÄN", {"vihreä"}, set()),
        ("maahanmuuttajien", {"maahanmuuttaja"}, {"maahan", "muuttaja"}),
        ("ELY-keskuksille", {"ely-keskus"}, {"ely", "keskus"}),
        ("EAKR-rahoituksen", {"eakr-rahoitus"}, {"eakr", "rahoitus", "rahoittaa"}),
        ("STM:n", {"stm"}, set()),
        ("Pohjois-Suomen", {"pohjois-suomi"}, {"pohjoinen", "pohjois", "suomi"}),
        ("meri\u2010ilmastoa", {"meri-ilmasto"}, {"meri", "ilmasto"}),
        ("1980-luvulla", {"1980-luku"}, {"1980", "luku"}),
        ("16.5.2022", {"16.5.2022"}, {"16", "5", "2022"}),
        ("Helsingin", {"helsinki"}, set()),
        ("Virtasella", {"virtanen"}, set()),
        ("siirtymän", {"siirtymä", "siirtyä"}, set()),
    ],
)
def test_analyse(lemmatizer: Lemmatizer, word: str, baseforms: set[str], parts: set[str]) -> None:
    analysis = lemmatizer.analyse(word)
    assert set(analysis.baseforms) == baseforms
    assert set(analysis.parts) == parts
    assert lemmatizer.lemmatize(word) == analysis.baseforms + analysis.parts


@pytest.mark.parametrize(("word", "stem"), [("Zyxwissa", "zyxw"), ("Qwertyn", "qwerty"), ("Xyzzyä", "xyzzy")])
def test_unknown_words_keep_their_form_and_lose_a_guessed_ending(lemmatizer: Lemmatizer, word: str, stem: str) -> None:
    analysis = lemmatizer.analyse(word)
    assert not analysis.known
    assert analysis.baseforms[0] == word.lower()
    assert stem in analysis.baseforms


@settings(deadline=None)  # machines that run other things too
@given(st.text(max_size=40))
def test_any_text_has_lemmas(text: str) -> None:
    lemmatizer = load_lemmatizer("auto")
    rows = lemmas(text, lemmatizer)
    assert len(rows) == len(words(text))
    for row in rows:
        assert row
        assert len(set(row)) == len(row)
        assert "" not in row


@pytest.mark.parametrize(
    ("word", "function"),
    [("missä", True), ("onko", True), ("Ja", True), ("kenelle", True), ("haku", False), ("STM", False)],
)
def test_is_function_word(lemmatizer: Lemmatizer, word: str, function: bool) -> None:
    assert is_function_word(lemmatizer.analyse(word)) is function


def test_fold() -> None:
    assert fold("Vihreän SIIRTYMÄN Åland é") == "vihrean siirtyman aland e"


def test_impossible_lemmatizer() -> None:
    with pytest.raises(SettingsError, match="snowball"):
        load_lemmatizer("snowball")
