"""Plain-text newsletters of many layouts -> the sections that a reader sees in them."""

from __future__ import annotations

import pytest

from assistant.facts.contacts import find_contacts
from assistant.newsletters.text import parse_text
from assistant.sections import split_sections

Expected = tuple[str, list[tuple[str | None, str, list[str]]]]
"""The title, and (group, heading, names of contacts) of each section; the introduction's heading is the title."""

CAPITALS = """JÄRJESTÖKIRJE 2/2024

Tässä kirjeessä kerromme kevään avustuksista ja tilaisuuksista, joita kunta järjestää yhdistyksille.

AVUSTUKSET
Yleisavustusta haetaan 1.3.–31.3.2024. Sitä voivat hakea rekisteröidyt yhdistykset, joiden kotipaikka on kunnassa.

Lisätietoja: järjestösihteeri Maija Lehto, 040 123 4567, maija.lehto@kunta.fi

TILAT
Kokoustiloja voi varata maksutta arki-iltaisin. Varaus tehdään sähköisesti viimeistään viikkoa ennen tilaisuutta.

TAPAHTUMAT
Yhdistysten kevätmessut pidetään 4.5.2024 kirjastossa, ja paikan voi varata järjestösihteeriltä."""

UNDERLINED = """Maaseutukirje kesäkuu 2024
==========================

Kesän kirje kertoo hankkeista ja hauista, jotka ovat auki ennen lomia.

Hankkeet
========

Kylät verkossa
--------------
Hanke auttaa kyliä tekemään omat verkkosivut. Koulutukset ovat maksuttomia ja alkavat elokuussa.

Vesistöt kuntoon
----------------
Hankkeessa poistetaan vieraslajeja kolmesta järvestä. Talkoita pidetään koko kesän ajan.

Yhteyshenkilö:
Pekka Salo, hankepäällikkö
050 765 4321

Haut
====

Kehittämistuki
--------------
Kehittämistukea haetaan 15.8.–15.9.2024. Tuki on enintään 20 000 euroa hanketta kohden."""

NUMBERED = """Hankeuutiset 3/2024

1. Avustukset

1.1 Kulttuuriavustus

Kulttuuriavustusta voivat hakea yhdistykset ja työryhmät. Avustus on enintään 3 000 euroa.

Hakemuksessa kerrotaan

1. mitä tehdään

2. kenelle

3. millä rahalla

1.2 Liikunta-avustus

Liikunta-avustusta voivat hakea seurat, joilla on lasten ryhmiä. Haku päättyy 30.4.2024.

2. Tilaisuudet

2.1 Hakuinfo

Hakuinfo pidetään 2.4.2024 klo 17 kaupungintalolla. Tilaisuutta voi seurata myös etänä.

Ilmoittaudu mukaan

2.2 Seminaari

Seminaarin aiheena on vapaaehtoistyö. Puhujina on tutkijoita ja järjestöjen väkeä eri puolilta maata."""

NUMBERED_FLAT = """Tiedote toukokuu 2024

1. Uusi avustusjärjestelmä otettiin käyttöön

Järjestelmä korvaa paperilomakkeet. Hakija kirjautuu siihen pankkitunnuksilla ja näkee hakemuksensa tilan.

2. Mistä apua hakemukseen?

Neuvontaa saa puhelimitse arkisin klo 9–12. Neuvoja käy myös kirjastossa joka toinen torstai.

Neuvoja Elli Kallio
puh. 040 111 2222
elli.kallio@kunta.fi

3. Kesän aukioloajat

Palvelupiste on suljettu 1.–31.7.2024. Kiireelliset asiat hoitaa kaupungintalon neuvonta."""

WRAPPED = """Hyvinvointialueen uutiskirje - huhtikuu 2024

Uutiskirje kokoaa neljä kertaa vuodessa hankkeiden kuulumiset. Tällä
kertaa aiheina ovat etäpalvelut, omaishoito ja avustukset.

Etäpalvelut laajenevat kaikkiin kuntiin

Etävastaanotto toimii nyt kuudessa kunnassa. Loput kolme tulevat mukaan
syksyn aikana, ja kokemuksia kerätään asiakkailta kyselyllä. Ensimmäiset
tulokset kerrotaan lokakuussa.

Lasten ja nuorten mielenterveyspalvelujen saatavuutta parannetaan
uudella chat-palvelulla

Chat on auki arkisin klo 12-20. Siinä vastaavat sairaanhoitajat ja
psykologit, ja keskustella voi nimettömästi. Palvelu on maksuton
Tampereella
ja sen ympäristössä.

Omaishoidon tuki
Tukea voi hakea ympäri vuoden. Hakemus käsitellään kuukauden kuluessa,
ja päätös lähetetään kirjeenä. Lisätietoja saa palveluohjaajalta.

Palveluohjaaja Raija Mäki
0295 123 456
raija.maki@alue.fi"""

CONTENTS_BULLETED = """Kaupungin kirje 4/2024

Tässä numerossa:
- Torin remontti
- Kirjaston uudet ajat
- Puistotalkoot

Torin remontti

Torin kivetys uusitaan kesän aikana. Kauppiaat palvelevat remontin ajan puiston laidalla.

Kirjaston uudet ajat

Kirjasto on elokuusta alkaen auki myös sunnuntaisin. Omatoimiajat säilyvät ennallaan.

Puistotalkoot

Talkoot pidetään 11.5.2024 klo 10 alkaen. Kaupunki tarjoaa työkalut ja keiton.

Tervetuloa mukaan"""

CONTENTS_PLAIN = """Elinvoimakirje syyskuu 2024

Yritystuet
Työllisyys
Matkailu


Yritystuet

Kuntakokeilun yritystuki

Tukea saa investointiin, joka luo työpaikkoja. Haku on auki 1.10.–31.10.2024.


Työllisyys

Rekrytointimessut

Messut järjestetään jäähallissa 12.10.2024. Paikalla on noin 40 työnantajaa.

Palkkatuki nuorille

Palkkatukea maksetaan alle 25-vuotiaan palkkaamiseen. Tuki on 800 euroa kuukaudessa.


Matkailu

Talviesite

Esitteeseen voi ilmoittaa kohteita 15.9.2024 asti. Ilmoitus on yrityksille maksuton."""

QUESTIONS = """Avustuskirje yhdistyksille

Kuka voi saada avustusta?

Avustusta voi saada rekisteröity yhdistys, joka on toiminut vähintään vuoden ja jolla on vähintään 20 jäsentä.

Miten avustus haetaan?

Avustus haetaan sähköisesti 2.–30.9.2024. Liitteeksi tarvitaan toimintasuunnitelma ja tilinpäätös.

Mistä saa apua?

Apua antaa järjestökoordinaattori. Hänet tapaa maanantaisin palvelupisteessä ja muina päivinä puhelimitse.

Järjestökoordinaattori

Liisa Aho

Kuusikon kunta

040 222 3333

liisa.aho@kuusikko.fi"""

SENTENCES = """Teemakirje lokakuu 2024


Ilmasto


Hiilinielut metsissä

Teemassa tuetaan hankkeita, joissa mitataan metsien hiilinieluja. Tulokset ovat kaikkien käytössä.

Teeman asioissa voi olla yhteydessä Luoteis-Suomen ELY-keskukseen

Lisätietoa teemasta:

Hiilinielut | Rahastot

Yhteyshenkilöt:
Asiantuntija Outi Kari
Luoteis-Suomen ELY-keskus
0295 000 111


Pyöräily arjessa

Teemassa rakennetaan pyöräpysäköintiä asemille ja kokeillaan lainapyöriä pienissä kaupungeissa.

Seuraava haku avautuu tammikuussa

Ilmoittaudu hakuinfoon


Vesi


Saaristomeri

Saaristomeren tilaa parannetaan kipsikäsittelyllä. Viljelijöille käsittely on maksuton."""

LAYOUTS: dict[str, tuple[str, Expected]] = {
    "capitals above their text": (
        CAPITALS,
        (
            "JÄRJESTÖKIRJE 2/2024",
            [
                (None, "JÄRJESTÖKIRJE 2/2024", []),
                (None, "AVUSTUKSET", ["Maija Lehto"]),
                (None, "TILAT", []),
                (None, "TAPAHTUMAT", []),
            ],
        ),
    ),
    "underlined": (
        UNDERLINED,
        (
            "Maaseutukirje kesäkuu 2024",
            [
                (None, "Maaseutukirje kesäkuu 2024", []),
                ("Hankkeet", "Kylät verkossa", []),
                ("Hankkeet", "Vesistöt kuntoon", ["Pekka Salo"]),
                ("Haut", "Kehittämistuki", []),
            ],
        ),
    ),
    "numbered in two levels": (
        NUMBERED,
        (
            "Hankeuutiset 3/2024",
            [
                (None, "Hankeuutiset 3/2024", []),
                ("1. Avustukset", "1.1 Kulttuuriavustus", []),
                ("1. Avustukset", "1.2 Liikunta-avustus", []),
                ("2. Tilaisuudet", "2.1 Hakuinfo", []),
                ("2. Tilaisuudet", "2.2 Seminaari", []),
            ],
        ),
    ),
    "numbered in one level": (
        NUMBERED_FLAT,
        (
            "Tiedote toukokuu 2024",
            [
                (None, "Tiedote toukokuu 2024", []),
                (None, "1. Uusi avustusjärjestelmä otettiin käyttöön", []),
                (None, "2. Mistä apua hakemukseen?", ["Elli Kallio"]),
                (None, "3. Kesän aukioloajat", []),
            ],
        ),
    ),
    "wrapped at 72": (
        WRAPPED,
        (
            "Hyvinvointialueen uutiskirje - huhtikuu 2024",
            [
                (None, "Hyvinvointialueen uutiskirje - huhtikuu 2024", []),
                (None, "Etäpalvelut laajenevat kaikkiin kuntiin", []),
                (
                    None,
                    "Lasten ja nuorten mielenterveyspalvelujen saatavuutta parannetaan uudella chat-palvelulla",
                    [],
                ),
                (None, "Omaishoidon tuki", ["Raija Mäki"]),
            ],
        ),
    ),
    "bulleted table of contents": (
        CONTENTS_BULLETED,
        (
            "Kaupungin kirje 4/2024",
            [
                (None, "Kaupungin kirje 4/2024", []),
                (None, "Torin remontti", []),
                (None, "Kirjaston uudet ajat", []),
                (None, "Puistotalkoot", []),
            ],
        ),
    ),
    "plain table of contents of groups": (
        CONTENTS_PLAIN,
        (
            "Elinvoimakirje syyskuu 2024",
            [
                (None, "Elinvoimakirje syyskuu 2024", []),
                ("Yritystuet", "Kuntakokeilun yritystuki", []),
                ("Työllisyys", "Rekrytointimessut", []),
                ("Työllisyys", "Palkkatuki nuorille", []),
                ("Matkailu", "Talviesite", []),
            ],
        ),
    ),
    "questions as headings, contact with blank lines": (
        QUESTIONS,
        (
            "Avustuskirje yhdistyksille",
            [
                (None, "Avustuskirje yhdistyksille", []),
                (None, "Kuka voi saada avustusta?", []),
                (None, "Miten avustus haetaan?", []),
                (None, "Mistä saa apua?", ["Liisa Aho"]),
            ],
        ),
    ),
    "sentences that lack their stop": (
        SENTENCES,
        (
            "Teemakirje lokakuu 2024",
            [
                (None, "Teemakirje lokakuu 2024", []),
                ("Ilmasto", "Hiilinielut metsissä", ["Outi Kari"]),
                ("Ilmasto", "Pyöräily arjessa", []),
                ("Vesi", "Saaristomeri", []),
            ],
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_sections_of_layout(text: str, expected: Expected) -> None:
    newsletter = parse_text(text, "kirje.txt")
    sections = split_sections(newsletter)
    found = [(s.group, s.heading, [contact.name for contact in find_contacts(s)]) for s in sections]
    assert (newsletter.title, found) == expected


@pytest.mark.parametrize("text", [text for text, _ in LAYOUTS.values()], ids=LAYOUTS.keys())
def test_line_ends_do_not_matter(text: str) -> None:
    from assistant.newsletters.decoding import decode

    unix = parse_text(decode(text.encode(), "a.txt"), "a.txt")
    windows = parse_text(decode((text.replace("\n", "\r\n") + "\r\n").encode("utf-8-sig"), "a.txt"), "a.txt")
    assert [block.kind for block in unix.blocks] == [block.kind for block in windows.blocks]
    assert unix.text == windows.text.rstrip("\n")
