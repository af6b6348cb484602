"""What a question asks for, in the words that people use in a hurry: Finnish, English, Swedish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_records import Intent
from assistant.finnish import fold
from assistant.questions.cues import find_fields, find_intent


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Kuka vastaa kylätaloista?", Intent.CONTACT),
        ("kuka hoitaa kylätalojen asioita", Intent.CONTACT),
        ("kelle soitan venepaikoista", Intent.CONTACT),
        ("kehen otan yhteyttä venepaikoista?", Intent.CONTACT),
        ("Kenen puoleen käännyn venepaikka-asiassa?", Intent.CONTACT),
        ("mika on yhteyshenkilon sahkoposti", Intent.CONTACT),
        ("anna puhelinnumero uimahallin hommiin", Intent.CONTACT),
        ("mihin voi soittaa jos laituri on rikki", Intent.CONTACT),
        ("Who is the contact person for boat places?", Intent.CONTACT),
        ("Vem är kontaktperson för båtplatser?", Intent.CONTACT),
        ("Milloin venepaikkojen haku päättyy?", Intent.WHEN),
        ("millon haku alkaa", Intent.WHEN),
        ("Onko avustuksella määräaika vai voiko hakea milloin vain?", Intent.WHEN),
        ("Kurssin haku, mikä on viimeinen päivä?", Intent.WHEN),
        ("koska pitää hakea viimeistään", Intent.WHEN),
        ("mihin mennessä hakemus pitää jättää", Intent.WHEN),
        ("Mihin päivään mennessä hakemus on jätettävä?", Intent.WHEN),
        ("mikä on deadline", Intent.WHEN),
        ("When does the application period end?", Intent.WHEN),
        ("När går ansökningstiden ut?", Intent.WHEN),
        ("Onko pilottihaku auki 20.12.2031?", Intent.STATUS),
        ("Onks haku vielä auki?", Intent.STATUS),
        ("ehdinkö vielä hakea", Intent.STATUS),
        ("Joko ideahaku päättyi?", Intent.STATUS),
        ("Voiko tukea hakea nyt?", Intent.STATUS),
        ("Is the call still open?", Intent.STATUS),
        ("Är utlysningen öppen?", Intent.STATUS),
        ("Paljonko rahaa venelaitureihin on?", Intent.MONEY),
        ("paljonko rahaa jaossa", Intent.MONEY),
        ("palijonko saunoihin annetaan euroja", Intent.MONEY),
        ("Kuinka suuri avustus voi olla?", Intent.MONEY),
        ("hankkeen budjetti?", Intent.MONEY),
        ("How much money is available?", Intent.MONEY),
        ("Hur mycket pengar finns det?", Intent.MONEY),
        ("Montako hakemusta tuli?", Intent.COUNT),
        ("kuinka moni sai venepaikan", Intent.COUNT),
        ("How many applications were received?", Intent.COUNT),
        ("Hur många ansökningar kom in?", Intent.COUNT),
        ("Kuka toteuttaa hankkeen?", Intent.ORGANISATION),
        ("Ketkä ovat osatoteuttajia?", Intent.ORGANISATION),
        ("Minkä kokoisille yrityksille sauna on tarkoitettu?", Intent.CONTENT),
        ("Mitkä tapahtumat ovat huhtikuussa?", Intent.LIST),
        ("Mikä taho hallinnoi hanketta?", Intent.ORGANISATION),
        ("Mikä ministeriö rahoittaa laitureita?", Intent.ORGANISATION),
        ("Which organisation runs the harbour?", Intent.ORGANISATION),
        ("Mitkä haut ovat auki?", Intent.LIST),
        ("Listaa kaikki avustukset", Intent.LIST),
        ("luettele venesatamat", Intent.LIST),
        ("Mitkä teemat kuuluvat saariston liitolle?", Intent.LIST),
        ("Which calls are open?", Intent.LIST),
        ("Vilka projekt finns det?", Intent.LIST),
        ("Kuuluuko laituri kaupungille?", Intent.WHETHER),
        ("Onko avustus veronalaista?", Intent.WHETHER),
        ("Kuka voi hakea avustusta?", Intent.CONTENT),
        ("Ketkä voivat hakea laiturirahaa?", Intent.CONTENT),
        ("Who can apply?", Intent.CONTENT),
        ("Mitä uimahallissa remontoidaan?", Intent.CONTENT),
        ("Miksi haku siirtyi?", Intent.CONTENT),
        ("Mikä osa rahasta menee kuluihin?", Intent.CONTENT),
        ("", Intent.CONTENT),
    ],
)
def test_intents(question: str, intent: Intent) -> None:
    assert find_intent(fold(question)) is intent


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Mikä on Aunen sähköposti?", ("email",)),
        ("aunen sposti", ("email",)),
        ("minne voin mailaa", ("email",)),
        ("Anna puhelinnumero ja sähköposti", ("phone", "email")),
        ("puh?", ("phone",)),
        ("voinko soittaa hänelle", ("phone",)),
        ("Mikä on hänen tittelinsä?", ("title",)),
        ("Missä tehtävässä Aune on?", ("title",)),
        ("missä virastossa hän työskentelee", ("organisation",)),
        ("missä hän on töissä", ("organisation",)),
        ("Mistä teemoista Aune vastaa?", ("topics",)),
        ("What is her phone number and title?", ("phone", "title")),
        ("Kuka on yhteyshenkilö?", ()),
        ("", ()),
    ],
)
def test_fields(question: str, fields: tuple[str, ...]) -> None:
    assert find_fields(fold(question)) == fields


@given(st.text())
def test_every_text_has_an_intent(text: str) -> None:
    assert find_intent(fold(text)) not in {Intent.GREETING, Intent.THANKS, Intent.PERSON}
