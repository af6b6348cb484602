"""What is applied for, and what only sounds like it."""

from __future__ import annotations

import pytest

from assistant.facts.call_kinds import call_kinds, kind_of_name
from assistant.finnish import Lemmatizer, load_lemmatizer


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilottihaku on auki", ["pilottihaku"]),
        ("Ideahakuun voi osallistua", ["ideahaku"]),
        ("alahankehaussa", ["alahankehaku"]),
        ("kehittämishankkeiden haku", ["kehittämishankehaku"]),
        ("Haku kehittämishankkeille", ["kehittämishankehaku"]),
        ("haettiin valmisteluhankkeita", ["valmisteluhankehaku"]),
        ("koordinoivan hankkeen haku", ["koordinaatiohankehaku"]),
        ("Koordinoivien hankkeiden haku", ["koordinaatiohankehaku"]),
        ("avustusta voi hakea", ["avustushaku"]),
        ("Hae avustusta", ["avustushaku"]),
        ("kohdeavustusta haetaan", ["kohdeavustushaku"]),
        ("Avustukset ovat haussa", ["avustushaku"]),
        ("Kohdeavustukset ovat haettavissa", ["kohdeavustushaku"]),
        ("kulttuuriavustukset haettavana", ["kulttuuriavustushaku"]),
        ("Kylätuki on auki 1.4.–15.5.", ["kylätukihaku"]),
        ("Maakunnallinen saunatuki avautuu 1.4.", ["saunatukihaku"]),
        ("Kylätuki on suosittu", []),
        ("Tukea haki 91 yhdistystä", []),
        ("Matka-apurahojen haku", ["matka-apurahahaku"]),
        ("stipendien haku", ["stipendihaku"]),
        ("Residenssihaku", ["residenssihaku"]),
        ("alueellinen hankehaku", ["hankehaku"]),
        ("hakuaika on", ["haku"]),
        ("Viimeinen hakupäivä", ["haku"]),
        ("Hakemukset 3.3. mennessä", ["haku"]),
        ("Hankehakemusten määräaika", ["hankehaku"]),
        ("pilottihaku ja ideahaku", ["pilottihaku", "ideahaku"]),
        ("hanke alkaa", []),
        ("hakemus käsiteltiin", []),
        ("työnhaku", []),
        ("tiedonhaussa", []),
        ("Hakuinfot järjestetään", []),
        ("tarjouspyyntö", []),
        ("", []),
    ],
)
def test_kinds(text: str, expected: list[str], lemmatizer: Lemmatizer) -> None:
    assert list(call_kinds(text, lemmatizer)) == expected


@pytest.mark.parametrize(
    ("name", "kind"), [("Kylätuki", "kylätukihaku"), ("Pilottihaku", "pilottihaku"), ("Saunat", "haku")]
)
def test_kind_of_a_name(name: str, kind: str, lemmatizer: Lemmatizer) -> None:
    assert kind_of_name(name, lemmatizer) == kind
