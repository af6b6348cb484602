"""The analyses of a corpus's words, kept with its index: a new process need not make them again.

    WordAnalyses.of(["hankehaun"], lemmatizer).save(path);  lemmatizer.remember(WordAnalyses.load(path).get)

Reading one takes 3 µs, libvoikko takes 65 µs for a new word and pyvoikko 500 µs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

from assistant.errors import IndexDamagedError
from assistant.finnish import Lemmatizer, WordAnalysis


class WordAnalyses:
    """Words as they are written -> their analyses, which become objects when asked for."""

    def __init__(self, rows: Mapping[str, list[Any]]) -> None:
        self._rows = rows

    @classmethod
    def of(cls, written: Iterable[str], lemmatizer: Lemmatizer) -> WordAnalyses:
        """The analyses of some words by a lemmatizer."""
        return cls({word: list(astuple(lemmatizer.analyse(word))) for word in written})

    @classmethod
    def load(cls, path: Path) -> WordAnalyses:
        """Read what `save` wrote. Raises IndexDamagedError."""
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            fits = isinstance(rows, dict) and all(isinstance(row, list) and len(row) == 5 for row in rows.values())
        except (OSError, ValueError, RecursionError) as exc:
            raise _damaged(path) from exc
        if not fits:
            raise _damaged(path)
        return cls(rows)

    def save(self, path: Path) -> None:
        """Write one JSON object."""
        path.write_text(json.dumps(self._rows, ensure_ascii=False), encoding="utf-8")

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, word: str) -> WordAnalysis | None:
        """The analysis of a word, None for one that is not kept."""
        row = self._rows.get(word)
        if row is None:
            return None
        written, baseforms, parts, classes, known = row
        return WordAnalysis(written, tuple(baseforms), tuple(parts), tuple(classes), known)


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(f"Hakemiston tiedosto {path.name} on vioittunut. Aja: python -m assistant index")
