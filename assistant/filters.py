"""What a search is limited to, by names that people use -> the ids of the sections that are left.

Filter(newsletters=("2031-05",), fund="ESR+").section_ids(index) -> frozenset({"2031-05#3"})
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from assistant.errors import FilterError
from assistant.index import SearchIndex
from assistant.records import Newsletter

_LISTED = 10  # alternatives that an error names


@dataclass(frozen=True, slots=True)
class Filter:
    """Newsletters by id, file name or title; a theme group; a fund ("ESR+"); days of publication from `first` to `last`.

    What is empty limits nothing; a section must suit all the rest. Case and spaces do not matter. A newsletter whose day is
    not known is left out where days are given.
    """

    newsletters: tuple[str, ...] = ()
    group: str | None = None
    fund: str | None = None
    first: date | None = None
    last: date | None = None

    def section_ids(self, index: SearchIndex) -> frozenset[str] | None:
        """The ids of the sections that suit, perhaps none; None where nothing is limited.

        Raises FilterError for a name that the index does not know, naming those that it does, and for days in wrong order.
        """
        if self == Filter():
            return None
        if self.first and self.last and self.first > self.last:
            raise FilterError(f"Alkupäivä {_written(self.first)} on loppupäivän {_written(self.last)} jälkeen.")
        letters = self._newsletter_ids(index)
        group = _checked(self.group, "Teemaryhmää", [section.group for section in index.sections])
        fund = _checked(self.fund, "Rahastoa", [section.fund for section in index.sections])
        return frozenset(
            section.section_id
            for section in index.sections
            if section.newsletter_id in letters
            and group in ("", _plain(section.group))
            and fund in ("", _plain(section.fund))
        )

    def _newsletter_ids(self, index: SearchIndex) -> frozenset[str]:
        wanted = {_plain(name) for name in self.newsletters}
        known = frozenset().union(*map(_names, index.newsletters))
        for name in self.newsletters:
            if _plain(name) not in known:
                raise _unknown(name, "Uutiskirjettä", [letter.newsletter_id for letter in index.newsletters])
        return frozenset(
            letter.newsletter_id
            for letter in index.newsletters
            if (not wanted or wanted & _names(letter)) and self._is_of_time(letter)
        )

    def _is_of_time(self, letter: Newsletter) -> bool:
        if letter.published is None:
            return self.first is None and self.last is None
        return (self.first or date.min) <= letter.published <= (self.last or date.max)


def _names(letter: Newsletter) -> frozenset[str]:
    """All that a newsletter is called by, plain."""
    source = PurePath(letter.source)
    return frozenset(map(_plain, (letter.newsletter_id, letter.title, letter.source, source.name, source.stem)))


def _plain(name: str | None) -> str:
    """A name for comparison: "ESR +" and "esr+" are one."""
    return "".join((name or "").casefold().split())


def _checked(name: str | None, what: str, names: list[str | None]) -> str:
    """A wanted name as `_plain` gives it, "" where none is wanted. Raises FilterError where it is none of `names`."""
    wanted = _plain(name)
    if wanted and wanted not in map(_plain, names):
        raise _unknown(name or "", what, names)
    return wanted


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _unknown(name: str, what: str, names: Iterable[str | None]) -> FilterError:
    known = list(dict.fromkeys(other for other in names if other))
    listed = "; ".join(known[:_LISTED]) + (" …" if len(known) > _LISTED else "")
    return FilterError(
        f"{what} {name!r} ei ole. " + (f"Vaihtoehdot: {listed}." if known else "Hakemistossa ei ole yhtään.")
    )
