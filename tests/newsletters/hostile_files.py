"""Files that break, or never end, in those who read them: small, and each of them found once in a reader."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

WORDS = "Haku on auki ja päättyy maaliskuussa, hakemukset jätetään ajoissa."


def markdown(front: str) -> bytes:
    """A newsletter with this front matter."""
    return f"---\n{front}\n---\n\n{WORDS}\n".encode()


def page(style: str) -> bytes:
    """A page with a paragraph of this style."""
    return f"<html><body><p style='{style}'>{WORDS}</p><p>Toinen.</p></body></html>".encode()


def message(head: str, body: bytes = WORDS.encode()) -> bytes:
    """An e-mail with this line in its head."""
    return f"From: a@kunta.example\r\nSubject: Kirje\r\n{head}\r\n\r\n".encode() + body


def document(part: str, change: Callable[[str], str]) -> bytes:
    """A Word document with one list item, and one part of it changed."""
    import docx

    made, changed = BytesIO(), BytesIO()
    plain = docx.Document()
    plain.add_paragraph(WORDS, style="List Bullet")
    plain.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data.decode()).encode() if name == f"word/{part}.xml" else data)
    return changed.getvalue()


def numbered(level: str) -> bytes:
    """A Word document whose list item stands on this level."""
    style = '<w:pStyle w:val="ListBullet"/>'
    mark = f'{style}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return document("document", lambda text: text.replace(style, mark))


def pdf(content: bytes, font: bytes, more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page; objects from 6 on are `more`, and X draws the first of them."""
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources" + resources + b">>",
        stream(b"BT /F1 12 Tf 50 700 Td (Haku on auki) Tj ET " + content),
        font,
        *more,
    ]
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(written)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """An object of a PDF that holds data."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (more, len(data), data)


def doubling_pdf() -> bytes:
    """Forms of which each draws the next one twice, thirty deep, and the last nothing: a thousand million calls for no letter."""
    kind = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"
    forms = [stream(b"/A Do /A Do", kind + b"/Resources<</XObject<</A %d 0 R>>>>" % (7 + deep)) for deep in range(30)]
    return pdf(b"/X Do", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", [*forms, stream(b"", kind)])


def wide_pdf() -> bytes:
    """A font that gives the same width to two thousand million letters."""
    system = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    letters = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/H" + system + b"/FontDescriptor<<>>/W[0 2000000000 500]>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/H/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    return pdf(b"", font, [letters])


def mapped_pdf() -> bytes:
    """A font whose table of letters says which are two thousand million signs."""
    table = b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <7fffffff> <0041>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return pdf(
        b"", font, [stream(b"/CIDInit /ProcSet findresource begin 1 begincmap " + table + b" endbfrange endcmap")]
    )


def doubling_front(opening: str, closing: str) -> str:
    """Front matter in which each name means the one above nine times, nine deep."""
    names = "bcdefghij"
    lines = [
        f"{name}: &{name} {opening}{','.join([f'*{above}'] * 9)}{closing}"
        for above, name in zip("a" + names, names, strict=False)
    ]
    return "\n".join(["a: &a {x: 1}", *lines, "date: *j"])


BROKEN: dict[str, Callable[[], bytes]] = {
    "luku.md": lambda: markdown(f"title: 0x{'f' * 5000}"),
    "paino.html": lambda: page(f"font-weight: {'9' * 5000}"),
    "koko.html": lambda: page(f"font-size: {'9' * 400}px"),
    "taso.docx": lambda: numbered("kuu"),
    "iso-taso.docx": lambda: numbered("9" * 5000),
    "numerointi.docx": lambda: document("numbering", lambda text: text.replace('w:ilvl="0"', 'w:ilvl="kuu"', 1)),
    "tyyli.docx": lambda: document("styles", lambda text: text.replace('w:type="paragraph"', 'w:type="kuu"')),
    "sulut.eml": lambda: message(f"Content-Transfer-Encoding: {'(' * 1900}{')' * 1900}"),
}
"""Name -> bytes at which a reader fails in a way that it does not foresee."""

GREEDY: dict[str, Callable[[], bytes]] = {
    "syva-taso.docx": lambda: numbered("99999999999"),
    "leveydet.pdf": wide_pdf,
}
"""Name -> bytes that ask for more memory than there is."""

ENDLESS: dict[str, Callable[[], bytes]] = {
    "viitteet.md": lambda: markdown(doubling_front("[", "]")),
    "yhdistelmat.md": lambda: markdown(doubling_front("{<<: [", "]}")),
    "kuviot.pdf": doubling_pdf,
    "merkit.pdf": mapped_pdf,
}
"""Name -> bytes that keep a reader busy for minutes or for ever."""

HALVES: dict[str, Callable[[], bytes]] = {
    "otsikko.md": lambda: markdown('title: "\\uD83D Kirje"'),
    "viite.html": lambda: page("").replace(b"auki", b"auki &#xD83D; &#57005;"),
    "utf7.eml": lambda: message(
        "Content-Type: text/plain; charset=utf-7", b"Haku +2AA- on auki, hakemukset +3gA- jatetaan ajoissa kuntaan."
    ),
    "karkaava.eml": lambda: message(
        "Content-Type: text/plain; charset=unicode-escape",
        b"Haku \\ud800 on auki, hakemukset j\xe4tet\xe4\xe4n kuntaan.",
    ),
    "karkaava2.eml": lambda: message(
        "Content-Type: text/html; charset=raw-unicode-escape",
        b"<p>Haku \\udc00 on auki, hakemukset j\xe4tet\xe4\xe4n kuntaan.</p>",
    ),
}
"""Name -> bytes with half a pair of surrogates, which no file and no screen can take."""
