"""Files and folders -> newsletters."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import CorpusError, NewsletterError
from assistant.newsletters import newsletter_paths, read_corpus, read_newsletter
from assistant.newsletters.reading import READERS

TEXT = "Kirje\n\nAvustusta haetaan maaliskuussa."


def test_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    for name in ("b.txt", "a.md", "2024/c.HTML", ".piilo.txt", "README.md", "kuva.png"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [path.name for path in newsletter_paths(tmp_path)] == ["a.md", "b.txt", "c.HTML"]


def test_bad_files_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "hyva.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "hyva.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tyhja.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "kuva.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "rikki.pdf").write_bytes(b"%PDF-1.7 katkesi")
    (tmp_path / "rikki.docx").write_bytes(b"PK")
    (tmp_path / "tyhja.html").write_bytes(b"<html><body></body></html>")
    (tmp_path / "kansio.txt").mkdir()
    with (tmp_path / "iso.html").open("wb") as file:
        file.truncate(50_000_000)
    report = read_corpus(tmp_path)
    assert [newsletter.source for newsletter in report.newsletters] == ["hyva.md"]
    assert len(report.problems) == 7
    assert all("\n" not in problem and problem.endswith(".") for problem in report.problems)
    assert "Tiedosto iso.html on liian suuri (50 Mt)." in report.problems
    assert "Tiedosto tyhja.html on tyhjä." in report.problems


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "kirje-2024-05.TXT"
    path.write_text(TEXT, encoding="utf-8")
    newsletter = read_newsletter(path)
    assert (newsletter.newsletter_id, newsletter.source) == ("kirje-2024-05", "kirje-2024-05.TXT")


@pytest.mark.parametrize("name", ["puuttuu.txt", "outo.xyz"])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(NewsletterError, match=name):
        read_newsletter(tmp_path / name)


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="ei ole"):
        read_corpus(tmp_path / "puuttuu")


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="ei ole yhtään"):
        read_corpus(tmp_path)


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("data", [b"\0" * 3000, b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20])
def test_binary_under_every_ending(tmp_path: Path, ending: str, data: bytes) -> None:
    path = tmp_path / f"paha{ending}"
    path.write_bytes(data)
    with pytest.raises(NewsletterError, match=f"paha{ending}"):
        read_newsletter(path)


def test_readers_cost_nothing_until_they_are_used() -> None:
    heavy = ["lxml", "docx", "pdfminer", "markdown_it", "yaml"]
    code = f"import sys, assistant.newsletters; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
