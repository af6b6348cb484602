"""The training data: every question is whole, every quote stands in its newsletter, and no publisher is in two splits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.checking import SPLITS, find_faults, folders, main, read_questions

QUESTION: dict[str, Any] = {
    "id": "k1",
    "category": "money",
    "turns": ["Paljonko laituriin saa?"],
    "sections": ["Laiturit"],
    "must": [["500 euroa"]],
    "must_not": [],
    "answerable": True,
    "lang": "fi",
    "style": "plain",
    "operation": "tell",
    "wanted": ["amount"],
    "follows": False,
    "quotes": ["Laituriin saa 500 euroa."],
    "newsletter": "kirje-2025-01.md",
}


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_the_questions_of_a_folder_are_whole(folder: Path) -> None:
    assert list(find_faults(folder, read_questions(folder))) == []


def test_every_split_has_questions_that_are_not_answered() -> None:
    for split in SPLITS:
        questions = [question for folder in folders(split) for question in read_questions(folder)]
        assert 0.2 < sum(not question["answerable"] for question in questions) / len(questions) < 0.45


def test_no_newsletter_is_in_two_folders() -> None:
    letters = [path.name for folder in folders() for path in folder.iterdir() if path.name != "questions.jsonl"]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"quotes": ["Laituriin saa 600 euroa."]}, "quote is not there"),
        ({"must": [["600 euroa"]]}, "stands in the quotes"),
        ({"quotes": []}, "has no quotes"),
        ({"operation": "sing"}, "operation 'sing' is unknown"),
        ({"wanted": ["money"]}, "wanted 'money' is unknown"),
        ({"follows": True}, "follows nothing"),
        ({"answerable": False}, "is not answered and yet"),
        ({"newsletter": "toinen.md"}, "there is no newsletter toinen.md"),
        ({"turns": None}, "lacks turns"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, changed: dict[str, Any], fault: str) -> None:
    faults = list(find_faults(written(tmp_path, QUESTION | changed), [QUESTION | changed]))
    assert any(fault in line for line in faults)
    assert list(find_faults(tmp_path, [QUESTION])) == []


def test_the_program_tells_faults_and_says_so_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(tmp_path, QUESTION))]) == 0
    assert "no faults" in capsys.readouterr().out
    assert main([str(written(tmp_path, QUESTION | {"style": "loud"}))]) == 1
    assert "style 'loud' is unknown" in capsys.readouterr().out


def written(folder: Path, question: dict[str, Any]) -> Path:
    """A folder with one newsletter and one question."""
    (folder / "kirje-2025-01.md").write_text("# Kirje\n\n## Laiturit\n\nLaituriin saa 500 euroa.\n", encoding="utf-8")
    (folder / "questions.jsonl").write_text(json.dumps(question, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder
