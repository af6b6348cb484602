"""Where sentences begin and end in Finnish official prose.

    "Haku oli auki 16.5.-30.9.2022. Hakemuksia tuli 3 kpl, mm. Oulusta." -> two spans

Rules in the manner of razdel: every full stop, question or exclamation mark before white space is a candidate, and small
named rules say why one is no border. A blank line always is one. Lines are not: a caller that has `Block`s
uses `section_sentences`, which never lets a sentence cross the border of a block.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.records import BlockKind, Section, Span

_ABBREVIATIONS = """
    mm ns esim jne ym yms tms ks vrt em eo ko mt ts ml klo p puh s no nro n kpl tel os sis huom prof tri dos fil
    et kohd lat ent nyk synt k alk arv vv v milj mrd t tuh tj pj vt va po so kv m yht toim eri ao eKr jKr
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_CANDIDATE = re.compile(r"(?P<mark>[.!?…]+[\"”’')\]]*)(?P<space>\s+)|(?P<blank>\n[ \t]*\n\s*)")
_LAST_WORD = re.compile(r"[^\s(\"”]+$")
_CLOSING_ABBREVIATIONS = frozenset(["jne", "ym", "yms", "tms"])


def _opens_lower(before: str, after: str) -> bool:
    """A sentence does not begin with a small letter: "31.10. alkava haku"."""
    del before
    return after[:1].islower()


def _is_abbreviation(before: str, after: str) -> bool:
    """ "mm. Oulu" goes on; "jne. Haku" ends, for such an abbreviation often stands last."""
    match = _LAST_WORD.search(before)
    word = match.group().strip("(").rstrip(".") if match else ""
    if word in _CLOSING_ABBREVIATIONS:
        return not after[:1].isupper()
    return word.casefold() in ABBREVIATIONS and before.endswith(".")


def _is_initial(before: str, after: str) -> bool:
    """ "J. Virtanen"."""
    del after
    return re.search(r"(?:^|\s)[A-ZÅÄÖ]\.$", before) is not None


def _is_ordinal(before: str, after: str) -> bool:
    """ "2. kierros", "1.3. klo 12", "15. Tammikuuta" and list numbers; but "vuonna 2023. Haku" ends."""
    match = re.search(r"(?:^|\s)\(?(?:\d{1,2}\.)?\d{1,2}\.$", before)
    if match is None:
        return False
    is_date = match.group().count(".") == 2
    return after[:1].isdigit() or (not is_date and not before.strip(" .0123456789("))


def _is_range(before: str, after: str) -> bool:
    """ "16.5. – 17.8.2022": a dash goes on."""
    del before
    return after[:1] in "-–—"


_NO_BORDER: tuple[Callable[[str, str], bool], ...] = (
    _opens_lower,
    _is_abbreviation,
    _is_initial,
    _is_ordinal,
    _is_range,
)


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, in order, without the white space around them. "" -> ()."""
    spans: list[Span] = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        end = match.start() if match.group("blank") else match.end("mark")
        after = text[match.end() : match.end() + 2]
        blank = match.group("blank") or text.count("\n", match.end("mark"), match.end()) > 1
        if not blank and any(rule(text[start:end], after) for rule in _NO_BORDER):
            continue
        _add(spans, text, start, end)
        start = match.end()
    _add(spans, text, start, len(text))
    return tuple(spans)


def _add(spans: list[Span], text: str, start: int, stop: int) -> None:
    piece = text[start:stop]
    left = len(piece) - len(piece.lstrip())
    stop = start + len(piece.rstrip())
    if start + left < stop:
        spans.append(Span(start + left, stop))


def section_sentences(section: Section) -> tuple[Span, ...]:
    """Spans in `section.text`: sentences of paragraphs; each list item, label, heading and table row is one, unless prose."""
    spans: list[Span] = []
    for block in section.blocks:
        offset = block.span.start - section.span.start
        words = block.span.shifted(-section.span.start).of(section.text)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            spans.extend(span.shifted(offset) for span in split_sentences(words))
        elif words.strip():
            _add(spans, section.text, offset, offset + len(words))
    return tuple(spans)
