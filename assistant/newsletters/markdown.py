"""Markdown newsletters -> `Newsletter`: markdown-it-py makes a page of them, and the reader of pages reads it.

    "---\\ntitle: Tiedote\\n---\\n## Haut\\n\\nHaku on **auki**." -> title "Tiedote", section heading, "Haku on auki."

HTML inside Markdown is read as on any page and never passed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.errors import NewsletterError
from assistant.newsletters.composing import Particulars, compose
from assistant.newsletters.html import html_lines
from assistant.newsletters.lines import one_line
from assistant.records import Newsletter

_FRONT_MATTER = re.compile(r"\A---[ ]*\n(?P<body>.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 20_000
_MOST = 1_500_000  # characters
_TITLE_KEYS = ("title", "otsikko", "subject", "aihe")
_DATE_KEYS = ("date", "published", "julkaistu", "julkaisupäivä", "päivä", "päiväys", "pvm")


def parse_markdown(text: str, source: str) -> Newsletter:
    """Read decoded Markdown; `source` is the file's name. Front matter in YAML may give title and date.

    Raises NewsletterError where the text is too long for a newsletter.
    """
    from markdown_it import MarkdownIt  # imported late: the command line's --help must not wait for it

    if len(text) > _MOST:
        raise NewsletterError(f"Tiedosto {source} on liian suuri uutiskirjeeksi.")
    front, body = _split_front_matter(text)
    page = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table").render(body)
    lines, of_page = html_lines(page, source)
    of_file = _particulars(front)
    return compose(
        lines, source, replace(of_page, title=of_file.title, announced=of_file.announced or of_page.announced)
    )


def _split_front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """Front matter and the rest; what is no YAML mapping, and does not look like one, is no front matter."""
    import yaml

    match = _FRONT_MATTER.match(text)
    if match is None or len(match["body"]) > _LONGEST_FRONT_MATTER:
        return {}, text
    rest = text[match.end() :]
    try:
        front = yaml.safe_load(match["body"])
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a day that no calendar has
        return ({}, rest) if all(":" in line for line in match["body"].split("\n")) else ({}, text)
    return (
        ({str(key).casefold(): value for key, value in front.items()}, rest) if isinstance(front, dict) else ({}, text)
    )


def _particulars(front: Mapping[str, object]) -> Particulars:
    title = next((front[key] for key in _TITLE_KEYS if isinstance(front.get(key), (str, int, float))), None)
    day = next((front[key] for key in _DATE_KEYS if front.get(key)), None)
    return Particulars(one_line(str(title)) if title is not None else None, str(day)[:40] if day is not None else None)
