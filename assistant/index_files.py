"""An index on disk. Nothing else touches the index folder.

    index/CURRENT            the name of the generation in use
    index/generation-3f9c…/  files.jsonl, newsletters.jsonl, sections.jsonl, passages.jsonl, facts.jsonl: for people too
                             vectors.faiss, sentence-vectors.faiss (and .npy), lemmas/, letters/, forms.json, analyses.json
                             manifest.json, written last

A generation is written under another name, renamed into place, and only then named in CURRENT, each by one atomic rename. So a
crash leaves the old index whole, a reader never sees half of one, and of two builds at once the later wins. The generation
before the current one and those of the last ten minutes stay, for readers that are just opening them. Other files of the
folder are left alone.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from assistant.dense import DenseIndex
from assistant.errors import IndexDamagedError, IndexMissingError, IndexStaleError
from assistant.index import FORMAT, Manifest, SearchIndex, staleness
from assistant.jsonlines import read_records, write_records
from assistant.lexical import LexicalIndex, WordForms
from assistant.newsletters import CorpusFile
from assistant.records import Contact, FundingCall, Money, Newsletter, Passage, Role, Section
from assistant.word_analyses import WordAnalyses

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
_PREFIX, _UNFINISHED = "generation-", "building-"
_GRACE, _DAY = 10 * 60, 24 * 60 * 60  # seconds
_ADVICE = "Aja: python -m assistant index"
Loaded = TypeVar("Loaded")
_FACTS = (Contact, FundingCall, Money, Role)


def save_index(index: SearchIndex, folder: Path) -> None:
    """Write an index and make it the current one; makes the folder when there is none. Raises OSError when it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        _write(index, building)
        generation = folder / (_PREFIX + building.name.removeprefix(_UNFINISHED))
        building.chmod(0o755)  # mkdtemp's folder is for its owner alone
        building.rename(generation)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    previous = current_generation(folder)
    pointer = generation / CURRENT
    pointer.write_text(generation.name + "\n", encoding="utf-8")
    pointer.replace(folder / CURRENT)
    _remove_old(folder, keep={generation.name, previous})


def read_manifest(folder: Path) -> Manifest:
    """The manifest alone, without loading the index. Raises IndexMissingError, IndexDamagedError or IndexStaleError."""
    return _with_retry(folder, lambda generation: _read_manifest(generation)[0])


def load_index(folder: Path, *, model: str | None = None, lemmatizer: str | None = None) -> SearchIndex:
    """The current index of a folder.

    Raises IndexMissingError when there is none, IndexDamagedError when files are missing, cut short or do not fit together,
    and IndexStaleError when it was made with another format, `model` (a fingerprint) or `lemmatizer` (a name).
    """
    return _with_retry(folder, lambda generation: _load(generation, model, lemmatizer))


def _with_retry(folder: Path, load: Callable[[Path], Loaded]) -> Loaded:
    """Load the current generation; again while builds replace it as it is being opened."""
    name = current_generation(folder)
    if name is None:
        raise IndexMissingError(f"Hakemistoa ei ole kansiossa {folder}. {_ADVICE}")
    while True:
        try:
            return load(folder / name)
        except IndexDamagedError:
            newer = current_generation(folder)
            if newer is None or newer == name:
                raise
            name = newer


def current_generation(folder: Path) -> str | None:
    """The name of the generation in use; None where there is none."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def _remove_old(folder: Path, keep: set[str | None]) -> None:
    """Remove generations but those to keep, and what crashed builds left. Young ones stay: someone may be at them now."""
    for path in folder.iterdir():
        longest = {_PREFIX: _GRACE, _UNFINISHED: _DAY}.get(path.name.partition("-")[0] + "-")
        if longest is None or path.name in keep:
            continue
        with suppress(FileNotFoundError):  # another build has just renamed or removed it
            if time.time() - path.stat().st_mtime > longest:
                shutil.rmtree(path, ignore_errors=True)


def _write(index: SearchIndex, folder: Path) -> None:
    write_records(folder / "files.jsonl", index.files)
    write_records(folder / "newsletters.jsonl", index.newsletters)
    write_records(folder / "sections.jsonl", index.sections)
    write_records(folder / "passages.jsonl", index.passages)
    write_records(folder / "facts.jsonl", index.facts)
    index.vectors.save(folder / "vectors.faiss")
    index.sentence_vectors.save(folder / "sentence-vectors.faiss")
    index.lemmas.save(folder / "lemmas")
    index.letters.save(folder / "letters")
    index.forms.save(folder / "forms.json")
    index.analyses.save(folder / "analyses.json")
    manifest = asdict(index.manifest) | {"files": _sizes(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _sizes(folder: Path) -> dict[str, int]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {MANIFEST, CURRENT})
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _read_manifest(folder: Path) -> tuple[Manifest, dict[str, int]]:
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise IndexStaleError(f"Hakemisto on ohjelman toisen version tekemä. {_ADVICE}")
        manifest = Manifest(**{field.name: data[field.name] for field in fields(Manifest)})
        sizes = dict(data["files"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise _damaged(MANIFEST) from exc
    return manifest, sizes


def _load(folder: Path, model: str | None, lemmatizer: str | None) -> SearchIndex:
    manifest, sizes = _read_manifest(folder)
    reasons = staleness(manifest, model=model, lemmatizer=lemmatizer)
    if reasons:
        raise IndexStaleError(f"Hakemisto ei kelpaa: {' ja '.join(reasons)}. {_ADVICE}")
    _check_sizes(folder, sizes)
    index = SearchIndex(
        manifest=manifest,
        files=_records(folder / "files.jsonl", CorpusFile),
        newsletters=_records(folder / "newsletters.jsonl", Newsletter),
        sections=_records(folder / "sections.jsonl", Section),
        passages=_records(folder / "passages.jsonl", Passage),
        facts=_records(folder / "facts.jsonl", *_FACTS),
        vectors=DenseIndex.load(folder / "vectors.faiss"),
        sentence_vectors=DenseIndex.load(folder / "sentence-vectors.faiss"),
        lemmas=LexicalIndex.load(folder / "lemmas"),
        letters=LexicalIndex.load(folder / "letters"),
        forms=WordForms.load(folder / "forms.json"),
        analyses=WordAnalyses.load(folder / "analyses.json"),
        generation=folder.name,
    )
    _check_fit(index)
    return index


def _check_sizes(folder: Path, sizes: dict[str, int]) -> None:
    for name, size in sizes.items():
        try:
            fits = (folder / name).stat().st_size == size
        except OSError as exc:
            raise _damaged(name) from exc
        if not fits:
            raise _damaged(name)


def _records(path: Path, *kinds: type) -> tuple[Any, ...]:
    try:
        return tuple(read_records(path, *kinds))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise _damaged(path.name) from exc


def _check_fit(index: SearchIndex) -> None:
    """Whether the parts belong together: every row has its record and every record its section."""
    manifest, rows = index.manifest, len(index.passages)
    sections, newsletters = index.section_by_id, index.newsletter_by_id
    fits = (
        manifest.passages == rows == len(index.vectors) == len(index.lemmas) == len(index.letters)
        and manifest.dimension == index.vectors.dimension == index.sentence_vectors.dimension
        and (manifest.newsletters, manifest.sections) == (len(newsletters), len(sections))
        and manifest.facts == len(index.facts)
        and all(section.newsletter_id in newsletters for section in index.sections)
        and all(passage.section_id in sections for passage in index.passages)
        and all(fact.evidence.section_id in sections for fact in index.facts)
        and manifest.sentences == len(index.sentence_vectors) == len(index.sentences)
    )
    if not fits:
        raise _damaged(MANIFEST)


def _damaged(name: str) -> IndexDamagedError:
    return IndexDamagedError(f"Hakemiston tiedosto {name} puuttuu tai on vioittunut. {_ADVICE}")
