"""Plain-text newsletters -> `Newsletter`, by their layout.

    "Maaseutu\\n\\nKylien palvelut (ESR+)\\n\\nTeemassa ..." -> group heading, section heading, paragraph

Does not know what a section is; `sections.py` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.newsletters.composing import Particulars, compose
from assistant.newsletters.hyphens import whole_words
from assistant.newsletters.lines import Line
from assistant.newsletters.shapes import UNDERLINE
from assistant.records import Newsletter

_NAMES = (
    "lähettäjä|lähetetty|vastaanottaja|aihe|otsikko|päiväys|kopio|from|to|cc|subject|sent|date|från|till|ämne|datum"
)
_HEADER = re.compile(rf"^({_NAMES}):[^\S\n]*(.+)$", re.IGNORECASE | re.MULTILINE)
_HEADERS = re.compile(rf"\s*(?:(?:{_NAMES}):[^\n]+(?:\n|$)){{2,}}", re.IGNORECASE)
"""The head of a message that was saved as text: two lines or more such as "Aihe: Kyläkirje 3/2032"."""


def parse_text(text: str, source: str) -> Newsletter:
    """Read decoded plain text; `source` is the file's name, its stem the newsletter's id."""
    head = _HEADERS.match(text)
    if head is None:
        return compose(plain_lines(text), source)
    told = {name.casefold(): value.strip() for name, value in _HEADER.findall(head.group())}
    title = next((told[name] for name in ("aihe", "otsikko", "subject", "ämne") if name in told), None)
    day = next((told[name] for name in ("päiväys", "lähetetty", "date", "sent", "datum") if name in told), None)
    return compose(plain_lines(text[head.end() :]), source, Particulars(title, day))


def plain_lines(text: str) -> list[Line]:
    """The lines of `text`, words whole. A line drawn of signs ("---") is taken out; the heading right above keeps its sign."""
    return whole_words(list(_without_rules([Line(written) for written in text.split("\n")])))


def _without_rules(lines: Sequence[Line]) -> Iterator[Line]:
    for i, line in enumerate(lines):
        if UNDERLINE.match(line.text):
            continue
        below = UNDERLINE.match(lines[i + 1].text) if i + 1 < len(lines) else None
        above_free = i == 0 or lines[i - 1].blank or UNDERLINE.match(lines[i - 1].text) is not None
        yield replace(line, ruled=below.group(1)) if below and above_free and not line.blank else line
