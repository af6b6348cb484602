"""Files and indexes -> `CheckedIssue`s, and the line of a file that a finding is about.

read_issue(Path("kirje.txt"), lemmatizer) -> CheckedIssue;  issues_of(index) -> one CheckedIssue for each of its newsletters
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.checks.findings import CheckedIssue, Finding
from assistant.errors import NewsletterError
from assistant.facts import find_facts
from assistant.finnish import Lemmatizer
from assistant.newsletters import newsletter_paths, read_newsletter
from assistant.newsletters.decoding import decode, plain_name
from assistant.sections import split_sections

if TYPE_CHECKING:
    from assistant.index import SearchIndex

_HAVE_LINES = {".txt", ".text", ".md", ".markdown"}


def newsletter_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files, and those of the folders, in order; each once. Raises NewsletterError where a folder has none."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = newsletter_paths(path) if path.is_dir() else (path,)
        if not inside:
            raise NewsletterError(f"Kansiossa {plain_name(str(path))} ei ole uutiskirjeitä.")
        found.update(dict.fromkeys(inside))
    return tuple(found)


def read_issue(path: Path, lemmatizer: Lemmatizer) -> CheckedIssue:
    """A newsletter with its sections and facts. Raises NewsletterError where there is no file or it cannot be read."""
    if not path.exists():
        raise NewsletterError(f"Tiedostoa {plain_name(str(path))} ei ole.")
    newsletter = read_newsletter(path)
    sections = split_sections(newsletter)
    facts = (fact for section in sections for fact in find_facts(section, newsletter.published, lemmatizer))
    return CheckedIssue(newsletter, sections, tuple(facts))


def issues_of(index: SearchIndex) -> tuple[CheckedIssue, ...]:
    """The newsletters of an index."""
    return tuple(
        CheckedIssue(
            newsletter,
            sections := tuple(s for s in index.sections if s.newsletter_id == newsletter.newsletter_id),
            tuple(fact for section in sections for fact in index.facts_by_section.get(section.section_id, ())),
        )
        for newsletter in index.newsletters
    )


def file_lines(path: Path) -> str | None:
    """The text of a file that has lines of its own, as it was decoded; None for pages and documents."""
    return decode(path.read_bytes(), path.name) if path.suffix.lower() in _HAVE_LINES else None


def line_number(finding: Finding, issue: CheckedIssue, lines: str | None) -> int | None:
    """The line of the file, from 1, on which a finding's quote begins; None where that cannot be told.

    What was read may lack lines of the file or have other marks, so the quote's first words are counted in both.
    """
    if lines is None or finding.span is None:
        return None
    words = finding.quote.split("\n")[0]
    nth = issue.newsletter.text.count(words, 0, finding.span.start)
    place = -1
    for _ in range(nth + 1):
        place = lines.find(words, place + 1)
        if place < 0:
            return None
    return lines.count("\n", 0, place) + 1
