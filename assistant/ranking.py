"""A question to passages, best first: vectors and words searched at once, their scores added.

    rank_passages(index, "Milloin hankehaku aukeaa?", encoder, lemmatizer) -> Ranking(hits=(Hit(...), ...))

`fusion` adds the z-scores of four searches with fixed weights. (Weighted sums of normalised scores beat rank fusion: Bruch et al.
2023, https://arxiv.org/abs/2210.11934.) The weights are round numbers near the best for one half of the articles of SQuAD 2.0
in Finnish, checked on the other half; `benchmarks/` repeats it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from assistant.answer_records import Hit, Ranking
from assistant.embeddings import Encoder, embed_query
from assistant.finnish import KNOWN_TEXTS, Lemmatizer, WordAnalysis, is_function_word, text_terms, words
from assistant.fusion import Fusion, Scored, Weights
from assistant.index import SearchIndex
from assistant.lexical import word_letters
from assistant.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PASSAGE, SENTENCE, LEMMAS, LETTERS = 1.0, 1.0, 0.45, 0.35


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A topic word of a question: as written, as searched (repaired from the corpus), and its base forms and parts."""

    written: str
    searched: str
    analysis: WordAnalysis


@dataclass(frozen=True, slots=True)
class QueryWords:
    """A question's topic words, and its text with the repaired words in place."""

    text: str
    words: tuple[QueryWord, ...]


def rank_passages(
    index: SearchIndex,
    question: str,
    encoder: Encoder,
    lemmatizer: Lemmatizer,
    *,
    limit: int = 10,
    sections: Set[str] | None = None,
) -> Ranking:
    """The best `limit` passages for a question, among those of `sections` (ids) where given; encodes the question once."""
    query = read_words(index, question, lemmatizer)
    vector = embed_query(encoder, query.text.strip() or question)
    return rank_vector(index, query, vector, lemmatizer, limit=limit, sections=sections)


def read_words(index: SearchIndex, question: str, lemmatizer: Lemmatizer) -> QueryWords:
    """The topic words of a question. One that the corpus lacks in every form is repaired from the corpus, if it can be:
    missing dots for any word, the nearest spelling only for a word that no dictionary knows either.
    """
    found, text, place = [], [], 0
    for word in words(question):
        analysis = lemmatizer.analyse(word.text)
        if is_function_word(analysis):
            continue
        searched = _repair(index, word.text, analysis) or word.text
        if searched != word.text:
            analysis = lemmatizer.analyse(searched)
        text += [question[place : word.span.start], searched]
        place = word.span.stop
        found.append(QueryWord(word.text, searched, analysis))
    return QueryWords("".join(text) + question[place:], tuple(found))


def rank_vector(
    index: SearchIndex,
    query: QueryWords,
    vector: NDArray[np.float32],
    lemmatizer: Lemmatizer,
    *,
    limit: int = 10,
    sections: Set[str] | None = None,
) -> Ranking:
    """`rank_passages` for a question that is read and embedded already: `vector` is float32 (d,) of length one."""
    return PassageScores(index, query, vector, lemmatizer).ranking(limit, sections)


class PassageScores:
    """The passages scored for one question. What costs more is worked out for the passages asked about.

    `cover` tells the share of the question's words.
    """

    def __init__(
        self, index: SearchIndex, query: QueryWords, vector: NDArray[np.float32], lemmatizer: Lemmatizer
    ) -> None:
        self._index, self._query, self._lemmatizer = index, query, lemmatizer
        weights = Weights(PASSAGE, SENTENCE, LEMMAS, LETTERS)
        self._fusion = Fusion(index, vector, _lemma_weights(query), _letter_weights(query), weights)
        self.cover = Cover(index, query)

    def best(self, count: int, sections: Set[str] | None = None) -> Scored:
        """At least the best `count` passages; of those of `sections` (ids) where given."""
        return self._fusion.best(count, None if sections is None else self._index.rows_of(sections))

    def ranking(self, limit: int, sections: Set[str] | None = None) -> Ranking:
        """The best `limit` passages as hits."""
        scored = self.best(limit, sections)
        hits = tuple(self._hit(rank, scored) for rank in range(1, min(limit, len(scored.rows)) + 1))
        words_ = self._query.words
        corrections = tuple((word.written, word.searched) for word in words_ if word.searched != word.written)
        return Ranking(hits, corrections, self.cover.missing)

    def _hit(self, rank: int, scored: Scored) -> Hit:
        row = int(scored.rows[rank - 1])
        passage = self._index.passages[row]
        sentence, sentence_cosine = self.best_sentence(row)
        return Hit(
            passage_id=passage.passage_id,
            section_id=passage.section_id,
            rank=rank,
            score=float(scored.scores[rank - 1]),
            sentence=sentence,
            cosine=float(scored.cosines[rank - 1]),
            sentence_cosine=sentence_cosine,
            cover=self.cover.of_row(row),
            section_cover=self.cover.of_section(passage.section_id),
            margin=_margin(self._index, scored, rank),
        )

    def best_sentence(self, row: int) -> tuple[Span, float]:
        """The sentence of a passage that answers best, by its vector and the question's words in it, and its cosine."""
        passage = self._index.passages[row]
        best: tuple[float, Span, float] | None = None
        for span, cosine, standing in self.sentences(row):
            fit = standing + self.cover.of_text(span.of(passage.text), self._lemmatizer)
            if best is None or fit > best[0]:
                best = (fit, span, cosine)
        assert best is not None  # every passage has a sentence
        return best[1], best[2]

    def sentences(self, row: int) -> Iterator[tuple[Span, float, float]]:
        """The sentences of a passage in order: span of its text, cosine, and how far that is above the mean of all sentences in
        standard deviations.
        """
        cosines = self._fusion.sentence_cosines(row).tolist()
        for place, cosine in zip(self._index.sentence_rows(row), cosines, strict=True):
            yield self._index.sentences[place][1], cosine, self._fusion.standing(cosine)


def _repair(index: SearchIndex, written: str, analysis: WordAnalysis) -> str | None:
    if any(lemma in index.lemmas for lemma in analysis.baseforms + analysis.parts) or not written[0].isalpha():
        return None
    return index.forms.dotted(written) or (None if analysis.known else index.forms.nearest(written))


def _lemma_weights(query: QueryWords) -> list[tuple[str, float]]:
    """Terms of a question: the readings of an ambiguous word share its weight."""
    weights = []
    for word in query.words:
        share = len(word.analysis.baseforms) ** -0.5
        weights += [(baseform, share) for baseform in word.analysis.baseforms]
        weights += [(part, 1.0) for part in word.analysis.parts]
    return weights


def _letter_weights(query: QueryWords) -> list[tuple[str, float]]:
    return [(run, 1.0) for word in query.words for run in word_letters(word.searched)]


def _margin(index: SearchIndex, scored: Scored, rank: int) -> float:
    """How far the hit of a rank is above the next passage of another section; 0 when there is none."""
    import numpy as np

    sections = index.section_numbers[scored.rows[rank - 1 :]]
    others = np.flatnonzero(sections != sections[0])
    return float(scored.scores[rank - 1] - scored.scores[rank - 1 + others[0]]) if len(others) else 0.0


class Cover:
    """Which share of a question's words a passage, a section or a sentence holds, rare words counting more."""

    def __init__(self, index: SearchIndex, query: QueryWords) -> None:
        import numpy as np

        self._index = index
        self._words = WeighedWords(query.words, [rarity(index, word) for word in query.words])
        self._terms = tuple(
            dict.fromkeys(term for word in query.words for term in word.analysis.baseforms + word.analysis.parts)
        )
        holders = [index.lemmas.holders(term) for term in self._terms]
        self._holders = np.stack(holders) if holders else np.empty((0, len(index.passages)), dtype=np.bool_)
        found = self._held(np.logical_or.reduce(self._holders, axis=1))
        self.missing = tuple(
            word.written
            for word in query.words
            if found.isdisjoint(word.analysis.baseforms) and found.isdisjoint(word.analysis.parts)
        )

    def of_row(self, row: int) -> float:
        """The cover of one passage."""
        return self._words.share(self._held(self._holders[:, row]))

    def of_section(self, section_id: str) -> float:
        """The cover of a section: of all its passages together."""
        import numpy as np

        rows = self._index.rows_by_section[section_id]
        return self._words.share(self._held(np.logical_or.reduce(self._holders[:, rows], axis=1)))

    def of_text(self, text: str, lemmatizer: Lemmatizer) -> float:
        """The cover of any text."""
        return self._words.share(text_terms(text, lemmatizer))

    def _held(self, holds: NDArray[np.bool_]) -> Set[str]:
        return set(compress(self._terms, holds.tolist()))


class WeighedWords:
    """A question's words with what each counts: its rarity, or less where something else tells it already."""

    def __init__(self, words_: Sequence[QueryWord], weights: Sequence[float]) -> None:
        self._weighed = tuple(zip(words_, weights, strict=True))
        self._terms = frozenset(term for word in words_ for term in word.analysis.baseforms + word.analysis.parts)
        self._total = sum(weights)
        self._all_known = all(word.analysis.known for word in words_)

    def share(self, held: Set[str], parts: float = 1.0) -> float:
        """The share of the words that are held, 0...1; one held by parts of its compound alone counts `parts` of that."""
        if self._all_known and self._terms.isdisjoint(held):
            return 0.0
        found = 0.0
        for word, weight in self._weighed:
            found += weight * (1.0 if is_held(word, held) else parts * _parts_held(word, held))
        return found / self._total if self._total else 0.0


def rarity(index: SearchIndex, word: QueryWord) -> float:
    """How rare a word of the question is in the index: the inverse document frequency of its commonest base form."""
    return min(index.lemmas.rarity(form) for form in word.analysis.baseforms)


def is_held(word: QueryWord, held: Set[str]) -> bool:
    """Whether a base form of the word is held; of a word that no dictionary knows, the beginning of a longer one will do."""
    if not held.isdisjoint(word.analysis.baseforms):
        return True
    return not word.analysis.known and _opens_one_of(word.searched, held)


def _opens_one_of(word: str, held: Set[str]) -> bool:
    """Whether "digin" is "digi", which "digituki" begins with."""
    stem = word.casefold()[:-1]
    if len(stem) < _SHORTEST_STEM or not stem.isalpha():
        return False
    terms = _in_order(frozenset(held))
    place = bisect_left(terms, stem)
    return place < len(terms) and terms[place].startswith(stem)


@lru_cache(maxsize=KNOWN_TEXTS)
def _in_order(terms: frozenset[str]) -> tuple[str, ...]:
    """Remembered: many words of a question are looked up in the same text."""
    return tuple(sorted(terms))


_EMPTY_PARTS = {"haku", "hakea", "asia"}
_SHORTEST_STEM = 4


def held_share(word: QueryWord, held: Set[str]) -> float:
    """1 when a base form of the word is held, else the share of its compound's parts that are."""
    return 1.0 if is_held(word, held) else _parts_held(word, held)


def _parts_held(word: QueryWord, held: Set[str]) -> float:
    parts = word.analysis.parts
    # "saunahaku" and "sauna-asiat" are about saunas, which a section on saunas need not call so
    telling = [part for part in parts if part not in _EMPTY_PARTS] or parts
    return sum(part in held for part in telling) / len(telling) if telling else 0.0
