"""A question to passages, best first: vectors and words searched at once, their scores added.

    rank_passages(index, "Milloin hankehaku aukeaa?", encoder, lemmatizer) -> Ranking(hits=(Hit(...), ...))

Four scores of every passage are made comparable by the z-score over all passages and added with fixed weights:
the vector of the passage, the vector of its best sentence, BM25 of lemmas, BM25 of letters. (Weighted sums of normalised
scores beat rank fusion: Bruch et al. 2023, https://arxiv.org/abs/2210.11934.) The weights are round numbers near the best
for one half of the articles of SQuAD 2.0 in Finnish, checked on the other half; `benchmarks/` repeats it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.embeddings import Encoder, embed_query
from assistant.finnish import Lemmatizer, WordAnalysis, is_function_word, text_terms, words
from assistant.index import SearchIndex
from assistant.lexical import word_letters
from assistant.records import Hit, Ranking, Span

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
    import numpy as np

    cosines = index.vectors.scores(vector)
    sentences = index.sentence_vectors.scores(vector)
    best_sentences = np.maximum.reduceat(sentences, index.first_sentences)
    scores = (
        PASSAGE * _z(cosines)
        + SENTENCE * _z(best_sentences)
        + LEMMAS * _z(index.lemmas.scores(_lemma_weights(query)))
        + LETTERS * _z(index.letters.scores(_letter_weights(query)))
    )
    order = np.argsort(-scores, kind="stable")
    if sections is not None:
        order = np.array([row for row in order if index.passages[row].section_id in sections], dtype=np.int64)
    cover = _Cover(index, query)
    hits = []
    for rank, row in enumerate(order[:limit].tolist(), 1):
        passage = index.passages[row]
        sentence, sentence_cosine = _best_sentence(index, row, sentences, cover, lemmatizer)
        hits.append(
            Hit(
                passage_id=passage.passage_id,
                section_id=passage.section_id,
                rank=rank,
                score=float(scores[row]),
                sentence=sentence,
                cosine=float(cosines[row]),
                sentence_cosine=sentence_cosine,
                cover=cover.of_row(row),
                section_cover=cover.of_section(passage.section_id),
                margin=_margin(index, order[rank - 1 :], scores),
            )
        )
    corrections = tuple((word.written, word.searched) for word in query.words if word.searched != word.written)
    return Ranking(tuple(hits), corrections, cover.missing)


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


def _z(scores: NDArray[np.float32]) -> Any:
    """Scores by their distance from the mean in standard deviations; zeros when all are the same."""
    deviation = scores.std()
    return (scores - scores.mean()) / deviation if deviation > 1e-9 else scores * 0


def _margin(index: SearchIndex, order: NDArray[np.int64], scores: NDArray[np.float32]) -> float:
    """How far the first row of `order` is above the next row of another section; 0 when there is none."""
    first = index.passages[order[0]].section_id
    for row in order[1:]:
        if index.passages[row].section_id != first:
            return float(scores[order[0]] - scores[row])
    return 0.0


def _best_sentence(
    index: SearchIndex, row: int, cosines: NDArray[np.float32], cover: _Cover, lemmatizer: Lemmatizer
) -> tuple[Span, float]:
    """The sentence of a passage that answers best, by its vector and the question's words in it, and its cosine."""
    mean, deviation = float(cosines.mean()), float(cosines.std()) or 1.0
    passage = index.passages[row]
    first = int(index.first_sentences[row])
    best: tuple[float, Span, float] | None = None
    for place, (of_row, span) in enumerate(index.sentences[first:], first):
        if of_row != row:
            break
        cosine = float(cosines[place])
        fit = (cosine - mean) / deviation + cover.of_text(span.of(passage.text), lemmatizer)
        if best is None or fit > best[0]:
            best = (fit, span, cosine)
    assert best is not None  # every passage has a sentence
    return best[1], best[2]


class _Cover:
    """Which share of a question's words a passage, a section or a sentence holds, rare words counting more."""

    def __init__(self, index: SearchIndex, query: QueryWords) -> None:
        self._index = index
        self._words = query.words
        self._rarity = [min(index.lemmas.rarity(form) for form in word.analysis.baseforms) for word in query.words]
        self._total = sum(self._rarity)
        self._holders = {
            term: index.lemmas.holders(term)
            for word in query.words
            for term in word.analysis.baseforms + word.analysis.parts
        }
        self.missing = tuple(
            word.written
            for word in query.words
            if not any(self._holders[term].any() for term in word.analysis.baseforms + word.analysis.parts)
        )

    def of_row(self, row: int) -> float:
        """The cover of one passage."""
        return self._share({term for term, holders in self._holders.items() if holders[row]})

    def of_section(self, section_id: str) -> float:
        """The cover of a section: of all its passages together."""
        rows = self._index.rows_by_section[section_id]
        return self._share({term for term, holders in self._holders.items() if holders[rows].any()})

    def of_text(self, text: str, lemmatizer: Lemmatizer) -> float:
        """The cover of any text."""
        return self._share(text_terms(text, lemmatizer))

    def _share(self, held: Set[str]) -> float:
        if not self._total:
            return 0.0
        return sum(r * held_share(word, held) for word, r in zip(self._words, self._rarity, strict=True)) / self._total


def is_held(word: QueryWord, held: Set[str]) -> bool:
    """Whether a base form of the word is held."""
    return not held.isdisjoint(word.analysis.baseforms)


def held_share(word: QueryWord, held: Set[str]) -> float:
    """1 when a base form of the word is held, else the share of its compound's parts that are."""
    if is_held(word, held):
        return 1.0
    parts = word.analysis.parts
    return sum(part in held for part in parts) / len(parts) if parts else 0.0
