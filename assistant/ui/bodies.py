"""What the body of a request may hold, and how much of it is read.

Gradio takes any value of JSON that looks like a file for one, whatever part of the page it is sent to, and fetches it where its
path is a web address. So such values are refused here, before Gradio sees them, and a body ends where it grows too long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

from starlette.formparsers import MultiPartException

from assistant.newsletters.decoding import MAX_BYTES

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

MOST_ASKED = 1_000_000  # bytes of a question, an event or a call of a tool
MOST_SENT = MAX_BYTES + 1_000_000  # bytes of newsletters sent at once, with what stands between them
_FILE = "gradio.FileData"
_ADDRESS = re.compile(r"[\s\x00-\x1f]*(?:[a-z][a-z0-9+.-]+:|[/\\]{2})", re.IGNORECASE)  # "C:" alone is a drive
_OWN_FILE = "/file="


class TooLongError(MultiPartException):
    """A body is longer than it may be. Of a kind at which the reader of a form removes what it has kept of it."""

    def __init__(self) -> None:
        super().__init__("too long")


class LostError(Exception):
    """The sender went away before the end of the body."""


class Limited:
    """Gives on what `receive` gives. Raises TooLongError when the pieces of the body come to more than `most` bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    @property
    def passed(self) -> bool:
        """Whether the body was longer."""
        return self._left < 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.passed:
            raise TooLongError
        return message


class Read:
    """A body that was read already: given once, then what `receive` gives."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._message: Message | None = {"type": "http.request", "body": body, "more_body": False}
        self._receive = receive

    async def __call__(self) -> Message:
        message, self._message = self._message, None
        return await self._receive() if message is None else message


async def read_body(receive: Receive, most: int) -> bytes:
    """The whole body. Raises TooLongError, holding no more than `most` bytes and a piece, and LostError."""
    limited, body, more = Limited(receive, most), bytearray(), True
    while more:
        message = await limited()
        if message["type"] == "http.disconnect":
            raise LostError
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def read_json(body: bytes) -> Any:
    """The value in a body, read as Gradio reads it. Raises ValueError where it is not JSON, or nested too deep to be read."""
    try:
        return json.loads(body)
    except RecursionError as exc:
        raise ValueError("nested too deep") from exc


def holds_foreign(value: object, *, files: bool) -> bool:
    """Whether a value of JSON holds, at any depth, a file at a web address, or any file at all unless `files` are allowed."""
    pending = [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, list):
            pending.extend(inner)
        elif isinstance(inner, dict):
            if _is_foreign(inner, files):
                return True
            pending.extend(inner.values())
    return False


def _is_foreign(value: dict[str, object], files: bool) -> bool:
    meta, path, url = value.get("meta"), value.get("path"), value.get("url")
    named = isinstance(meta, dict) and meta.get("_type") == _FILE
    if not named and "path" not in value:
        return False
    if named and not files:
        return True
    return _is_address(path) or (_is_address(url) and not _is_own(url, path))


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _ADDRESS.match(value) is not None


def _is_own(url: object, path: object) -> bool:
    """Whether a file's address is what the page itself gives to an uploaded file: ".../file=" and the path."""
    return isinstance(url, str) and unquote(url.partition(_OWN_FILE)[2]) == path
