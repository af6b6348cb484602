"""What visitors thought of answers -> one line of JSON each, in a file of this machine. Nothing is sent anywhere.

{"time": "2022-12-24T12:00:00", "question": "...", "answer": "...", "rating": "huono", "why": "..."}
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

RATINGS = ("hyva", "huono")
_LONGEST = 2000
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion; `rating` is one of RATINGS. A reason given later is a line of its own."""

    time: str
    question: str
    answer: str
    rating: str
    why: str = ""


def keep_feedback(feedback: Feedback, path: Path) -> None:
    """Add a line to the file, which is made where it is missing. Raises OSError where that cannot be done."""
    values = {name: value[:_LONGEST] for name, value in asdict(feedback).items()}
    line = json.dumps(values, ensure_ascii=False) + "\n"
    with _lock:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(line)
