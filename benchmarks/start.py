"""From the start of a process to its first answer, against the imports of the three large libraries alone."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
ROUNDS = 3
QUESTION = "Mitkä haut ovat nyt auki?"


def run(_squad: Path) -> list[dict[str, Any]]:
    """A row for the imports and one for the answer, of fresh processes that take turns."""
    with tempfile.TemporaryDirectory() as folder:
        assistant = [sys.executable, "-m", "assistant"]
        _seconds([*assistant, "index", "--corpus", "corpus", "--index", folder])
        processes = {
            "import sentence_transformers, faiss, gradio": [
                sys.executable,
                "-c",
                "import sentence_transformers, faiss, gradio",
            ],
            "first answer (ask)": [*assistant, "ask", QUESTION, "--index", folder],
        }
        seconds: dict[str, list[float]] = {name: [] for name in processes}
        for _ in range(ROUNDS):
            for name, command in processes.items():
                seconds[name].append(_seconds(command))
    imports = next(iter(seconds.values()))
    return [
        {
            "process": name,
            "median s": median(taken),
            "best s": min(taken),
            "of the imports": median(taken) / median(imports),
        }
        for name, taken in seconds.items()
    ]


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started
