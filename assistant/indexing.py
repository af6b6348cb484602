"""The corpus folder -> an index on disk; builds it anew only where something changed.

build(Settings()) -> BuildReport(Manifest(newsletters=1, sections=15, passages=41, ...), problems=(), ...)
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.embeddings import Progress, load_encoder, model_fingerprint
from assistant.errors import SearchIndexError
from assistant.facts import find_facts
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import Manifest, SearchIndex, build_index, corpus_digest, staleness
from assistant.index_files import load_index, read_manifest, save_index
from assistant.newsletters import CorpusReport, read_corpus
from assistant.records import Fact, Newsletter, Section
from assistant.sections import split_sections
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the new index's manifest and whether anything had changed.

    `problems` has a Finnish line for each file that could not be read, `duplicates` one for each that holds the same as another.
    """

    manifest: Manifest
    problems: tuple[str, ...]
    duplicates: tuple[str, ...]
    built: bool


def build(settings: Settings, progress: Progress | None = None, *, always: bool = False) -> BuildReport:
    """Bring the index in `settings.index` up to date with `settings.corpus`.

    Passages that an earlier index holds with the same model are not embedded again. The index in use is never harmed: the
    new one is written beside it and put in place whole. Raises CorpusError, ModelError, SearchIndexError where the
    folder cannot be written, and SettingsError for the lemmatizer.
    """
    corpus = read_corpus(settings.corpus)
    lemmatizer = load_lemmatizer(settings.lemmatizer)
    if not always:
        manifest = _suitable(settings, corpus, lemmatizer)
        if manifest is not None:
            return BuildReport(manifest, corpus.problems, corpus.duplicates, built=False)
    sections = tuple(section for newsletter in corpus.newsletters for section in split_sections(newsletter))
    index = build_index(
        corpus.newsletters,
        sections,
        _facts(corpus.newsletters, sections, lemmatizer),
        load_encoder(settings.model),
        lemmatizer,
        model=model_fingerprint(settings.model),
        progress=progress,
        previous=_previous(settings),
    )
    try:
        save_index(index, settings.index)
    except OSError as exc:
        raise SearchIndexError(
            f"Hakemistoa ei voi kirjoittaa kansioon {settings.index}: {exc.strerror or exc}."
        ) from exc
    return BuildReport(index.manifest, corpus.problems, corpus.duplicates, built=True)


def _facts(
    newsletters: tuple[Newsletter, ...], sections: tuple[Section, ...], lemmatizer: Lemmatizer
) -> tuple[Fact, ...]:
    published = {newsletter.newsletter_id: newsletter.published for newsletter in newsletters}
    return tuple(
        fact for section in sections for fact in find_facts(section, published[section.newsletter_id], lemmatizer)
    )


def _suitable(settings: Settings, corpus: CorpusReport, lemmatizer: Lemmatizer) -> Manifest | None:
    """The manifest of the present index where it suits the corpus, the model and the lemmatizer; it must load, too."""
    try:
        manifest = read_manifest(settings.index)
        stale = staleness(
            manifest,
            corpus=corpus_digest(corpus.newsletters),
            model=model_fingerprint(settings.model),
            lemmatizer=lemmatizer.name,
        )
        if stale:
            return None
        load_index(settings.index)
    except SearchIndexError:
        return None
    return manifest


def _previous(settings: Settings) -> SearchIndex | None:
    """The present index, whose vectors may serve again; a damaged or missing one does not matter here."""
    try:
        return load_index(settings.index)
    except SearchIndexError:
        return None
