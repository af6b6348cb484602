"""The fingerprint of the rules covers every module that a newsletter goes through before it is embedded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_architecture import HOMES, ROOT, own_imports, top

from assistant.rules import LIBRARIES, MODULES, rules_fingerprint


def test_the_modules_import_no_others() -> None:
    """Else a change there could change what is found, and no index would be told."""
    imported = {top(other) for module, other, _ in own_imports() if top(module) in MODULES} - {""}
    assert imported <= set(MODULES)


def test_the_libraries_that_read_are_among_them() -> None:
    distributions = {
        "docx": "python-docx",
        "markdown_it": "markdown-it-py",
        "pdfminer": "pdfminer.six",
        "yaml": "PyYAML",
    }
    reading = {name for name, homes in HOMES.items() if any(top(home) in {"newsletters", "facts"} for home in homes)}
    assert {distributions.get(name, name) for name in reading} - {"rapidfuzz"} == set(LIBRARIES)


def fingerprint(folder: Path) -> str:
    code = "from assistant.rules import rules_fingerprint; print(rules_fingerprint())"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


@pytest.mark.parametrize(
    ("path", "changes"),
    [("facts/money.py", True), ("newsletters/html.py", True), ("sentences.py", True), ("ranking.py", False)],
)
def test_a_changed_source_changes_it(tmp_path: Path, path: str, changes: bool) -> None:
    shutil.copytree(ROOT / "assistant", tmp_path / "assistant", ignore=shutil.ignore_patterns("__pycache__", "ui"))
    before = fingerprint(tmp_path)
    assert before == rules_fingerprint()
    with (tmp_path / "assistant" / path).open("a", encoding="utf-8") as source:
        source.write("# changed\n")
    assert (fingerprint(tmp_path) != before) == changes
