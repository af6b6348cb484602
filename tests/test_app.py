"""Starting the page: nothing heavy at import, one Finnish line where it cannot be served."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("gradio", "torch", "sentence_transformers", "faiss", "numpy", "icalendar")


def run_app(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TEEMAHAKU_CORPUS": str(ROOT / "corpus"), **settings}
    command = [sys.executable, str(ROOT / "app.py")]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=300)


def test_nothing_heavy_is_loaded_at_import() -> None:
    code = f"import sys, app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "akemisto"),
        ({"TEEMAHAKU_PORT": "0"}, "TEEMAHAKU_PORT"),
        ({"TEEMAHAKU_UPLOADS": "1"}, "kirjautumista"),
    ],
)
def test_what_keeps_the_page_from_opening_is_one_line(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    done = run_app(tmp_path, **settings)
    assert done.returncode == 1
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("Virhe: ")
    assert words in line


@pytest.mark.model
def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    index = tmp_path / "index"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (tmp_path / "corpus").mkdir()
    letter = "Kaupungin tiedote 1/2025\n\nAvustukset\n\nAvustushaku on auki 1.2.-28.2.2025.\n"
    (tmp_path / "corpus" / "tiedote-2025-01.txt").write_text(letter, encoding="utf-8")
    command = [sys.executable, "-m", "assistant", "index", "--corpus", str(tmp_path / "corpus"), "--index", str(index)]
    subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run_app(tmp_path, TEEMAHAKU_INDEX=str(index), TEEMAHAKU_PORT=port)
    assert done.returncode == 1
    assert f"porttiin {port}" in done.stderr.strip().splitlines()[-1]
