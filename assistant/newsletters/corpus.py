"""The corpus folder -> `Newsletter`s, each issue once, and what could not be used.

    Path("corpus") -> CorpusReport(newsletters=(...), files=(CorpusFile("2024/kirje.txt", ...), ...))

A file is read only where an earlier report does not tell what is in it, and apart from this process (`worker`). One newsletter
is held at a time besides those that are kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from assistant.errors import AssistantError, CorpusError
from assistant.newsletters.decoding import plain_name
from assistant.newsletters.duplicates import Issues, Words, stands_for
from assistant.newsletters.reading import READERS, read_file
from assistant.newsletters.worker import parse_apart
from assistant.records import Newsletter

_BEST_FIRST = (".md", ".markdown", ".html", ".htm", ".docx", ".eml", ".txt", ".text", ".pdf")
"""Of one issue in several formats the one is kept that tells most surely what is a heading, a list and a table."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of the corpus: its path in it, the SHA-256 of its bytes ("" where they could not be had), what became of it.

    Either it is the newsletter `newsletter_id`, or it holds the same as the file `same_as`, or there is a `problem`, told
    in a line of Finnish. `sketch` is `duplicates.Words.sketch` of a newsletter.
    """

    source: str
    digest: str
    newsletter_id: str | None = None
    same_as: str | None = None
    problem: str | None = None
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a folder held: the newsletters, and every file, both sorted by name."""

    newsletters: tuple[Newsletter, ...]
    files: tuple[CorpusFile, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """One Finnish line for each file that could not be read."""
        return tuple(file.problem for file in self.files if file.problem is not None)

    @property
    def duplicates(self) -> tuple[str, ...]:
        """One Finnish line for each file that holds the same as another."""
        return tuple(
            f"Tiedosto {file.source} ohitettiin: sama sisältö kuin tiedostossa {file.same_as}."
            for file in self.files
            if file.same_as is not None
        )


def newsletter_paths(folder: Path) -> tuple[Path, ...]:
    """The files of `folder` and below that a reader exists for, sorted by name.

    Hidden files and folders, READMEs and what Word leaves while a document is open ("~$kirje.docx") are left out. Raises
    CorpusError where there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusError(f"Aineistokansiota {plain_name(str(folder))} ei ole.")
    found = (
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in READERS
        and not path.name.startswith(("README", "~$"))
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and _is_file(path)
    )
    return tuple(sorted(found, key=lambda path: (path.name.casefold(), str(path))))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return True  # it may not be looked at; reading it will tell why


def read_corpus(
    folder: Path, known_files: Iterable[CorpusFile] = (), known_newsletters: Iterable[Newsletter] = ()
) -> CorpusReport:
    """Read every newsletter of `folder`; a bad file is reported and the rest is read, each issue once.

    What an earlier report with the same rules of reading told of unchanged files is taken from there. Raises CorpusError
    where the folder is missing or holds no readable newsletter.
    """
    sources = {plain_name(path.relative_to(folder).as_posix()): path for path in newsletter_paths(folder)}
    reading = _Reading(sources, known_files, known_newsletters)
    for source in sorted(sources, key=_preference):
        reading.take_unchanged(source)
    for source in sorted(sources, key=_preference):
        reading.take(source)
    report = reading.report()
    if not report.newsletters:
        reasons = " ".join(report.problems)
        raise CorpusError(
            f"Aineistokansiossa {plain_name(str(folder))} ei ole yhtään luettavaa uutiskirjettä. {reasons}".rstrip()
        )
    return report


def newsletter_ids(sources: Sequence[str]) -> dict[str, str]:
    """For each path an id: the name without ending where no other has it, else with the folder, else with the ending too.

    "2023/kirje.txt", "2024/kirje.txt", "2024/haut.md" -> "2023/kirje", "2024/kirje", "haut"
    """
    stems = {source: PurePosixPath(source).stem for source in sources}
    paths = {source: str(PurePosixPath(source).with_suffix("")) for source in sources}
    stem_counts, path_counts = Counter(stems.values()), Counter(paths.values())
    ids = {}
    for source in sources:
        path = paths[source] if path_counts[paths[source]] == 1 else source
        ids[source] = stems[source] if stem_counts[stems[source]] == 1 else path
    while len(set(ids.values())) < len(ids):  # "kirje.md" with its ending, and "kirje.md.txt" without
        counts = Counter(ids.values())
        ids = {source: name if counts[name] == 1 else source for source, name in ids.items()}
    return ids


def _preference(source: str) -> tuple[int, int, str, str]:
    path = PurePosixPath(source)
    return _BEST_FIRST.index(path.suffix.lower()), len(path.parts), source.casefold(), source


class _Reading:
    """Files become newsletters, the best of each issue first; a better copy that comes later takes the place."""

    def __init__(
        self, paths: Mapping[str, Path], known_files: Iterable[CorpusFile], known_newsletters: Iterable[Newsletter]
    ) -> None:
        self._paths = paths
        self._known = {file.source: file for file in known_files}
        self._known_newsletters = {newsletter.source: newsletter for newsletter in known_newsletters}
        self._files: dict[str, CorpusFile] = {}
        self._newsletters: dict[str, Newsletter] = {}
        self._unchanged: set[str] = set()
        self._by_digest: dict[tuple[str, str], str] = {}
        self._issues = Issues()

    def take_unchanged(self, source: str) -> None:
        """A newsletter that is known and whose file is as it was."""
        known, newsletter = self._known.get(source), self._known_newsletters.get(source)
        if known is not None and newsletter is not None and known.digest == self._digest(source):
            self._unchanged.add(source)
            self._keep(known, newsletter)

    def take(self, source: str) -> None:
        """Any other file."""
        if source in self._files:
            return
        known, digest = self._known.get(source), ""
        try:
            data = read_file(self._paths[source], source)
            digest = hashlib.sha256(data).hexdigest()
            if known is not None and known.digest == digest and (known.problem or known.same_as in self._unchanged):
                self._files[source] = known
                return
            twin = self._by_digest.get((digest, PurePosixPath(source).suffix.lower()))
            if twin is not None and _preference(twin) < _preference(source):
                self._files[source] = CorpusFile(source, digest, same_as=twin)
                return
            self._compare(parse_apart(data, source), digest)
        except AssistantError as exc:
            self._files[source] = CorpusFile(source, digest, problem=str(exc))

    def _digest(self, source: str) -> str | None:
        try:
            return hashlib.sha256(read_file(self._paths[source], source)).hexdigest()
        except AssistantError:
            return None

    def _compare(self, newsletter: Newsletter, digest: str) -> None:
        """Keep a newsletter, unless one that is kept stands for it."""
        words = Words(newsletter)
        file = CorpusFile(newsletter.source, digest, newsletter.newsletter_id, sketch=words.sketch())
        for source, kept in list(self._issues.candidates(file.sketch)):
            replaces = stands_for(words, kept)
            better = (-words.headings, _preference(file.source)) < (-kept.headings, _preference(source))
            if stands_for(kept, words) and not (replaces and better):
                self._files[file.source] = CorpusFile(file.source, digest, same_as=source)
                return
            if replaces:
                self._drop(source, same_as=file.source)
        self._keep(file, newsletter)

    def _keep(self, file: CorpusFile, newsletter: Newsletter) -> None:
        self._files[file.source] = file
        self._newsletters[file.source] = newsletter
        self._by_digest[file.digest, PurePosixPath(file.source).suffix.lower()] = file.source
        self._issues.add(newsletter, file.sketch)

    def _drop(self, source: str, same_as: str) -> None:
        dropped = self._files[source]
        del self._newsletters[source]
        self._issues.remove(source)
        self._files[source] = CorpusFile(source, dropped.digest, same_as=same_as)

    def report(self) -> CorpusReport:
        """The newsletters with their ids, and the files."""
        kept = [source for source in self._paths if source in self._newsletters]
        ids = newsletter_ids(kept)
        newsletters = (self._newsletters[source] for source in kept)
        return CorpusReport(
            tuple(
                newsletter
                if newsletter.newsletter_id == ids[newsletter.source]
                else replace(newsletter, newsletter_id=ids[newsletter.source])
                for newsletter in newsletters
            ),
            tuple(
                replace(file, newsletter_id=ids.get(source), same_as=self._stands_for(file.same_as))
                for source in self._paths
                for file in [self._files[source]]
            ),
        )

    def _stands_for(self, source: str | None) -> str | None:
        """The file that is kept in the end, where copies gave place to better copies."""
        while source is not None and source not in self._newsletters:
            source = self._files[source].same_as
        return source
