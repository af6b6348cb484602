"""Pages of a PDF -> letters and drawn lines with their places; pdfminer.six reads the file.

    page 1 -> Page(width=595.0, height=842.0, glyphs=(Glyph("H", ...), ...), rules=(Box(...), ...))

Places are in points from the top left corner. The work is bounded: a file that asks for more than a newsletter needs is refused.
"""

from __future__ import annotations

import logging
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.errors import NewsletterError

if TYPE_CHECKING:
    from pdfminer.layout import LTComponent

_MOST_PAGES = 300
_MOST_MARKS = 600_000  # letters and drawn things
_MOST_SECONDS = 30.0
_MOST_UNPACKED = 60_000_000  # bytes of one packed stream, a picture for example
_MOST_DRAWING = 8_000_000  # bytes of all streams but pictures and fonts; a newsletter's page has some ten thousand
_NO_DRAWING = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)|/Length1\b")
_THIN = 2.5  # points; a thinner box is a drawn line
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Glyph(Box):
    """A letter with its size in points."""

    text: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `rules` are drawn lines and the sides of drawn boxes."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]


def read_pages(data: bytes, source: str) -> list[Page]:
    """The pages of a PDF. Raises NewsletterError where the file is damaged, cut off, protected or out of bounds."""
    if b"%PDF-" not in data[:2000]:
        raise NewsletterError(f"Tiedosto {source} ei ole PDF.")
    if b"%%EOF" not in data[-8000:]:
        raise NewsletterError(f"Tiedosto {source} on katkennut kesken: PDF-tiedoston loppu puuttuu.")
    if _unpacks_too_much(data):
        raise NewsletterError(f"Tiedosto {source} on purettuna liian suuri.")
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        return list(_pages(data, source))
    except NewsletterError:
        raise
    except PDFPasswordIncorrect as exc:
        raise NewsletterError(f"Tiedosto {source} on suojattu salasanalla.") from exc
    except Exception as exc:  # pdfminer lets errors of many kinds out of damaged files
        raise NewsletterError(f"Tiedosto {source} on vioittunut eikä aukea PDF-tiedostona.") from exc


def _pages(data: bytes, source: str) -> Iterator[Page]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(BytesIO(data)), caching=False)
    manager = PDFResourceManager(caching=True)
    device = _collector(manager, source)
    interpreter = _interpreter(manager, device)
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # its complaints about files are not our user's
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= _MOST_PAGES:
            raise NewsletterError(f"Tiedostossa {source} on liikaa sivuja uutiskirjeeksi.")
        interpreter.process_page(page)
        yield _page(device.get_result())


def _collector(manager: Any, source: str) -> Any:
    """A pdfminer device that counts what is drawn and stops where a file draws without end."""
    from pdfminer.converter import PDFPageAggregator

    class Collector(PDFPageAggregator):
        marks = 0
        deadline = time.monotonic() + _MOST_SECONDS

        def count(self) -> None:
            self.marks += 1
            if self.marks > _MOST_MARKS or (self.marks % 256 == 0 and time.monotonic() > self.deadline):
                raise NewsletterError(f"Tiedosto {source} on liian suuri tai monimutkainen uutiskirjeeksi.")

        def render_char(self, *args: Any, **kwargs: Any) -> float:
            self.count()
            return super().render_char(*args, **kwargs)

        def paint_path(self, *args: Any, **kwargs: Any) -> None:
            self.count()
            super().paint_path(*args, **kwargs)

        def begin_figure(self, *args: Any, **kwargs: Any) -> None:
            self.count()
            super().begin_figure(*args, **kwargs)

        def render_image(self, name: str, stream: Any) -> None:
            """Pictures have no text."""

    return Collector(manager, laparams=None)


def _interpreter(manager: Any, device: Any) -> Any:
    """A pdfminer interpreter whose commands that draw nothing count too."""
    from pdfminer.pdfinterp import PDFPageInterpreter

    class Interpreter(PDFPageInterpreter):
        def do_q(self) -> None:
            device.count()
            super().do_q()

        def do_Q(self) -> None:  # noqa: N802 - the command's name in the file
            device.count()
            super().do_Q()

        def do_l(self, x: Any, y: Any) -> None:
            device.count()
            super().do_l(x, y)

    return Interpreter(manager, device)


def _page(layout: Any) -> Page:
    from pdfminer.layout import LTChar, LTCurve

    left, _, right, height = layout.bbox
    glyphs: list[Glyph] = []
    rules: list[Box] = []
    seen: set[tuple[str, int, int]] = set()
    for item in _items(layout):
        box = Box(item.x0 - left, item.x1 - left, height - item.y1, height - item.y0)
        if isinstance(item, LTChar):
            glyph = _glyph(item, box)
            key = (glyph.text, round(box.x0), round(box.top)) if glyph else None
            # A letter drawn twice at one place is one letter, made to look bold.
            if glyph and key not in seen and 0 <= box.top <= height and box.x1 >= 0 and box.x0 <= right - left:
                glyphs.append(glyph)
                seen.add((glyph.text, round(box.x0), round(box.top)))
        elif isinstance(item, LTCurve):
            rules.extend(_rules(box))
    return Page(right - left, height, tuple(glyphs), tuple(rules))


def _items(container: Any) -> Iterator[LTComponent]:
    """All things on a page, those in figures included."""
    from pdfminer.layout import LTFigure

    pending = list(reversed(list(container)))
    while pending:
        item = pending.pop()
        if isinstance(item, LTFigure):
            pending.extend(reversed(list(item)))
        else:
            yield item


def _glyph(item: Any, box: Box) -> Glyph | None:
    text = item.get_text()
    if not text or text.startswith("(cid:") or not item.upright:
        return None
    bold = any(name in item.fontname.lower() for name in _BOLD_NAMES)
    return Glyph(box.x0, box.x1, box.top, box.bottom, text, round(float(item.size), 1), bold)


def _rules(box: Box) -> Iterator[Box]:
    """A thin box is a line; of others the four sides."""
    if box.x1 - box.x0 <= _THIN or box.bottom - box.top <= _THIN:
        yield box
        return
    yield Box(box.x0, box.x1, box.top, box.top)
    yield Box(box.x0, box.x1, box.bottom, box.bottom)
    yield Box(box.x0, box.x0, box.top, box.bottom)
    yield Box(box.x1, box.x1, box.top, box.bottom)


def _unpacks_too_much(data: bytes) -> bool:
    """Whether a packed stream swells beyond bounds, one packed twice included, or all the drawing does."""
    drawing = 0
    for match in re.finditer(rb"(?<!end)stream\r?\n", data):
        size = _unpacked_size(memoryview(data)[match.end() :])
        drawing += 0 if _NO_DRAWING.search(data, max(0, match.start() - 500), match.start()) else size
        if size > _MOST_UNPACKED or drawing > _MOST_DRAWING:
            return True
    return False


def _unpacked_size(packed: memoryview, depth: int = 0) -> int:
    """Bytes of a stream when unpacked, 0 where it is not packed by zlib; counting stops beyond what is bearable."""
    if bytes(packed[:1]) != b"x":
        return 0
    unpacker = zlib.decompressobj()
    size, head = 0, bytearray()
    while len(packed) and not unpacker.eof and size <= _MOST_UNPACKED:
        try:
            piece = unpacker.decompress(packed[:65536], _MOST_UNPACKED + 1)
        except zlib.error:
            break
        packed = packed[65536:]
        size += len(piece)
        if len(head) < 1_000_000:
            head += piece
    inner = _unpacked_size(memoryview(bytes(head)), depth + 1) if depth < 3 else 0
    return max(size, inner)
