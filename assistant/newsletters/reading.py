"""One file -> `Newsletter`: picks the reader by the file's ending.

Path("kirje-2024-05.txt") -> Newsletter(newsletter_id="kirje-2024-05", ...)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from assistant.errors import NewsletterError
from assistant.newsletters.decoding import MAX_BYTES, decode
from assistant.newsletters.docx import parse_docx
from assistant.newsletters.email import parse_email
from assistant.newsletters.html import parse_html
from assistant.newsletters.markdown import parse_markdown
from assistant.newsletters.pdf import parse_pdf
from assistant.newsletters.text import parse_text
from assistant.records import Newsletter


def _read_text(data: bytes, source: str) -> Newsletter:
    return parse_text(decode(data, source), source)


def _read_markdown(data: bytes, source: str) -> Newsletter:
    return parse_markdown(decode(data, source), source)


READERS: dict[str, Callable[[bytes, str], Newsletter]] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": parse_html,
    ".htm": parse_html,
    ".eml": parse_email,
    ".docx": parse_docx,
    ".pdf": parse_pdf,
}
"""Ending of a file's name -> reader; a reader takes the file's bytes and its name."""


def read_file(path: Path, source: str | None = None) -> bytes:
    """The bytes of a file, called `source` in messages. Raises NewsletterError where they cannot be had or are too many."""
    source = source or path.name
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as exc:
        raise NewsletterError(f"Tiedostoa {source} ei voi lukea: {exc.strerror or exc}.") from exc
    if size > MAX_BYTES:
        raise NewsletterError(f"Tiedosto {source} on liian suuri ({size // 1_000_000} Mt).")
    return data


def parse_newsletter(data: bytes, source: str) -> Newsletter:
    """The newsletter in the bytes of the file `source`, a path whose ending tells the form.

    Raises NewsletterError, with `source`, where it is unreadable, empty, binary or of an unknown form.
    """
    reader = READERS.get(PurePath(source).suffix.lower())
    if reader is None:
        raise NewsletterError(f"Tiedoston {source} muotoa ei tunneta; käy {', '.join(sorted(READERS))}.")
    newsletter = reader(data, source) if data.strip() else None
    if newsletter is None or not newsletter.blocks:
        raise NewsletterError(f"Tiedosto {source} on tyhjä.")
    return newsletter


def read_newsletter(path: Path) -> Newsletter:
    """Read one file. Raises NewsletterError as `read_file` and `parse_newsletter` do."""
    return parse_newsletter(read_file(path), path.name)
