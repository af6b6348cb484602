"""Names that questions hold: in all cases, misspelt, and words that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.finnish import Lemmatizer, fold, load_lemmatizer
from assistant.names import Names, is_form_of, named_people, unknown_name

PEOPLE = (
    "Veikko Laurila",
    "Aune Mäkeläinen",
    "Sirkka Lehto",
    "Eila Ranta",
    "Greta von Essen",
    "Kalle Mäkeläinen",
    "Eila Salo",
    "Milla Rautio",
)


@pytest.fixture(scope="module", params=["libvoikko", "pyvoikko"])
def lemmatizer(request: pytest.FixtureRequest) -> Lemmatizer:
    from assistant.errors import SettingsError

    try:
        return load_lemmatizer(request.param)
    except SettingsError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Laurila", "Laurilan Laurilaa Laurilassa Laurilasta Laurilaan Laurilalla Laurilalta Laurilalle Laurilaksi"),
        ("Mäkeläinen", "Mäkeläisen Mäkeläistä Mäkeläisellä Mäkeläiseltä Mäkeläiselle Mäkeläiseen Mäkeläisestä"),
        ("Lehto", "Lehdon Lehtoa Lehdolla Lehdolta Lehdolle Lehtoon Lehdosta"),
        ("Mäki", "Mäen Mäkeä Mäellä Mäeltä Mäelle Mäkeen Mäestä"),
        ("Joki", "Joen Jokea Joella Joelta Joelle Jokeen"),
        ("Lahti", "Lahden Lahtea Lahdella Lahdelta Lahdelle Lahteen"),
        ("Lampi", "Lammen Lampea Lammella Lammelta Lammelle Lampeen"),
        ("Koski", "Kosken Koskea Koskella Koskelta Koskelle Koskeen"),
        ("Ranta", "Rannan Rantaa Rannalla Rannalta Rannalle Rantaan"),
        ("Virta", "Virran Virtaa Virralla Virralta Virralle Virtaan"),
        ("Aalto", "Aallon Aaltoa Aallolla Aallolta Aallolle Aaltoon"),
        ("Kukka", "Kukan Kukkaa Kukalla Kukalta Kukalle Kukkaan"),
        ("Seppä", "Sepän Seppää Sepällä Sepältä Sepälle Seppään"),
        ("Aho", "Ahon Ahoa Aholla Aholta Aholle"),
        ("Hietakangas", "Hietakankaan Hietakangasta Hietakankaalla Hietakankaalta Hietakankaalle"),
        ("Markus", "Markuksen Markusta Markuksella Markukselta Markukselle"),
        ("Rossi", "Rossin Rossia Rossilla Rossilta Rossille Rossiin"),
        ("Lindström", "Lindströmin Lindströmiä Lindströmillä Lindströmiltä Lindströmille"),
        ("Mäki-Petäjä", "Mäki-Petäjän Mäki-Petäjää Mäki-Petäjällä Mäki-Petäjältä Mäki-Petäjälle"),
        ("Essen", "Essenin Esseniä Essenille Esseniltä"),
    ],
)
def test_names_in_their_cases(name: str, forms: str, lemmatizer: Lemmatizer) -> None:
    people = (f"Toini {name}", "Kerttu Hankonen")
    for form in (name, *forms.split()):
        assert is_form_of(fold(form), fold(name)), form
        for question in (
            f"Mikä on Toini {form} numero?",
            f"puhelinnumero {fold(form)}",
            f"Kysy Toini {fold(form)} asiaa",
        ):
            assert named_people(question, Names(people), lemmatizer) == people[:1], question


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("laurilainen", "laurila"),
        ("lehti", "lehto"),
        ("kosketus", "koski"),
        ("rantautuva", "ranta"),
        ("", "aho"),
        ("ah", "aho"),
    ],
)
def test_other_words_are_no_forms(word: str, name: str) -> None:
    assert not is_form_of(word, name)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Mikä on Sirkka Lehdon sähköposti?", ("Sirkka Lehto",)),
        ("lehdon sahkoposti", ("Sirkka Lehto",)),
        ("Lehdolle", ("Sirkka Lehto",)),
        ("Mäkeläisen numero", ("Aune Mäkeläinen", "Kalle Mäkeläinen")),
        ("Kalle Mäkeläisen numero", ("Kalle Mäkeläinen",)),
        ("kalle makelaisen numero", ("Kalle Mäkeläinen",)),
        ("Laurillan puhelin", ("Veikko Laurila",)),
        ("Mikä on Veikon numero?", ("Veikko Laurila",)),
        ("Mikä on Eilan numero?", ()),
        ("Greta von Essenin titteli", ("Greta von Essen",)),
        ("von Essenin titteli", ("Greta von Essen",)),
        ("Laurilan ja Lehdon numerot", ("Veikko Laurila", "Sirkka Lehto")),
        ("Pekka Lehdon numero", ()),
        ("Mikä on Pekka Lehdon numero?", ()),
        ("Veikko Lehdolle asiaa", ()),
        ("Milloin ranta siivotaan?", ()),
        ("Mikä on Millan numero?", ("Milla Rautio",)),
        ("Ranta on suljettu", ()),
        ("Mitä lehdossa kasvaa?", ()),
        ("Kuka vastaa laitureista?", ()),
        ("", ()),
    ],
)
def test_persons_that_a_question_names(question: str, expected: tuple[str, ...], lemmatizer: Lemmatizer) -> None:
    assert named_people(question, Names(PEOPLE), lemmatizer) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Mikä on Matti Meikäläisen numero?", "Matti Meikäläisen"),
        ("Kuka on Kaarina Nieminen?", "Kaarina Nieminen"),
        ("Tunnetko Pekka Puupään?", "Pekka Puupään"),
        ("Mikä on Anna-Liisa Korhosen titteli?", "Anna-Liisa Korhosen"),
        ("Onko Kivisalmen Liitto mukana?", None),
        ("Mitä Kestävä Kalastus tarkoittaa?", None),
        ("Onko Toivo Säätiö mukana?", None),
        ("mikä on haun aikataulu", None),
        ("", None),
    ],
)
def test_unknown_names(question: str, expected: str | None) -> None:
    assert unknown_name(question, load_lemmatizer()) == expected


@given(
    question=st.one_of(
        st.text(), st.lists(st.sampled_from(["Lehto", "veikon", " ", "-", "Ä", "Kuka", "ı"])).map("".join)
    )
)
def test_no_question_is_too_odd(question: str, lemmatizer: Lemmatizer) -> None:
    assert set(named_people(question, Names(PEOPLE), lemmatizer)) <= set(PEOPLE)
    name = unknown_name(question, lemmatizer)
    assert name is None or name in question
