"""Text -> harmless HTML. Every word of a newsletter or a visitor passes through here before the page shows it.

escape('<b>') -> '&lt;b&gt;';  marked("Haku on auki.", [Span(8, 12)]) -> 'Haku on <mark>auki</mark>.'
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from urllib.parse import quote

from assistant.records import Span

_PLACE = re.compile(r"(?<!\d)(\d{1,7})-(\d{1,7})(?!\d)")
_MOST_PLACES = 50


def escape(text: str) -> str:
    """`text` as HTML that shows it and does nothing else; fit for an attribute's value in quotes, too."""
    return html.escape(text, quote=True)


def marked(text: str, marks: Iterable[Span]) -> str:
    """`text` with the words under `marks` in <mark>; spans that overlap or reach outside are joined and cut."""
    pieces: list[str] = []
    position = 0
    for mark in _joined(marks, len(text)):
        pieces += [escape(text[position : mark.start]), "<mark>", escape(mark.of(text)), "</mark>"]
        position = mark.stop
    return "".join(pieces) + escape(text[position:])


def _joined(marks: Iterable[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    for mark in sorted(marks):
        start, stop = max(0, mark.start), min(length, mark.stop)
        if start >= stop:
            continue
        if joined and start <= joined[-1].stop:
            joined[-1] = Span(joined[-1].start, max(stop, joined[-1].stop))
        else:
            joined.append(Span(start, stop))
    return joined


def tel_link(phone: str, shown: str) -> str:
    """A link that calls a national number, in the international form that works abroad as well."""
    number = "+358" + phone.removeprefix("0") if phone.startswith("0") and not phone.startswith("00") else phone
    return f'<a href="tel:{escape(re.sub(r"[^0-9+]", "", number))}">{escape(shown)}</a>'


def mail_link(address: str) -> str:
    """A link that writes to an address; on a narrow screen it breaks after the @ and not at a hyphen."""
    user, at, host = address.partition("@")
    shown = "<wbr>".join(_whole(part) for part in (user + at, host) if part)
    return f'<a href="mailto:{escape(quote(address, safe="@.+-_"))}">{shown}</a>'


def unbroken(words: str) -> str:
    """Words that break at spaces and not at their hyphens: "Rannikon ELY-keskus"."""
    return " ".join(_whole(word) if "-" in word else escape(word) for word in words.split())


def _whole(part: str) -> str:
    """A part of an address that stays on one line, unless it is longer than a line."""
    return f'<span class="whole">{escape(part)}</span>' if len(part) <= 26 else escape(part)


def file_link(content: str, name: str, media_type: str, label: str, spoken: str = "") -> str:
    """A link that saves `content` as a file: the file is in the link itself, so nothing is left on the server.

    `spoken` follows the label for screen readers, where several links have the same one.
    """
    hidden = f'<span class="vh"> {escape(spoken)}</span>' if spoken else ""
    data = quote(content.encode("utf-8"), safe="")
    return f'<a class="file" href="data:{media_type};charset=utf-8,{data}" download="{escape(name)}">{escape(label)}{hidden}</a>'


def section_link(section_id: str, label: str, marks: Sequence[Span] = (), spoken: str = "") -> str:
    """A link to a section in tab Lähteet; `marks` are the places in the section's text to mark, the first to scroll to."""
    hidden = f'<span class="vh"> {escape(spoken)}</span>' if spoken else ""
    return f'<a class="section-link" href="{escape(section_address(section_id, marks))}">{escape(label)}{hidden}</a>'


def section_address(section_id: str, marks: Sequence[Span] = ()) -> str:
    """The query that opens a section, some places of its text marked: "?osio=2022-12%234&kohta=10-80,120-133"."""
    places = ",".join(f"{mark.start}-{mark.stop}" for mark in marks)
    return f"?osio={quote(section_id, safe='')}" + (f"&kohta={places}" if places else "")


def read_places(written: str) -> tuple[Span, ...]:
    """The places that an address names, at most 50; what is no place is left out."""
    found = islice(_PLACE.finditer(written), _MOST_PLACES)
    return tuple(Span(int(match.group(1)), int(match.group(2))) for match in found)
