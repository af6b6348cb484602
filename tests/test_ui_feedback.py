"""Opinions are kept in a file of this machine."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.ui.feedback import Feedback, keep_feedback


def test_opinions_are_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "uusi" / "palaute.jsonl"
    keep_feedback(Feedback("2022-12-24T12:00:00", "Kuka?\nMikä?", "Åsa", "huono", "väärä henkilö"), path)
    keep_feedback(Feedback("2022-12-24T12:01:00", "x" * 100_000, "", "hyva"), path)
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert first["why"] == "väärä henkilö"
    assert first["question"] == "Kuka?\nMikä?"
    assert len(second["question"]) == 2000


def test_many_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "palaute.jsonl"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: keep_feedback(Feedback("", str(n), "", "hyva"), path), range(200)))
    questions = {json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines()}
    assert questions == {str(n) for n in range(200)}
