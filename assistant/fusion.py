"""Vectors and terms of a question -> the passages whose scores add up to most.

    Fusion(index, vector, lemmas, letters, Weights()).best(10) -> Scored(rows, scores, cosines)

A passage's four scores (its vector's cosine, its best sentence's, BM25 of lemmas, BM25 of letters) are made comparable by their
z-scores over all passages, also where only some are allowed: how unusual a likeness is does not depend on what one wants to see,
and among three passages a deviation means nothing.

While both vector indexes are exact, every passage is scored. Beyond that the candidates are: the best by passage vectors, by
sentence vectors and by words, united and scored in full. The means and deviations of their cosines come from a fixed sample
of passages; a mean moves all passages alike, and a deviation from SAMPLED of them is off by about 2 %.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.dense import dots
from assistant.index import SearchIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 100  # of each search, or as many as are asked for
_FEW = 1000  # allowed passages that are all scored
_BEYOND = 200  # scored passages kept after those asked for: the margin of the last is to a later one


@dataclass(frozen=True, slots=True)
class Weights:
    """What each z-score counts."""

    passage: float
    sentence: float
    lemmas: float
    letters: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Passages best first: rows int64 (m,), summed z-scores float32 (m,) and cosines float32 (m,)."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    cosines: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spread:
    """How some values lie, to tell how far another is from their mean."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, values: NDArray[np.float32]) -> Spread:
        """The mean and deviation of values (n,), n > 0."""
        return cls(float(values.mean()), float(values.std()))

    def z(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Distances from the mean in deviations, float32 (n,); zeros when the values of the spread were all the same."""
        return (values - self.mean) / self.deviation if self.deviation > 1e-9 else values * 0


class Fusion:
    """One question's scores. What depends on the passages asked about is worked out when they are asked about."""

    def __init__(
        self,
        index: SearchIndex,
        vector: NDArray[np.float32],
        lemmas: Iterable[tuple[str, float]],
        letters: Iterable[tuple[str, float]],
        weights: Weights,
    ) -> None:
        """`vector` is float32 (d,) of length one; `lemmas` and `letters` are terms with their weights."""
        self._index, self._vector, self._weights = index, vector, weights
        by_lemmas, by_letters = index.lemmas.scores(lemmas), index.letters.scores(letters)
        self._lemmas = weights.lemmas * Spread.of(by_lemmas).z(by_lemmas)
        self._letters = weights.letters * Spread.of(by_letters).z(by_letters)
        self._all_cosines = self._all_sentences = self._all_best = None
        if index.scores_all:
            self._all_cosines, self._all_sentences = index.vectors.scores(vector), index.sentence_vectors.scores(vector)
            cosines, sentences, firsts = self._all_cosines, self._all_sentences, index.first_sentences
        else:
            sample = index.sample
            cosines, sentences, firsts = dots(sample.passages, vector), dots(sample.sentences, vector), sample.firsts
        best = _maxima(sentences, firsts)
        self._all_best = best if index.scores_all else None
        self._passage, self._best, self._sentence = Spread.of(cosines), Spread.of(best), Spread.of(sentences)

    def best(self, count: int, allowed: NDArray[np.bool_] | None = None) -> Scored:
        """At least the best `count` passages and some after them, of those `allowed`, bool (n,), as far as there are any."""
        rows = self._candidates(count, allowed)
        cosines = (
            self._index.vectors.cosines(self._vector, rows) if self._all_cosines is None else self._all_cosines[rows]
        )
        best = self._best_cosines(rows) if self._all_best is None else self._all_best[rows]
        scores = (
            self._weights.passage * self._passage.z(cosines)
            + self._weights.sentence * self._best.z(best)
            + self._lemmas[rows]
            + self._letters[rows]
        )
        order = _best_first(scores, count + _BEYOND)
        return Scored(rows[order], scores[order], cosines[order])

    def sentence_cosines(self, row: int) -> NDArray[np.float32]:
        """The cosines of a passage's sentences, float32 (s,)."""
        import numpy as np

        places = self._index.sentence_rows(row)
        if self._all_sentences is not None:
            return self._all_sentences[places.start : places.stop]
        return self._index.sentence_vectors.cosines(self._vector, np.arange(places.start, places.stop))

    def standing(self, cosine: float) -> float:
        """How far a sentence's cosine is above the mean of all sentences, in standard deviations."""
        return (cosine - self._sentence.mean) / (self._sentence.deviation or 1.0)

    def _candidates(self, count: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """The rows to score, ascending."""
        import numpy as np

        index = self._index
        among = len(index.passages) if allowed is None else int(np.count_nonzero(allowed))
        if index.scores_all or among <= max(_FEW, count):
            return np.arange(len(index.passages)) if allowed is None else np.flatnonzero(allowed)
        count = max(CANDIDATES, count)
        words = self._lemmas + self._letters
        if allowed is not None:
            words[~allowed] = -np.inf
        sentences = None if allowed is None else np.repeat(allowed, index.sentence_counts)
        by_sentence = index.sentence_vectors.search(self._vector, count, sentences)[0]
        return np.unique(
            np.concatenate(
                [
                    index.vectors.search(self._vector, count, allowed)[0],
                    np.searchsorted(index.first_sentences, by_sentence, side="right") - 1,
                    np.argpartition(-words, count)[:count],
                ]
            )
        )

    def _best_cosines(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine of each passage's best sentence, float32 (m,)."""
        import numpy as np

        counts = self._index.sentence_counts[rows]
        firsts = np.cumsum(counts) - counts
        places = np.repeat(self._index.first_sentences[rows] - firsts, counts) + np.arange(int(counts.sum()))
        return _maxima(self._index.sentence_vectors.cosines(self._vector, places), firsts)


def _maxima(cosines: NDArray[np.float32], firsts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The greatest of each run of cosines that begins at a place of `firsts`."""
    import numpy as np

    return np.maximum.reduceat(cosines, firsts) if len(firsts) else cosines


def _best_first(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The places of the `count` greatest scores and of those that equal the last, best first; of equals the first."""
    import numpy as np

    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    kept = np.flatnonzero(scores >= least)
    return kept[np.argsort(-scores[kept], kind="stable")]
