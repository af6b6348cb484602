"""Word documents -> newsletter."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from checks import assert_sound, headings_of

from assistant.errors import NewsletterError
from assistant.facts.contacts import find_contacts
from assistant.newsletters.docx import parse_docx
from assistant.sections import split_sections

if TYPE_CHECKING:
    from docx.document import Document

FORMATS = Path(__file__).parent.parent / "data" / "formats"
BODY = "Avustusta haetaan maaliskuussa, ja hakemus tehdään sähköisesti kunnan verkkosivuilla."


def made(fill: Callable[[Document], None]) -> bytes:
    import docx

    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_styles(document: Document) -> None:
    document.add_heading("Kirje 3/2025", 0)
    document.add_paragraph("Johdanto.")
    document.add_heading("Haut", 1)
    document.add_heading("Kohdeavustus", 2)
    document.add_paragraph(BODY)
    document.add_paragraph("yhdistykset", style="List Bullet")
    document.add_paragraph("ensin hae", style="List Number")
    document.add_paragraph("sitten selvitä", style="List Number")
    document.add_heading("Yleisavustus", 2)
    document.add_paragraph(BODY)
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Nimi", "Tehtävä", "Puhelin", "Maija Lehto", "sihteeri", "040 123 4567"],
        strict=True,
    ):
        cell.text = words
    document.sections[0].header.paragraphs[0].text = "Ylätunniste"


def with_letters(document: Document) -> None:
    from docx.shared import Pt

    for words, size, bold in (
        ("Kirje 3/2025", 24, True),
        ("Haut", 18, False),
        ("Kohdeavustus", 12, True),
        (BODY, 11, False),
        ("Yleisavustus", 12, True),
        (BODY, 11, False),
    ):
        run = document.add_paragraph().add_run(words)
        run.font.size, run.bold = Pt(size), bold


def test_styles_lists_and_tables() -> None:
    newsletter = parse_docx(made(with_styles), "k.docx")
    assert newsletter.title == "Kirje 3/2025"
    assert headings_of(newsletter) == [(None, "Kirje 3/2025"), ("Haut", "Kohdeavustus"), ("Haut", "Yleisavustus")]
    assert " • yhdistykset\n 1. ensin hae\n 2. sitten selvitä" in newsletter.text
    assert "Nimi | Tehtävä | Puhelin\nMaija Lehto | sihteeri | 040 123 4567" in newsletter.text
    assert "Ylätunniste" not in newsletter.text
    contact = find_contacts(split_sections(newsletter)[-1])[0]
    assert (contact.name, contact.title, contact.phone) == ("Maija Lehto", "sihteeri", "0401234567")
    assert_sound(newsletter)


def test_headings_by_letters() -> None:
    newsletter = parse_docx(made(with_letters), "k.docx")
    assert newsletter.title == "Kirje 3/2025"
    assert headings_of(newsletter) == [(None, "Kirje 3/2025"), ("Haut", "Kohdeavustus"), ("Haut", "Yleisavustus")]


def test_hidden_and_deleted_words_are_left_out_and_inserted_ones_read() -> None:
    def fill(document: Document) -> None:
        from docx.oxml import parse_xml

        paragraph = document.add_paragraph("Alku ")
        paragraph.add_run("piilossa").font.hidden = True
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        for tag, word in (("del", "poistettu"), ("ins", "lisätty")):
            kind = "delText" if tag == "del" else "t"
            paragraph._p.append(parse_xml(f"<w:{tag} {space}><w:r><w:{kind}>{word}</w:{kind}></w:r></w:{tag}>"))

    assert parse_docx(made(fill), "k.docx").text == "Alku lisätty"


def test_contact_lines_of_one_paragraph() -> None:
    def fill(document: Document) -> None:
        document.add_heading("Kirje", 0)
        document.add_paragraph("Lisätietoja:\nMaija Lehto\nsihteeri\n040 123 4567")

    contact = find_contacts(split_sections(parse_docx(made(fill), "k.docx"))[0])[0]
    assert (contact.name, contact.title, contact.phone) == ("Maija Lehto", "sihteeri", "0401234567")


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def test_long_document() -> None:
    with zipfile.ZipFile(io.BytesIO(made(with_letters))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>Rivi</w:t></w:r></w:p>" * 50_000
    )
    with pytest.raises(NewsletterError, match="liian pitkä"):
        parse_docx(packed(parts), "pitka.docx")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04rikki",
        b"ei mitaan",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        packed({"muu.txt": b"hei"}),
        packed({"word/document.xml": b"0" * 30_000_000}),
        packed({f"word/media/{i}.png": b"0" * 30_000_000 for i in range(4)}),
        packed({f"{i}.xml": b"" for i in range(5_001)}),
    ],
    ids=["empty", "broken", "text", "protected", "other", "bomb", "many pictures", "many parts"],
)
def test_out_of_bounds(data: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(NewsletterError, match=r"paha\.docx"):
        parse_docx(data, "paha.docx")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("seed", range(20))
def test_damaged_file(seed: int) -> None:
    chance = random.Random(seed)
    with zipfile.ZipFile(FORMATS / "hyvinvointi.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    start = chance.randrange(len(parts[name]))
    parts[name] = parts[name][:start] + parts[name][start + chance.randrange(200) :]
    if chance.random() < 0.3:
        del parts[chance.choice(list(parts))]
    try:
        newsletter = parse_docx(packed(parts), "paha.docx")
    except NewsletterError:
        return
    assert_sound(newsletter)
