"""Saved pages of mailing tools -> `Newsletter`: what a reader sees, from top to bottom, without markup.

    '<table><tr><td><h2>Haut</h2>Haku on auki. <a href="https://...">Hae</a></td></tr></table>' -> "Haut", "Haku on auki. Hae"

Tables that only lay out the page are read through, tables of data row by row. Hidden text, scripts and the targets of links are
left out; an address behind a link is kept where the visible words lack it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from assistant.errors import NewsletterError
from assistant.newsletters.composing import Particulars, compose
from assistant.newsletters.decoding import clean, decode_markup
from assistant.newsletters.flow import Flow
from assistant.newsletters.lines import Line, one_line, row_line
from assistant.newsletters.shapes import EMAIL_LIKE, PHONE_LIKE
from assistant.newsletters.styles import Look, StyleSheet, is_hidden, look_of, read_stylesheet, styles_of
from assistant.records import Newsletter

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_MARKUP = 5_000_000  # characters, pictures inside the page not counted
_MOST_TAGS = 400_000
_LONGEST_TAG = 30_000  # a tag of hundreds of thousands of attributes takes minutes
_EMBEDDED = re.compile(r"""(["'])\s*data:[^"']*\1""", re.IGNORECASE)
_ENDLESS_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_LONGEST_TAG}}}")
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "noscript",
        "template",
        "svg",
        "nav",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
    ]
)
_APART = frozenset(
    [
        "p",
        "ul",
        "ol",
        "dl",
        "table",
        "td",
        "th",
        "blockquote",
        "pre",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "figure",
        "center",
    ]
)
_BLOCKS = frozenset(
    ["div", "tr", "li", "dt", "dd", "address", "main", "body", "tbody", "caption", "figcaption", "form"]
)
_HEADING = re.compile(r"^h([1-6])$")
_SMALLEST = 2  # pixels; smaller letters are there to be overlooked
_LONGEST_HEADING = 200
_LONGEST_CELL = 160
_TITLES = ("og:title", "twitter:title", "dc.title")
_DATES = ("article:published_time", "date", "dc.date", "dcterms.date", "dc.date.issued", "publish-date", "pubdate")


def parse_html(data: bytes, source: str) -> Newsletter:
    """Read a page; `source` is the file's name. Raises NewsletterError where it is no text or its structure is out of bounds."""
    lines, particulars = html_lines(decode_markup(data, source), source)
    return compose(lines, source, particulars)


def html_lines(markup: str, name: str) -> tuple[list[Line], Particulars]:
    """The visible lines of a page and what its head says. `name` is for errors."""
    root = _root(markup, name)
    if root is None:
        return [], Particulars()
    reader = _Reader(read_stylesheet("\n".join(style.text or "" for style in root.iter("style"))))
    try:
        reader.read(root, Look())
    except RecursionError as exc:
        raise NewsletterError(f"Tiedoston {name} rakenteessa on liikaa sisäkkäisiä osia.") from exc
    return reader.flow.finished(), _particulars(root)


def _root(markup: str, name: str) -> _Element | None:
    from lxml import etree  # imported late: the command line's --help must not wait for it

    markup = _EMBEDDED.sub('""', markup).replace("\0", "")
    if len(markup) > _MOST_MARKUP or markup.count("<") > _MOST_TAGS or _ENDLESS_TAG.search(markup):
        raise NewsletterError(f"Tiedosto {name} on liian suuri tai sen rakenne on rikki.")
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None  # nothing but comments
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise NewsletterError(f"Tiedoston {name} rakenteessa on liikaa sisäkkäisiä osia.")
    return root


class _Reader:
    """Walks the tree once, visible elements only, and lets a `Flow` make lines of what it meets."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.flow = Flow()
        self._sheet = sheet
        self._lists: list[int | None] = []  # the next number of each open list; None for bullets

    def read(self, element: _Element, above: Look) -> None:
        """Read an element and what is in it, given the look of the letters around it. The parser bounds the depth."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        attributes = {str(key): str(value) for key, value in element.attrib.items()}
        styles = styles_of(tag, attributes, self._sheet)
        if is_hidden(attributes, styles):
            return
        look = look_of(tag, attributes, styles, above)
        depth = _heading_depth(tag, attributes)
        if tag == "br":
            self.flow.line_break()
        elif depth is not None and 0 < len(one_line(_words(element))) <= _LONGEST_HEADING:
            self.flow.heading(lambda: self._inside(element, look), depth)
        elif tag == "table" and _is_data(element, attributes):
            self.flow.rows(row_line(clean(_words(cell, "; ")) for cell in _cells(row)) for row in element.iter("tr"))
        else:
            self._block(tag, attributes, element, look)

    def _block(self, tag: str, attributes: dict[str, str], element: _Element, look: Look) -> None:
        apart = tag in _APART and not (tag in {"ul", "ol"} and self._lists)
        if apart:
            self.flow.gap()
        elif tag in _BLOCKS or tag in _APART:
            self.flow.end_line()
        if tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self.flow.begin_item(self._next_mark(), max(0, len(self._lists) - 1))
        self._inside(element, look, preformatted=tag == "pre")
        if tag == "a":
            self._keep_address(attributes.get("href", ""), _words(element), look)
        elif tag == "li":
            self.flow.end_item()
        elif tag in {"ul", "ol"}:
            self._lists.pop()
        if apart:
            self.flow.gap()
        elif tag in _BLOCKS or tag in _APART:
            self.flow.end_line()

    def _inside(self, element: _Element, look: Look, preformatted: bool = False) -> None:
        self._write(element.text, look, preformatted)
        for child in element:
            self.read(child, look)
            self._write(child.tail, look, preformatted)

    def _write(self, words: str | None, look: Look, preformatted: bool) -> None:
        if words and look.size >= _SMALLEST:
            self.flow.words(clean(words), look.size, look.bold, preformatted)

    def _next_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        self._lists[-1] = number + 1
        return f"{number}."

    def _keep_address(self, href: str, visible: str, look: Look) -> None:
        """ "Minttu Ojaharju" linked to "mailto:minttu@kunta.fi?subject=..." -> "Minttu Ojaharju (minttu@kunta.fi)"."""
        kind, _, target = href.strip().partition(":")
        target = one_line(clean(unquote(target.split("?")[0])))
        shape = {"mailto": EMAIL_LIKE, "tel": PHONE_LIKE}.get(kind.lower())
        if shape and shape.search(target) and not shape.search(clean(visible)):
            self.flow.words(f" ({target})" if visible.strip() else target, look.size, look.bold)


def _heading_depth(tag: str, attributes: dict[str, str]) -> int | None:
    match = _HEADING.match(tag)
    if match:
        return int(match.group(1))
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level", "2")
        return int(level) if level.isdecimal() and len(level) == 1 else 2
    return None


def _words(element: _Element, between: str = " ") -> str:
    """All visible words below an element; `between` stands where a line ends."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            parts.append(child.tail or "")
            continue
        words = _words(child, between)
        apart = child.tag == "br" or child.tag in _APART or child.tag in _BLOCKS
        parts.append(f"{between}{words}{between}" if apart and words.strip() else between if apart else words)
        parts.append(child.tail or "")
    joined = "".join(parts)
    return joined if between == " " else re.sub(r"^[\s;]+|[\s;]+$", "", re.sub(r"(?:\s*;\s*)+", between, joined))


def _cells(row: _Element) -> Iterator[_Element]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _is_data(table: _Element, attributes: dict[str, str]) -> bool:
    """Whether a table holds data: it has headers, or most of its rows are some short cells side by side."""
    if attributes.get("role") in {"presentation", "none"}:
        return False
    for inner in table.iterdescendants():
        if inner.tag in {"table", "ul", "ol"} or (isinstance(inner.tag, str) and _HEADING.match(inner.tag)):
            return False
    if next(table.iter("th"), None) is not None:
        return True
    rows = [[one_line(_words(cell)) for cell in _cells(row)] for row in table.iter("tr")]
    filled = [[cell for cell in row if cell] for row in rows]
    wide = [row for row in filled if len(row) >= 2 and max(map(len, row)) <= _LONGEST_CELL]
    return len(wide) >= 2 and len(wide) * 3 >= 2 * sum(bool(row) for row in filled)


def _particulars(root: _Element) -> Particulars:
    meta = {
        str(element.get("property") or element.get("name") or "").lower(): str(element.get("content") or "")
        for element in root.iter("meta")
    }
    written = next(root.iter("title"), None)
    title = next((meta[name] for name in _TITLES if meta.get(name)), written.text if written is not None else None)
    moment = next((str(element.get("datetime")) for element in root.iter("time") if element.get("datetime")), None)
    announced = next((meta[name] for name in _DATES if meta.get(name)), moment)
    return Particulars(one_line(clean(title)) or None if title else None, announced)
