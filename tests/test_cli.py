"""The true command in a process of its own: exit statuses and one Finnish line on stderr."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LETTER = """# Kyläkirje 3/2032

## Saunojen kunnostus

Kylien saunat kunnostetaan. Saunoihin annetaan 15 000 euroa.
"""


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The true command in a process of its own."""
    command = [sys.executable, "-W", "error", "-m", "assistant", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120, **options)


def one_line(err: str) -> str:
    (line,) = err.splitlines()
    return line


def test_help_costs_nothing() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "assistant", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert done.returncode == 0
    assert "assistant" in imported
    assert (
        not {"torch", "faiss", "gradio", "sentence_transformers", "bm25s", "numpy", "phonenumbers", "lxml"} & imported
    )


def test_an_empty_corpus(tmp_path: Path) -> None:
    done = run("index", "--corpus", str(tmp_path), "--index", str(tmp_path / "hakemisto"))
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr).startswith("Virhe: ")
    assert "ei ole yhtään luettavaa uutiskirjettä" in done.stderr
    assert not (tmp_path / "hakemisto").exists()


def test_a_binary_file_is_no_newsletter(tmp_path: Path) -> None:
    (tmp_path / "kuva.txt").write_bytes(bytes(range(256)) * 20)
    done = run("index", "--corpus", str(tmp_path), "--index", str(tmp_path / "hakemisto"))
    assert done.returncode == 1
    assert "kuva.txt" in one_line(done.stderr)


@pytest.mark.parametrize(
    "command",
    [["ask", "Kuka?"], ["search", "saunat"], ["facts"], ["facts", "--json"]],
)
def test_a_missing_index(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, "--index", str(tmp_path / "ei-ole"))
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr).startswith("Virhe: Hakemistoa ei ole")


@pytest.mark.parametrize("command", [["ask", "--batch"], ["search", "--batch"], ["evaluate"]])
def test_a_missing_question_file(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, str(tmp_path / "ei-ole.jsonl"))
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done.stderr).startswith("Virhe: Kysymystiedostoa")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "puuttuu: komento"),
        (["ask", "Kuka?", "--today", "huomenna"], "'huomenna' ei ole päivä"),
        (["search"], "anna haku tai --batch"),
        (["search", "x", "--limit", "-1"], "--limit"),
    ],
)
def test_wrong_arguments(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variable", "value"), [("LEMMATIZER", "snowball"), ("PORT", "ovi"), ("UPLOADS", "ehkä"), ("USER", "ylläpito")]
)
def test_an_impossible_setting(variable: str, value: str) -> None:
    done = run("facts", env=os.environ | {f"TEEMAHAKU_{variable}": value})
    assert (done.returncode, done.stdout) == (1, "")
    assert f"TEEMAHAKU_{variable}" in one_line(done.stderr)


def test_a_terminal_without_finnish_letters(tmp_path: Path) -> None:
    done = run("facts", "--index", str(tmp_path), env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert "Hakemistoa ei ole" in one_line(done.stderr)


@pytest.mark.model
def test_the_whole_way_with_the_true_model(tmp_path: Path) -> None:
    option = ["--index", str(tmp_path / "hakemisto")]
    (tmp_path / "kirje.md").write_text(LETTER, encoding="utf-8")
    built = run("index", "--corpus", str(tmp_path), *option)
    assert (built.returncode, built.stdout[:17]) == (0, "Hakemisto tehtiin")
    asked = run("ask", "Paljonko rahaa saunoihin annetaan?", "--today", "2032-03-10", *option)
    assert asked.returncode == 0, asked.stderr
    assert "15 000 euroa" in asked.stdout
    assert "[1] Kyläkirje 3/2032: Saunojen kunnostus" in asked.stdout
    assert "Traceback" not in asked.stderr
