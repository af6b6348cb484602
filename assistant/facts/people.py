"""Names and titles of persons in contact lines.

    "Rahoitusasiantuntija Maija Virta" -> name "Maija Virta", title "Rahoitusasiantuntija"

Titles are known by how Finnish titles end (-asiantuntija, -päällikkö), names by their shape; no name is listed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.facts.organisations import HEAD
from assistant.finnish import Lemmatizer, WordAnalysis, fold
from assistant.records import Span

_TITLE_ENDS = (
    "asiantuntija|päällikkö|johtaja|sihteeri|suunnittelija|koordinaattori|neuvos|tarkastaja|insinööri|tutkija|vastaava|esimies|"
    "esihenkilö|ohjaaja|neuvoja|lakimies|juristi|assistentti|avustaja|tiedottaja|kehittäjä|hoitaja|lääkäri|opettaja|rehtori|"
    "dekaani|professori|pormestari|controller|manager|kuraattori|työntekijä|toimittaja|käsittelijä|virkailija|arkkitehti|"
    "intendentti|kamreeri|puheenjohtaja|valmistelija|sihteeristö|tuottaja|analyytikko|konsultti|ylitarkastaja|jäsen|edustaja|"
    "emäntä|pedagogi|psykologi|kirjastonhoitaja|ministeri|konservaattori|palvelupäällikkö|metsänhoitaja|agronomi|biologi|"
    "geologi|maisteri|asiamies|asiahenkilö|apulainen|isännöitsijä|vetäjä|lehtori|dosentti|tohtori|aktuaari|arkistonhoitaja|valmentaja|kouluttaja|luotsi|"
    "puutarhuri|mestari|notaari|kanslisti|kirjanpitäjä|talonmies|terapeutti|pääkäyttäjä|sovittelija|pastori|kirkkoherra|diakoni|kapteeni|"
    "planerare|chef|direktör|officer|coordinator|director|specialist|advisor"
)
TITLE = re.compile(rf"(?:{_TITLE_ENDS})$", re.IGNORECASE)
_WORD = r"(?:[ODL]['’]|Mc)?[A-ZÅÄÖÉÜČŠŽ][a-zåäöéüčšžáíóñ’']+(?:-[A-ZÅÄÖ]?[a-zåäöéü’']+)*"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:[A-ZÅÄÖ]\.|{_WORD}))?\s+(?:(?:von|af|de|van|der)\s+){{0,2}}{_WORD}(?!\w)")
_ENGLISH_TITLE = re.compile(r"(?:manager|officer|coordinator|director|specialist|advisor)$", re.IGNORECASE)
_TOGETHER = re.compile(r"\s+(?:ja|sekä|&|och|and)\s+")
_OUTER_CASE = re.compile(r"(?:lta|ltä|lle|een|aan|ään|iin|oon|uun|yyn)$")


_VERBS = frozenset(
    ["Neuvoo", "Auttaa", "Vastaa", "Opastaa", "Palvelee", "Kysy", "Soita", "Kirjoita", "Tavoitat", "Apua", "Terveisin"]
)
"""Words that open a sentence before a name and are no first name: "Neuvoo Minttu Ojaharju"."""
_NO_ATTRIBUTES = frozenset(
    ["vastaan", "mukaan", "kautta", "kuin", "niin", "noin", "sitten", "joten", "aikaan", "hän", "voin"]
)
"""Words that end as attributes do and are none: "toivomuksia ottaa vastaan palveluesihenkilö ..."."""
_PASSIVE = re.compile(r"(?:[td]|ll|nn|rr|st)(?:aan|ään)$")
"""How verbs of the passive end: "vuorot varataan saunaemäntä ..."."""


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A person in a piece of a line; both spans refer to the line, `title` may be missing."""

    name: Span
    title: Span | None


def is_title(words: str) -> bool:
    """ "kulttuurisuunnittelija", "Yksikön päällikkö": the last word ends as titles do."""
    words = words.strip(" .,;:")
    return 0 < len(words.split()) <= 6 and TITLE.search(words) is not None


def find_people(line: str, within: Span) -> list[PersonWords]:
    """The last person that `line[within]` names, with the title right before the name, and those joined to it by "ja"."""
    piece = within.of(line)
    found: list[PersonWords] = []
    for start, stop in reversed(_name_places(piece)):
        person = PersonWords(Span(start, stop).shifted(within.start), _title_before(piece, start, within.start))
        if found and not _TOGETHER.fullmatch(line, person.name.stop, (found[0].title or found[0].name).start):
            break
        found.insert(0, person)
    return found


def _name_places(piece: str) -> list[tuple[int, int]]:
    """Where names stand. A capitalised title before a name is taken off it, a name of an office is none."""
    places = []
    position = 0
    while match := _NAME.search(piece, position):
        words = [(m.start() + match.start(), m.group()) for m in re.finditer(r"\S+", match.group())]
        while len(words) > 1 and (is_title(words[0][1]) or (len(words) > 2 and words[0][1] in _VERBS)):
            words = words[1:]
        position = match.end()
        if len(words) < 2:
            # "Rahoitusasiantuntija Satu" took the title for a first name: look again after the title
            position = match.start() + len(match.group().split()[0])
            continue
        titles = [i for i, (_, word) in enumerate(words) if is_title(word)]
        if titles and titles[-1] < len(words) - 1:
            position = words[titles[-1] + 1][0]  # "Programme Manager Veikko": look again after the title
            continue
        if titles or any(HEAD.search(word) for _, word in words):
            continue
        places.append((words[0][0], match.end()))
    return places


def _title_before(piece: str, start: int, offset: int) -> Span | None:
    before = piece[:start].rstrip()
    words = list(re.finditer(r"\S+", before))
    if not words or not is_title(words[-1].group().strip(":,")) or before.endswith((",", ":", ";", ".")):
        return None
    first = len(words) - 1
    english = _ENGLISH_TITLE.search(words[-1].group()) is not None
    while first > 0 and len(words) - first < 3 and _belongs_to_title(words[first - 1].group(), english=english):
        first -= 1
    return Span(words[first].start(), len(before)).shifted(offset)


def _belongs_to_title(word: str, *, english: bool) -> bool:
    """Words before the title's head: "Yksikön päällikkö", "johtava asiantuntija", "vs. johtaja", "Programme Manager"."""
    if word in _NO_ATTRIBUTES or _PASSIVE.search(word):
        return False
    if english and re.fullmatch(r"[A-Z][a-z]+", word):
        return True
    return (
        re.fullmatch(r"(?:vs\.|vt\.|ma\.|[\wåäö-]+(?:n|va|vä|inen|s-))", word, re.IGNORECASE) is not None
        and word[-1] not in ":,;"
    )


def may_be_person(name: str, lemmatizer: Lemmatizer) -> bool:
    """Whether words with capitals are more than common nouns in the genitive: "Rannikon Uutisten" is a newspaper."""
    return not all(_is_genitive_noun(lemmatizer.analyse(word)) for word in name.split(" "))


def _is_genitive_noun(analysis: WordAnalysis) -> bool:
    """Whether every reading of a word is a common noun's genitive."""
    common = set(analysis.classes) <= {"nimisana", "laatusana", "nimisana_laatusana"}
    return analysis.known and common and analysis.written.endswith("n") and analysis.written not in analysis.baseforms


def nominative(name: str, lemmatizer: Lemmatizer, address: str | None) -> str:
    """A name of prose in its base form: "Kysy Veikko Laurilalta" -> "Veikko Laurila"; left whole where that is not sure.

    A verb at the head of a sentence looks like a first name, but three words do not begin with one. Of several base forms the
    one that the person's e-mail address has is taken, else the one that the written form begins with.
    """
    head, *others = name.split(" ")
    if len(others) > 1 and set(lemmatizer.analyse(head).classes) == {"teonsana"}:
        name = " ".join(others)
    first, last = name.rsplit(" ", 1)
    if _OUTER_CASE.search(last) is None:
        return name
    analysis = lemmatizer.analyse(last)
    user = fold((address or "").partition("@")[0])
    addressed = [form for form in analysis.baseforms if len(form) > 2 and user.endswith(fold(form))]
    if addressed:
        return f"{first} {_capitalised(addressed[0])}"
    if not analysis.known or analysis.written in analysis.baseforms:
        return name
    form = next((form for form in analysis.baseforms if analysis.written.startswith(form)), analysis.baseforms[0])
    return f"{first} {_capitalised(form)}"


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
