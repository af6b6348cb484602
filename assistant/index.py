"""`SearchIndex`: everything that a question is answered from, and how it is built.

    newsletters, sections, facts, encoder, lemmatizer -> build_index -> SearchIndex -> `index_files.save_index`

Searched are passages and, for the vectors, their single sentences too. A vector sees its section's heading before the words:
"Haku on auki 30.9. asti." alone would not say what for. What a passage was embedded from is worked out again from the records,
so an index built from an earlier one embeds only what changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.dense import DenseIndex
from assistant.embeddings import Encoder, Progress, embed_passages
from assistant.errors import CorpusError
from assistant.finnish import Lemmatizer, written_words
from assistant.lexical import LexicalIndex, WordForms, lemma_terms, letter_terms
from assistant.newsletters import CorpusFile
from assistant.passages import Context, cut_passages, section_contexts
from assistant.records import Fact, Newsletter, Passage, Section, Span
from assistant.word_analyses import WordAnalyses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLED = 2048
FORMAT = 3  # raise it when what is embedded, indexed or written changes
_BLOCK = 8192  # rows copied at a time


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


def build_index(
    newsletters: Sequence[Newsletter],
    sections: Sequence[Section],
    facts: Sequence[Fact],
    encoder: Encoder,
    lemmatizer: Lemmatizer,
    *,
    model: str,
    files: Sequence[CorpusFile] = (),
    passages: Sequence[Passage] | None = None,
    rules: str = "",
    progress: Progress | None = None,
    previous: SearchIndex | None = None,
) -> SearchIndex:
    """An index of some newsletters in memory. `model` is the encoder's `model_fingerprint`, `rules` the `rules_fingerprint`.

    `passages` are those of the sections, where they are cut already. `progress` hears how many texts of all are embedded; those
    that `previous` holds with the same model are taken from there. Raises CorpusError when the sections hold no words.
    """
    if passages is None:
        passages = [passage for section in sections for passage in cut_passages(section)]
    if not passages:
        raise CorpusError("Uutiskirjeissä ei ole tekstiä, josta hakea.")
    texts, sentence_texts = _embedded_texts(sections, passages)
    vectors = _Vectors([*texts, *sentence_texts], encoder, model, progress, previous)
    dense = DenseIndex.build(vectors.of(texts))
    words_of, forms = _written_words(texts)
    manifest = Manifest(
        format=FORMAT,
        rules=rules,
        model=model,
        dimension=dense.dimension,
        lemmatizer=lemmatizer.name,
        newsletters=len(newsletters),
        sections=len(sections),
        passages=len(passages),
        sentences=len(sentence_texts),
        texts=len({*texts, *sentence_texts}),
        facts=len(facts),
    )
    return SearchIndex(
        manifest=manifest,
        files=tuple(files),
        newsletters=tuple(newsletters),
        sections=tuple(sections),
        passages=tuple(passages),
        facts=tuple(facts),
        vectors=dense,
        sentence_vectors=DenseIndex.build(vectors.of(sentence_texts)),
        lemmas=LexicalIndex.build(lemma_terms(written, lemmatizer) for written in words_of),
        letters=LexicalIndex.build(letter_terms(written) for written in words_of),
        forms=WordForms.of(forms),
        analyses=WordAnalyses.of(forms, lemmatizer),
    )


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


def _embedded_text(passage: Passage, context: Context, section: Section) -> str:
    """Group, heading and body, where they tell something; the heading once, also where it opens the passage."""
    body = passage.text.removeprefix(section.heading).strip() or passage.text
    return ". ".join(part for part in (context.group, context.heading, body) if part)


def _embedded_texts(sections: Sequence[Section], passages: Sequence[Passage]) -> tuple[list[str], list[str]]:
    """What is embedded for each passage, and for each of their sentences."""
    contexts = section_contexts(sections)
    by_id = {section.section_id: section for section in sections}
    texts, sentence_texts = [], []
    for passage in passages:
        section, context = by_id[passage.section_id], contexts[passage.section_id]
        texts.append(_embedded_text(passage, context, section))
        heading = f"{context.heading}. " if context.heading else ""
        sentence_texts += [heading + span.of(passage.text) for span in searched_sentences(passage, section)]
    return texts, sentence_texts


def _written_words(texts: Iterable[str]) -> tuple[list[list[str]], Iterable[str]]:
    """The words of each text, and all different ones; a word is one string in memory however often it stands there."""
    known: dict[str, str] = {}
    return [[known.setdefault(word, word) for word in written_words(text)] for text in texts], known


class _Vectors:
    """The vectors of some texts: those of an earlier index whose model was the same, the others embedded, each once."""

    def __init__(
        self,
        texts: Sequence[str],
        encoder: Encoder,
        model: str,
        progress: Progress | None,
        previous: SearchIndex | None,
    ) -> None:
        self._pools: list[NDArray[np.float32]] = []
        self._places: dict[str, tuple[int, int]] = {}
        if previous is not None and previous.manifest.model == model and previous.manifest.format == FORMAT:
            known, known_sentences = _embedded_texts(previous.sections, previous.passages)
            self._add(known, previous.vectors.vectors())
            self._add(known_sentences, previous.sentence_vectors.vectors())
        new = list(dict.fromkeys(text for text in texts if text not in self._places))
        if new:
            self._add(new, embed_passages(encoder, new, progress))

    def _add(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._places.update((text, (len(self._pools), row)) for row, text in enumerate(texts))
        self._pools.append(vectors)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of the given texts in their order, float32 (n, d)."""
        import numpy as np

        places = np.array([self._places[text] for text in texts], dtype=np.int64)
        vectors = np.empty((len(texts), self._pools[0].shape[1]), dtype=np.float32)
        for start in range(0, len(texts), _BLOCK):
            block, (pools, rows) = vectors[start : start + _BLOCK], places[start : start + _BLOCK].T
            for number, pool in enumerate(self._pools):
                block[pools == number] = pool[rows[pools == number]]
        return vectors
