"""The whole answer against embedding the question alone, over questions about corpus/."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from assistant.answer_records import Conversation
from assistant.dialogue import load_assistant
from assistant.embeddings import embed_query
from assistant.indexing import build
from assistant.settings import Settings

ROUNDS = 3
TODAY = date(2022, 12, 5)
ASKED = (
    "Kuka vastaa {}?",
    "Milloin haku aukeaa, kun aiheena on {}?",
    "Paljonko rahaa on varattu: {}?",
    "Mitä tavoitellaan, kun aiheena on {}?",
)


def run(_squad: Path) -> list[dict[str, Any]]:
    """Medians over questions about each section's topic, embedding and answering in turns."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus=Path("corpus"), index=Path(folder))
        build(settings)
        assistant = load_assistant(settings)
    topics = [section.topic.lower() for section in assistant.index.sections]
    questions = [asked.format(topic) for topic in topics for asked in ASKED]
    embedding: list[float] = []
    answering: list[float] = []
    for _ in range(ROUNDS):
        for question in questions:
            started = time.perf_counter()
            embed_query(assistant.encoder, question)
            between = time.perf_counter()
            assistant.ask(question, Conversation(), TODAY)
            embedding.append(between - started)
            answering.append(time.perf_counter() - between)
    return [
        {"what": "embedding the question", "median ms": 1000 * median(embedding), "n": len(embedding)},
        {"what": "the whole answer", "median ms": 1000 * median(answering), "n": len(answering)},
    ]
