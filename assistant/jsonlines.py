"""Records to JSON lines that a person can read, and back.

    Span(3, 9) <-> [3, 9]; Money(...) <-> {"kind": "Money", "amount": "38800000", ...}

Works on any frozen dataclass of `records` by its annotations: a new field needs no line here. No pickle: an index that came
from elsewhere can hold wrong data but never runs.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from assistant.records import Span


def write_records(path: Path, records: Iterable[Any]) -> None:
    """One record a line, each with its `kind`, the name of its class."""
    with path.open("w", encoding="utf-8") as lines:
        for record in records:
            lines.write(json.dumps({"kind": type(record).__name__} | encode(record), ensure_ascii=False) + "\n")


def read_records(path: Path, *kinds: type) -> Iterator[Any]:
    """The records of a file, each of one of `kinds`.

    Raises OSError, or ValueError, TypeError or KeyError where a line is no such record.
    """
    by_name = {kind.__name__: kind for kind in kinds}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield decode(by_name[row.pop("kind")], row)


def encode(value: Any) -> Any:
    """A record, or a value inside one, as JSON can hold it."""
    if isinstance(value, Span):
        return [value.start, value.stop]
    if is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def decode(kind: Any, value: Any) -> Any:
    """What `encode` made of a value of type `kind`, back."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        chosen = [choice for choice in get_args(kind) if choice is not types.NoneType]
        return None if value is None else decode(chosen[0], value)
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(decode(inner[0], item) for item in value)
        return tuple(decode(choice, item) for choice, item in zip(inner, value, strict=True))
    if kind is Span:
        start, stop = value
        return Span(start, stop)
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: decode(hint, value[name]) for name, hint in _hints(kind).items()})
    if kind in {date, time}:
        return kind.fromisoformat(value)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(value)
    if kind is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
