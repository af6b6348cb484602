"""One file -> `Newsletter`: picks the reader by the file's ending.

b"...", "kirje-2024-05.txt" -> Newsletter(newsletter_id="kirje-2024-05", ...)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from assistant.errors import NewsletterError
from assistant.newsletters.decoding import MAX_BYTES, decode, plain_name, without_surrogates
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
    """The bytes of a file, called `source` in messages.

    Raises NewsletterError where they cannot be had or are too many, or where the file's own name cannot be told.
    """
    source = plain_name(source or path.name)
    if not path.as_posix().endswith(source):
        raise NewsletterError(f"Tiedoston {source} nimessä on merkkejä, joita ei voi lukea. Nimeä tiedosto uudelleen.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except OSError as exc:
        raise NewsletterError(f"Tiedostoa {source} ei voi lukea: {exc.strerror or exc}.") from exc
    size = max(size, len(data))  # it may be growing
    if size > MAX_BYTES:
        raise NewsletterError(f"Tiedosto {source} on liian suuri ({size // 1_000_000} Mt).")
    return data


def parse_newsletter(data: bytes, source: str) -> Newsletter:
    """The newsletter in the bytes of the file `source`, a path whose ending tells the form.

    Raises NewsletterError, with `source`, where it is unreadable, empty, binary or of an unknown form. No other error gets out,
    but a hostile file may take any time and memory: `worker.parse_apart` is what the program calls.
    """
    source = plain_name(source)
    reader = READERS.get(PurePath(source).suffix.lower())
    if reader is None:
        raise NewsletterError(f"Tiedoston {source} muotoa ei tunneta; käy {', '.join(sorted(READERS))}.")
    try:
        newsletter = reader(data, source) if data.strip() else None
    except NewsletterError:
        raise
    except MemoryError as exc:
        raise NewsletterError(f"Tiedoston {source} lukeminen vaatii liikaa muistia.") from exc
    except Exception as exc:  # no reader can name all that a broken file does to the libraries beneath
        raise NewsletterError(f"Tiedosto {source} on vioittunut, eikä sitä voi lukea.") from exc
    if newsletter is None or not newsletter.blocks:
        raise NewsletterError(f"Tiedosto {source} on tyhjä.")
    title, text = without_surrogates(newsletter.title), without_surrogates(newsletter.text)
    return replace(newsletter, title=title, text=text)
