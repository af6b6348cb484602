"""A hostile file costs one line: the rest of the corpus is indexed, and the process that reads is ended and replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile_files import BROKEN, ENDLESS, GREEDY, HALVES, doubling_pdf, numbered
from test_formats import FILES, FORMATS

from assistant.checks.files import read_issue
from assistant.errors import CorpusError, NewsletterError
from assistant.finnish import load_lemmatizer
from assistant.newsletters import read_corpus, read_newsletter, worker
from assistant.newsletters.decoding import plain_name
from assistant.newsletters.reading import parse_newsletter
from assistant.newsletters.worker import Limits, Worker, parse_apart

ROOT = Path(__file__).parents[2]
LETTER = "Kyläkirje 3/2032\n\nSaunat\n\nPilottihaku on auki 1.3.–15.4.2032.\n".encode()
SURROGATES = {chr(code) for code in range(0xD800, 0xE000)}


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """The program's worker, with little time."""
    mine = Worker(Limits(seconds=2))
    monkeypatch.setattr(worker, "_shared", mine)
    yield mine
    mine.close()


def pid(reader: Worker) -> int:
    assert reader._process is not None
    return reader._process._popen.pid


def is_running(number: int) -> bool:
    """Whether there is such a process; one that has ended and is not yet forgotten does not count."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("name", FILES)
def test_a_newsletter_is_the_same_read_apart(name: str) -> None:
    data = (FORMATS / name).read_bytes()
    assert parse_apart(data, f"2024/{name}") == parse_newsletter(data, f"2024/{name}")


def test_what_is_wrong_is_told_in_the_same_words() -> None:
    for data, name in ((b" ", "tyhja.md"), (b"\0\1\2" * 99, "ohjelma.txt"), (b"x", "kuva.png")):
        with pytest.raises(NewsletterError) as here:
            parse_newsletter(data, name)
        with pytest.raises(NewsletterError) as apart:
            parse_apart(data, name)
        assert str(apart.value) == str(here.value)


@pytest.mark.usefixtures("hasty")
def test_hostile_files_cost_a_line_each(tmp_path: Path) -> None:
    hostile = BROKEN | GREEDY | ENDLESS
    for name, made in hostile.items():
        (tmp_path / name).write_bytes(made())
    (tmp_path / "hyva.txt").write_bytes(LETTER)
    bad_name = os.fsdecode(b"kes\xe4.txt")
    for name in (bad_name, "rivi\nvaihto.txt"):
        (tmp_path / name).write_bytes(LETTER)

    report = read_corpus(tmp_path)
    assert [newsletter.source for newsletter in report.newsletters] == ["hyva.txt"]
    told = {file.source: file.problem for file in report.files if file.problem is not None}
    assert set(told) == {*hostile, "kes\\xe4.txt", "rivi\\u000avaihto.txt"}
    for name, problem in told.items():
        assert name in problem
        assert "\n" not in problem
        assert problem.endswith(".")
        problem.encode()
    assert all("kesti liian kauan" in told[name] for name in ENDLESS)
    assert "vaatii liikaa muistia" in told["syva-taso.docx"]
    assert "nimessä on merkkejä" in told["kes\\xe4.txt"]
    assert read_corpus(tmp_path, report.files, report.newsletters) == report, "and no file is read again for it"


@pytest.mark.parametrize("name", BROKEN)
def test_no_other_error_gets_out_of_the_readers(name: str) -> None:
    with pytest.raises(NewsletterError, match=f"Tiedosto {name} on vioittunut"):
        parse_newsletter(BROKEN[name](), name)


@pytest.mark.parametrize("name", HALVES)
def test_no_half_of_a_pair_gets_into_a_newsletter(name: str) -> None:
    newsletter = parse_newsletter(HALVES[name](), os.fsdecode(b"kes\xe4/") + name)
    assert newsletter.source == f"kes\\xe4/{name}"
    for text in (newsletter.text, newsletter.title, newsletter.source, newsletter.newsletter_id):
        assert not SURROGATES & set(text)
    assert "auki" in newsletter.text
    assert all(block.span.of(newsletter.text).strip() for block in newsletter.blocks)


def test_names_that_cannot_be_told(tmp_path: Path) -> None:
    assert plain_name("2024/Kesäkirje – 1.txt") == "2024/Kesäkirje – 1.txt"
    assert plain_name("a\x1b[2J\u2028.txt") == "a\\u001b[2J\\u2028.txt"
    path = tmp_path / os.fsdecode(b"kes\xe4.txt")
    path.write_bytes(LETTER)
    with pytest.raises(NewsletterError, match=r"^Tiedoston kes\\xe4.txt nimessä on merkkejä"):
        read_newsletter(path)


def test_folders_and_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"kes\xe4")
    with pytest.raises(NewsletterError, match=r"kes\\xe4 ei ole\.$"):
        read_issue(path, load_lemmatizer())
    with pytest.raises(CorpusError, match=r"kes\\xe4 ei ole\.$"):
        read_corpus(path)


def test_one_process_reads_many_files() -> None:
    reader = Worker()
    reader.parse(LETTER, "0.txt")
    first = pid(reader)
    start = time.monotonic()
    for number in range(300):
        reader.parse(LETTER, f"{number}.txt")
    assert pid(reader) == first
    assert time.monotonic() - start < 15
    reader.close()
    assert not is_running(first)
    reader.close()
    reader.parse(LETTER, "1.txt")
    assert pid(reader) != first, "and may be used again"
    reader.close()


def test_a_slow_file_ends_its_process_alone() -> None:
    reader = Worker(Limits(seconds=1))
    reader.parse(LETTER, "hyva.txt")
    first, start = pid(reader), time.monotonic()
    with pytest.raises(
        NewsletterError, match=r"^Tiedoston kuviot.pdf lukeminen kesti liian kauan, ja se keskeytettiin\.$"
    ):
        reader.parse(doubling_pdf(), "kuviot.pdf")
    assert time.monotonic() - start < 10
    assert not Path(f"/proc/{first}").exists(), "no zombie is left"
    assert reader.parse(LETTER, "hyva.txt").source == "hyva.txt"
    reader.close()


def test_memory_is_limited() -> None:
    reader = Worker(Limits(memory=300_000_000))
    deep = numbered("250000000")  # so many blanks before one list item
    with pytest.raises(NewsletterError, match="vaatii liikaa muistia"):
        reader.parse(deep, "syva.docx")
    assert reader.parse(LETTER, "hyva.txt").source == "hyva.txt"
    reader.close()


def test_a_process_that_dies_is_replaced() -> None:
    reader = Worker()
    reader.parse(LETTER, "hyva.txt")
    first = pid(reader)
    os.kill(first, signal.SIGKILL)
    assert reader.parse(LETTER, "hyva.txt").source == "hyva.txt"
    assert pid(reader) != first
    killing = threading.Timer(1, lambda: os.kill(pid(reader), signal.SIGKILL))
    killing.start()
    with pytest.raises(NewsletterError, match=r"^Tiedoston kuviot.pdf lukeminen keskeytyi"):
        reader.parse(doubling_pdf(), "kuviot.pdf")
    killing.join()
    reader.close()


def test_a_process_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_SERVE", "raise SystemExit(1)")
    reader = Worker()
    with pytest.raises(NewsletterError, match=r"^Tiedostoa hyva.txt ei voi lukea, koska lukuohjelma ei käynnisty\.$"):
        reader.parse(LETTER, "hyva.txt")
    reader.close()


def test_threads_take_turns() -> None:
    reader, found = Worker(), list[str]()

    def read(number: int) -> None:
        for turn in range(10):
            name = f"{number}-{turn}.txt"
            newsletter = reader.parse(f"Kirje {name}\n\nAvustusta haetaan.".encode(), name)
            found.extend([name] if newsletter.source == name and name in newsletter.text else [])

    threads = [threading.Thread(target=read, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 80
    reader.close()


def test_closing_breaks_off_a_reading() -> None:
    reader, told = Worker(), list[str]()

    def read() -> None:
        try:
            reader.parse(doubling_pdf(), "kuviot.pdf")
        except NewsletterError as error:
            told.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    wait_until(lambda: reader._process is not None)
    start = time.monotonic()
    reader.close()
    thread.join()
    assert time.monotonic() - start < 10
    assert "keskeytyi" in told[0]


def wait_until(done: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


PARENT = """
import sys, threading, time
from pathlib import Path
from assistant.newsletters import worker
worker.parse_apart(b"Kirje", "kirje.txt")
print(worker._shared._process._popen.pid, flush=True)
if sys.argv[1:]:
    worker.parse_apart(Path(sys.argv[1]).read_bytes(), "kuviot.pdf")
time.sleep(60 if "sleep" in sys.argv else 0)
"""


@pytest.mark.parametrize("busy", [False, True])
def test_the_process_ends_with_its_parent_however_that_ends(tmp_path: Path, busy: bool) -> None:
    (tmp_path / "kuviot.pdf").write_bytes(doubling_pdf())
    arguments = [str(tmp_path / "kuviot.pdf")] if busy else [os.devnull, "sleep"]
    code = PARENT if busy else PARENT.replace("if sys.argv[1:]:", "if False:")
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_running(child)
        time.sleep(1)
        parent.kill()
    wait_until(lambda: not is_running(child), seconds=10)


def test_the_process_ends_when_the_program_does(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", PARENT], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    wait_until(lambda: not is_running(int(done.stdout)))
    assert list(tmp_path.iterdir()) == []


def test_it_starts_without_what_is_heavy() -> None:
    """The parsers' own libraries are loaded with the first file that needs them; no model is."""
    code = (
        "import sys, assistant.newsletters.worker; print([n for n in ('torch', 'numpy', 'gradio') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
