"""A question over the index: sections best first, and within a section its sentences best first.

    Search(index, "Milloin pilottihaku päättyy?", ...) -> .sections, .sentences("2022-12#5")

`ranking` finds passages; here they are gathered to sections, since an answer is about a topic and a topic is a section.
A question is encoded once, when the object is made.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.embeddings import Encoder, embed_query
from assistant.finnish import Lemmatizer, text_terms
from assistant.index import SearchIndex
from assistant.ranking import QueryWord, QueryWords, held_share, is_held, rank_vector, read_words
from assistant.records import BlockKind, Evidence, Hit, Ranking, Section, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PASSAGES = 60
_COVER_WEIGHT = 4.0
"""How much a section gains that holds all the words of the question over one that holds none, in z-scores."""
_COMMON_SHARE = 0.25
"""What a question's word counts that the heading or the title has too: it tells the section, not the sentence."""
_COSINE_WEIGHT, _WORDS_WEIGHT = 1.0, 2.5


@dataclass(frozen=True, slots=True)
class SectionHit:
    """A section found. `cover` is the share of the question's words that it holds, `cosine` the best sentence's."""

    section: Section
    score: float
    cover: float
    cosine: float


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a section; `span` is of the section's text. `cover` is the share of the question's own words in it."""

    section_id: str
    span: Span
    text: str
    kind: BlockKind
    score: float
    cover: float


@dataclass
class Search:
    """One question over one index. `topic` are the words that carry its topic, for cover; `within` limits the sections."""

    index: SearchIndex
    encoder: Encoder
    lemmatizer: Lemmatizer
    text: str
    topic: str
    within: Set[str] | None = None
    limit: int = _PASSAGES
    _vector: NDArray[np.float32] = field(init=False, repr=False)
    _read: QueryWords = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._read = read_words(self.index, self.text, self.lemmatizer)
        self._vector = embed_query(self.encoder, self._read.text.strip() or self.text)

    @cached_property
    def ranking(self) -> Ranking:
        """The passages, best first."""
        return rank_vector(
            self.index, self._read, self._vector, self.lemmatizer, limit=self.limit, sections=self.within
        )

    @cached_property
    def topic_words(self) -> tuple[QueryWord, ...]:
        """The words of the topic, repaired from the corpus where it lacks them."""
        return read_words(self.index, self.topic, self.lemmatizer).words

    @cached_property
    def sections(self) -> tuple[SectionHit, ...]:
        """The sections of the passages found, best first."""
        best: dict[str, Hit] = {}
        for hit in self.ranking.hits:
            best.setdefault(hit.section_id, hit)
        hits = [self._section_hit(hit) for hit in best.values()]
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    def _section_hit(self, hit: Hit) -> SectionHit:
        section = self.index.section_by_id[hit.section_id]
        score = hit.score + _COVER_WEIGHT * hit.section_cover
        return SectionHit(section, score, self.cover(section.text + " " + (section.group or "")), hit.sentence_cosine)

    def cover(self, text: str, parts: float = 1.0) -> float:
        """The share of the topic's words that `text` holds in any form, rare words counting more.

        A compound that it lacks counts by the parts that it holds, `parts` times their share: in a long text they may stand in
        quite other words.
        """
        return self._share(self.terms(text), self.topic_words, self._title_terms, parts)

    @cached_property
    def _title_terms(self) -> frozenset[str]:
        """Words of the newsletters' titles: a publisher's name is in all it writes and tells little."""
        return frozenset(term for letter in self.index.newsletters for term in self.terms(letter.title))

    def sentences(self, section_id: str) -> tuple[SentenceHit, ...]:
        """The sentences of a section, best first: by their vectors and by the question's words, the heading's counting less."""
        section = self.index.section_by_id[section_id]
        rows = set(self.index.rows_by_section[section_id])
        places = [(place, row, span) for place, (row, span) in self._places(rows)]
        if not places:
            return ()
        cosines = self._sentence_cosines
        mean, deviation = float(cosines.mean()), float(cosines.std()) or 1.0
        heading = self.terms(section.heading)
        hits = []
        for place, row, span in places:
            passage = self.index.passages[row]
            words_ = span.of(passage.text)
            share = self._share(self.terms(words_), self._read.words, heading)
            score = _COSINE_WEIGHT * (float(cosines[place]) - mean) / deviation + _WORDS_WEIGHT * share
            place_ = span.shifted(passage.span.start - section.span.start)
            hits.append(SentenceHit(section_id, place_, words_, block_kind(section, place_), score, share))
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    @cached_property
    def _sentence_cosines(self) -> NDArray[np.float32]:
        return self.index.sentence_vectors.scores(self._vector)

    def _places(self, rows: Set[int]) -> list[tuple[int, tuple[int, Span]]]:
        found = []
        for row in sorted(rows):
            place = int(self.index.first_sentences[row])
            while place < len(self.index.sentences) and self.index.sentences[place][0] == row:
                found.append((place, self.index.sentences[place]))
                place += 1
        return found

    def terms(self, text: str) -> frozenset[str]:
        """The base forms and compound parts of all words of a text."""
        return text_terms(text, self.lemmatizer)

    def rarity(self, word: QueryWord) -> float:
        """How rare a word of the question is in the index: the inverse document frequency of its commonest base form."""
        return min(self.index.lemmas.rarity(form) for form in word.analysis.baseforms)

    def _share(self, held: Set[str], asked: tuple[QueryWord, ...], common: Set[str], parts: float = 1.0) -> float:
        total = found = 0.0
        for word in asked:
            weight = self.rarity(word)
            if common and held_share(word, common) == 1.0:
                weight *= _COMMON_SHARE
            total += weight
            share = held_share(word, held)
            found += weight * (share if is_held(word, held) else parts * share)
        return found / total if total else 0.0


def block_kind(section: Section, span: Span) -> BlockKind:
    """The kind of the block that a place of the section's text is in."""
    start = span.start + section.span.start
    return next((b.kind for b in section.blocks if b.span.start <= start < b.span.stop), BlockKind.PARAGRAPH)


def evidence_of(section: Section, span: Span, rule: str) -> Evidence:
    """A place of a section's text as `Evidence` of its newsletter."""
    return Evidence(section.section_id, span.shifted(section.span.start), span.of(section.text), rule)
