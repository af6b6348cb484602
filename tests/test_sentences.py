"""Where sentences begin and end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.newsletters.text import parse_text
from assistant.sections import split_sections
from assistant.sentences import section_sentences, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Haku on auki.", "Hae nyt!", "Miksi ei?"],
        ["Haku oli auki 16.5.-30.9.2022.", "Hakemuksia tuli 3 kpl, mm. Oulusta."],
        ["Hae 31.10. alkavassa haussa.", "Neuvoja saa."],
        ["Teeman haku (YM) oli avoinna 16.5. – 17.8.2022.", "Haun avasi ELY-keskus."],
        ["Vuonna 2023.", "Haku alkaa."],
        ["Tilaisuus on 1.3. klo 12.", "Tervetuloa."],
        ["Mukana ovat J. Virtanen ja M. Lehto.", "He kertovat lisää."],
        ["Tarjolla on neuvontaa, koulutusta jne.", "Haku on jatkuva."],
        ["Tuki on ns. kertaluontoinen.", "Se maksetaan kerran."],
        ["Toinen eli 2. kierros alkaa syksyllä.", "Kolmatta ei ole."],
        ["”Hae nyt.”", "Niin sanottiin."],
        ["Rahaa on 2,5 milj. euroa (STM).", "Se riittää."],
        ["Erityistavoite 5.1 koskee lapsia.", "Muut koskevat aikuisia."],
        ["Tieto tulee sähköpostiin osoitteesta kunta.fi.", "Lue se."],
        ["Lause ilman loppupistettä"],
        [],
    ],
)
def test_borders(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences
    wrapped = text.replace(" ", "\n")
    assert [" ".join(span.of(wrapped).split()) for span in split_sentences(wrapped)] == sentences


def test_a_blank_line_always_ends_one() -> None:
    text = "Otsikko\n\nHaku on\n \nauki"
    assert [span.of(text) for span in split_sentences(text)] == ["Otsikko", "Haku on", "auki"]


def test_sentences_of_a_section_never_cross_blocks() -> None:
    text = "Kirje\n\nEhdot:\n• yhdistys on mukana. Kaksi vuotta.\n• toiminta\n\nMaija Lehto\n040 123 4567"
    section = split_sections(parse_text(text, "k.txt"))[0]
    assert [span.of(section.text) for span in section_sentences(section)] == [
        "Kirje",
        "Ehdot:",
        "• yhdistys on mukana.",
        "Kaksi vuotta.",
        "• toiminta",
        "Maija Lehto",
        "040 123 4567",
    ]


@given(st.text(alphabet='aAäÖ .!?\n1-–"”', max_size=120))
def test_in_order_and_nothing_lost(text: str) -> None:
    spans = split_sentences(text)
    covered = "".join(span.of(text) for span in spans)
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]
    for one, other in itertools.pairwise(spans):
        assert one.start < one.stop <= other.start
    assert all(span.of(text) == span.of(text).strip() for span in spans)
