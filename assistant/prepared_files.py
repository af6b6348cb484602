"""What takes time to make is made once and kept in a cache folder, checked each time it is read.

    prepared(cache / "bundled-0123abcd.onnx", make) -> bytes: from the file where it is whole, else from `make`

A cache is a convenience: where it cannot be read or written the content is made again, without a word.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_DIGEST_BYTES = hashlib.sha256().digest_size
_HEAD_BYTES = 1 << 20


def prepared(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content kept at `path`, or what `make` gives, kept there for the next time.

    The file is the SHA-256 of the content, then the content: a file that was cut short or changed is not used.
    """
    kept = _read(path)
    if kept is not None:
        return kept
    content = make()
    with suppress(OSError):
        _write(path, content)
    return content


def file_digest(*paths: Path) -> str:
    """A short text told by the names, sizes and first MB of files, so that large ones cost no time. Raises OSError."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as content:
            digest.update(f"{path.name} {path.stat().st_size}\n".encode() + content.read(_HEAD_BYTES))
    return digest.hexdigest()[:16]


def _read(path: Path) -> bytes | None:
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    content = kept[_DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == kept[:_DIGEST_BYTES] else None


def _write(path: Path, content: bytes) -> None:
    """Beside its place first and then moved there, so that no reader meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}-", suffix=".part")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
