"""Word documents -> `Newsletter`: paragraphs by their styles, lists with their marks, tables row by row.

    style "Heading 2": "Haut"; "List Bullet": "Yhdistykset" -> section heading, " • Yhdistykset"

python-docx opens the file and knows styles and numbering. Headers, footers, deleted and hidden words are left out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.errors import NewsletterError
from assistant.newsletters.composing import Particulars, compose
from assistant.newsletters.decoding import clean
from assistant.newsletters.docx_styles import DocumentStyles
from assistant.newsletters.flow import Flow
from assistant.newsletters.lines import one_line, row_line
from assistant.newsletters.shapes import EMAIL_LIKE
from assistant.records import Newsletter

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_MOST_UNPACKED = 100_000_000  # bytes of the whole package, pictures included
_MOST_XML = 20_000_000  # bytes of one part that is read
_MOST_PARTS = 5_000
_MOST_PARAGRAPHS = 30_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # how .doc files and protected .docx files begin
_LONGEST_CELL = 160
_SKIPPED = frozenset(["del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "footnoteReference"])
_SPACES = {"tab": " ", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def parse_docx(data: bytes, source: str) -> Newsletter:
    """Read a document; `source` is the file's name. Raises NewsletterError where it is none, damaged, protected or too large."""
    document = _open(data, source)
    if sum(1 for _ in document.element.body.iter("{*}p")) > _MOST_PARAGRAPHS:
        raise NewsletterError(f"Tiedosto {source} on liian pitkä uutiskirjeeksi.")
    reader = _Reader(document)
    try:
        reader.read(document.element.body)
    except RecursionError as exc:
        raise NewsletterError(f"Tiedoston {source} rakenteessa on liikaa sisäkkäisiä osia.") from exc
    title = one_line(clean(document.core_properties.title or ""))
    return compose(reader.flow.finished(), source, Particulars(title or None))


def _open(data: bytes, source: str) -> Document:
    """The document, after its unpacked size is known to be bearable."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    if data.startswith(_OLD_WORD):
        raise NewsletterError(f"Tiedosto {source} on suojattu salasanalla tai vanhaa Word-muotoa.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as exc:
        raise NewsletterError(f"Tiedosto {source} on vioittunut eikä aukea Word-tiedostona.") from exc
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > _MOST_PARTS or largest > _MOST_XML or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise NewsletterError(f"Tiedosto {source} on purettuna liian suuri.")
    try:
        return docx.Document(BytesIO(data))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,  # an encrypted part
        NotImplementedError,  # an unknown compression
        AttributeError,  # python-docx on packages that lack what all documents have
        zipfile.zlib.error,  # type: ignore[attr-defined]
    ) as exc:
        raise NewsletterError(f"Tiedosto {source} on vioittunut eikä aukea Word-tiedostona.") from exc


class _Reader:
    """Walks the body once and lets a `Flow` make lines of it."""

    def __init__(self, document: Document) -> None:
        self.flow = Flow()
        self._styles = DocumentStyles(document)
        self._links = {key: rel.target_ref for key, rel in document.part.rels.items() if rel.is_external}

    def read(self, container: _Element) -> None:
        """Read the paragraphs and tables of a body, a cell or a frame."""
        for element in container:
            name = _name(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}:
                self.read(element)

    def _paragraph(self, paragraph: _Element) -> None:
        style = self._styles.of_paragraph(paragraph)
        item = self._styles.list_mark(paragraph)
        if style.depth is not None and one_line(_words(paragraph)):
            self.flow.heading(lambda: self._runs(paragraph), style.depth)
        elif item is not None:
            self.flow.begin_item(*item)
            self._runs(paragraph)
            self.flow.end_item()
        else:
            if not style.tight:
                self.flow.gap()
            self.flow.end_line()
            self._runs(paragraph)
            self.flow.end_line()
            if not style.tight:
                self.flow.gap()
        for frame in _frames(paragraph):
            self.read(frame)

    def _runs(self, element: _Element) -> None:
        """The words of a paragraph, hyperlinks and accepted insertions included."""
        for child in element:
            name = _name(child)
            if name == "r":
                self._run(child)
            elif name == "hyperlink":
                self._runs(child)
                self._keep_address(child)
            elif name not in _SKIPPED:
                self._runs(child)

    def _run(self, run: _Element) -> None:
        look = self._styles.of_run(run)
        if look is None:
            return
        for child in run:
            name = _name(child)
            if name == "t":
                self.flow.words(clean(child.text or ""), *look)
            elif name in _SPACES:
                self.flow.words(clean(_SPACES[name]), *look)
            elif name in {"br", "cr"}:
                self.flow.line_break()

    def _keep_address(self, link: _Element) -> None:
        key = next((value for name, value in link.attrib.items() if str(name).endswith("}id")), None)
        target = self._links.get(str(key), "")
        address = target.removeprefix("mailto:").split("?")[0]
        if target.startswith("mailto:") and EMAIL_LIKE.search(address) and not EMAIL_LIKE.search(_words(link)):
            self.flow.words(f" ({clean(address)})")

    def _table(self, table: _Element) -> None:
        rows = [[cell for cell in row.iter() if _name(cell) == "tc" and _owner(cell) is table] for row in _rows(table)]
        if _is_data(rows):
            self.flow.rows(row_line(_cell_words(cell) for cell in row) for row in rows)
            return
        for row in rows:
            for cell in row:
                self.flow.gap()
                self.read(cell)
                self.flow.gap()


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _rows(table: _Element) -> Iterator[_Element]:
    return (row for row in table.iter() if _name(row) == "tr" and _owner(row) is table)


def _owner(element: _Element) -> _Element | None:
    """The nearest table around an element."""
    return next((above for above in element.iterancestors() if _name(above) == "tbl"), None)


def _frames(paragraph: _Element) -> list[_Element]:
    """Text boxes anchored in a paragraph, but not those in a text box of it, nor the copies for old programs."""
    found = []
    for frame in paragraph.iter():
        if _name(frame) == "txbxContent":
            around = [_name(above) for above in frame.iterancestors()]
            inner = around[: around.index("p") + 1] if "p" in around else around
            nearest = next(above for above in frame.iterancestors() if _name(above) == "p")
            if nearest is paragraph and "Fallback" not in inner:
                found.append(frame)
    return found


def _words(element: _Element) -> str:
    """Visible words of an element; a paragraph's end counts as "; ", a tab as a space."""
    parts: list[str] = []
    for child in element:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SPACES:
            parts.append(_SPACES[name])
        elif name in {"br", "cr"}:
            parts.append("; ")
        elif name not in _SKIPPED and name != "txbxContent":
            parts.append(_words(child))
            if name == "p":
                parts.append("; ")
    return "".join(parts)


def _cell_words(cell: _Element) -> str:
    return re.sub(r"^[\s;]+|[\s;]+$", "", re.sub(r"(?:\s*;\s*)+", "; ", clean(_words(cell))))


def _is_data(rows: list[list[_Element]]) -> bool:
    """Whether most rows are some short cells side by side, none of them a table."""
    if any(_name(inner) == "tbl" for row in rows for cell in row for inner in cell.iter()):
        return False
    filled = [[words for cell in row if (words := _cell_words(cell))] for row in rows]
    wide = [row for row in filled if len(row) >= 2 and max(map(len, row)) <= _LONGEST_CELL]
    return len(wide) >= 2 and len(wide) * 3 >= 2 * sum(bool(row) for row in filled)
