"""Words broken at the ends of lines."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.newsletters.hyphens import join_words, whole_words
from assistant.newsletters.lines import Line, Role, text_of
from assistant.newsletters.text import parse_text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("säh-", "köisesti", "sähköisesti"),
        ("säh\u00ad", "köisesti", "sähköisesti"),
        ("ELY-", "keskus", "ELY-keskus"),
        ("vapaa-", "aika", "vapaa-aika"),
        ("sosiaali-", "ja terveysala", "sosiaali- ja terveysala"),
        ("huhti-", "toukokuussa", "huhti-toukokuussa"),
        ("16.5.–", "30.9.2022", "16.5.–30.9.2022"),
        ("1.–9.-", "luokkalaiset", "1.–9.-luokkalaiset"),
        ("Kaisa-", "Leena", "Kaisa-Leena"),
        ("kaisa-", "leena.viitanen@kunta.fi", "kaisa-leena.viitanen@kunta.fi"),
        ("pilotti-", "hanke", "pilotti-hanke"),
        ("haku on", "auki", "haku on auki"),
        ("ajatus –", "ja toinen", "ajatus – ja toinen"),
        ("ajatus -", "toinen", "ajatus - toinen"),
        ("kulttuuri-", "och fritidstjänster", "kulttuuri- och fritidstjänster"),
        ("2020-", "luvulla", "2020-luvulla"),
        ("aune.mäkelä(at)sauna-", "seura.example", "aune.mäkelä(at)sauna-seura.example"),
        ("www.sauna-", "seura.example", "www.sauna-seura.example"),
        ("https://sauna-", "seura.example", "https://sauna-seura.example"),
    ],
)
def test_joining_lines(before: str, after: str, expected: str) -> None:
    assert join_words(before, after, Counter({"pilotti-hanke": 1})) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Saunan avajaisissa ker-\nrotaan hakuajasta.", "Saunan avajaisissa\nkerrotaan hakuajasta."),
        ("Avajaisissa lau-\nletaan ja kerro-\ntaan", "Avajaisissa\nlauletaan ja\nkerrotaan"),
        ("Tilavaraukset:\n  * Kylä-\n    sauna on auki", "Tilavaraukset:\n  * Kyläsauna on auki"),
        ("  * Sauna on lämmin kesä-\n    öinä.", "  * Sauna on lämmin\n    kesäöinä."),
        ("Tarjolla kulttuuri-\nja liikuntaa", "Tarjolla kulttuuri-\nja liikuntaa"),
        ("Siihen saatiin EU-\nrahoitusta", "Siihen saatiin\nEU-rahoitusta"),
        ("Sinne pääsee linja-\nautolla", "Sinne pääsee\nlinja-autolla"),
        ("Pilotti-hanke alkoi. Pilotti-\nhanke päättyi.", "Pilotti-hanke alkoi.\nPilotti-hanke päättyi."),
        ("Kirjoita: aune@sauna-\nseura.example", "Kirjoita:\naune@sauna-seura.example"),
        ("Sauna on auki -\nmutta ei aina", "Sauna on auki -\nmutta ei aina"),
        ("Varaa kylä-\n\nsauna", "Varaa kylä-\n\nsauna"),
        ("Varaa kylä-\n- sauna", "Varaa kylä-\n- sauna"),
        ("| Sauna | kylä-\n| talo | auki |", "| Sauna | kylä-\n| talo | auki |"),
    ],
)
def test_whole_words(written: str, expected: str) -> None:
    assert text_of(whole_words([Line(line) for line in written.split("\n")])) == expected


def test_only_running_text() -> None:
    rows = [Line("Sauna | kylä-", Role.TABLE_ROW), Line("talo | auki", Role.TABLE_ROW)]
    assert whole_words(rows) == rows


def test_paragraphs_stay_whole() -> None:
    """Lines of a fixed width, with words that they break, are one paragraph still."""
    text = (
        "Kyläkirje 3/2032\n\nSaunat\n\n"
        "Kylän yhteinen sauna lämpenee jälleen lauantaisin, ja vuoron voi vara-\n"
        "ta seuran verkkosivuilta. Vuoroja on tarjolla kolme illassa, ja jo-\n"
        "kaisen vuoron pituus on kaksi tuntia. Jokaisella on sama ohje: avai-\n"
        "men saa kaupan kassalta ennen vuoron alkua."
    )
    newsletter = parse_text(text, "kirje.txt")
    body = newsletter.blocks[-1].span.of(newsletter.text)
    assert body.startswith("Kylän yhteinen")
    assert body.endswith("ennen vuoron alkua.")
    assert all(word in " ".join(body.split()) for word in ("voi varata seuran", "ja jokaisen vuoron"))
