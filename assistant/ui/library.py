"""The assistant in use and its newsletters: files are added and removed, and a new index takes the old one's place.

    Library(settings, assistant).add([Path("kirje.txt")]) -> Step(0, 0, "Tallennettiin kirje.txt.") ... Step("Valmis ...")

Indexing runs as the command line does it, in a process of its own: questions are answered from the old index meanwhile, and
the memory that it took is given back.
"""

from __future__ import annotations

import logging
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, NewsletterError
from assistant.index_files import current_generation, load_index
from assistant.settings import PREFIX, Settings
from assistant.ui import texts

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

_log = logging.getLogger(__name__)
_PROGRESS = re.compile(r"(\d+)/(\d+)(?:, jäljellä noin (\d+) s)?")  # a line of `python -m assistant index`
_ROOT = Path(__file__).parents[2]
_PATIENCE = 2.0  # seconds that a question waits for a new index; a large one is in use from a later question on


@dataclass(frozen=True, slots=True)
class Step:
    """How far a change has come: `done` of `total` pieces (0 of 0 where that is not known) and a Finnish line."""

    done: int
    total: int
    words: str
    failed: bool = False


class Library:
    """Holds the assistant in use. Changes come one at a time; whoever asks in between gets what is in use then."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self.settings = settings
        self._assistant = assistant
        self._changing = threading.Lock()
        self._noticing = threading.Lock()
        self._noticed = assistant.index.generation

    def current(self) -> Assistant:
        """The assistant that answers now; over a new index, where another program has made one."""
        name = current_generation(self.settings.index)
        if name is not None and name != self._noticed and not self._changing.locked():
            self._notice(name)
        return self._assistant

    def _notice(self, name: str) -> None:
        """Load a new index in the background, once; the one in use answers until then, and after a failure."""
        with self._noticing:
            if name == self._noticed:
                return
            self._noticed = name
        loading = threading.Thread(target=self._take_newer, name="new-index", daemon=True)
        loading.start()
        loading.join(_PATIENCE)

    def _take_newer(self) -> None:
        try:
            newer = self._loaded()
        except AssistantError as error:
            _log.warning("The new index is not taken into use: %s", error)
            return
        with self._noticing:
            if newer.index.generation == current_generation(self.settings.index):
                self._assistant, self._noticed = newer, newer.index.generation

    def add(self, files: Sequence[Path]) -> Iterator[Step]:
        """Put readable files into the corpus and index it anew; the others are told. A file of the same name is replaced."""
        yield from _in_background(self._adding(files))

    def remove(self, source: str) -> Iterator[Step]:
        """Remove the newsletter whose file this is, a path in the corpus, and index anew."""
        yield from _in_background(self._removing(source))

    def renew(self) -> Iterator[Step]:
        """Index anew what the corpus folder holds now."""
        yield from _in_background(self._renewing())

    def _adding(self, files: Sequence[Path]) -> Iterator[Step]:
        with self._change() as kept:
            if kept is None:
                yield Step(0, 0, texts.BUSY, failed=True)
                return
            for file in files:
                try:
                    self._take(file, kept)
                except NewsletterError as error:
                    yield Step(0, 0, str(error), failed=True)
            if kept:
                yield from self._renew(kept)

    def _removing(self, source: str) -> Iterator[Step]:
        from assistant.newsletters import newsletter_paths

        with self._change() as kept:
            if kept is None:
                yield Step(0, 0, texts.BUSY, failed=True)
                return
            corpus = self.settings.corpus
            paths = {path.relative_to(corpus).as_posix(): path for path in newsletter_paths(corpus)}
            path = paths.get(source)
            if path is None:
                yield Step(0, 0, texts.NO_SUCH_FILE, failed=True)
                return
            kept.before_change(path)
            path.unlink()
            yield from self._renew(kept)

    def _renewing(self) -> Iterator[Step]:
        with self._change() as kept:
            if kept is None:
                yield Step(0, 0, texts.BUSY, failed=True)
            else:
                yield from self._renew(kept)

    @contextmanager
    def _change(self) -> Iterator[_Undo | None]:
        """The right to change, with what undoes the change; None while another has it."""
        if not self._changing.acquire(blocking=False):
            yield None
            return
        try:
            with tempfile.TemporaryDirectory(prefix="teemahaku-") as folder:
                yield _Undo(Path(folder))
        finally:
            self._changing.release()

    def _take(self, file: Path, kept: _Undo) -> None:
        """Read a file to see that it can be read, then copy it. Raises NewsletterError."""
        from assistant.newsletters import read_newsletter

        read_newsletter(file)
        target = self.settings.corpus / safe_name(file.name)
        kept.before_change(target)
        shutil.copyfile(file, target)

    def _renew(self, kept: _Undo) -> Iterator[Step]:
        """Index in a process of its own, then put the index in use; where that fails, the files are as before."""
        yield Step(0, 0, texts.INDEXING)
        said: list[str] = []
        status = yield from self._index(said)
        try:
            if status != 0:
                raise AssistantError(said[-1].removeprefix("Virhe: ") if said else texts.INDEXING_FAILED)
            self._assistant = self._loaded()
            self._noticed = self._assistant.index.generation
        except AssistantError as error:
            kept.restore()
            yield Step(0, 0, str(error), failed=True)
        else:
            for line in said:
                yield Step(0, 0, line, failed=True)
            made = self._assistant.index.manifest
            yield Step(0, 0, texts.INDEXED.format(newsletters=made.newsletters, sections=made.sections))

    def _index(self, said: list[str]) -> Generator[Step, None, int]:
        """Run the indexing; its lines of progress are steps, its other lines go to `said`. Returns its exit status."""
        command = [sys.executable, "-m", "assistant", "index"]
        environment = {**os.environ, **_environment(self.settings)}
        with subprocess.Popen(
            command, cwd=Path.cwd(), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            for line in process.stderr or ():
                match = _PROGRESS.search(line)
                if match:
                    done, total = int(match.group(1)), int(match.group(2))
                    yield Step(done, total, progress_words(done, total, int(match.group(3) or 0)))
                elif line.strip():
                    said.append(line.strip())
        return process.returncode

    def _loaded(self) -> Assistant:
        """The assistant over the new index, with the model that is in memory already. Raises SearchIndexError."""
        from assistant.answers import Knowledge

        made = self._assistant.index.manifest
        index = load_index(self.settings.index, model=made.model, lemmatizer=made.lemmatizer)
        self._assistant.lemmatizer.remember(index.analyses.get)
        return replace(self._assistant, index=index, knowledge=Knowledge(index))


def _in_background(steps: Iterator[Step]) -> Iterator[Step]:
    """The same steps, taken to their end even if the listener leaves: a closed page must not stop a change halfway."""
    told: queue.SimpleQueue[Step | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            for step in steps:
                told.put(step)
        except Exception:
            _log.exception("A change of the corpus failed")
            told.put(Step(0, 0, texts.INDEXING_FAILED, failed=True))
        finally:
            told.put(None)

    threading.Thread(target=work, daemon=True).start()
    while (step := told.get()) is not None:
        yield step


class _Undo:
    """Copies of files as they were before a change, in a folder that is removed after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies: dict[Path, Path | None] = {}

    def __len__(self) -> int:
        return len(self._copies)

    def before_change(self, path: Path) -> None:
        """Keep a copy of a file, or the knowledge that there was none."""
        if path in self._copies:
            return
        copy = self._folder / str(len(self._copies))
        self._copies[path] = Path(shutil.copyfile(path, copy)) if path.exists() else None

    def restore(self) -> None:
        """Put every file back as it was."""
        for path, copy in self._copies.items():
            if copy is None:
                path.unlink(missing_ok=True)
            else:
                shutil.copyfile(copy, path)


def progress_words(done: int, total: int, seconds: int) -> str:
    """How far the indexing has come and how long it will take, in whole minutes, which is all that can be promised."""
    minutes = round(seconds / 60)
    left = texts.MINUTES_LEFT.format(minutes=minutes) if minutes > 1 else texts.MINUTE_LEFT if minutes else texts.SOON
    return texts.INDEXED_SO_FAR.format(done=done, total=total, left=left)


def safe_name(name: str) -> str:
    """A file's name without what a folder, a hidden file or a shell could make of it; its ending stays."""
    path = Path(name)
    stem = re.sub(r"[^\w.-]+", "-", path.stem).strip(".-") or "uutiskirje"
    return stem[:80] + path.suffix.lower()


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as the variables that they are read from; paths in full."""
    values = {known.name: getattr(settings, known.name) for known in fields(settings)}
    written = {
        PREFIX + name.upper(): str(value.absolute()) if isinstance(value, Path) else str(value)
        for name, value in values.items()
    }
    return {**written, "PYTHONPATH": os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))}
