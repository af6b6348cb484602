"""Finnish words: where they stand in a text, their base forms and the parts of compounds.

    "Rakennerahastokauden hankkeissa" -> Word("Rakennerahastokauden"), Word("hankkeissa")
    "rakennerahastokauden"            -> baseforms ("rakennerahastokausi",), parts ("rakenne", "rahasto", "kausi")

The morphology is Voikko's (https://voikko.puimula.org), by one of two ways that give the same analyses: the C library
where the system has it (fast, knows proper names), else `pyvoikko` (PyPI alone, ten times slower, few proper names).
This file neither ranks nor removes words: what a base form is worth is for the search to say.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from assistant.errors import SettingsError
from assistant.records import Span

CACHED_FORMS = 200_000
KNOWN_TEXTS = 20_000

# A number may hold points and commas ("38,8", "16.5.2022"); a word may hold hyphens, a colon before its ending and "&".
_WORD = re.compile(r"(?:\d+(?:[.,:]\d+)+|[^\W_]+)(?:[-\u2010\u2011:'’&][^\W_]+)*")
_ODD_MARKS = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "\u00ad": None})
_BASE_OF_PART = re.compile(r"\[Xp\](.+?)\[X\]")  # Voikko's transducer writes each part's base form between these tags
_COLON_ENDING = re.compile(r"(.*\w):[a-zåäö]{1,6}")  # "STM:n", "EAKR:stä"
_DIAERESIS = "\u0308"  # what is left of the dots when "ä" is decomposed
_PIECE = re.compile(r"[^\W_]+")

# Endings that a foreign or rare name may carry, with the binding vowel that follows a consonant ("Jacksonin").
_GUESSED_ENDING = re.compile(r"(.*?[^\W\d_])(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|iin|een|n|a|ä)")

# Words that carry a sentence's grammar and not its topic, as base forms.
_FUNCTION_WORDS = """
    ja tai sekä eli vai että jotta koska kun jos vaikka kuin mutta vaan niin myös kai ehkä siis sitten jo vielä vain
    olla ei voida pitää saada tulla täytyä minä sinä hän me te he se ne tämä tuo nämä nuo itse joka jokin joku
    mikä kuka kumpi millainen minkälainen mitä missä mistä mihin minne milloin miten miksi kuinka montako paljonko
    mikin kukin ken paljo
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text: `span.of(text) == word.text`."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class WordAnalysis:
    """All that Voikko says of one word, lower-cased and without repetition.

    "ELY-keskuksille" -> written "ely-keskuksille", baseforms ("ely-keskus",), parts ("ely", "keskus"), known.
    `baseforms` has one for each reading, the likeliest first, and is never empty: for an unknown word it is the word
    as written, then guesses without its ending. `parts` are the base forms of a compound's parts and of the word that
    it is derived from. `classes` are Voikko's word classes ("nimisana", "sukunimi", "paikannimi", "lukusana", ...).
    """

    written: str
    baseforms: tuple[str, ...]
    parts: tuple[str, ...]
    classes: tuple[str, ...]
    known: bool


class Lemmatizer(Protocol):
    """Words to base forms. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """Name and version for the index's manifest: another name may give other lemmas."""

    def analyse(self, word: str) -> WordAnalysis:
        """Base forms and compound parts of one word in any form."""

    def lemmatize(self, word: str) -> tuple[str, ...]:
        """Base forms first, then compound parts: "hankehaun" -> ("hankehaku", "hanke", "haku")."""

    def remember(self, analysis_of: Callable[[str], WordAnalysis | None]) -> None:
        """Ask `analysis_of` first from now on: analyses that a lemmatizer of the same name made earlier, None for other words."""

    def __hash__(self) -> int:
        """By identity; what was read for an earlier question is remembered by it."""


def words(text: str) -> list[Word]:
    """The words and numbers of a text in order: "STM:n 38,8 milj." -> "STM:n", "38,8", "milj"."""
    return [Word(match.group(), Span(*match.span())) for match in _WORD.finditer(text)]


def written_words(text: str) -> list[str]:
    """The same without their places, for many texts."""
    return _WORD.findall(text)


def lemmas(text: str, lemmatizer: Lemmatizer) -> list[tuple[str, ...]]:
    """For each word of a text, its base forms and compound parts."""
    return [lemmatizer.lemmatize(word.text) for word in words(text)]


@lru_cache(maxsize=KNOWN_TEXTS)
def text_terms(text: str, lemmatizer: Lemmatizer) -> frozenset[str]:
    """The base forms and compound parts of all words of a text. Remembered: question after question reads the same sentences."""
    return frozenset(term for word in words(text) for term in lemmatizer.lemmatize(word.text))


def is_function_word(analysis: WordAnalysis) -> bool:
    """Whether a word can be read as one that carries grammar and not a topic: "missä", "onko", "ja"."""
    return not FUNCTION_WORDS.isdisjoint(analysis.baseforms)


def fold(text: str) -> str:
    """Without case and dots, as people in a hurry write: "Pyöräilyn edistämisen" -> "pyorailyn edistamisen"."""
    decomposed = unicodedata.normalize("NFD", text.casefold()).replace(_DIAERESIS, "")
    if decomposed.isascii():
        return decomposed  # nearly every Finnish text; looking at each letter takes ten times as long
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def load_lemmatizer(name: str = "auto") -> Lemmatizer:
    """The lemmatizer called "libvoikko" or "pyvoikko"; "auto" takes the first that this machine can run.

    Raises SettingsError when it is not installed.
    """
    if name not in {"auto", "libvoikko", "pyvoikko"}:
        raise SettingsError(f"Perusmuotoistaja on {name!r}, mutta sen pitää olla auto, libvoikko tai pyvoikko.")
    if name != "pyvoikko":
        try:
            return LibvoikkoLemmatizer()
        except SettingsError:
            if name == "libvoikko":
                raise
    return PyvoikkoLemmatizer()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of a word: base form, word class, and the transducer's own output."""

    baseform: str
    word_class: str
    output: str


class _VoikkoLemmatizer:
    """What both ways to Voikko share: pieces of unknown words, parts of compounds, a cache by word form."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.analyse = lru_cache(maxsize=CACHED_FORMS)(self._remembered_or_new)
        self._analysis_of: Callable[[str], WordAnalysis | None] = lambda _word: None
        # Neither library promises that one handle may serve two threads.
        self._lock = threading.Lock()

    def lemmatize(self, word: str) -> tuple[str, ...]:
        """Base forms first, then compound parts."""
        analysis = self.analyse(word)
        return analysis.baseforms + analysis.parts

    def remember(self, analysis_of: Callable[[str], WordAnalysis | None]) -> None:
        """Ask `analysis_of` first from now on."""
        self._analysis_of = analysis_of

    def _remembered_or_new(self, word: str) -> WordAnalysis:
        return self._analysis_of(word) or self._analyse(word)

    def _readings(self, form: str) -> list[_Reading]:
        raise NotImplementedError

    def _all_readings(self, form: str) -> list[_Reading]:
        # Lower-cased too: a heading in capitals, a sentence's first word, and the names that pyvoikko knows only so.
        with self._lock:
            return [reading for variant in _unique((form, form.lower())) for reading in self._readings(variant)]

    def _analyse(self, word: str) -> WordAnalysis:
        form = unicodedata.normalize("NFC", word).translate(_ODD_MARKS)
        colon = _COLON_ENDING.fullmatch(form)
        form = colon[1] if colon else form
        readings = self._all_readings(form)
        if not readings:
            return self._analyse_pieces(form)
        baseforms = _unique(_plain(reading.baseform) for reading in readings)
        parts = [piece for reading in readings for piece in _parts(reading.output)]
        # The transducer gives no base form to numbers: "1980-luku", "16.5.2022". An inflected last piece is no base form.
        pieces = _pieces(form)
        parts += pieces if pieces and pieces[-1].isdecimal() else pieces[:-1]
        if "-" in form.strip("-"):  # "Kyläteot-pienavustus" is found by "kyläteko", too
            parts += [base for piece in form.split("-") if piece.isalpha() for base in self.analyse(piece).baseforms]
        return WordAnalysis(
            written=form.lower(),
            baseforms=baseforms,
            parts=tuple(part for part in _unique(parts) if part not in baseforms),
            classes=_unique(reading.word_class for reading in readings),
            known=True,
        )

    def _analyse_pieces(self, form: str) -> WordAnalysis:
        """A word unknown as a whole: "EAKR-rahoituksen" is "eakr" and whatever "rahoituksen" is."""
        written = form.lower()
        pieces = _PIECE.findall(form)
        if len(pieces) < 2 or any(character.isdigit() for character in pieces[-1]):
            baseforms = _unique((written, *_guesses(written)))
            return WordAnalysis(written, baseforms, _unique(_pieces(form)), (), known=False)
        analyses = [self.analyse(piece) for piece in pieces]
        last = analyses[-1]
        beginning = written[: len(written) - len(pieces[-1])]
        parts = [part for analysis in analyses for part in analysis.baseforms + analysis.parts]
        return WordAnalysis(
            written=written,
            baseforms=_unique(beginning + baseform for baseform in last.baseforms),
            parts=_unique(parts),
            classes=last.classes,
            known=last.known,
        )


class LibvoikkoLemmatizer(_VoikkoLemmatizer):
    """Voikko's C library with its Finnish dictionary, by ctypes. Raises SettingsError where the system lacks them."""

    def __init__(self) -> None:
        import libvoikko  # type: ignore[import-untyped]

        try:
            self._voikko: Any = libvoikko.Voikko("fi")
        except (OSError, libvoikko.VoikkoException) as exc:
            raise SettingsError(
                "Perusmuotoistaja libvoikko puuttuu koneelta. Asenna paketit libvoikko1 ja voikko-fi"
                " tai valitse TEEMAHAKU_LEMMATIZER=pyvoikko."
            ) from exc
        super().__init__(f"libvoikko-{libvoikko.Voikko.getVersion()}")

    def _readings(self, form: str) -> list[_Reading]:
        analyses = self._voikko.analyze(form)
        return [_Reading(a.get("BASEFORM", form), a.get("CLASS", ""), a.get("FSTOUTPUT", "")) for a in analyses]


class PyvoikkoLemmatizer(_VoikkoLemmatizer):
    """The same dictionary run by `pyvoikko`; `kfst-rs`, when installed, makes it eight times faster."""

    def __init__(self) -> None:
        from importlib.metadata import version

        import pyvoikko  # type: ignore[import-untyped]

        self._analyses: Any = pyvoikko.analyse
        super().__init__(f"pyvoikko-{version('pyvoikko')}")

    def _readings(self, form: str) -> list[_Reading]:
        return [_Reading(a.BASEFORM, a.CLASS, a.FSTOUTPUT) for a in self._analyses(form)]


def _plain(baseform: str) -> str:
    """pyvoikko's "maahan=muuttaja" and "meri--ilmasto" as libvoikko writes them, lower-cased."""
    return baseform.replace("=", "").replace("--", "-").lower()


def _parts(output: str) -> list[str]:
    """Base forms in a transducer's output: "[Ln][Xp]maahan=muuttaja[X]..." -> "maahan", "muuttaja"."""
    return [part for base in _BASE_OF_PART.findall(output) for part in _PIECE.findall(base.lower())]


def _pieces(form: str) -> list[str]:
    """A word cut at hyphens and points, if it has any: "16.5.2022" -> "16", "5", "2022"; "haku" -> nothing."""
    pieces = _PIECE.findall(form.lower())
    return pieces if len(pieces) > 1 else []


def _guesses(written: str) -> tuple[str, ...]:
    """An unknown word without the ending it may have: "beyoncén" -> "beyoncé"; "obamaista" -> "obamai", "obama"."""
    match = _GUESSED_ENDING.fullmatch(written)
    if not match or len(match[1]) < 3:
        return ()
    stem = match[1]
    return (stem, stem[:-1]) if stem.endswith("i") and len(stem) > 3 else (stem,)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values in order, each once, without empty ones."""
    return tuple(dict.fromkeys(value for value in values if value))
