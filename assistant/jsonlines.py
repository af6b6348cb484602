"""Records to JSON lines that a person can read, and back.

    Span(3, 9) <-> [3, 9]; Money(...) <-> {"kind": "Money", "amount": "38800000", ...}

Works on any frozen dataclass by its annotations, which are looked up once a class: a new field needs no line here. No pickle:
an index that came from elsewhere can hold wrong data but never runs.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from assistant.records import Span

Decoder = Callable[[Any], Any]


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
    kind: Any = type(value)
    if value is None or kind is str or kind is int:
        return value
    if kind is Span:
        return [value.start, value.stop]
    if kind is tuple or kind is list:
        return [encode(item) for item in value]
    names = _field_names(kind)
    if names is not None:
        return {name: encode(getattr(value, name)) for name in names}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def decode(kind: Any, value: Any) -> Any:
    """What `encode` made of a value of type `kind`, back. Raises ValueError, TypeError or KeyError where it made no such."""
    return _decoder(kind)(value)


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


@cache
def _decoder(kind: Any) -> Decoder:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        (chosen,) = [choice for choice in get_args(kind) if choice is not types.NoneType]
        return _optional(_decoder(chosen))
    if origin is tuple:
        return _tuple(get_args(kind))
    if kind is Span:
        return _span
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if kind in {date, time}:
        from_text: Decoder = kind.fromisoformat
        return from_text
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        by_value: Decoder = kind
        return by_value
    return _plain(kind)


def _optional(inner: Decoder) -> Decoder:
    return lambda value: None if value is None else inner(value)


def _tuple(kinds: tuple[Any, ...]) -> Decoder:
    inner = [_decoder(kind) for kind in kinds if kind is not Ellipsis]
    if Ellipsis in kinds:
        return lambda value: tuple([inner[0](item) for item in value])
    return lambda value: tuple([read(item) for read, item in zip(inner, value, strict=True)])


def _span(value: Any) -> Span:
    start, stop = value
    return Span(start, stop)


def _record(kind: type) -> Decoder:
    read = [(name, _decoder(hint)) for name, hint in get_type_hints(kind).items()]
    return lambda value: kind(**{name: inner(value[name]) for name, inner in read})


def _plain(kind: type) -> Decoder:
    def read(value: Any) -> Any:
        if kind is float and isinstance(value, int):
            return float(value)
        if not isinstance(value, kind):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return read
