"""Newsletters come and go while the assistant stays in use; a change that fails leaves everything as it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from newsletter_samples import TOPICS, make_newsletter
from toy import ToyEncoder, ToyReader

from assistant.answers import Knowledge
from assistant.dialogue import Assistant
from assistant.finnish import load_lemmatizer
from assistant.index_building import build_index
from assistant.index_files import load_index, save_index
from assistant.newsletters import worker
from assistant.newsletters.worker import Limits, Worker
from assistant.questions.frame import load_frame_model
from assistant.settings import Settings
from assistant.ui import library as library_module
from assistant.ui import texts
from assistant.ui.library import Library, Step, progress_words, safe_name

LETTER = "Kaupungin tiedote 1/2025\n\nAvustukset\n\nAvustushaku on auki 1.2.-28.2.2025.\n"


class StandIn(Library):
    """A library whose indexing is told how to end; the files and the taking of turns are the true ones."""

    status = 0
    said: tuple[str, ...] = ()
    may_go_on = threading.Event()
    may_go_on.set()

    def _index(self, said: list[str]) -> Generator[Step, None, int]:
        self.may_go_on.wait(10)
        yield Step(1, 2, "Tekstikohtia käsitelty 1/2, alle minuutti jäljellä.")
        said.extend(self.said)
        return self.status

    def _loaded(self) -> Any:
        letters = sorted(path.name for path in self.settings.corpus.iterdir())
        manifest = SimpleNamespace(newsletters=len(letters), sections=9)
        return SimpleNamespace(index=SimpleNamespace(manifest=manifest, generation=""))


@pytest.fixture
def library(tmp_path: Path) -> StandIn:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "vanha.txt").write_text(LETTER, encoding="utf-8")
    assistant: Any = SimpleNamespace(index=SimpleNamespace(generation=""))
    return StandIn(Settings(corpus=tmp_path / "corpus", index=tmp_path / "index"), assistant)


def names(library: Library) -> list[str]:
    return sorted(path.name for path in library.settings.corpus.iterdir())


def upload(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_added_and_the_new_assistant_is_in_use(library: StandIn, tmp_path: Path) -> None:
    before = library.current()
    steps = list(library.add([upload(tmp_path, "uusi kirje.txt", LETTER.encode())]))
    assert names(library) == ["uusi-kirje.txt", "vanha.txt"]
    assert library.current() is not before
    assert Step(1, 2, "Tekstikohtia käsitelty 1/2, alle minuutti jäljellä.") in steps
    assert steps[-1].words == "Valmis. Hakemistossa on nyt 2 uutiskirjettä ja 9 osiota."


def test_an_unreadable_file_is_told_and_the_others_are_taken(library: StandIn, tmp_path: Path) -> None:
    files = [upload(tmp_path, "ohjelma.txt", b"\x00\x01\x02" * 99), upload(tmp_path, "uusi.txt", LETTER.encode())]
    steps = list(library.add(files))
    assert "ohjelma.txt" in steps[0].words
    assert steps[0].failed
    assert names(library) == ["uusi.txt", "vanha.txt"]


def test_a_file_without_end_is_told_and_the_others_are_taken(
    library: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Worker(Limits(seconds=1))
    monkeypatch.setattr(worker, "_shared", reader)
    lines = [f"a{n + 1}: &a{n + 1} [{','.join([f'*a{n}'] * 9)}]" for n in range(9)]
    endless = "\n".join(["---", "a0: &a0 [x]", *lines, "date: *a9", "---", "", LETTER])
    files = [upload(tmp_path, "loputon.md", endless.encode()), upload(tmp_path, "uusi.txt", LETTER.encode())]
    steps = list(library.add(files))
    assert steps[0] == Step(0, 0, "Tiedoston loputon.md lukeminen kesti liian kauan, ja se keskeytettiin.", failed=True)
    assert names(library) == ["uusi.txt", "vanha.txt"]
    reader.close()


def test_nothing_is_indexed_when_no_file_can_be_read(library: StandIn, tmp_path: Path) -> None:
    before = library.current()
    steps = list(library.add([upload(tmp_path, "kuva.png", b"\x89PNG")]))
    assert [step.failed for step in steps] == [True]
    assert library.current() is before


def test_a_failed_indexing_puts_the_files_back(library: StandIn, tmp_path: Path) -> None:
    before = library.current()
    library.status, library.said = 1, ("Virhe: Kielimallia ei saatu ladattua.",)
    changed = LETTER.replace("28.2.2025", "1.3.2025").encode()
    steps = list(library.add([upload(tmp_path, "vanha.txt", changed), upload(tmp_path, "uusi.txt", changed)]))
    assert steps[-1] == Step(0, 0, "Kielimallia ei saatu ladattua.", failed=True)
    assert names(library) == ["vanha.txt"]
    assert (library.settings.corpus / "vanha.txt").read_text(encoding="utf-8") == LETTER
    list(library.remove("vanha.txt"))
    assert names(library) == ["vanha.txt"]
    assert library.current() is before


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "alle minuutti"),
        (29, "alle minuutti"),
        (31, "noin minuutti"),
        (89, "noin minuutti"),
        (100, "noin 2 minuuttia"),
    ],
)
def test_time_left_is_told_in_minutes(seconds: int, words: str) -> None:
    assert progress_words(32, 201, seconds) == f"Tekstikohtia käsitelty 32/201, {words} jäljellä."


def test_a_file_is_removed_by_its_name_alone(library: StandIn, tmp_path: Path) -> None:
    outside = upload(tmp_path, "muu.txt", LETTER.encode())
    for name in ("../muu.txt", str(outside), "puuttuu.txt", ""):
        (step,) = library.remove(name)
        assert step == Step(0, 0, texts.NO_SUCH_FILE, failed=True)
    assert outside.exists()
    list(library.remove("vanha.txt"))
    assert names(library) == []


def test_changes_come_one_at_a_time(library: StandIn) -> None:
    library.may_go_on = threading.Event()
    first = library.renew()
    next(first)
    (step,) = library.renew()
    assert step == Step(0, 0, texts.BUSY, failed=True)
    library.may_go_on.set()
    list(first)
    assert list(library.renew())[-1].words.startswith("Valmis")


def test_a_change_ends_though_nobody_listens(library: StandIn, tmp_path: Path) -> None:
    steps = library.add([upload(tmp_path, "uusi.txt", LETTER.encode())])
    before = library.current()
    next(steps)
    del steps
    for _ in range(200):
        if library.current() is not before:
            break
        time.sleep(0.02)
    assert library.current() is not before


def save(settings: Settings, *topics: Any, model: str = "toy") -> None:
    """Another program makes an index."""
    newsletter, sections = make_newsletter(topics=topics)
    lemmatizer = load_lemmatizer()
    save_index(build_index([newsletter], sections, (), ToyEncoder(), lemmatizer, model=model), settings.index)


def serving(settings: Settings) -> Library:
    index = load_index(settings.index)
    return Library(
        settings, Assistant(index, ToyEncoder(), load_lemmatizer(), Knowledge(index), ToyReader(), load_frame_model())
    )


def headings(library: Library) -> list[str]:
    return [section.heading for section in library.current().index.sections]


def test_an_index_that_another_program_made_is_in_use_at_the_next_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "_PATIENCE", 300.0)
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    save(settings, TOPICS[0])
    library = serving(settings)
    before = library.current()
    assert library.current() is before
    save(settings, TOPICS[1], TOPICS[2])
    assert headings(library) == [TOPICS[1][0], TOPICS[2][0]]
    assert library.current().encoder is before.encoder
    assert library.current().knowledge.index is library.current().index
    assert library.current() is library.current()


def test_a_large_index_is_loaded_while_the_old_one_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "_PATIENCE", 0.0)
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    save(settings, TOPICS[0])
    library = serving(settings)
    save(settings, TOPICS[1])
    may_load, loaded = threading.Event(), threading.Event()

    def slowly(*arguments: Any, **options: Any) -> Any:
        may_load.wait(300)
        try:
            return load_index(*arguments, **options)
        finally:
            loaded.set()

    monkeypatch.setattr(library_module, "load_index", slowly)
    assert headings(library) == [TOPICS[0][0]]
    assert headings(library) == [TOPICS[0][0]]
    may_load.set()
    assert loaded.wait(300)
    for thread in threading.enumerate():
        if thread.name.startswith("new-index"):
            thread.join(300)
    assert headings(library) == [TOPICS[1][0]]


def test_an_index_that_does_not_suit_is_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "_PATIENCE", 300.0)
    settings = Settings(corpus=tmp_path, index=tmp_path / "index")
    save(settings, TOPICS[0])
    library = serving(settings)
    save(settings, TOPICS[1], model="toinen")
    assert headings(library) == [TOPICS[0][0]]
    save(settings, TOPICS[2])
    assert headings(library) == [TOPICS[2][0]]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Uutiskirje 12/2022.TXT", "2022.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        (".piilo.md", "piilo.md"),
        ("ääkköset ja (sulut).pdf", "ääkköset-ja-sulut.pdf"),
        ("$(rm).html", "rm.html"),
        ("---.txt", "uutiskirje.txt"),
        ("x" * 300 + ".txt", "x" * 80 + ".txt"),
    ],
)
def test_names_of_files_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
