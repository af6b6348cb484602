"""A folder that is followed: the index is brought up to date after every change, by true events of true files."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_architecture import ROOT
from test_indexing import LETTER, OTHER
from toy import ToyEncoder
from watchfiles import Change

from assistant import indexing
from assistant.errors import CorpusError
from assistant.index_files import load_index
from assistant.indexing import BuildReport
from assistant.newsletters import worker
from assistant.newsletters.worker import Limits, Worker
from assistant.settings import Settings
from assistant.watching import _Matters, follow

LONGEST = 300  # seconds that a slow machine may take until the next line


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    encoder = ToyEncoder()
    monkeypatch.setattr(indexing, "load_encoder", lambda *_: encoder)
    monkeypatch.setattr(indexing, "model_fingerprint", lambda _name: "toy")
    (tmp_path / "kirjeet").mkdir()
    return Settings(corpus=tmp_path / "kirjeet", index=tmp_path / "hakemisto")


def test_every_change_is_followed(settings: Settings) -> None:
    (settings.corpus / "kirje.md").write_text(LETTER, encoding="utf-8")
    outcomes = follow(settings)
    first = next(outcomes)
    assert isinstance(first, BuildReport)
    assert first.added == ("kirje.md",)
    aside = settings.corpus.with_name("2033")
    aside.mkdir()
    (aside / "aidat.md").write_text(OTHER, encoding="utf-8")
    aside.rename(settings.corpus / "2033")
    second = next(outcomes)
    assert isinstance(second, BuildReport)
    assert (second.added, second.changed, second.removed) == (("2033/aidat.md",), (), ())
    (settings.corpus / "2033" / "aidat.md").unlink()
    third = next(outcomes)
    assert isinstance(third, BuildReport)
    assert third.removed == ("2033/aidat.md",)


def test_what_cannot_be_built_leaves_the_index_and_is_tried_again(settings: Settings) -> None:
    outcomes = follow(settings)
    assert isinstance(next(outcomes), CorpusError), "newsletters are still to come"
    (settings.corpus / "kirje.md").write_text(LETTER, encoding="utf-8")
    assert isinstance(next(outcomes), BuildReport)
    (settings.corpus / "kirje.md").unlink()
    assert isinstance(next(outcomes), CorpusError)
    assert load_index(settings.index).manifest.newsletters == 1
    (settings.corpus / "kirje.md").write_text(LETTER.replace("15 000", "16 000"), encoding="utf-8")
    again = next(outcomes)
    assert isinstance(again, BuildReport)
    assert again.changed == ("kirje.md",)


def test_a_hostile_file_does_not_end_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Worker(Limits(seconds=1))
    monkeypatch.setattr(worker, "_shared", reader)
    (settings.corpus / "kirje.md").write_text(LETTER, encoding="utf-8")
    outcomes = follow(settings)
    next(outcomes)
    aside = settings.corpus.with_name("vieraat")
    aside.mkdir()
    hostile = {"a.md": "---\ntitle: 0x" + "f" * 5000 + "\n---\n\nHaku.\n", "b.md": endless_front()}
    for name, text in hostile.items():
        (aside / name).write_text(text, encoding="utf-8")
    (aside / "aidat.md").write_text(OTHER, encoding="utf-8")
    aside.rename(settings.corpus / "2033")
    second = next(outcomes)
    assert isinstance(second, BuildReport)
    assert second.added == ("2033/aidat.md",)
    assert second.problems == (
        "Tiedosto 2033/a.md on vioittunut, eikä sitä voi lukea.",
        "Tiedoston 2033/b.md lukeminen kesti liian kauan, ja se keskeytettiin.",
    )
    (settings.corpus / "2033" / "aidat.md").unlink()
    third = next(outcomes)
    assert isinstance(third, BuildReport)
    assert third.removed == ("2033/aidat.md",)
    reader.close()


def endless_front() -> str:
    """Front matter whose names mean each other, and its last line all of them, more often than can be counted."""
    lines = [f"a{n + 1}: &a{n + 1} [{','.join([f'*a{n}'] * 9)}]" for n in range(9)]
    return "\n".join(["---", "a0: &a0 [x]", *lines, "date: *a9", "---", "", "Haku on auki.", ""])


def test_a_folder_that_is_not_there_or_goes_away(settings: Settings) -> None:
    with pytest.raises(CorpusError, match="ei ole"):
        next(follow(Settings(corpus=settings.corpus / "puuttuu")))
    (settings.corpus / "kirje.md").write_text(LETTER, encoding="utf-8")
    outcomes = follow(settings)
    next(outcomes)
    settings.corpus.rename(settings.corpus.with_name("muualla"))
    with pytest.raises(CorpusError, match="ei ole"):
        next(outcomes)


@pytest.mark.parametrize(
    ("name", "matters"),
    [
        ("a.md", True),
        ("2033/b.PDF", True),
        ("2033.06", True),
        ("uusi", True),
        ("kuva.png", False),
        (".a.md.swp", False),
        (".git/a.md", False),
        ("~$b.docx", False),
    ],
)
def test_what_matters(tmp_path: Path, name: str, matters: bool) -> None:
    (tmp_path / "kuva.png").write_bytes(b"")
    assert _Matters(tmp_path)(Change.added, str(tmp_path / name)) == matters


class Followed:
    """The true command in a process of its own; its lines as they come."""

    def __init__(self, settings: Settings) -> None:
        folders = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "assistant", "index", "--watch", *folders],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def close(self) -> None:
        """End it by force, where a test has not ended it."""
        self.process.kill()
        self.process.wait()
        self._reading.join()
        if self.process.stdout:
            self.process.stdout.close()

    def line(self) -> str:
        """The next line but those of progress."""
        while (line := self.any_line()).startswith("Upotetaan"):
            pass
        return line

    def any_line(self) -> str:
        """The next line."""
        return self._lines.get(timeout=LONGEST)

    def end(self, number: int) -> tuple[int, list[str]]:
        """Send a signal; the exit status, and the lines that still came."""
        self.process.send_signal(number)
        status = self.process.wait(timeout=LONGEST)
        self._reading.join(timeout=LONGEST)
        return status, [self._lines.get() for _ in range(self._lines.qsize())]


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[tuple[Settings, Followed]]:
    settings = Settings(corpus=tmp_path / "kirjeet", index=tmp_path / "hakemisto")
    settings.corpus.mkdir()
    (settings.corpus / "kirje.md").write_text(LETTER, encoding="utf-8")
    command = Followed(settings)
    yield settings, command
    command.close()


@pytest.mark.model
def test_the_true_command(followed: tuple[Settings, Followed]) -> None:
    settings, command = followed
    assert command.line().startswith("Hakemisto tehtiin: uutiskirjeitä 1,")
    assert command.line() == "Uusia uutiskirjeitä 1: kirje.md"
    assert command.line().startswith("Tekstikohtia laskettiin ")
    assert command.line() == f"Kansiota {settings.corpus} seurataan (lopetus: Ctrl+C)."
    in_use = load_index(settings.index)

    content = (ROOT / "tests" / "data" / "formats" / "hyvinvointi.docx").read_bytes()
    path = settings.corpus / "hyvinvointi.docx"
    with path.open("wb") as half:
        half.write(content[: len(content) // 2])
        half.flush()
        assert command.line().startswith("Ohitettiin: Tiedosto")
        assert command.line() == "Hakemisto päivitettiin (tekstikohtia laskettiin 0): uutiskirjeitä 1."
        half.write(content[len(content) // 2 :])
    line = command.line()
    assert line.startswith("Hakemisto päivitettiin (uusia 1: hyvinvointi.docx; tekstikohtia laskettiin ")
    assert line.endswith("): uutiskirjeitä 2.")
    assert load_index(settings.index).manifest.newsletters == 2
    path.unlink()
    line = command.line()
    assert (
        line == "Hakemisto päivitettiin (poistettuja 1: hyvinvointi.docx; tekstikohtia laskettiin 0): uutiskirjeitä 1."
    )
    assert (in_use.vectors.vectors() == load_index(settings.index).vectors.vectors()).all()
    assert command.end(signal.SIGTERM) == (0, ["Seuranta päättyi."])


@pytest.mark.model
def test_the_true_command_is_interrupted_while_it_builds(followed: tuple[Settings, Followed]) -> None:
    settings, first = followed
    while not first.line().startswith("Kansiota"):
        pass
    assert first.end(signal.SIGINT) == (0, ["Seuranta päättyi."])
    newsletter = ROOT / "tests" / "data" / "kaupunki" / "hyvinvointi-tiedote-2025-03.md"
    (settings.corpus / newsletter.name).write_bytes(newsletter.read_bytes())
    command = Followed(settings)
    try:
        while not command.any_line().startswith("Upotetaan"):
            pass
        status, lines = command.end(signal.SIGTERM)
    finally:
        command.close()
    assert (status, lines[-1]) == (0, "Seuranta päättyi.")
    assert load_index(settings.index).manifest.newsletters == 1
    assert not list(settings.index.glob("building-*"))
