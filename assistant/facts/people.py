"""Names and titles of persons in contact lines.

    "Rahoitusasiantuntija Satu Tuimala" -> name "Satu Tuimala", title "Rahoitusasiantuntija"

Titles are known by how Finnish titles end (-asiantuntija, -päällikkö), names by their shape; no name is listed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.facts.organisations import HEAD
from assistant.records import Span

_TITLE_ENDS = (
    "asiantuntija|päällikkö|johtaja|sihteeri|suunnittelija|koordinaattori|neuvos|tarkastaja|insinööri|tutkija|vastaava|esimies|"
    "esihenkilö|ohjaaja|neuvoja|lakimies|juristi|assistentti|avustaja|tiedottaja|kehittäjä|hoitaja|lääkäri|opettaja|rehtori|"
    "dekaani|professori|pormestari|controller|manager|kuraattori|työntekijä|toimittaja|käsittelijä|virkailija|arkkitehti|"
    "intendentti|kamreeri|puheenjohtaja|valmistelija|sihteeristö|tuottaja|analyytikko|konsultti|ylitarkastaja|jäsen|edustaja|"
    "emäntä|pedagogi|psykologi|kirjastonhoitaja|ministeri|konservaattori|palvelupäällikkö|metsänhoitaja|agronomi|biologi|"
    "geologi|maisteri|aktuaari|arkistonhoitaja|valmentaja|kouluttaja|luotsi|planerare|chef|direktör|officer|coordinator|director"
)
TITLE = re.compile(rf"(?:{_TITLE_ENDS})$", re.IGNORECASE)
_WORD = r"[A-ZÅÄÖÉÜČŠŽ][a-zåäöéüčšžáíóñ’']+(?:-[A-ZÅÄÖ]?[a-zåäöéü’']+)*"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:[A-ZÅÄÖ]\.|{_WORD}))?\s+(?:(?:von|af|de|van|der)\s+){{0,2}}{_WORD}(?!\w)")
_DEGREES = re.compile(r"^(?:FT|YTT|TkT|KTM|FM|YTM|dosentti|tohtori|prof\.|toht\.)\s+", re.IGNORECASE)


_NO_ATTRIBUTES = frozenset(
    ["vastaan", "mukaan", "kautta", "kuin", "niin", "noin", "sitten", "joten", "aikaan", "hän", "voin"]
)
"""Words that end as attributes do and are none: "toivomuksia ottaa vastaan palveluesihenkilö ..."."""


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A person in a piece of a line; both spans refer to the line, `title` may be missing."""

    name: Span
    title: Span | None


def is_title(words: str) -> bool:
    """ "kulttuurisuunnittelija", "Yksikön päällikkö": the last word ends as titles do."""
    words = words.strip(" .,;:")
    return 0 < len(words.split()) <= 6 and TITLE.search(words) is not None


def find_person(line: str, within: Span) -> PersonWords | None:
    """The last person that `line[within]` names, with the title right before the name."""
    piece = within.of(line)
    for start, stop in reversed(_name_places(piece)):
        return PersonWords(Span(start, stop).shifted(within.start), _title_before(piece, start, within.start))
    return None


def _name_places(piece: str) -> list[tuple[int, int]]:
    """Where names stand. A capitalised title before a name is taken off it, a name of an office is none."""
    places = []
    position = 0
    while match := _NAME.search(piece, position):
        words = [(m.start() + match.start(), m.group()) for m in re.finditer(r"\S+", match.group())]
        while len(words) > 1 and is_title(words[0][1]):
            words = words[1:]
        position = match.end()
        if len(words) < 2:
            # "Rahoitusasiantuntija Satu" took the title for a first name: look again after the title
            position = match.start() + len(match.group().split()[0])
            continue
        if any(is_title(word) or HEAD.search(word) for _, word in words):
            continue
        places.append((words[0][0], match.end()))
    return places


def _title_before(piece: str, start: int, offset: int) -> Span | None:
    before = piece[:start].rstrip()
    words = list(re.finditer(r"\S+", before))
    if not words or not is_title(words[-1].group().strip(":,")) or before.endswith((",", ":", ";", ".")):
        return None
    first = len(words) - 1
    while first > 0 and len(words) - first < 3 and _belongs_to_title(words[first - 1].group()):
        first -= 1
    return Span(words[first].start(), len(before)).shifted(offset)


def _belongs_to_title(word: str) -> bool:
    """Words before the title's head: "Yksikön päällikkö", "johtava asiantuntija", "vs. johtaja"."""
    if word in _NO_ATTRIBUTES:
        return False
    return (
        re.fullmatch(r"(?:vs\.|vt\.|ma\.|[\wåäö-]+(?:n|va|vä|inen|s-))", word, re.IGNORECASE) is not None
        and word[-1] not in ":,;"
    )


def is_bare_name(words: str) -> bool:
    """Whether `words` are a name and nothing else: "Henri Helander"."""
    match = _NAME.fullmatch(words.strip(" .,;:*"))
    return match is not None and not is_title(words) and HEAD.search(words.split()[-1]) is None
