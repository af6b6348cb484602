"""What the styles and the numbering of a Word document say of its paragraphs and runs.

    paragraph in style "Otsikko 2" -> depth 2;  paragraph numbered by a list -> ("1.", 0)

Styles are followed up to the ones they are based on. Sizes are in points.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import BaseStyle
    from lxml.etree import _Element

_HEADING = re.compile(r"^(?:heading|otsikko|rubrik)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|pääotsikko|asiakirjan otsikko|rubrik)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"^(?:list bullet|list number|luettelo|merkitty luettelo|numeroitu luettelo)", re.IGNORECASE)
_BULLET_STYLE = re.compile(r"bullet|merkitty", re.IGNORECASE)
_NUMBERED = frozenset(["decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "ordinal"])
_DEFAULT_SIZE = 11.0
_LONGEST_CHAIN = 20  # styles based on each other


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """`depth` of a heading (0 for the title's style), None for body text; `tight` where no white space is left around it."""

    depth: int | None
    tight: bool


class DocumentStyles:
    """Looks up styles and counts the numbers of lists, in reading order."""

    def __init__(self, document: Document) -> None:
        self._by_id = {style.style_id: style for style in document.styles}
        self._default = next((s for s in document.styles if s.element.get(_w("default")) == "1" and s.type == 1), None)
        self._formats = _list_formats(document)
        self._counts: dict[tuple[str, int], int] = defaultdict(int)
        self._base_size = (
            _half_points(document.styles.element.find(f".//{_w('rPrDefault')}//{_w('sz')}")) or _DEFAULT_SIZE
        )

    def of_paragraph(self, paragraph: _Element) -> ParagraphStyle:
        """The depth and tightness of a paragraph."""
        chain = self._chain(_value(paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")))
        spacing = [element.find(f"{_w('pPr')}/{_w('spacing')}") for element in [paragraph, *(s.element for s in chain)]]
        given = [element for element in spacing if element is not None]
        tight = all(_number(element, side) < 40 for element in given[:1] for side in ("before", "after"))
        return ParagraphStyle(self._depth(paragraph, chain), tight and bool(given))

    def _depth(self, paragraph: _Element, chain: list[BaseStyle]) -> int | None:
        for style in chain:
            name = style.name or ""
            match = _HEADING.match(name)
            if match:
                return int(match.group(1))
            if _TITLE.match(name):
                return 0
        levels = [paragraph.find(f"{_w('pPr')}/{_w('outlineLvl')}")]
        levels += [style.element.find(f"{_w('pPr')}/{_w('outlineLvl')}") for style in chain]
        written = next((_value(level) for level in levels if level is not None), "9")
        return int(written) + 1 if written.isdecimal() and int(written) < 9 else None

    def list_mark(self, paragraph: _Element) -> tuple[str, int] | None:
        """The mark and nesting of a list item, None of what is none: ("•", 0), ("2.", 0)."""
        chain = self._chain(_value(paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")))
        numbering = [element.find(f"{_w('pPr')}/{_w('numPr')}") for element in [paragraph, *(s.element for s in chain)]]
        found = next((element for element in numbering if element is not None), None)
        number = _value(found.find(_w("numId"))) if found is not None else ""
        if not number or number == "0":
            listed = next((style.name for style in chain if _LIST_STYLE.match(style.name or "")), None)
            return None if listed is None or number == "0" else ("•" if _BULLET_STYLE.search(listed) else "–", 0)
        assert found is not None
        level = int(_value(found.find(_w("ilvl"))) or 0)
        if self._formats.get((number, level), "bullet") not in _NUMBERED:
            return "•", level
        self._counts[number, level] += 1
        for deeper in range(level + 1, 10):
            self._counts[number, deeper] = 0
        return f"{self._counts[number, level]}.", level

    def of_run(self, run: _Element) -> tuple[float, bool] | None:
        """Size in points and weight of a run's letters; None for hidden words."""
        own = run.find(_w("rPr"))
        paragraph = next((above for above in run.iterancestors() if above.tag == _w("p")), None)
        style = _value(paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")) if paragraph is not None else ""
        chains = [*self._chain(_value(own.find(_w("rStyle"))) if own is not None else "", False), *self._chain(style)]
        properties = [own, *(one.element.find(_w("rPr")) for one in chains)]
        known = [element for element in properties if element is not None]
        if any(_is_on(element.find(_w("vanish"))) for element in known):
            return None
        size = next((s for element in known if (s := _half_points(element.find(_w("sz"))))), self._base_size)
        weights = [element.find(_w("b")) for element in known]
        bold = next((_is_on(weight) for weight in weights if weight is not None), False)
        return size, bold

    def _chain(self, style_id: str, with_default: bool = True) -> list[BaseStyle]:
        """A style and those it is based on; the document's own where the paragraph names none."""
        style = self._by_id.get(style_id) or (self._default if with_default else None)
        chain: list[BaseStyle] = []
        while style is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._by_id.get(_value(style.element.find(_w("basedOn"))))
        return chain


def _list_formats(document: Document) -> dict[tuple[str, int], str]:
    """(list, level) -> "bullet", "decimal" ..."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    part = next((r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    root = getattr(part, "element", None)
    if root is None:
        return {}
    abstract = {
        element.get(_w("abstractNumId")): {
            int(level.get(_w("ilvl")) or 0): _value(level.find(_w("numFmt"))) for level in element.findall(_w("lvl"))
        }
        for element in root.findall(_w("abstractNum"))
    }
    return {
        (number.get(_w("numId")) or "", level): written
        for number in root.findall(_w("num"))
        for level, written in abstract.get(_value(number.find(_w("abstractNumId"))), {}).items()
    }


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _value(element: _Element | None) -> str:
    return str(element.get(_w("val")) or "") if element is not None else ""


def _is_on(element: _Element | None) -> bool:
    """A switch without a value is on."""
    return element is not None and _value(element) not in {"0", "false", "off", "none"}


def _number(element: _Element, name: str) -> int:
    written = str(element.get(_w(name)) or "0")
    return int(written) if written.lstrip("-").isdecimal() else 0


def _half_points(element: _Element | None) -> float | None:
    written = _value(element)
    return int(written) / 2 if written.isdecimal() else None
