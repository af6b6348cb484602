"""Vectors -> FAISS -> cosines by row. FAISS lives here alone: https://github.com/facebookresearch/faiss.

    DenseIndex.build(float32 (n, d)).scores(float32 (d,)) -> float32 (n,)

The index is flat, so the search is exact: with 384 dimensions a row costs 30 ns, 100,000 rows 7 ms. All rows get a score
because the fusion compares each with the mean of all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexDamagedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class DenseIndex:
    """Unit vectors by row number."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """An index of float32 (n, d), rows of length one."""
        import faiss
        import numpy as np

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Read what `save` wrote. Raises IndexDamagedError when FAISS cannot."""
        import faiss

        try:
            index = faiss.read_index(str(path))
        except RuntimeError as exc:
            raise IndexDamagedError(
                f"Hakemiston tiedosto {path.name} on vioittunut. Aja: python -m assistant index"
            ) from exc
        return cls(index)

    def save(self, path: Path) -> None:
        """Write one file."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The width of the vectors."""
        return int(self._index.d)

    def vectors(self) -> NDArray[np.float32]:
        """All vectors back, float32 (n, d), for an index built from this one."""
        vectors: NDArray[np.float32] = self._index.reconstruct_n(0, len(self))
        return vectors

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of a unit vector (d,) with each row, float32 (n,).

        Raises IndexDamagedError when the width is another than the index's: it was made with another model.
        """
        import numpy as np

        if vector.shape != (self.dimension,):
            raise IndexDamagedError(
                f"Hakemiston vektorit ovat {self.dimension}-ulotteisia mutta kielimallin {vector.shape[-1]}-ulotteisia."
                " Aja: python -m assistant index"
            )
        if not len(self):
            return np.empty(0, dtype=np.float32)
        cosines, rows = self._index.search(vector[None, :], len(self))
        scores = np.empty(len(self), dtype=np.float32)
        scores[rows[0]] = cosines[0]
        return scores
