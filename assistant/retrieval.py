"""A question over the index: sections best first, and within a section its sentences best first.

    Search(index, "Milloin pilottihaku päättyy?", ...) -> .sections, .sentences("2022-12#5")

`ranking` finds passages; here they are gathered to sections, since an answer is about a topic and a topic is a section.
What only one section of the many is asked for is worked out when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answer_records import Ranking
from assistant.embeddings import Encoder, embed_query
from assistant.finnish import Lemmatizer, WordAnalysis, text_terms, words
from assistant.index import SearchIndex
from assistant.ranking import PassageScores, QueryWord, QueryWords, WeighedWords, held_share, rarity, read_words
from assistant.records import BlockKind, Evidence, Section, Span

_PASSAGES = 60
_COVER_WEIGHT = 4.0
"""How much a section gains that holds all the words of the question over one that holds none, in z-scores."""
_HEADING_WEIGHT, _LEAD_LOSS = 1.0, 3.0
"""What a heading that holds the words gains, and what the lead under a letter's title, which speaks of all topics, loses."""
_COMMON_SHARE = 0.25
"""What a question's word counts that the heading or the title has too: it tells the section, not the sentence."""
_DOING = {"teonsana", "seikkasana", "suhdesana", "sidesana", "huudahdussana", "kieltosana", "asemosana"}
_PARTICIPLE = re.compile(r"(?:n[uy]t|neet|n[uy]ttä|neita|neitä|tt[uy]|t[uy])$")
_DOING_SHARE = 0.3
"""What a verb or an adverb counts beside a noun: people ask for the same thing by many verbs."""
_COSINE_WEIGHT, _WORDS_WEIGHT = 1.0, 2.5
_LONGEST_ITEM = 320
"""Characters of a list item up to which it answers whole."""


@dataclass(frozen=True)
class SectionHit:
    """A section found, by its best passage, whose row is `row`."""

    section: Section
    score: float
    row: int
    search: Search = field(repr=False, compare=False)

    @cached_property
    def cover(self) -> float:
        """The share of the topic's words that the section or the name of its group holds."""
        return self.search.cover(f"{self.section.text} {self.section.group or ''}")

    @cached_property
    def cosine(self) -> float:
        """The model's likeness of the question to the sentence of the passage that answers best."""
        return self.search.scores.best_sentence(self.row)[1]


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a section; `span` is of the section's text. `cover` is the share of the question's own words in it,
    `standing` the z-score of its vector's likeness to the question.
    """

    section_id: str
    span: Span
    text: str
    kind: BlockKind
    score: float
    cover: float
    standing: float


@dataclass
class Search:
    """One question over one index. `topic` are those words of `text` that carry its topic, for cover; `within` limits the
    sections. The question is encoded when something asks for it, and once.

    `newest` are sections looked for by themselves too, so that many older issues of a topic never crowd them out.
    """

    index: SearchIndex
    encoder: Encoder
    lemmatizer: Lemmatizer
    text: str
    topic: str
    within: Set[str] | None = None
    newest: Set[str] | None = None

    @cached_property
    def _read(self) -> QueryWords:
        return read_words(self.index, self.text, self.lemmatizer)

    @cached_property
    def scores(self) -> PassageScores:
        """Every passage scored."""
        vector = embed_query(self.encoder, self._read.text.strip() or self.text)
        return PassageScores(self.index, self._read, vector, self.lemmatizer)

    def narrowed(self, text: str, topic: str, within: Set[str]) -> Search:
        """Another question among some sections only; where its text is the same, what is scored already is not again."""
        search = Search(self.index, self.encoder, self.lemmatizer, text, topic, within)
        if text == self.text and "scores" in self.__dict__:
            search.__dict__["scores"] = self.scores
        return search

    def ranking(self, limit: int) -> Ranking:
        """The best `limit` passages."""
        return self.scores.ranking(limit, self.within)

    @cached_property
    def topic_words(self) -> tuple[QueryWord, ...]:
        """The words of the topic, repaired from the corpus where it lacks them."""
        read = {word.written: word for word in self._read.words}
        return tuple(read[word.text] for word in words(self.topic) if word.text in read)

    @cached_property
    def sections(self) -> tuple[SectionHit, ...]:
        """The sections of the passages found, best first."""
        best: dict[str, tuple[int, float]] = {}
        for among in (self.within,) if self.newest is None else (self.within, self.newest):
            scored = self.scores.best(_PASSAGES, among)
            for row, score in list(zip(scored.rows.tolist(), scored.scores.tolist(), strict=True))[:_PASSAGES]:
                best.setdefault(self.index.passages[row].section_id, (row, score))
        hits = [self._section_hit(section_id, row, score) for section_id, (row, score) in best.items()]
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    def _section_hit(self, section_id: str, row: int, score: float) -> SectionHit:
        section = self.index.section_by_id[section_id]
        score += _COVER_WEIGHT * self.cover(f"{section.text} {section.group or ''}")
        score += _HEADING_WEIGHT * self.cover(section.topic) - _LEAD_LOSS * is_lead(section)
        return SectionHit(section, score, row, self)

    def cover(self, text: str, parts: float = 1.0) -> float:
        """The share of the topic's words that `text` holds in any form, rare words counting more.

        A compound that it lacks counts by the parts that it holds, `parts` times their share: in a long text they may stand in
        quite other words.
        """
        return self._weighed_topic.share(self.terms(text), parts)

    @cached_property
    def _weighed_topic(self) -> WeighedWords:
        """A publisher's name is in all it writes and tells little."""
        titles = frozenset(term for letter in self.index.newsletters for term in self.terms(letter.title))
        return self._weighed(self.topic_words, titles)

    def cover_by(self, terms: frozenset[str]) -> float:
        """The share of the topic's words, publishers' names too, that a text of these terms holds."""
        return self._weighed_names.share(terms)

    @cached_property
    def _weighed_names(self) -> WeighedWords:
        return self._weighed(self.topic_words, frozenset())

    def sentences(self, section_id: str) -> tuple[SentenceHit, ...]:
        """The sentences of a section, best first: by their vectors and by the question's words, the heading's counting less."""
        section = self.index.section_by_id[section_id]
        asked = self._weighed(self._read.words, self.terms(section.heading))
        hits = []
        for row in sorted(self.index.rows_by_section[section_id]):
            passage = self.index.passages[row]
            for span, _, standing in self.scores.sentences(row):
                text = span.of(passage.text)
                place = span.shifted(passage.span.start - section.span.start)
                kind, whole = block_kind(section, place), _whole_item(section, place)
                if whole is not None:
                    place, text = whole, whole.of(section.text)
                share = asked.share(self.terms(text))
                score = _COSINE_WEIGHT * standing + _WORDS_WEIGHT * share
                hits.append(SentenceHit(section_id, place, text, kind, score, share, standing))
        best = {hit.span: hit for hit in sorted(hits, key=lambda hit: hit.score)}
        return tuple(sorted(best.values(), key=lambda hit: -hit.score))

    def terms(self, text: str) -> frozenset[str]:
        """The base forms and compound parts of all words of a text."""
        return text_terms(text, self.lemmatizer)

    def rarity(self, word: QueryWord) -> float:
        """How rare a word of the question is in the index."""
        return rarity(self.index, word)

    def _weighed(self, asked: tuple[QueryWord, ...], common: Set[str]) -> WeighedWords:
        """The words by their rarity; those that `common` holds too count less, and those that only say what is done."""
        weights = [
            self.rarity(word)
            * (_COMMON_SHARE if held_share(word, common) == 1.0 else 1.0)
            * (_DOING_SHARE if says_what_is_done(word.analysis) else 1.0)
            for word in asked
        ]
        return WeighedWords(asked, weights)


def is_lead(section: Section) -> bool:
    """Whether a section is what stands under the newsletter's own title, before its first topic."""
    return bool(section.blocks) and section.blocks[0].kind is BlockKind.TITLE


def says_what_is_done(analysis: WordAnalysis) -> bool:
    """Whether a word is a verb, a participle or an adverb in every reading: "haluaisin", "miettinyt", "yhdessä"."""
    classes = set(analysis.classes)
    return bool(classes) and (
        classes <= _DOING or (classes <= _DOING | {"laatusana"} and _PARTICIPLE.search(analysis.written) is not None)
    )


def block_kind(section: Section, span: Span) -> BlockKind:
    """The kind of the block that a place of the section's text is in."""
    start = span.start + section.span.start
    return next((b.kind for b in section.blocks if b.span.start <= start < b.span.stop), BlockKind.PARAGRAPH)


def _whole_item(section: Section, span: Span) -> Span | None:
    """The list item that a sentence is of, a span of the section's text: "Kurssi, 5 op. Hinta 30 euroa." is of one thing."""
    start = span.start + section.span.start
    block = next((b for b in section.blocks if b.span.start <= start < b.span.stop), None)
    if block is None or block.kind is not BlockKind.LIST_ITEM or block.span.stop - block.span.start > _LONGEST_ITEM:
        return None
    return block.span.shifted(-section.span.start)


def evidence_of(section: Section, span: Span, rule: str) -> Evidence:
    """A place of a section's text as `Evidence` of its newsletter."""
    return Evidence(section.section_id, span.shifted(section.span.start), span.of(section.text), rule)
