"""The persons whom a question names, in every case of Finnish ("Virtaselle", "Rantakankaan"), and with a typing error.

named_people("Mikä on Virtasen numero?", Names(["Matti Virtanen"]), lemmatizer) -> ("Matti Virtanen",)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.finnish import Lemmatizer, fold, words

_ENDING = re.compile(
    r"(?:i?n|i?lle|i?lla|i?lta|i?ssa|i?sta|i?ksi|i?na|ia|a|ta|ja|in|iin|hin|an|en|on|un|yn|een|oon|aan|uun|yyn|s|:n|'s)?(?:kin|kaan|ko)?"
)
_FULL_NAME = re.compile(
    r"(?<![.!?]\s)(?<!^)\b([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)\s+(?!\w*(?:liit|keskus|virasto|yhdisty|säätiö|seura|palvelu|hank))"
    r"([A-ZÅÄÖ][a-zåäöé-]+)\b(?!\s-\w)",
)
KNOWN_NAMES = 20_000
_TYPING_ERROR = 84
"""Similarity, per cent, above which an unknown word is a misspelt name."""
_WEAK_GRADES = {
    "kk": "k",
    "pp": "p",
    "tt": "t",
    "nk": "ng",
    "nt": "nn",
    "lt": "ll",
    "rt": "rr",
    "mp": "mm",
    "ht": "hd",
    "lk": "l",
    "rk": "r",
    "k": "",
    "p": "v",
    "t": "d",
}
_GRADED = re.compile(r"(.*?[aeiouy]|.*?[lr](?=p))(kk|pp|tt|nk|nt|lt|rt|mp|ht|lk|rk|k|p|t)([aeiouy])")
_SPEAKS_OF_PERSON = re.compile(
    r"\b(?:numero|puhelin|puh\b|sahkoposti|s-posti|meili|osoit|nimik|titteli|tehtav|tyosk|vastaa|soit|tavoit|yhtey|kuka|kenen|han\b|"
    r"hanen|hanelle)"
)
"""Without such a word, "ranta" at the head of a sentence or in small letters is a shore and not Ms Ranta."""


def is_form_of(word: str, name: str) -> bool:
    """Whether folded `word` is folded `name` in some case: "virtaselle" of "virtanen", "lehdon" of "lehto"."""
    return any(word.startswith(stem) and _ENDING.fullmatch(word[len(stem) :]) for stem in _stems(name))


_SMALL = {"seikkasana", "asemosana", "sidesana", "suhdesana", "kieltosana", "huudahdussana"}


@lru_cache(maxsize=KNOWN_NAMES)
def _stems(name: str) -> tuple[str, ...]:
    """What the forms of a folded name begin with: strong and weak grade, -nen to -se-, -i to -e-, -kas to -kkaa-."""
    stems = [name]
    if name.endswith("nen"):
        return (name, name[:-3] + "s", name[:-3] + "se")
    if name.endswith(("ngas", "ngäs")):
        stems.append(name[:-3] + "kaa")
    elif name.endswith("as"):
        stems.append(name[:-1] + "a")
    elif name.endswith(("us", "ys", "is", "es", "os")):
        stems += [name[:-1] + "kse", name[:-1] + "ks"]
    graded = _GRADED.fullmatch(name)
    if graded:
        stems.append(graded[1] + _WEAK_GRADES[graded[2]] + graded[3])
    stems += [stem[:-1] + "e" for stem in tuple(stems) if stem.endswith("i")]
    return tuple(stems)


@dataclass(frozen=True, slots=True)
class _Name:
    """A person's name, and folded: its first word, all but its last word, its last word."""

    whole: str
    first: str
    given: str
    last: str


class Names:
    """Names of persons, so kept that a word is compared with those only that it may be a form of."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(_folded_name(name) for name in dict.fromkeys(names))
        self._by_first = self._by_beginning(name.first for name in self._names)
        self._by_last = self._by_beginning(name.last for name in self._names)

    @staticmethod
    def _by_beginning(parts: Iterable[str]) -> dict[str, set[int]]:
        """Places of names by what a form of this part of theirs may begin with, and by the part itself."""
        places: dict[str, set[int]] = defaultdict(set)
        for place, part in enumerate(parts):
            for key in (part, *(stem[:1] for stem in _stems(part))):
                places[key].add(place)
        return dict(places)

    def owners(self, written: str, word: str, lemmatizer: Lemmatizer) -> list[_Name]:
        """The names whose last word is `written`, folded `word`, in some form or with a typing error."""
        likely = self._likely(self._by_last, written, word, lemmatizer)
        return [name for name in likely if _is_last_name(written, word, name, lemmatizer)]

    def of_first(self, written: str, lemmatizer: Lemmatizer) -> list[_Name]:
        """The names whose first word is `written` in some form."""
        likely = self._likely(self._by_first, written, fold(written), lemmatizer)
        return [name for name in likely if _is_first_name(written, name, lemmatizer)]

    def _likely(self, places: Mapping[str, set[int]], written: str, word: str, lemmatizer: Lemmatizer) -> list[_Name]:
        keys = (word[:1], *(fold(form) for form in lemmatizer.analyse(written).baseforms))
        return [self._names[place] for place in sorted({place for key in keys for place in places.get(key, ())})]


def _folded_name(name: str) -> _Name:
    given, last = name.rsplit(" ", 1)
    return _Name(name, fold(name.split(" ")[0]), fold(given), fold(last))


def named_people(question: str, names: Names, lemmatizer: Lemmatizer) -> tuple[str, ...]:
    """The persons among `names` whom a question names, in the order it names them.

    A last name is enough; with a first name before it, that must be the person's. A first name alone counts when only one has it.
    """
    tokens = [(word.text, fold(word.text)) for word in words(question)]
    found: list[_Name] = []
    for i, (_, word) in enumerate(tokens):
        if len(word) >= 3:
            found.extend(_owners(tokens, i, names, lemmatizer))
    if not found:
        for (written, _), (after, _) in pairwise([*tokens, ("", "")]):
            if not written[:1].isupper() or after[:1].isupper() or _is_small_word(written, lemmatizer):
                continue  # "Veikko Lehdolle" is for another Veikko
            owners = names.of_first(written, lemmatizer)
            found.extend(owners if len(owners) == 1 else [])
    return tuple(dict.fromkeys(name.whole for name in found))


def _is_small_word(written: str, lemmatizer: Lemmatizer) -> bool:
    """Whether a word is one by itself that is no noun: "Milloin" is when, and not many Millas."""
    analysis = lemmatizer.analyse(written)
    bare = "etunimi" not in analysis.classes or fold(written) in {fold(form) for form in analysis.baseforms}
    return bare and not _SMALL.isdisjoint(analysis.classes)


def _owners(tokens: list[tuple[str, str]], i: int, names: Names, lemmatizer: Lemmatizer) -> list[_Name]:
    """The persons whose last name the word at `i` is, given the word before it."""
    written, word = tokens[i]
    matches = names.owners(written, word, lemmatizer)
    if not matches:
        return []
    before, folded_before = tokens[i - 1] if i > 0 else ("", "")
    with_first = [name for name in matches if i > 0 and _alike(folded_before, name.given)]
    with_first = with_first or [name for name in matches if i > 0 and _is_first_name(before, name, lemmatizer)]
    if with_first:
        return with_first
    if "etunimi" in lemmatizer.analyse(before).classes and before[:1].isupper():
        return []  # another person of the same last name
    if before[:1].isupper() and i > 1 and not written.islower():
        return []
    noun = (
        "nimisana" in lemmatizer.analyse(written).classes
        and (written.islower() or (i == 0 and len(tokens) > 2))
        and "-" not in written
    )
    return matches if not noun or _SPEAKS_OF_PERSON.search(" ".join(folded for _, folded in tokens)) else []


def _is_first_name(written: str, name: _Name, lemmatizer: Lemmatizer) -> bool:
    return is_form_of(fold(written), name.first) or name.first in {
        fold(form) for form in lemmatizer.analyse(written).baseforms
    }


def _is_last_name(written: str, word: str, name: _Name, lemmatizer: Lemmatizer) -> bool:
    if is_form_of(word, name.last):
        return True
    analysis = lemmatizer.analyse(written)
    if name.last in {fold(form) for form in analysis.baseforms}:
        return True
    return not analysis.known and len(name.last) >= 5 and word[0] == name.last[0] and _close(word, name.last)


def _close(word: str, last: str) -> bool:
    from rapidfuzz.fuzz import ratio

    stem = last[:-3] + "s" if last.endswith("nen") else last
    return max(ratio(word, last), ratio(word[: len(stem) + 1], stem)) >= _TYPING_ERROR


def _alike(word: str, first: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return is_form_of(word, first) or ratio(word, first) >= _TYPING_ERROR


def unknown_name(question: str, lemmatizer: Lemmatizer) -> str | None:
    """A first and last name in a question, where both words look like a person's: "Matti Meikäläisen" -> "Matti Meikäläisen"."""
    for match in _FULL_NAME.finditer(question):
        first, last = (lemmatizer.analyse(part) for part in match.groups())
        given = "etunimi" in first.classes or "etunimi" in lemmatizer.analyse(first.baseforms[0]).classes
        family = "sukunimi" in last.classes or not last.known or last.baseforms[0].endswith("nen")
        if given and (family or not {"nimisana", "teonsana"} & set(first.classes)):
            return match.group()
    return None
