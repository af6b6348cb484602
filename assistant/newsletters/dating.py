"""When a newsletter came out, from its title, its first lines, its metadata, its file's name or its folder's.

"Uutiskirje - joulukuu 2022" -> date(2022, 12, 1)
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

MONTHS = [
    "tammi",
    "helmi",
    "maalis",
    "huhti",
    "touko",
    "kesä",
    "heinä",
    "elo",
    "syys",
    "loka",
    "marras",
    "joulu",
]  # "tammikuu" without its "kuu"
_NAMES = "|".join(MONTHS).replace("ä", "[äa]")  # names of files often lack dots
_SEASONS = {"talvi": 1, "kevät": 3, "kesä": 6, "syksy": 9}  # and the month that each is taken to begin with
_NUMBERS = {
    name.replace("ä", "a"): number for number, name in [*enumerate(MONTHS, 1), *((n, s) for s, n in _SEASONS.items())]
}
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_NAMES})(?:kuu\w*)?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_NAMED_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\.\s?(?P<month>{_NAMES})kuu\w*\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_DAY = re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b")
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])(?:[-_.]?(?P<day>[0-3]\d))?(?!\d)")
_NUMBER_YEAR = re.compile(r"(?<![\d.])(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)\b")
_PUBLISHED = re.compile(r"\b(?:julkaistu|julkaisupäivä|päivätty|pvm|published|date)\b[^\n]{0,40}", re.IGNORECASE)
_HEAD_LINE = re.compile(
    rf"^[^\S\n]*(?:[^.!?\n]{{0,60}}?[,|–•·:*]\s*|(?:[\w/-]+ ){{0,4}})?"
    rf"(?P<when>\d{{1,2}}\.\s?(?:\d{{1,2}}\.|\w+kuuta)\s?(?:19|20)\d\d|(?:{'|'.join(_SEASONS)})\s+(?:19|20)\d\d)"
    rf"[^\S\n]*(?:[|–•·*][^.!?\n]{{0,60}})?$",
    re.MULTILINE | re.IGNORECASE,
)
_OF_SOMETHING = re.compile(
    r"\b(?:klo|asti|mennessä|saakka|viimeistään|alkaen|haku\w*|ilmoittau\w*|päätty\w*)\b", re.IGNORECASE
)
"""Words of a line whose day is something else's than the letter's."""
_HEAD = 600
"""Characters at the head of a letter in which a day on a line of its own is the letter's day."""
_SEASON_YEAR = re.compile(rf"\b(?P<month>{'|'.join(_SEASONS)})\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_PATTERNS = (_NAMED_DAY, _DAY, _MONTH_YEAR, _ISO)


def published_on(
    title: str, text: str, source: str, announced: str | None = None, sent: date | None = None
) -> date | None:
    """The issue's first possible day; a month alone gives its first.

    `announced` is a day in words from the file's metadata, `sent` the day that an e-mail was sent. What says when it was
    published goes first. A month in the title is made exact by a day at the head or by the day of sending, but a letter passed
    on in another month keeps its own. Then come the day of sending, a day or a season on a line of its own at the head, and the
    file's name. "1/2025" goes late, since it may be the number of the issue; the folder goes last: "2023-06/kirje.html",
    "2023/kesäkuu.txt".
    """
    line = _PUBLISHED.search(text[:2000])
    told = _first_date(announced or "") or _first_date(line.group() if line else "")
    if told is not None:
        return told
    titled = _first_date(title)
    if titled is not None:
        same_month = sent is not None and (sent.year, sent.month) == (titled.year, titled.month)
        return sent if same_month and titled.day == 1 else titled
    path = PurePosixPath(source)
    found = sent or _at_head(text) or _first_date(title, (_SEASON_YEAR,)) or _first_date(_named(path.name))
    return found or _first_date(title, (_NUMBER_YEAR,)) or _folder_date(path)


def _at_head(text: str) -> date | None:
    """A day before a season: "Virasto | 4.3.2032", "Syksy 2031"."""
    lines = [m for m in _HEAD_LINE.finditer(text[:_HEAD]) if _OF_SOMETHING.search(m.group()) is None]
    told = "\n".join(match["when"] for match in lines)
    return _first_date(told) or _first_date(told, (_SEASON_YEAR,))


def _named(name: str) -> str:
    """A file's name with the spaces that its marks stand for, after itself: "kirje-kesäkuu-2023.txt"."""
    return f"{name} {re.sub(r'[-_]+', ' ', name)}"


def _folder_date(path: PurePosixPath) -> date | None:
    """The innermost folders first: "kirjeet/2023/06" is June; "2023" says the year of a file "kesäkuu.txt"."""
    folders = path.parent.parts
    ways = [*reversed(folders), "-".join(folders), " ".join([_named(path.stem), *reversed(folders)])]
    return next(filter(None, map(_first_date, ways)), None)


def _first_date(words: str, patterns: tuple[re.Pattern[str], ...] = _PATTERNS) -> date | None:
    for pattern in patterns:
        for match in pattern.finditer(words):
            parts = match.groupdict()
            month = parts["month"]
            number = int(month) if month.isdecimal() else _NUMBERS[month.casefold().replace("ä", "a")]
            try:
                return date(int(parts["year"]), number, int(parts.get("day") or 1))
            except ValueError:  # "45.13.2022"
                continue
    return None
