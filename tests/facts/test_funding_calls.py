"""Calls for applications: what kind, when, and what only sounds like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter

from assistant.facts.funding_calls import find_calls
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.newsletters.markdown import parse_markdown
from assistant.sections import split_sections


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


def calls(body: str, lemmatizer: Lemmatizer) -> list[str]:
    """Kind and time of each call: "ideahaku 2032-03-01…2032-04-15"."""
    newsletter, section = letter(body)
    found = find_calls(section, newsletter.published, lemmatizer)
    assert all(c.evidence.span.of(newsletter.text) == c.evidence.quote for c in found)
    return [f"{c.call} {(c.period and c.period.opens) or ''}…{(c.period and c.period.closes) or ''}" for c in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Pilottihaku on auki 1.3.–15.4.2032.", ["pilottihaku 2032-03-01…2032-04-15"]),
        ("Haku avautuu 3.4.2032 ja päättyy 5.5.2032.", ["haku 2032-04-03…2032-05-05"]),
        ("Hakuaika:\n1.3.–15.4.2032", ["haku 2032-03-01…2032-04-15"]),
        ("Hakuaika: 1.3.–15.4.2032 klo 16", ["haku 2032-03-01…2032-04-15"]),
        ("Hakuajat ovat 1.3.–15.4. ja 1.9.–15.10.2032.", ["haku 2032-03-01…2032-04-15", "haku 2032-09-01…2032-10-15"]),
        ("Hakemukset on jätettävä 31.3.2032 mennessä.", ["haku …2032-03-31"]),
        ("Hakemusten viimeinen jättöpäivä on 31.3.2032.", ["haku …2032-03-31"]),
        ("Hae viimeistään 3.3.2032!", ["haku …2032-03-03"]),
        ("Avustusten haku on auki 1.3.2032 alkaen.", ["avustushaku 2032-03-01…"]),
        ("Seuraava haku avataan keväällä 2032.", ["haku 2032-03-01…2032-05-31"]),
        (
            "Kohdeavustusta haetaan kahdesti ensi vuonna: 1.–28.2.2032 ja 1.–30.9.2032.",
            ["kohdeavustushaku 2032-02-01…2032-02-28", "kohdeavustushaku 2032-09-01…2032-09-30"],
        ),
        (
            "Ideahaku oli 1.3.–2.4.2031, ja varsinainen rahoitushaku järjestetään alkuvuodesta 2032.",
            ["ideahaku 2031-03-01…2031-04-02", "rahoitushaku 2032-01-01…2032-04-30"],
        ),
        (
            "Pilottihaku (15.1.–15.3.2032) ja ideahaku (1.4.–31.5.2032 ja 1.9.–30.9.2032) ovat auki.",
            [
                "pilottihaku 2032-01-15…2032-03-15",
                "ideahaku 2032-04-01…2032-05-31",
                "ideahaku 2032-09-01…2032-09-30",
            ],
        ),
        (
            "Haku on auki 15.1.–15.3.2032, jolloin haetaan pilottihankkeita sekä avataan kehittämishankkeiden haku.",
            ["pilottihankehaku 2032-01-15…2032-03-15", "kehittämishankehaku 2032-01-15…2032-03-15"],
        ),
        (
            "• Pilottihaku 1.3.–15.4.2032\n• Ideahaku 1.5.–31.5.2032",
            ["pilottihaku 2032-03-01…2032-04-15", "ideahaku 2032-05-01…2032-05-31"],
        ),
        (
            "Talon käynnisti selvityshankehaku, joka järjestettiin syksyllä 2030.",
            ["selvityshankehaku 2030-09-01…2030-11-30"],
        ),
        ("Hankehauista ensimmäinen on vuoden 2032 aikana.", ["hankehaku 2032-01-01…2032-12-31"]),
        ("Haku on jatkuva.", ["haku …"]),
        ("Syksyn 2032 jaksoja voi hakea 30.4.2032 mennessä.", ["haku …2032-04-30"]),
        ("Avustushaku on jatkuva.", ["avustushaku …"]),
        ("Avustusta voi hakea ympäri vuoden.", ["avustushaku …"]),
        (
            "Hakuaika on 1.3.–15.4.2032, ja hankkeet toteutetaan 1.6.2032–31.12.2033.",
            ["haku 2032-03-01…2032-04-15"],
        ),
        (
            "Hakuaika on 1.3.–15.4.2032 ja hankkeet toteutetaan 1.6.2032–31.12.2033.",
            ["haku 2032-03-01…2032-04-15"],
        ),
        ("Haku on auki 1.–28.2.2032.\n\nHakuaika 1.–28.2.2032.", ["haku 2032-02-01…2032-02-28"]),
    ],
)
def test_calls(body: str, expected: list[str], lemmatizer: Lemmatizer) -> None:
    assert calls(body, lemmatizer) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Kylätalon vihkiäiset pidetään 5.5.2032.",
        "Hakuinfo pidetään 5.5.2032 klo 12.",
        "Hausta kerrotaan hakuinfossa 5.5.2032.",
        "Hakemuksia saapui 3.3.2032 mennessä 14.",
        "Hakemukset käsitellään 30.4.2032 mennessä.",
        "Päätökset hauista tehdään toukokuussa 2032.",
        "Haun tulokset julkistetaan 3.3.2032.",
        "Työnhaku alkaa 3.3.2032.",
        "Hanke toteutetaan 1.1.2032–31.12.2033.",
        "Hankkeille myönnettiin rahoitus 3.3.2031.",
        "Haku on auki, kerromme myöhemmin.",
    ],
)
def test_no_call(body: str, lemmatizer: Lemmatizer) -> None:
    assert calls(body, lemmatizer) == []


def test_rows_of_a_table(lemmatizer: Lemmatizer) -> None:
    table = (
        "# Kyläkirje\n\n## Avustukset\n\nAvustuksia annetaan.\n\n| Avustus | Haku alkaa | Haku päättyy | Päätökset |\n"
        "|---|---|---|---|\n| Laituriavustus | 1.3.2032 | 31.3.2032 | 1.6.2032 |\n"
        "| Saunatuki | 1.4.2032 | 30.4.2032 | 1.7.2032 |\n"
    )
    newsletter = parse_markdown(table, "taulukko.md")
    found = [c for s in split_sections(newsletter) for c in find_calls(s, newsletter.published, lemmatizer)]
    assert [(c.call, str(c.period and c.period.opens), str(c.period and c.period.closes)) for c in found] == [
        ("laituriavustushaku", "2032-03-01", "2032-03-31"),
        ("saunatukihaku", "2032-04-01", "2032-04-30"),
    ]
    assert all(c.evidence.span.of(newsletter.text) == c.evidence.quote for c in found)


def test_the_days_of_the_text_go_before_the_month_of_the_heading(lemmatizer: Lemmatizer) -> None:
    text = "# Kirje\n\n## Tuet haettavaksi huhtikuussa\n\nKylätuki on auki 1.4.–15.5.2032.\n\n## Saunahaku aukeaa syksyllä 2032\n"
    newsletter = parse_markdown(text, "kirje.md")
    found = [find_calls(section, date(2032, 3, 1), lemmatizer) for section in split_sections(newsletter)]
    told = [[call.period.as_written for call in calls if call.period] for calls in found if calls]
    assert told == [["1.4.–15.5.2032"], ["syksyllä 2032"]]


def test_a_call_is_about_its_topic(lemmatizer: Lemmatizer) -> None:
    newsletter, section = letter("Haku on auki 1.3.–15.4.2032.")
    (call,) = find_calls(section, newsletter.published, lemmatizer)
    assert (call.about, call.evidence.rule) == ("Kylätalojen korjaukset", "sentence")


FRAGMENTS = st.sampled_from(
    [
        "Haku ",
        "Pilottihaku ",
        "ideahakua ",
        "hankkeita haetaan ",
        "on auki ",
        "1.3.–15.4.2032",
        "keväällä 2032",
        "31.2.",
        ", ja ",
        "; ",
        ". ",
        "\n",
        "\n\n",
        "• ",
        "| ",
        " |",
        "Hakuaika:",
        "Haku on jatkuva",
        "ympäri vuoden",
        "toteutetaan ",
        "mennessä ",
    ]
)


@given(body=st.lists(FRAGMENTS, max_size=12).map("".join))
def test_every_call_keeps_its_words(body: str, lemmatizer: Lemmatizer) -> None:
    newsletter, section = letter(body)
    for call in find_calls(section, newsletter.published, lemmatizer):
        assert call.evidence.span.of(newsletter.text) == call.evidence.quote
        assert call.call.endswith("haku")
        assert call.period is not None
        assert all(part in call.evidence.quote for part in call.period.as_written.split(" | "))
