"""Cosines by row, the nearest rows in order, for the exact index and for the compressed one; damage told in our own words."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.dense import DenseIndex
from assistant.errors import IndexDamagedError

EXACT, COMPRESSED = 1_000_000, 0
KINDS = pytest.mark.parametrize("exact_rows", [EXACT, COMPRESSED], ids=["exact", "compressed"])


def unit_rows(count: int, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, dimension))
    unit: NDArray[np.float64] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit.astype(np.float32)


def nearest(rows: NDArray[np.float32], vector: NDArray[np.float32], among: NDArray[np.int64], count: int) -> list[int]:
    ordered: list[int] = among[np.argsort(-(rows[among] @ vector), kind="stable")][:count].tolist()
    return ordered


@settings(max_examples=20, deadline=None)  # machines that run other things too
@given(st.integers(1, 40), st.integers(2, 16), st.integers(0, 1000))
@KINDS
def test_scores_are_the_cosines_in_the_order_of_rows(exact_rows: int, count: int, dimension: int, seed: int) -> None:
    rows = unit_rows(count, dimension, seed)
    index = DenseIndex.build(rows, exact_rows=exact_rows)
    tolerance = 1e-5 if index.exact else 2e-3
    np.testing.assert_allclose(index.scores(rows[-1]), rows @ rows[-1], atol=tolerance)
    np.testing.assert_allclose(index.vectors(), rows, atol=0 if index.exact else 5e-4)
    chosen = np.arange(count)[::-2].copy()
    np.testing.assert_allclose(index.cosines(rows[0], chosen), rows[chosen] @ rows[0], atol=tolerance)


@KINDS
def test_the_nearest_rows_in_order(exact_rows: int) -> None:
    rows, questions = unit_rows(3000, 32), unit_rows(20, 32, seed=1)
    index = DenseIndex.build(rows, exact_rows=exact_rows)
    assert index.exact == (exact_rows == EXACT)
    for question in questions:
        found, cosines = index.search(question, len(rows) // 2)
        # Every list is searched when so many are asked for, so that the first rows must be the nearest of all.
        assert found[:10].tolist() == nearest(rows, question, np.arange(3000), 10)
        np.testing.assert_allclose(cosines, rows[found] @ question, atol=2e-3)
        assert (np.diff(cosines) <= 0).all()


@KINDS
@pytest.mark.parametrize("share", [2, 7, 1000])
def test_a_filter_acts_inside_the_search(exact_rows: int, share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to filter, one by one and by FAISS's selector, find the nearest of the rows allowed and no others."""
    rows, question = unit_rows(3000, 32), unit_rows(1, 32, seed=1)[0]
    allowed = np.arange(3000) % share == 1
    index = DenseIndex.build(rows, exact_rows=exact_rows)
    expected = nearest(rows, question, np.flatnonzero(allowed), 5)
    assert index.search(question, 5, allowed)[0].tolist() == expected
    monkeypatch.setattr("assistant.dense._FEW", 0)
    monkeypatch.setattr("assistant.dense._PROBED", 1)
    assert index.search(question, 5, allowed)[0].tolist() == expected


@KINDS
def test_no_row_allowed(exact_rows: int) -> None:
    rows = unit_rows(30, 8)
    found, cosines = DenseIndex.build(rows, exact_rows=exact_rows).search(rows[0], 5, np.zeros(30, dtype=np.bool_))
    assert (found.shape, cosines.shape) == ((0,), (0,))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 100), st.booleans())
@KINDS
def test_as_many_rows_as_asked_for(exact_rows: int, count: int, asked: int, seed: int, limited: bool) -> None:
    rows = unit_rows(count, 8, seed)
    allowed = np.random.default_rng(seed).random(count) < 0.5 if limited else np.ones(count, dtype=np.bool_)
    found, _ = DenseIndex.build(rows, exact_rows=exact_rows).search(rows[0], asked, allowed if limited else None)
    assert len(set(found.tolist())) == len(found) == min(asked, int(allowed.sum()))
    assert allowed[found].all()


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 60))
@KINDS
def test_saves_and_loads(tmp_path_factory: pytest.TempPathFactory, exact_rows: int, count: int) -> None:
    path = tmp_path_factory.mktemp("dense") / "vectors.faiss"
    rows = unit_rows(count, 8)
    built = DenseIndex.build(rows, exact_rows=exact_rows)
    built.save(path)
    loaded = DenseIndex.load(path)
    assert (len(loaded), loaded.dimension, loaded.exact) == (count, 8, built.exact)
    np.testing.assert_array_equal(loaded.vectors(), built.vectors())
    for one, other in zip(loaded.search(rows[0], count), built.search(rows[0], count), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_indexed_again_loses_nothing_more() -> None:
    once = DenseIndex.build(unit_rows(100, 8), exact_rows=COMPRESSED).vectors()
    np.testing.assert_array_equal(DenseIndex.build(once, exact_rows=COMPRESSED).vectors(), once)


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.6, 0.95, 0.999])
@pytest.mark.parametrize(
    ("exact_rows", "harmed"), [(EXACT, "vectors.faiss"), (COMPRESSED, "vectors.faiss"), (COMPRESSED, "vectors.npy")]
)
def test_a_damaged_file(tmp_path: Path, exact_rows: int, harmed: str, kept: float) -> None:
    DenseIndex.build(unit_rows(50, 8), exact_rows=exact_rows).save(tmp_path / "vectors.faiss")
    content = (tmp_path / harmed).read_bytes()
    (tmp_path / harmed).write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss"):
        DenseIndex.load(tmp_path / "vectors.faiss")


@pytest.mark.parametrize("other", [np.zeros((49, 8), np.float16), np.zeros((50, 8), np.float32), None])
def test_vectors_of_another_index(tmp_path: Path, other: NDArray[np.float32] | None) -> None:
    DenseIndex.build(unit_rows(50, 8), exact_rows=COMPRESSED).save(tmp_path / "vectors.faiss")
    if other is None:
        (tmp_path / "vectors.npy").unlink()
    else:
        np.save(tmp_path / "vectors.npy", other)
    with pytest.raises(IndexDamagedError):
        DenseIndex.load(tmp_path / "vectors.faiss")


def test_another_kind_of_index(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    faiss.write_index(faiss.IndexLSH(8, 8), str(path))
    np.save(tmp_path / "vectors.npy", np.zeros((0, 8), np.float16))
    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss"):
        DenseIndex.load(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError):
        DenseIndex.load(tmp_path / "vectors.faiss")


@KINDS
def test_another_dimension(exact_rows: int) -> None:
    index = DenseIndex.build(unit_rows(5, 8), exact_rows=exact_rows)
    for ask in (index.scores, lambda vector: index.search(vector, 1)):
        with pytest.raises(IndexDamagedError, match="8-ulotteisia mutta kielimallin 4-ulotteisia"):
            ask(unit_rows(1, 4)[0])
