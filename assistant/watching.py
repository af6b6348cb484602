"""The corpus folder followed: an index that is brought up to date after every change. Events come from `watchfiles`.

follow(Settings()) -> BuildReport(built=True, ...), BuildReport(added=("kirje.txt",), ...), ...
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from assistant.embeddings import Progress
from assistant.errors import AssistantError, CorpusError
from assistant.indexing import BuildReport, build
from assistant.newsletters import newsletter_paths
from assistant.newsletters.reading import READERS
from assistant.settings import Settings

if TYPE_CHECKING:
    from watchfiles import Change

_QUIET = 1000  # milliseconds without an event, after which files are taken to be written to their end
_LONGEST = 60_000  # milliseconds of unceasing events, after which they are looked at all the same
_STARTED = 100  # milliseconds


def follow(
    settings: Settings, progress: Progress | None = None, *, always: bool = False, ended: Event | None = None
) -> Iterator[BuildReport | AssistantError]:
    """Index, and again after every change in the folder; gives what each build did, or why it could not.

    A file that is half written when it is read is read again once more of it comes, since that is a change too. Goes on until
    KeyboardInterrupt, or until `ended` is set. Raises CorpusError where there is no such folder or it goes away, and what the
    first build raises, unless newsletters are only still to come. `progress` and `always` are for the first build.
    """
    from watchfiles import watch

    newsletter_paths(settings.corpus)
    changes = watch(
        settings.corpus.resolve(),
        watch_filter=_Matters(settings.corpus.resolve()),
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_STARTED,
        yield_on_timeout=True,
        stop_event=ended,
    )
    next(changes)  # begins to listen, so that nothing is missed while the first build goes on
    try:
        yield build(settings, progress, always=always)
    except CorpusError as error:
        yield error
    for change in changes:
        if not settings.corpus.is_dir():
            raise CorpusError(f"Aineistokansiota {settings.corpus} ei ole.")
        if change:
            yield _rebuild(settings)


def _rebuild(settings: Settings) -> BuildReport | AssistantError:
    try:
        return build(settings)
    except AssistantError as error:
        return error


class _Matters:
    """Whether a change is one of newsletters: of a file by its ending, or of what may be a folder of them."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus

    def __call__(self, _change: Change, name: str) -> bool:
        path = Path(name)
        inside = path.relative_to(self._corpus) if path.is_relative_to(self._corpus) else path
        hidden = any(part.startswith((".", "~$")) for part in inside.parts)
        return not hidden and (path.suffix.lower() in READERS or not path.is_file())
