"""A cache that is right or not used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.prepared_files import file_digest, prepared


def never() -> bytes:
    raise AssertionError("made again")


def test_made_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "kept.bin"
    assert prepared(path, lambda: b"content") == b"content"
    assert prepared(path, never) == b"content"
    assert list(path.parent.iterdir()) == [path]


@given(place=st.integers(min_value=0, max_value=38), letter=st.binary(min_size=1, max_size=1))
def test_a_changed_byte_is_seen(tmp_path_factory: pytest.TempPathFactory, place: int, letter: bytes) -> None:
    path = tmp_path_factory.mktemp("cache") / "kept.bin"
    prepared(path, lambda: b"content")
    kept = path.read_bytes()
    changed = kept[:place] + letter + kept[place + 1 :]
    path.write_bytes(changed)
    assert prepared(path, lambda: b"new") == (b"content" if changed == kept else b"new")


@pytest.mark.parametrize("kept", [b"", b"short", b"0" * 32, b"0" * 1000])
def test_a_strange_file_is_made_anew(tmp_path: Path, kept: bytes) -> None:
    path = tmp_path / "kept.bin"
    path.write_bytes(kept)
    assert prepared(path, lambda: b"content") == b"content"
    assert prepared(path, never) == b"content"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / "file" / "kept.bin"
    assert [prepared(path, lambda: b"content") for _ in range(2)] == [b"content"] * 2


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept.bin"
    (path / "inside").mkdir(parents=True)
    assert prepared(path, lambda: b"content") == b"content"
    assert list(tmp_path.iterdir()) == [path]


def test_a_digest_tells_files_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"content")
    two.write_bytes(b"content")
    assert file_digest(one) == file_digest(one)
    assert len({file_digest(one), file_digest(two), file_digest(one, two)}) == 3
