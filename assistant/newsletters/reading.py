"""The corpus folder -> `Newsletter`s: picks the reader by the file's ending and reports what could not be read.

Path("corpus") -> CorpusReport(newsletters=(...), problems=("Tiedosto x.txt on tyhjä.",))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError, CorpusError, NewsletterError
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


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a folder held: the newsletters, and one Finnish line for each file that could not be used."""

    newsletters: tuple[Newsletter, ...]
    problems: tuple[str, ...]


def newsletter_paths(folder: Path) -> tuple[Path, ...]:
    """The files of `folder` and below that a reader exists for, sorted by name; hidden ones and READMEs are left out.

    Raises CorpusError where there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusError(f"Aineistokansiota {folder} ei ole.")
    found = (
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in READERS and path.is_file() and not path.name.startswith((".", "README"))
    )
    return tuple(sorted(found, key=lambda path: (path.name.casefold(), str(path))))


def read_newsletter(path: Path) -> Newsletter:
    """Read one file.

    Raises NewsletterError, with the file's name, where it is unreadable, empty, binary or of an unknown form.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise NewsletterError(f"Tiedoston {path.name} muotoa ei tunneta; käy {', '.join(sorted(READERS))}.")
    try:
        size = path.stat().st_size
        data = path.read_bytes() if 0 < size <= MAX_BYTES else b""
    except OSError as exc:
        raise NewsletterError(f"Tiedostoa {path.name} ei voi lukea: {exc.strerror or exc}.") from exc
    if size > MAX_BYTES:
        raise NewsletterError(f"Tiedosto {path.name} on liian suuri ({size // 1_000_000} Mt).")
    newsletter = reader(data, path.name) if data.strip() else None
    if newsletter is None or not newsletter.blocks:
        raise NewsletterError(f"Tiedosto {path.name} on tyhjä.")
    return newsletter


def read_corpus(folder: Path) -> CorpusReport:
    """Read every newsletter of `folder`; a bad file is reported and the rest is read.

    Raises CorpusError where the folder is missing or holds no readable newsletter.
    """
    newsletters: dict[str, Newsletter] = {}
    problems: list[str] = []
    for path in newsletter_paths(folder):
        try:
            newsletter = read_newsletter(path)
        except AssistantError as exc:
            problems.append(str(exc))
            continue
        if newsletter.newsletter_id in newsletters:
            problems.append(f"Tiedosto {path.name} ohitettiin: samanniminen uutiskirje on jo luettu.")
            continue
        newsletters[newsletter.newsletter_id] = newsletter
    if not newsletters:
        reasons = " ".join(problems)
        raise CorpusError(f"Aineistokansiossa {folder} ei ole yhtään luettavaa uutiskirjettä. {reasons}".rstrip())
    return CorpusReport(tuple(newsletters.values()), tuple(problems))
