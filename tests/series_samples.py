"""Issues of one newsletter of our own, read as files are, for the tests of what changes over time."""

from __future__ import annotations

from collections.abc import Sequence

from toy import ToyEncoder

from assistant.facts import find_facts
from assistant.finnish import load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_building import build_index
from assistant.newsletters.markdown import parse_markdown
from assistant.records import Newsletter
from assistant.sections import split_sections

JUNE = """---
title: Rantaviesti, kesäkuu 2032
date: 2032-06-07
---

# Rantaviesti, kesäkuu 2032

Hyvä lukija! Tässä kesän kirje.

## Saunojen kunnostus

Kylien yhteisiä saunoja kunnostetaan. Hankehaku on auki 1.9.–30.9.2032. Jaettavana on 200 000 euroa.

Lisätietoja: Aune Mäkelä, saunavastaava, puh. 040 123 4567, aune.makela@ranta.example

## Laiturien korjaus

Laitureita korjataan talkoilla. Korjaushaku on auki 1.5.–30.6.2032.

Lisätietoja: Veikko Laurila, satamamestari, puh. 040 765 4321, veikko.laurila@ranta.example

## Venevajat

Venevajoista tehdään luettelo.

Lisätietoja: Veikko Laurila, satamamestari, puh. 040 765 4321, veikko.laurila@ranta.example
"""
DECEMBER = """---
title: Rantaviesti, joulukuu 2032
date: 2032-12-01
---

# Rantaviesti, joulukuu 2032

Hyvä lukija! Tässä talven kirje.

## Saunojen kunnostus

Kylien yhteisiä saunoja kunnostetaan. Hankehaku on auki 1.2.–31.3.2033. Jaettavana on 250 000 euroa.

Lisätietoja: Liisa Koski, saunavastaava, puh. 040 555 1234, liisa.koski@ranta.example

## Laiturien korjaus

Laitureita korjataan talkoilla. Korjaushaku on auki 1.5.–30.6.2033.

Lisätietoja: Veikko Laurila, satamapäällikkö, puh. 040 765 9999, veikko.laurila@ranta.example

## Uimakoulut

Uimakouluja järjestetään kesällä. Ohjaajahaku on auki 10.1.–10.2.2033.

Lisätietoja: Kaisa Ranta, liikuntasuunnittelija, puh. 040 222 3333, kaisa.ranta@ranta.example
"""
OTHER = """---
title: Metsäkirje, joulukuu 2032
date: 2032-12-05
---

# Metsäkirje, joulukuu 2032

## Taimikoiden hoito

Taimikoiden hoitoon saa neuvontaa. Lisätietoja: Tapio Vesterinen, metsäneuvoja, puh. 040 111 2222, tapio.vesterinen@metsa.example
"""
LETTERS = (("ranta-2032-06", JUNE), ("ranta-2032-12", DECEMBER), ("metsa-2032-12", OTHER))


def read(letters: Sequence[tuple[str, str]] = LETTERS) -> list[Newsletter]:
    """The newsletters, each id the name of its file without the ending."""
    return [parse_markdown(text, f"{name}.md") for name, text in letters]


def index_of(letters: Sequence[tuple[str, str]] = LETTERS) -> SearchIndex:
    """An index of the newsletters with the toy encoder."""
    lemmatizer = load_lemmatizer()
    newsletters = read(letters)
    sections = [section for newsletter in newsletters for section in split_sections(newsletter)]
    published = {newsletter.newsletter_id: newsletter.published for newsletter in newsletters}
    facts = [fact for s in sections for fact in find_facts(s, published[s.newsletter_id], lemmatizer)]
    return build_index(newsletters, sections, facts, ToyEncoder(), lemmatizer, model="toy")
