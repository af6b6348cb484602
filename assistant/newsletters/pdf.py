"""PDFs -> `Newsletter`: columns in reading order, tables row by row, headings by the size and weight of their letters.

two columns, a page header, "säh-" at a line's end -> the text as it is read, "sähköisesti" in one piece
"""

from __future__ import annotations

from collections import Counter

from assistant.errors import NewsletterError
from assistant.newsletters.composing import compose
from assistant.newsletters.hyphens import join_words
from assistant.newsletters.pdf_columns import Piece, in_reading_order, pieces_of
from assistant.newsletters.pdf_pages import Glyph, Page, read_pages
from assistant.newsletters.pdf_paragraphs import PageLines, paragraphs_of
from assistant.newsletters.pdf_tables import Table, tables_of
from assistant.records import Newsletter


def parse_pdf(data: bytes, source: str) -> Newsletter:
    """Read a PDF; `source` is the file's name.

    Raises NewsletterError where the file is damaged, cut off, protected, out of bounds or has no text but pictures.
    """
    pages = read_pages(data, source)
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        raise NewsletterError(f"Tiedostossa {source} ei ole tekstiä, vain kuvia.")
    return compose(paragraphs_of([_page_lines(page) for page in pages]), source)


def _page_lines(page: Page) -> PageLines:
    """The pieces of a page in reading order, the rows of a drawn table among them at its place."""
    tables, outside = tables_of(page)
    rows = pieces_of(outside)
    ordered: list[Piece] = []
    for table in sorted(tables, key=lambda table: table.top):
        above = [row for row in rows if row[0].middle < table.top]
        rows = rows[len(above) :]
        ordered.extend(in_reading_order(above))
        ordered.extend(_table_rows(table))
    ordered.extend(in_reading_order(rows))
    return PageLines(page.height, tuple(ordered))


def _table_rows(table: Table) -> list[Piece]:
    rows = []
    for row in table.rows:
        cells = [words for cell in row if (words := _cell_words(cell))]
        letters = [glyph for cell in row for glyph in cell]
        if not cells:
            continue
        top, bottom = min(g.top for g in letters), max(g.bottom for g in letters)
        rows.append(Piece(table.x0, table.x1, top, bottom, " | ".join(cells), letters[0].size, False, table.x1, True))
    return rows


def _cell_words(cell: tuple[Glyph, ...]) -> str:
    """The lines of a cell as one. An address that is too long for its cell breaks without any sign."""
    words = ""
    for row in pieces_of(cell):
        line = " ".join(piece.text for piece in row)
        if words and _is_broken_address(words.split(" ")[-1], line):
            words += line
        else:
            words = join_words(words, line, Counter()) if words else line
    return words


def _is_broken_address(head: str, tail: str) -> bool:
    return "@" in head + tail.split(" ")[0] and " " not in tail and not head.endswith((",", ";")) and "." in head + tail
