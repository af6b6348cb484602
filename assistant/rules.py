"""What sections, passages and facts are found by, as a short text that changes when any of it does.

    rules_fingerprint() -> "9f0c1d..."

An index keeps it, so that the next indexing reads everything anew after a change of the program. The sources themselves are
hashed: nobody has to remember to raise a number, and an installed package has them too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

MODULES = ("errors", "facts", "finnish", "newsletters", "passages", "records", "rules", "sections", "sentences")
"""The modules and packages of `assistant` that a newsletter goes through before it is embedded."""
LIBRARIES = ("lxml", "markdown-it-py", "pdfminer.six", "phonenumbers", "python-docx", "PyYAML")
"""The libraries that they read with."""


@cache
def rules_fingerprint() -> str:
    """Of the files of MODULES and the versions of LIBRARIES."""
    digest = hashlib.sha256()
    for name in MODULES:
        module = files("assistant") / name
        for source in _sources(module) if module.is_dir() else [files("assistant") / f"{name}.py"]:
            digest.update(f"{name}/{source.name}\0".encode() + source.read_bytes() + b"\0")
    for library in LIBRARIES:
        digest.update(f"{library} {_version(library)}\0".encode())
    return digest.hexdigest()[:16]


def _sources(package: Traversable) -> Iterator[Traversable]:
    return iter(sorted((file for file in package.iterdir() if file.name.endswith(".py")), key=lambda file: file.name))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
