"""PDFs -> newsletter."""

from __future__ import annotations

import random
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest
from checks import assert_sound, headings_of, words_of

from assistant.errors import NewsletterError
from assistant.newsletters import read_newsletter
from assistant.newsletters.pdf import parse_pdf

DATA = Path(__file__).parent.parent / "data"
FORMATS = DATA / "formats"


def drawn(*commands: str, pages: int = 1, packing: int = 1) -> bytes:
    """A PDF of pages with the given drawing, written by hand."""
    stream = "\n".join(commands).encode("cp1252")
    for _ in range(packing):
        stream = zlib.compress(stream, 9)
    kids = " ".join(f"{4 + i} 0 R" for i in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *[
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {4 + pages} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        ]
        * pages,
        b"<</Length %d/Filter [%s]>>stream\n%s\nendstream" % (len(stream), b"/FlateDecode" * packing, stream),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (i, data) for i, data in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def line(x: int, y: int, words: str, size: float = 11) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET"


def test_columns_running_heads_and_broken_words() -> None:
    """The fixture: two columns, a header and a footer on each page, words broken at soft hyphens."""
    original = read_newsletter(DATA / "kaupunki" / "kaupunkiavustukset-2025-02.txt")
    newsletter = read_newsletter(FORMATS / "kaupunki-palstat.pdf")
    assert headings_of(newsletter) == headings_of(original)
    read, wanted = Counter(words_of(newsletter).split()), Counter(words_of(original).replace("- ", "• ").split())
    assert sum((read - wanted).values()) + sum((wanted - read).values()) <= 4
    assert_sound(newsletter)


def test_drawn_table() -> None:
    rows = [
        line for line in read_newsletter(FORMATS / "hyvinvointi.pdf").text.split("\n") if "@" in line and "|" in line
    ]
    assert len(rows) == 6
    assert rows[-1] == "Iiro Peltomaa | kokemustoiminnan koordinaattori | 050 417 6648 | iiro.peltomaa@havurannanhva.fi"


def test_table_without_lines() -> None:
    cells = [("Avustus", "Hakuaika"), ("Kohdeavustus", "1.3.2025"), ("Yleisavustus", "1.9.2025")]
    commands = [line(50 + 200 * i, 700 - 20 * j, words) for j, row in enumerate(cells) for i, words in enumerate(row)]
    assert "Kohdeavustus | 1.3.2025" in parse_pdf(drawn(*commands), "k.pdf").text


def test_headings_by_size_and_paragraphs_by_leading() -> None:
    commands = [
        line(50, 750, "Kuntakirje 3/2025", 22),
        line(50, 710, "Avustukset", 15),
        line(50, 690, "Avustusta haetaan koko maaliskuun ajan, ja hakemus tehd\xe4\xe4n s\xe4h-"),
        line(50, 677, "k\xf6isesti kunnan verkkosivuilla. Ohjeita saa puhelimitse joka arkiaamu."),
        line(50, 650, "Uusi kappale alkaa t\xe4st\xe4."),
        line(50, 610, "Tilat", 15),
        line(50, 590, "Tilat ovat auki."),
    ]
    newsletter = parse_pdf(drawn(*commands), "k.pdf")
    assert newsletter.title == "Kuntakirje 3/2025"
    assert headings_of(newsletter) == [(None, "Kuntakirje 3/2025"), (None, "Avustukset"), (None, "Tilat")]
    assert newsletter.text.split("\n\n")[2:4] == [
        "Avustusta haetaan koko maaliskuun ajan, ja hakemus tehdään sähköisesti kunnan verkkosivuilla. "
        "Ohjeita saa puhelimitse joka arkiaamu.",
        "Uusi kappale alkaa tästä.",
    ]


def test_password() -> None:
    with pytest.raises(NewsletterError, match=r"salasana\.pdf on suojattu salasanalla"):
        read_newsletter(FORMATS / "salasana.pdf")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_cut_off(share: float) -> None:
    data = (FORMATS / "hyvinvointi.pdf").read_bytes()
    with pytest.raises(NewsletterError, match=r"poikki\.pdf on (?:katkennut|vioittunut)"):
        parse_pdf(data[: int(len(data) * share)], "poikki.pdf")


@pytest.mark.parametrize("seed", range(25))
def test_damaged_file(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray((FORMATS / "hyvinvointi.pdf").read_bytes())
    for _ in range(40):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        newsletter = parse_pdf(bytes(data), "paha.pdf")
    except NewsletterError as exc:
        assert "paha.pdf" in str(exc)  # noqa: PT017 - either outcome is right
        return
    assert_sound(newsletter)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n%%EOF",
        b"hei",
        drawn("0 0 m 100 100 l S"),
        drawn("q Q " * 16_000_000),
        drawn("q Q " * 16_000_000, packing=2),
        drawn("q Q " * 2_500_000),
        drawn(line(50, 700, "a"), pages=301),
        drawn(*[line(50, 700, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] * 14_000),
    ],
    ids=[
        "empty",
        "nothing",
        "text",
        "no text",
        "bomb",
        "bomb in bomb",
        "endless drawing",
        "endless pages",
        "endless letters",
    ],
)
def test_out_of_bounds(data: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(NewsletterError, match=r"paha\.pdf"):
        parse_pdf(data, "paha.pdf")
    assert time.monotonic() - start < 60
