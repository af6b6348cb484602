"""Times told in the wrong tense for the day of publishing; plans, participles and other clauses stay silent."""

from __future__ import annotations

import pytest
from issues import says

from assistant.checks.tenses import told_as_coming, told_as_past


@pytest.mark.parametrize(
    ("body", "quote", "expected"),
    [
        ("Haku päättyi 15.3.2032.", "päättyi 15.3.2032", "vuosi 2031?"),
        ("Kunnostus käynnistyi syksyllä 2032 talkoilla.", "käynnistyi syksyllä 2032", "vuosi 2031?"),
        (
            "Kesän 2032 aikana kylistä viisi on päässyt alkuun.",
            "Kesän 2032 aikana kylistä viisi on päässyt",
            "vuosi 2031?",
        ),
        ("Haku oli auki 1.3.–30.4.2032.", "oli auki 1.3.–30.4.2032", "vuosi 2031?"),
        ("Ensimmäiset talkoot järjestettiin 1.3.2034.", "järjestettiin 1.3.2034", None),
        ("Haku avautui 3.4.2032 ja päättyi 5.5.2032.", "avautui 3.4.2032 ja päättyi 5.5.2032", "vuosi 2031?"),
    ],
)
def test_told_as_past(body: str, quote: str, expected: str | None) -> None:
    ((rule, found, right),) = says(told_as_past, body)
    assert (rule, right) == ("told_as_past", expected)
    assert found in quote or quote in found


@pytest.mark.parametrize(
    "body",
    [
        "Haku päättyi 15.1.2032.",
        "Kunta päätti järjestää haun syksyllä 2032.",
        "Hakuaikaa jatkettiin 15.3.2032 saakka.",
        "Haku siirrettiin syksyyn 2032.",
        "Keväällä 2032 alkavaan hankkeeseen haettiin kumppaneita, ja haku päättyi tammikuussa.",
        "Tapaaminen järjestettiin keväällä 2032 pidettävää juhlaa varten.",
        "Syksyn 2032 hausta järjestettiin info.",
        "Edellinen haku päättyi, ja uusi haku avautuu 1.3.2032.",
        "Haku päättyi ja seuraava avataan 1.9.2032.",
        "Kaupunki käynnisti kokeilun, joka jatkuu 31.12.2032 asti.",
        "Haku päättyi 15.3.",
        "Vuonna 2032 järjestettiin jo kahdet talkoot.",
    ],
)
def test_not_told_as_past(body: str) -> None:
    assert says(told_as_past, body) == []


def test_a_month_alone_may_be_over_when_it_is_told() -> None:
    body = "Haku päättyi 20.2.2032."
    assert says(told_as_past, body, when="Kirje - helmikuu 2032") == []
    assert len(says(told_as_past, body, when="Julkaistu 5.2.2032")) == 1


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("Haku avautuu 1.1.2030.", "avautuu 1.1.2030"),
        ("Haku avataan keväällä 2029 kaikille.", "avataan keväällä 2029"),
        ("Haku päättyy 4.2.2032.", "päättyy 4.2.2032"),
        ("Haku on auki 1.–15.1.2032.", "on auki 1.–15.1.2032"),
        ("Hakemus on toimitettava 31.1.2032 mennessä.", "on toimitettava 31.1.2032"),
        ("Avustusta voi hakea maaliskuussa 2030.", "voi hakea maaliskuussa 2030"),
        ("- **Hakuaika:** 10.3.–11.4.2031", "Hakuaika:** 10.3.–11.4.2031"),
    ],
)
def test_told_as_coming(body: str, quote: str) -> None:
    assert says(told_as_coming, body) == [("told_as_coming", quote, None)]


@pytest.mark.parametrize(
    "body",
    [
        "Haku avautuu 1.3.2032 ja päättyy 31.3.2032.",
        "Haku avautuu 20.1.2032.",
        "Haku on auki 15.1.–15.3.2032.",
        "Avustus päättyy 31.12.2031.",
        "Hanke, joka aloitettiin 1.1.2030, järjestetään uudelleen.",
        "Haku päättyy 4.2.",
        "Hakuaika 10.3.–11.4.2031 päättyi ennen joulua.",
        "Hakuaika 15.1.–15.2.2032",
        "Tukea haetaan 1.1.2031–31.12.2031 syntyneisiin kuluihin.",
        "Avustusta voi hakea 1.1.2031 alkaen tehtyihin töihin.",
    ],
)
def test_not_told_as_coming(body: str) -> None:
    assert says(told_as_coming, body) == []


@pytest.mark.parametrize("rule", [told_as_past, told_as_coming])
def test_without_a_day_of_publishing_nothing_is_said(rule) -> None:  # type: ignore[no-untyped-def]  # either rule
    assert says(rule, "Haku avautuu 1.1.1950. Haku päättyi 15.3.2090.", when="Tervehdys kylistä") == []
