"""The corpus folder -> an index on disk; builds it anew only where something changed, and does anew only what that touches.

build(Settings()) -> BuildReport(Manifest(newsletters=501, ...), added=("2024/kirje.txt",), embedded=214, reused=182345, ...)

Of a file that is as it was, newsletter, sections, passages and facts are taken from the index in use, unless the program's rules
for finding them have changed; texts whose vectors it holds are not embedded again even then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.embeddings import Encoder, Progress, load_encoder, model_fingerprint
from assistant.errors import SearchIndexError
from assistant.facts import find_facts
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import Manifest, SearchIndex, staleness
from assistant.index_building import build_index
from assistant.index_files import load_index, save_index
from assistant.newsletters import CorpusFile, CorpusReport, read_corpus
from assistant.passages import cut_passages
from assistant.records import Fact, Newsletter, Passage, Section
from assistant.rules import rules_fingerprint
from assistant.sections import split_sections
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the new index's manifest and whether anything had to be done.

    `problems` has a Finnish line for each file that could not be read, `duplicates` one for each that holds the same as another.
    `added`, `changed` and `removed` name the files of newsletters that came, are not as they were, and went. `embedded` texts
    went through the model; the vectors of `reused` texts were there already.
    """

    manifest: Manifest
    problems: tuple[str, ...]
    duplicates: tuple[str, ...]
    built: bool
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    embedded: int = 0
    reused: int = 0


def build(settings: Settings, progress: Progress | None = None, *, always: bool = False) -> BuildReport:
    """Bring the index in `settings.index` up to date with `settings.corpus`; `always` reads every file again.

    The index in use is never harmed: the new one is written beside it and put in place whole. Raises CorpusError, ModelError,
    SearchIndexError where the folder cannot be written, and SettingsError for the lemmatizer.
    """
    previous, lemmatizer, rules = _previous(settings), load_lemmatizer(settings.lemmatizer), rules_fingerprint()
    model = model_fingerprint(settings.model)
    # What an index made by other rules holds is worth its vectors only.
    known = previous if previous is not None and previous.manifest.rules == rules and not always else None
    corpus = read_corpus(settings.corpus, known.files, known.newsletters) if known else read_corpus(settings.corpus)
    if (
        known is not None
        and known.files == corpus.files
        and not staleness(known.manifest, model=model, lemmatizer=lemmatizer.name)
    ):
        return BuildReport(known.manifest, corpus.problems, corpus.duplicates, built=False)
    if known is not None and known.manifest.lemmatizer != lemmatizer.name:
        known = None
    if known is not None:
        lemmatizer.remember(known.analyses.get)
    contents = _contents(corpus.newsletters, lemmatizer, known)
    encoder = _LateEncoder(settings)
    index = build_index(
        corpus.newsletters,
        contents.sections,
        contents.facts,
        encoder,
        lemmatizer,
        model=model,
        files=corpus.files,
        passages=contents.passages,
        rules=rules,
        progress=progress,
        previous=previous,
    )
    try:
        save_index(index, settings.index)
    except OSError as exc:
        raise SearchIndexError(
            f"Hakemistoa ei voi kirjoittaa kansioon {settings.index}: {exc.strerror or exc}."
        ) from exc
    return _report(index.manifest, corpus, previous.files if previous else (), encoder.embedded)


def _previous(settings: Settings) -> SearchIndex | None:
    """The present index; a damaged or missing one does not matter here."""
    try:
        return load_index(settings.index)
    except SearchIndexError:
        return None


def _report(manifest: Manifest, corpus: CorpusReport, files: Iterable[CorpusFile], embedded: int) -> BuildReport:
    before, now = _digests(files), _digests(corpus.files)
    return BuildReport(
        manifest,
        corpus.problems,
        corpus.duplicates,
        built=True,
        added=tuple(source for source in now if source not in before),
        changed=tuple(source for source in now if before.get(source, now[source]) != now[source]),
        removed=tuple(source for source in before if source not in now),
        embedded=embedded,
        reused=manifest.texts - embedded,
    )


def _digests(files: Iterable[CorpusFile]) -> dict[str, str]:
    return {file.source: file.digest for file in files if file.newsletter_id is not None}


class _LateEncoder:
    """The model by name, loaded when there is something to embed; counts the texts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._encoder: Encoder | None = None
        self.embedded = 0

    def encode_query(self, inputs: str, **options: Any) -> Any:
        """As the model does. Raises ModelError."""
        return self._loaded().encode_query(inputs, **options)

    def encode_document(self, inputs: Sequence[str], **options: Any) -> Any:
        """As the model does. Raises ModelError."""
        self.embedded += len(inputs)
        return self._loaded().encode_document(inputs, **options)

    def _loaded(self) -> Encoder:
        self._encoder = self._encoder or load_encoder(self._settings.model, self._settings.cache)
        return self._encoder


@dataclass(frozen=True, slots=True)
class _Contents:
    """What newsletters hold, in their order."""

    sections: list[Section]
    passages: list[Passage]
    facts: list[Fact]


def _contents(newsletters: Iterable[Newsletter], lemmatizer: Lemmatizer, known: SearchIndex | None) -> _Contents:
    """Sections, passages and facts of each newsletter; taken from `known` where it holds the same newsletter."""
    contents, earlier = _Contents([], [], []), _by_newsletter(known) if known else {}
    for newsletter in newsletters:
        before = earlier.get(newsletter.newsletter_id)
        if before is not None and known is not None and known.newsletter_by_id[newsletter.newsletter_id] == newsletter:
            own = before
        else:
            own = _Contents(list(split_sections(newsletter)), [], [])
            for section in own.sections:
                own.passages.extend(cut_passages(section))
                own.facts.extend(find_facts(section, newsletter.published, lemmatizer))
        contents.sections.extend(own.sections)
        contents.passages.extend(own.passages)
        contents.facts.extend(own.facts)
    return contents


def _by_newsletter(index: SearchIndex) -> dict[str, _Contents]:
    """The contents of each newsletter by its id."""
    found: dict[str, _Contents] = defaultdict(lambda: _Contents([], [], []))
    newsletter_of = {section.section_id: section.newsletter_id for section in index.sections}
    for section in index.sections:
        found[section.newsletter_id].sections.append(section)
    for passage in index.passages:
        found[newsletter_of[passage.section_id]].passages.append(passage)
    for fact in index.facts:
        found[newsletter_of[fact.evidence.section_id]].facts.append(fact)
    return found
