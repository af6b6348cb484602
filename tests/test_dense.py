"""Exact cosines by row, and damage told in our own words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.dense import DenseIndex
from assistant.errors import IndexDamagedError


def unit_rows(count: int, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, dimension))
    unit: NDArray[np.float64] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit.astype(np.float32)


@settings(deadline=None)  # machines that run other things too
@given(st.integers(1, 40), st.integers(2, 16), st.integers(0, 1000))
def test_scores_are_the_cosines_in_the_order_of_rows(count: int, dimension: int, seed: int) -> None:
    rows = unit_rows(count, dimension, seed)
    index = DenseIndex.build(rows)
    np.testing.assert_allclose(index.scores(rows[-1]), rows @ rows[-1], atol=1e-5)
    np.testing.assert_array_equal(index.vectors(), rows)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 20))
def test_saves_and_loads(tmp_path_factory: pytest.TempPathFactory, count: int) -> None:
    path = tmp_path_factory.mktemp("dense") / "vectors.faiss"
    rows = unit_rows(count, 8)
    DenseIndex.build(rows).save(path)
    loaded = DenseIndex.load(path)
    assert (len(loaded), loaded.dimension) == (count, 8)
    np.testing.assert_array_equal(loaded.vectors(), rows)


@pytest.mark.parametrize("keep", [0, 10, 60])
def test_a_damaged_file(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "vectors.faiss"
    DenseIndex.build(unit_rows(5, 8)).save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss"):
        DenseIndex.load(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError):
        DenseIndex.load(tmp_path / "vectors.faiss")


def test_another_dimension() -> None:
    with pytest.raises(IndexDamagedError, match="8-ulotteisia mutta kielimallin 4-ulotteisia"):
        DenseIndex.build(unit_rows(5, 8)).scores(unit_rows(1, 4)[0])
