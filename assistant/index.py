"""`SearchIndex`: everything that a question is answered from.

    newsletters, sections, facts, encoder, lemmatizer -> `index_building` -> SearchIndex -> `index_files.save_index`

Searched are passages and, for the vectors, their single sentences too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.dense import DenseIndex
from assistant.lexical import LexicalIndex, WordForms
from assistant.newsletters import CorpusFile
from assistant.records import Fact, Newsletter, Passage, Section, Span
from assistant.word_analyses import WordAnalyses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLED = 2048
FORMAT = 3  # raise it when what is embedded, indexed or written changes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made of. `model` is `embeddings.model_fingerprint`, `rules` is `rules.rules_fingerprint`.

    `texts` are all different passages and sentences, each embedded once.
    """

    format: int
    rules: str
    model: str
    dimension: int
    lemmatizer: str
    newsletters: int
    sections: int
    passages: int
    sentences: int
    texts: int
    facts: int


@dataclass(frozen=True)
class SearchIndex:
    """The records and their indexes. Row n of `vectors`, `lemmas` and `letters` is `passages[n]`.

    Row n of `sentence_vectors` is `sentences[n]`. `files` are all that the corpus folder held; `generation` is the index's name
    on disk, "" where it was not loaded from there. Nothing of it changes once built, so threads may share it.
    """

    manifest: Manifest
    files: tuple[CorpusFile, ...]
    newsletters: tuple[Newsletter, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    vectors: DenseIndex
    sentence_vectors: DenseIndex
    lemmas: LexicalIndex
    letters: LexicalIndex
    forms: WordForms
    analyses: WordAnalyses
    generation: str = ""

    @cached_property
    def newsletter_by_id(self) -> dict[str, Newsletter]:
        """The newsletters by `newsletter_id`."""
        return {newsletter.newsletter_id: newsletter for newsletter in self.newsletters}

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """The sections by `section_id`."""
        return {section.section_id: section for section in self.sections}

    @cached_property
    def passage_by_id(self) -> dict[str, Passage]:
        """The passages by `passage_id`."""
        return {passage.passage_id: passage for passage in self.passages}

    @cached_property
    def facts_by_section(self) -> dict[str, tuple[Fact, ...]]:
        """The facts by `section_id`, in the order of the text."""
        by_section: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            by_section[fact.evidence.section_id].append(fact)
        return {section_id: tuple(facts) for section_id, facts in by_section.items()}

    @cached_property
    def sentences(self) -> tuple[tuple[int, Span], ...]:
        """The sentences searched: row of the passage, span of its text. Headings are left out; no passage is without."""
        return tuple(
            (row, span)
            for row, passage in enumerate(self.passages)
            for span in searched_sentences(passage, self.section_by_id[passage.section_id])
        )

    @cached_property
    def first_sentences(self) -> NDArray[np.int64]:
        """For each passage the row of its first sentence, int64 (n,)."""
        import numpy as np

        return np.unique([row for row, _ in self.sentences], return_index=True)[1].astype(np.int64)

    @cached_property
    def sentence_counts(self) -> NDArray[np.int64]:
        """For each passage how many sentences it has, int64 (n,)."""
        import numpy as np

        return np.diff(self.first_sentences, append=len(self.sentences))

    def sentence_rows(self, row: int) -> range:
        """The rows of the sentences of passage `row`."""
        after = row + 1
        stop = self.first_sentences[after] if after < len(self.passages) else len(self.sentences)
        return range(int(self.first_sentences[row]), int(stop))

    @cached_property
    def rows_by_section(self) -> dict[str, list[int]]:
        """The rows of each section's passages by `section_id`."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(self.passages):
            rows[passage.section_id].append(row)
        return rows

    @cached_property
    def section_numbers(self) -> NDArray[np.int64]:
        """For each passage the place of its section in `sections`, int64 (n,)."""
        import numpy as np

        numbers = {section.section_id: number for number, section in enumerate(self.sections)}
        return np.array([numbers[passage.section_id] for passage in self.passages], dtype=np.int64)

    def rows_of(self, section_ids: Iterable[str]) -> NDArray[np.bool_]:
        """Which passages are of some sections, bool (n,)."""
        import numpy as np

        chosen = np.zeros(len(self.passages), dtype=np.bool_)
        rows = self.rows_by_section
        chosen[[row for section_id in section_ids for row in rows.get(section_id, ())]] = True
        return chosen

    @property
    def scores_all(self) -> bool:
        """Whether it is cheap to score every passage for a question."""
        return self.vectors.exact and self.sentence_vectors.exact

    @cached_property
    def sample(self) -> VectorSample:
        """Passages taken evenly from all, at most SAMPLED; read once, so that a question need not read every vector."""
        import numpy as np

        rows = np.unique(np.linspace(0, len(self.passages) - 1, SAMPLED).astype(np.int64))
        places = np.concatenate([np.arange(places.start, places.stop) for places in map(self.sentence_rows, rows)])
        counts = self.sentence_counts[rows]
        return VectorSample(
            self.vectors.vectors(rows), self.sentence_vectors.vectors(places), np.cumsum(counts) - counts
        )


@dataclass(frozen=True, slots=True)
class VectorSample:
    """Vectors of some passages, float32 (n, d), those of all their sentences, float32 (m, d), and for each passage the row of
    its first sentence among them, int64 (n,).
    """

    passages: NDArray[np.float32]
    sentences: NDArray[np.float32]
    firsts: NDArray[np.int64]


def staleness(
    manifest: Manifest, *, model: str | None = None, lemmatizer: str | None = None, rules: str | None = None
) -> tuple[str, ...]:
    """Why an index does not suit, each reason in Finnish; () when it does. What is None is not compared."""
    reasons = (
        (manifest.format == FORMAT, "se on ohjelman toisen version tekemä"),
        (model in {None, manifest.model}, f"se on tehty toisella kielimallilla ({manifest.model})"),
        (
            lemmatizer in {None, manifest.lemmatizer},
            f"se on tehty toisella perusmuotoistajalla ({manifest.lemmatizer})",
        ),
        (rules in {None, manifest.rules}, "uutiskirjeiden lukeminen on muuttunut"),
    )
    return tuple(reason for suits, reason in reasons if not suits)


def searched_sentences(passage: Passage, section: Section) -> tuple[Span, ...]:
    """The sentences of a passage without its section's heading, unless there is nothing else; never empty."""
    sentences = passage.sentences or (Span(0, len(passage.text)),)
    body = tuple(span for span in sentences if " ".join(span.of(passage.text).split()) != section.heading)
    return body or sentences
