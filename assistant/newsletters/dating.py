"""When a newsletter came out, from its title, its first lines or its file's name.

"Uutiskirje - joulukuu 2022" -> date(2022, 12, 1)
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]  # "tammikuu" without its "kuu"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})(?:kuu\w*)?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b")
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])(?:[-_.]?(?P<day>[0-3]\d))?(?!\d)")
_NUMBER_YEAR = re.compile(r"(?<![\d.])(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)\b")
_PUBLISHED = re.compile(r"\b(?:julkaistu|julkaisupäivä|päivätty|pvm|published|date)\b[^\n]{0,40}", re.IGNORECASE)


def published_on(title: str, text: str, source: str) -> date | None:
    """The issue's first possible day; a month alone gives its first.

    A line that says when it was published goes first, then the title, then the file's name; "1/2025" goes last, since it may be
    the number of the issue.
    """
    announced = _PUBLISHED.search(text[:2000])
    for words in (announced.group() if announced else "", title, source):
        found = _first_date(words, (_DAY, _MONTH_YEAR, _ISO))
        if found is not None:
            return found
    return _first_date(title, (_NUMBER_YEAR,))


def _first_date(words: str, patterns: tuple[re.Pattern[str], ...]) -> date | None:
    for pattern in patterns:
        for match in pattern.finditer(words):
            parts = match.groupdict()
            month = parts["month"]
            number = int(month) if month.isdecimal() else MONTHS.index(month.casefold()) + 1
            try:
                return date(int(parts["year"]), number, int(parts.get("day") or 1))
            except ValueError:  # "45.13.2022"
                continue
    return None
