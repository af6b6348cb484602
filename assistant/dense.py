"""Vectors -> FAISS -> cosines by row. FAISS lives here alone: https://github.com/facebookresearch/faiss.

    index = DenseIndex.build(float32 (n, d))
    index.search(float32 (d,), 10)            -> rows int64 (10,), cosines float32 (10,), best first
    index.cosines(float32 (d,), int64 (m,))   -> float32 (m,)

Up to EXACT_ROWS vectors are kept as they are and every search is exact (100,000 rows of 384: 7 ms on one core). More are searched
by an inverted file of two-bit RaBitQ codes (https://arxiv.org/abs/2405.12497), 140 bytes a row in memory, and the nearest of
those are compared by their vectors in half precision, mapped from a file of their own: a search reads a few hundred of them.
`benchmarks/scale.py` has the measures of this and of what was tried beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexDamagedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT_ROWS = 100_000
_PROBED, _LEAST_PROBED = 16, 64  # one list of so many is searched, and at least so many lists
_COMPARED, _COMPARED_FACTOR = (
    200,
    4,
)  # rows compared by their own vectors: at least so many, and so many times those asked for
_TRAINED = 64  # vectors for each list that k-means sees; more changed no recall
_ROUNDS = 8  # of k-means
_FEW = 10_000  # allowed rows that are compared one by one, which is exact and takes 10 ms
_BLOCK = 1 << 16


class DenseIndex:
    """Unit vectors by row number. Nothing of it changes once built, so threads may share it.

    `index` is flat, or an inverted file; then `halves`, float16 (n, d), has the vectors.
    """

    def __init__(self, index: Any, halves: NDArray[np.float16] | None = None) -> None:
        self._index = index
        self._halves = halves

    @classmethod
    def build(cls, vectors: NDArray[np.float32], *, exact_rows: int = EXACT_ROWS) -> DenseIndex:
        """An index of float32 (n, d), rows of length one; exact when n is at most `exact_rows`."""
        import numpy as np

        faiss = _faiss()
        rows, dimension = vectors.shape
        exact = rows <= exact_rows
        lists = min(rows, round(2 * math.sqrt(rows)))
        index = faiss.index_factory(dimension, "Flat" if exact else f"IVF{lists},RaBitQfs2", faiss.METRIC_INNER_PRODUCT)
        if not exact:
            clustering = index.cp
            clustering.niter, clustering.max_points_per_centroid, clustering.min_points_per_centroid = (
                _ROUNDS,
                _TRAINED,
                1,
            )
        contiguous = np.ascontiguousarray(vectors, dtype=np.float32)
        index.train(contiguous)
        index.add(contiguous)
        return cls(index, None if exact else contiguous.astype(np.float16))

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Open what `save` wrote. Raises IndexDamagedError when a file is no index or the two do not fit together."""
        import numpy as np

        faiss = _faiss()
        try:
            # FAISS's own memory maps crash on files that are cut short; numpy's do not.
            index = faiss.read_index(str(path))
            if isinstance(index, faiss.IndexFlat):
                return cls(index)
            halves = np.load(path.with_suffix(".npy"), mmap_mode="r")
            fits = isinstance(index, faiss.IndexIVF) and (halves.shape, halves.dtype) == (
                (index.ntotal, index.d),
                np.float16,
            )
        except (RuntimeError, OSError, ValueError, EOFError) as exc:
            raise _damaged(path) from exc
        if not fits:
            raise _damaged(path)
        return cls(index, halves.view(np.ndarray))

    def save(self, path: Path) -> None:
        """Write `path`, and beside it the vectors as ".npy" where they are not in the index itself."""
        import numpy as np

        _faiss().write_index(self._index, str(path))
        if self._halves is not None:
            np.save(path.with_suffix(".npy"), self._halves)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The width of the vectors."""
        return int(self._index.d)

    @property
    def exact(self) -> bool:
        """Whether every search is exact, and `scores` cheap."""
        return self._halves is None

    def vectors(self, rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """The vectors of some rows or of all, float32 (m, d). Of half precision where the index is not exact; they lose nothing
        more when they are indexed again.
        """
        import numpy as np

        vectors = self._stored if self._halves is None else self._halves
        return (vectors if rows is None else vectors[rows]).astype(np.float32)

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of a unit vector (d,) with every row, float32 (n,). Raises IndexDamagedError as `search` does."""
        import numpy as np

        if self._halves is None:
            self._check_width(vector)
            return dots(self._stored, vector)
        return self.cosines(vector, np.arange(len(self)))

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine of a unit vector (d,) with the given rows, float32 (m,). Raises IndexDamagedError as `search` does."""
        import numpy as np

        self._check_width(vector)
        vectors = self._stored if self._halves is None else self._halves
        cosines = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _BLOCK):
            block = slice(start, start + _BLOCK)
            cosines[block] = dots(vectors[rows[block]].astype(np.float32, copy=False), vector)
        return cosines

    @property
    def _stored(self) -> NDArray[np.float32]:
        """The vectors of a flat index where FAISS keeps them. Its own way to compare with chosen rows starts all its threads,
        however few rows there are, and takes milliseconds where another thread has the core.
        """
        stored: NDArray[np.float32] = _faiss().rev_swig_ptr(self._index.get_xb(), len(self) * self.dimension)
        return stored.reshape(len(self), self.dimension)

    def search(
        self, vector: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `count` rows nearest to a unit vector (d,), best first, with their cosines: int64 (m,), float32 (m,).

        `allowed`, bool (n,), limits the rows; m is `count` or, where they are fewer, the number of rows allowed. Raises
        IndexDamagedError when the width is another than the index's: it was made with another model.
        """
        import numpy as np

        self._check_width(vector)
        among = len(self) if allowed is None else int(np.count_nonzero(allowed))
        count = min(count, among)
        if not count:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        if allowed is not None and among <= _FEW:
            rows = np.flatnonzero(allowed)
        else:
            rows = self._near(vector, count, allowed, len(self) / among)
        cosines = self.cosines(vector, rows)
        order = np.lexsort((rows, -cosines))[:count]
        return rows[order], cosines[order]

    def _near(
        self, vector: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None, wider: float
    ) -> NDArray[np.int64]:
        """At least `count` rows, the nearest among them as far as FAISS sees; a selector passes over rows not allowed.

        `wider` times as many lists are searched as without a filter.
        """
        import numpy as np

        faiss = _faiss()
        selector = None if allowed is None else faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        if self._halves is None:
            parameters = faiss.SearchParameters(sel=selector)
            with _one_thread():
                rows: NDArray[np.int64] = self._index.search(vector[None, :], count, params=parameters)[1][0]
            return rows
        lists = self._index.nlist
        for probed in (math.ceil(lists / _PROBED * wider), lists):
            parameters = faiss.SearchParametersIVF(nprobe=min(max(probed, _LEAST_PROBED), lists), sel=selector)
            compared = max(_COMPARED, _COMPARED_FACTOR * count)
            with _one_thread():
                rows = self._index.search(vector[None, :], compared, params=parameters)[1][0]
            rows = rows[rows >= 0]
            if len(rows) >= count:  # else the lists that were searched hold too few
                break
        return rows

    def _check_width(self, vector: NDArray[np.float32]) -> None:
        if vector.shape != (self.dimension,):
            raise IndexDamagedError(
                f"Hakemiston vektorit ovat {self.dimension}-ulotteisia mutta kielimallin {vector.shape[-1]}-ulotteisia."
                " Aja: python -m assistant index"
            )


def dots(vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The dot product of each row (n, d) with a vector (d,), float32 (n,).

    Faster than `@`, which also waits for threads of its own; and a row's is the same to the last bit whatever rows are beside it.
    """
    import numpy as np

    dots: NDArray[np.float32] = np.vecdot(vectors, vector)
    return dots


@contextmanager
def _one_thread() -> Iterator[None]:
    """One question gains little from several threads, and on a busy machine they wait for each other: 15 ms became 90.

    OpenMP keeps the number for each calling thread apart.
    """
    faiss = _faiss()
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _faiss() -> Any:
    """The library; its type hints know its C++ signatures and not what its Python layer takes."""
    import faiss

    return faiss


def _damaged(path: Path) -> IndexDamagedError:
    return IndexDamagedError(f"Hakemiston tiedosto {path.name} on vioittunut. Aja: python -m assistant index")
