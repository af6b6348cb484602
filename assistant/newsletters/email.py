"""E-mails -> `Newsletter`: the part that a mail program would show, the subject as title, the date of sending.

    Subject: =?iso-8859-1?Q?Kev=E4tkirje?=, Date: Tue, 4 Mar 2025 ..., a page -> "Kevätkirje", published 2025-03-04

The standard library takes the message apart; the page inside is read as any other, plain text by its layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from assistant.errors import NewsletterError
from assistant.newsletters.composing import Particulars, compose
from assistant.newsletters.decoding import MAX_BYTES, clean, decode_markup
from assistant.newsletters.html import html_lines
from assistant.newsletters.lines import Line, one_line
from assistant.newsletters.text import plain_lines
from assistant.records import Newsletter

_PASSED_ON = re.compile(r"^(?:(?:vs|vl|vb|re|fw|fwd|välitetty|välitys|ed)\s*:\s*)+", re.IGNORECASE)
_READ_HEADERS = ("subject", "date", "content-type", "content-disposition", "content-transfer-encoding")
_LONGEST_HEADER = 4_000
_MOST_PARTS = 200
_MOST_BORDERS = 5_000  # lines that could part a message: each is looked at once for each part around it
_SHORTEST = 40  # characters; a part with fewer says only that the message is elsewhere


def parse_email(data: bytes, source: str) -> Newsletter:
    """Read a saved e-mail; `source` is the file's name. Raises NewsletterError where it is none or has no text."""
    if data.count(b"\n--") > _MOST_BORDERS:
        raise NewsletterError(f"Tiedostossa {source} on liikaa osia.")
    try:
        message = message_from_bytes(data, policy=policy.default)
        if not all(_has_short_headers(part) for part in message.walk()):
            raise NewsletterError(f"Tiedoston {source} otsakkeet ovat liian pitkiä.")
        parts = list(_text_parts(message))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as exc:
        raise NewsletterError(f"Tiedostoa {source} ei voi lukea sähköpostina.") from exc
    if not message.keys():
        raise NewsletterError(f"Tiedosto {source} ei ole sähköposti.")
    lines = _best_lines(parts, source)
    subject = _subject(message)
    return compose(lines, source, Particulars(subject or None, sent=_sent(message)))


def _has_short_headers(part: EmailMessage) -> bool:
    """The library's parser takes very long for very long headers; those of recipients, which may be long, are not read."""
    return all(len(str(value)) <= _LONGEST_HEADER for name, value in part.raw_items() if name.lower() in _READ_HEADERS)


def _text_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Text that is shown, not attached, best first: pages before plain text."""
    found = []
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        shown = part.get_content_disposition() != "attachment" and isinstance(part, EmailMessage)
        if shown and part.get_content_type() in {"text/html", "text/plain"}:
            found.append(part)
    return iter(sorted(found, key=lambda part: part.get_content_type() != "text/html"))


def _best_lines(parts: list[EmailMessage], source: str) -> list[Line]:
    """The lines of the first part that says enough, else of the longest."""
    best: list[Line] = []
    for part in parts:
        lines = _lines(part, source)
        length = sum(len(line.text) for line in lines)
        if length >= _SHORTEST:
            return lines
        if length > sum(len(line.text) for line in best):
            best = lines
    return best


def _lines(part: EmailMessage, source: str) -> list[Line]:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return []
    if len(data) > MAX_BYTES:
        raise NewsletterError(f"Tiedosto {source} on liian suuri ({len(data) // 1_000_000} Mt).")
    text = decode_markup(data, source, part.get_content_charset())
    if part.get_content_type() == "text/html":
        return html_lines(text, source)[0]
    return plain_lines(_unflowed(text) if part.get_param("format") == "flowed" else text)


def _unflowed(text: str) -> str:
    """Plain text whose lines go on below where they end in a space; the mark of a signature ends too, but stays."""
    return re.sub(r"(?<![\n ]) \n(?=\S)", " ", text.replace("\n ", "\n")) if " \n" in text else text


def _subject(message: EmailMessage) -> str:
    """The subject without the marks of answering and passing on: "VL: Kevätkirje" -> "Kevätkirje"."""
    try:
        subject = str(message.get("Subject", ""))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):  # the library's parser, on broken headers
        return ""
    return _PASSED_ON.sub("", one_line(clean(subject)))


def _sent(message: EmailMessage) -> date | None:
    """The day of sending where it was sent."""
    try:
        moment = getattr(message.get("Date"), "datetime", None)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, OverflowError):
        return None
    return moment.date() if moment is not None else None
