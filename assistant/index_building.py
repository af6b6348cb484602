"""How a `SearchIndex` is made.

    newsletters, sections, facts, encoder, lemmatizer -> build_index -> SearchIndex -> `index_files.save_index`

A vector sees its section's heading before the words: "Haku on auki 30.9. asti." alone would not say what for. What a passage was
embedded from is worked out again from the records, so an index built from an earlier one embeds only what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.dense import DenseIndex
from assistant.embeddings import Encoder, Progress, embed_passages
from assistant.errors import CorpusError
from assistant.finnish import Lemmatizer, written_words
from assistant.index import FORMAT, Manifest, SearchIndex, searched_sentences
from assistant.lexical import LexicalIndex, WordForms, lemma_terms, letter_terms
from assistant.newsletters import CorpusFile
from assistant.passages import Context, cut_passages, section_contexts
from assistant.records import Fact, Newsletter, Passage, Section
from assistant.word_analyses import WordAnalyses

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK = 8192  # rows copied at a time


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
