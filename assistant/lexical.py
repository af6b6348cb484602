"""BM25 over terms: lemmas with compound parts, and the letters of words.

    LexicalIndex.build([["haku", "auki"], ["hanke"]]).scores([("haku", 1.0)]) -> float32 (2,)

bm25s (https://arxiv.org/abs/2407.03618) works out every term's weight in every passage when the index is built; a question
then adds up a few columns of a memory map. Two sorts of terms are indexed, each in an index of its own:
- `lemma_terms`: "hankehaussa" -> "hankehaku", "hanke", "haku" (Voikko);
- `letter_terms`: runs of four letters without dots, "_hak", "haku", ...: typing errors, missing dots and forms that no
  dictionary knows still share most of them (McNamee & Mayfield 2004, "Character n-gram tokenization for European languages").
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexDamagedError
from assistant.finnish import CACHED_FORMS, Lemmatizer, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 4
_SATURATION, _LENGTH = 1.2, 0.75  # BM25's k1 and b
_NEAREST = 80  # of 100 in rapidfuzz's ratio: one letter of five may be wrong
_SHORTEST_REPAIRED = 5


def lemma_terms(written: Iterable[str], lemmatizer: Lemmatizer) -> list[str]:
    """Base forms and compound parts of some words: "Hakuajat" -> "hakuaika", "haku", "aika"."""
    return [term for word in written for term in lemmatizer.lemmatize(word)]


def letter_terms(written: Iterable[str]) -> list[str]:
    """Runs of four letters of each word, its ends marked: "Työ" -> "_tyo", "tyo_"."""
    return [run for word in written for run in word_letters(word)]


@lru_cache(maxsize=CACHED_FORMS)
def word_letters(word: str) -> tuple[str, ...]:
    """The runs of one word. Remembered, so that the runs of many texts are the same few strings."""
    marked = f"_{fold(word)}_"
    return tuple(marked[start : start + RUN] for start in range(max(1, len(marked) - RUN + 1)))


class LexicalIndex:
    """BM25 scores of terms by row number."""

    def __init__(self, bm25: Any) -> None:
        import numpy as np

        self._columns: dict[str, int] = bm25.vocab_dict
        self._rows: int = bm25.scores["num_docs"]
        # Plain views of the memory maps: slicing a `memmap` costs more than adding up a column.
        self._starts, self._holders, self._weights = (
            np.asarray(bm25.scores[part]) for part in ("indptr", "indices", "data")
        )
        self._bm25 = bm25

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> LexicalIndex:
        """An index of n > 0 documents, each a list of terms."""
        import bm25s  # type: ignore[import-untyped]

        bm25 = bm25s.BM25(k1=_SATURATION, b=_LENGTH)
        # At least one term: bm25s cannot index documents that are all empty.
        bm25.index([list(terms) or [""] for terms in documents], create_empty_token=False, show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open what `save` wrote, by memory map. Raises IndexDamagedError when the files do not fit together."""
        import bm25s

        try:
            index = cls(bm25s.BM25.load(folder, mmap=True, show_progress=False))
            fits = (
                len(index._starts) == len(index._columns) + 1
                and len(index._holders) == len(index._weights) == index._starts[-1]
                and (not len(index._holders) or int(index._holders.max()) < index._rows)
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError) as exc:
            raise _damaged(folder) from exc
        if not fits:
            raise _damaged(folder)
        return index

    def save(self, folder: Path) -> None:
        """Write a few files into `folder`."""
        self._bm25.save(folder, show_progress=False)

    def __len__(self) -> int:
        return self._rows

    def __contains__(self, term: str) -> bool:
        return term in self._columns

    def scores(self, terms: Iterable[tuple[str, float]]) -> NDArray[np.float32]:
        """The sum of BM25 weights of (term, weight) pairs for each row, float32 (n,); unknown terms add nothing."""
        import numpy as np

        scores = np.zeros(self._rows, dtype=np.float32)
        for term, weight in terms:
            place = self._place(term)
            scores[self._holders[place]] += weight * self._weights[place]
        return scores

    def holders(self, term: str) -> NDArray[np.bool_]:
        """Which rows hold a term, bool (n,)."""
        import numpy as np

        holds = np.zeros(self._rows, dtype=np.bool_)
        holds[self._holders[self._place(term)]] = True
        return holds

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; greatest for one that no row holds."""
        place = self._place(term)
        count = place.stop - place.start
        return math.log(1 + (self._rows - count + 0.5) / (count + 0.5))

    def _place(self, term: str) -> slice:
        column = self._columns.get(term)
        return slice(0, 0) if column is None else slice(int(self._starts[column]), int(self._starts[column + 1]))


class WordForms:
    """The words of the corpus as they are written there, to repair the words of a question."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = tuple(sorted(set(forms)))

    @classmethod
    def of(cls, written: Iterable[str]) -> WordForms:
        """Some words lower-cased, without numbers."""
        return cls(word.lower() for word in written if word[0].isalpha())

    @classmethod
    def load(cls, path: Path) -> WordForms:
        """Read what `save` wrote. Raises IndexDamagedError."""
        try:
            forms = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as exc:
            raise _damaged(path) from exc
        return cls(forms)

    def save(self, path: Path) -> None:
        """Write one JSON list."""
        path.write_text(json.dumps(self.forms, ensure_ascii=False, indent=0), encoding="utf-8")

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(form): form for form in reversed(self.forms)}

    def dotted(self, word: str) -> str | None:
        """The form that differs in dots and case only: "vihrean" -> "vihreän"."""
        return self._folded.get(fold(word))

    def nearest(self, word: str) -> str | None:
        """The most like form, for a word that is nowhere: "koordinatio" -> "koordinaatio". None for short or odd words."""
        from rapidfuzz import fuzz, process

        folded = fold(word)
        if len(folded) < _SHORTEST_REPAIRED:
            return None
        match = process.extractOne(folded, self._folded.keys(), scorer=fuzz.ratio, score_cutoff=_NEAREST)
        return self._folded[match[0]] if match else None


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(f"Hakemiston osa {path.name} on vioittunut. Aja: python -m assistant index")
