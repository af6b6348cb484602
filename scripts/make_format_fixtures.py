"""Makes tests/data/formats/: newsletters of this repository as Markdown, page, e-mail, Word document and PDF.

    .venv/bin/python scripts/make_format_fixtures.py

The Word documents and PDFs are LibreOffice's (Debian: libreoffice-writer-nogui), the e-mails the standard library's. The
tests read the files that this script left there; where LibreOffice is present they also make fresh ones.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

from assistant.newsletters import read_newsletter
from assistant.records import Block, BlockKind, Newsletter

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "data" / "formats"
SOURCES = {
    "teemat": ROOT / "corpus" / "valtakunnalliset-teemat-2022-12.txt",
    "kaupunki": ROOT / "tests" / "data" / "kaupunki" / "kaupunkiavustukset-2025-02.txt",
    "hyvinvointi": ROOT / "tests" / "data" / "kaupunki" / "hyvinvointi-tiedote-2025-03.md",
}
IN_COLUMNS = frozenset(["kaupunki"])
PAGE_TEMPLATE = Path(__file__).with_name("newsletter_template.html")
DOCUMENT_TEMPLATE = Path(__file__).with_name("newsletter_template.fodt")


@dataclass(frozen=True)
class Part:
    """Neighbouring blocks of one kind: the lines of a paragraph, the items of a list, the rows of a table."""

    kind: BlockKind
    level: int
    lines: tuple[str, ...]


def parts_of(newsletter: Newsletter) -> Iterator[Part]:
    """The newsletter as parts, in order; lines without a blank line between them are one paragraph."""
    kept: list[Block] = []
    for block in newsletter.blocks:
        if kept and not _belongs(newsletter, kept[-1], block):
            yield _part(newsletter, kept)
            kept = []
        kept.append(block)
    if kept:
        yield _part(newsletter, kept)


def _belongs(newsletter: Newsletter, before: Block, block: Block) -> bool:
    if BlockKind.HEADING in {before.kind, block.kind} or BlockKind.TITLE in {before.kind, block.kind}:
        return False
    if {before.kind, block.kind} & {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}:
        return before.kind is block.kind
    return newsletter.text[before.span.stop : block.span.start].count("\n") == 1


def _part(newsletter: Newsletter, blocks: list[Block]) -> Part:
    kind = blocks[0].kind
    flat = (
        kind
        if kind in {BlockKind.TITLE, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
        else BlockKind.PARAGRAPH
    )
    return Part(flat, blocks[0].level, tuple(" ".join(b.span.of(newsletter.text).split()) for b in blocks))


def _is_numbered(part: Part) -> bool:
    return part.lines[0][:1].isdigit()


def _item(line: str) -> str:
    """A list item without its mark."""
    mark, _, words = line.partition(" ")
    return words if mark in {"•", "-"} or mark.rstrip(".").isdigit() else line


# --- Markdown -----------------------------------------------------------------------------------


def markdown_of(parts: Iterable[Part], title: str) -> str:
    """Markdown with front matter."""
    pieces = [f'---\ntitle: "{title}"\nlang: fi\n---']
    for part in parts:
        if part.kind in {BlockKind.TITLE, BlockKind.HEADING}:
            pieces.append(f"{'#' * (part.level + 1)} {part.lines[0]}")
        elif part.kind is BlockKind.LIST_ITEM:
            marks = [f"{n}." if _is_numbered(part) else "-" for n in range(1, len(part.lines) + 1)]
            pieces.append("\n".join(f"{mark} {_item(line)}" for mark, line in zip(marks, part.lines, strict=True)))
        elif part.kind is BlockKind.TABLE_ROW:
            rows = [f"| {line} |" for line in part.lines]
            pieces.append("\n".join([rows[0], "|" + " --- |" * (part.lines[0].count(" | ") + 1), *rows[1:]]))
        else:
            pieces.append("  \n".join(line.replace(" | ", " \\| ") for line in part.lines))
    return "\n\n".join(pieces) + "\n"


# --- a page of a mailing tool -------------------------------------------------------------------

_ROW = """<tr><td valign="top" style="padding:9px 18px"><table align="left" width="100%" cellpadding="0"><tbody><tr>
<td class="text" valign="top">{content}</td></tr></tbody></table></td></tr>"""
_LETTERS = {
    0: "font-size:26px;font-weight:bold",
    1: "font-size:22px;color:#005000",
    2: "font-size:18px",
    3: "font-size:15px",
}


def page_of(parts: Iterable[Part], title: str, tags: bool = True, charset: str = "utf-8") -> str:
    """A page of nested tables. Without `tags` headings are marked by their letters alone."""
    rows = [_ROW.format(content="\n".join(_markup(part, tags) for part in run)) for run in _runs(parts)]
    page = PAGE_TEMPLATE.read_text(encoding="utf-8")
    return page.replace("@CHARSET@", charset).replace("@TITLE@", escape(title)).replace("@ROWS@", "\n".join(rows))


def _runs(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """A row of the layout for each heading and what follows it."""
    run: list[Part] = []
    for part in parts:
        if part.kind is BlockKind.HEADING and run:
            yield run
            run = []
        run.append(part)
    yield run


def _markup(part: Part, tags: bool) -> str:
    lines = [_linked(line) for line in part.lines]
    if part.kind in {BlockKind.TITLE, BlockKind.HEADING}:
        if tags:
            return f"<h{part.level + 1}>{lines[0]}</h{part.level + 1}>"
        return f'<div style="{_LETTERS[part.level]}"><strong><span>{lines[0]}</span></strong><br>&nbsp;</div>'
    if part.kind is BlockKind.LIST_ITEM:
        tag = "ol" if _is_numbered(part) else "ul"
        return f"<{tag}>{''.join(f'<li>{_linked(_item(line))}</li>' for line in part.lines)}</{tag}>"
    if part.kind is BlockKind.TABLE_ROW:
        cells = [[_linked(cell) for cell in line.split(" | ")] for line in part.lines]
        head, *body = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells]
        return f"<table border=1>{head.replace('td>', 'th>')}{''.join(body)}</table>"
    return f"<p>{'<br>'.join(lines)}</p>"


def _linked(line: str) -> str:
    """Escaped, with addresses and link lines as a mailing tool writes them."""
    written = escape(line, quote=False)
    if line == "[email protected]":
        return '<a href="/cdn-cgi/l/email-protection" data-cfemail="aabbcc">[email&#160;protected]</a>'
    if " | " in line and line.count(" | ") == 1 and "@" not in line:
        return f'<a href="https://track.example/c?x=1&amp;y=2">{written}</a>'
    return written


# --- e-mail -------------------------------------------------------------------------------------


def email_of(parts: list[Part], title: str, sent: str) -> bytes:
    """Plain text and page as alternatives, in an old encoding and quoted-printable."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = title
    message["From"] = "Viestintä <viestinta@lahettaja.example>"
    message["To"] = "tilaajat@lahettaja.example"
    message["Date"] = sent
    message.set_content("Viesti näkyy vain selaimessa: https://post.example/view\n", charset="iso-8859-1")
    page = page_of(parts, title, charset="windows-1252")
    message.add_alternative(page, subtype="html", charset="windows-1252", cte="quoted-printable")
    return message.as_bytes()


# --- LibreOffice --------------------------------------------------------------------------------


def document_of(parts: Iterable[Part], title: str, columns: int, hyphens: bool = False) -> str:
    """A flat OpenDocument text with headings, lists, tables, a page header and a page footer."""
    body = "\n".join(_document_part(part, hyphens) for part in parts)
    template = DOCUMENT_TEMPLATE.read_text(encoding="utf-8")
    return template.replace("@COLUMNS@", str(columns)).replace("@HEADER@", escape(title)).replace("@BODY@", body)


def _document_part(part: Part, hyphens: bool) -> str:
    lines = [escape(_soft_hyphens(line) if hyphens and len(line) > 90 else line) for line in part.lines]
    if part.kind is BlockKind.TITLE:
        return f'<text:p text:style-name="Title">{lines[0]}</text:p>'
    if part.kind is BlockKind.HEADING:
        return (
            f'<text:h text:style-name="Heading_20_{part.level}" text:outline-level="{part.level}">{lines[0]}</text:h>'
        )
    if part.kind is BlockKind.LIST_ITEM:
        style = "Numbers" if _is_numbered(part) else "Bullets"
        items = (
            f'<text:list-item><text:p text:style-name="Standard">{_item(line)}</text:p></text:list-item>'
            for line in lines
        )
        return f'<text:list text:style-name="{style}">{"".join(items)}</text:list>'
    if part.kind is BlockKind.TABLE_ROW:
        return _document_table([line.split(" | ") for line in lines])
    return f'<text:p text:style-name="Text_20_body">{"<text:line-break/>".join(lines)}</text:p>'


def _document_table(rows: list[list[str]]) -> str:
    cell = (
        '<table:table-cell table:style-name="Cell" office:value-type="string">'
        '<text:p text:style-name="Standard">{}</text:p></table:table-cell>'
    )
    written = (
        "<table:table-row>" + "".join(cell.format(words) for words in row) + "</table:table-row>" for row in rows
    )
    return (
        f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        f"{''.join(written)}</table:table>"
    )


def _soft_hyphens(line: str) -> str:
    """A soft hyphen before every consonant that a vowel follows, two letters from either end of a word at least."""
    vowels = "aeiouyäö"
    out = []
    for word in line.split(" "):
        plain = word.isalpha() and len(word) > 7
        out.append(
            "".join(
                f"\u00ad{c}" if plain and 1 < i < len(word) - 2 and c not in vowels and word[i + 1] in vowels else c
                for i, c in enumerate(word)
            )
        )
    return " ".join(out)


_KINDS = {
    "docx": "docx:Office Open XML Text",
    "pdf": "pdf:writer_pdf_Export",
    "protected": 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"salasana"}}',
}


def convert(document: str, stem: str, kinds: Iterable[str], folder: Path) -> None:
    """Let LibreOffice write `folder`/`stem` as .docx, .pdf or a .pdf that asks for a password."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) puuttuu.")
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"{stem}.fodt"
        source.write_text(document, encoding="utf-8")
        for kind in kinds:
            subprocess.run(
                [
                    *(office, "--headless", f"-env:UserInstallation=file://{scratch}/profile"),
                    *("--convert-to", _KINDS[kind], "--outdir", str(folder), str(source)),
                ],
                check=True,
                capture_output=True,
                timeout=180,
            )


def write_formats(name: str, source: Path, folder: Path, with_office: bool = True) -> None:
    """Every format of one newsletter into `folder`."""
    newsletter = read_newsletter(source)
    parts = list(parts_of(newsletter))
    sent = {"teemat": "Thu, 15 Dec 2022 09:30:00 +0200"}.get(name, "Wed, 05 Mar 2025 10:00:00 +0200")
    (folder / f"{name}.md").write_text(markdown_of(parts, newsletter.title), encoding="utf-8")
    (folder / f"{name}.html").write_text(page_of(parts, newsletter.title), encoding="utf-8")
    (folder / f"{name}-kirjaimet.html").write_text(page_of(parts, newsletter.title, tags=False), encoding="utf-8")
    (folder / f"{name}.eml").write_bytes(email_of(parts, newsletter.title, sent))
    if with_office:
        convert(document_of(parts, newsletter.title, 1), name, ["docx", "pdf"], folder)
        if name in IN_COLUMNS:
            convert(document_of(parts, newsletter.title, 2, hyphens=True), f"{name}-palstat", ["pdf"], folder)


def main() -> None:
    """Write all fixtures anew."""
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for name, source in SOURCES.items():
        write_formats(name, source, FIXTURES)
    secret = [Part(BlockKind.TITLE, 0, ("Salainen kirje",)), Part(BlockKind.PARAGRAPH, 0, ("Haku on auki.",))]
    convert(document_of(secret, "Salainen", 1), "salasana", ["protected"], FIXTURES)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
