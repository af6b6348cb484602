"""Memory of a process with the assistant loaded, and the most that indexing takes, in MiB; each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

_INDEX = """
from assistant.indexing import build
from assistant.settings import Settings
build(Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2])))
"""
_LOADED = """
from assistant.dialogue import load_assistant
from assistant.settings import Settings
assistant = load_assistant(Settings(index=Path(sys.argv[2])))
"""
_LIBRARIES = """
import sentence_transformers, faiss
"""
_TELL = """
import json
told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(json.dumps({name: int(told[key].split()[0]) / 1024 for name, key in (("at rest", "VmRSS"), ("peak", "VmHWM"))}))
"""


def run(squad: Path) -> list[dict[str, Any]]:
    """A row for each process."""
    with tempfile.TemporaryDirectory() as own, tempfile.TemporaryDirectory() as large:
        return [
            {"process": "sentence_transformers and faiss imported"} | _measure(_LIBRARIES, Path("corpus"), own),
            {"process": "indexing corpus/"} | _measure(_INDEX, Path("corpus"), own),
            {"process": "assistant loaded, corpus/"} | _measure(_LOADED, Path("corpus"), own),
            {"process": "indexing the articles"} | _measure(_INDEX, squad.resolve() / "corpus", large),
            {"process": "assistant loaded, the articles"} | _measure(_LOADED, Path("corpus"), large),
        ]


def _measure(code: str, corpus: Path, index: str) -> dict[str, float]:
    whole = f"import sys\nfrom pathlib import Path\n{code}{_TELL}"
    command = [sys.executable, "-c", whole, str(corpus), index]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    figures: dict[str, float] = json.loads(done.stdout)
    return {f"MiB {name}": value for name, value in figures.items()}
