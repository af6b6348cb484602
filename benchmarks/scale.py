"""How the search by vectors grows: latency, recall, memory and build time from 1,000 to 1,000,000 rows, beside other indexes.

    python benchmarks/scale.py [SIZE ...] [--corpus DIR] [--questions FILE.jsonl] [--vectors FILE.npz]

Recall@10 is against exact search. A process of its own, with one thread, loads each saved index and asks 200 questions one at a
time. `memory_mib` is all of that process, `own_mib` that without mapped files, which the system may drop and read again;
`cpu_p95_ms` is p95 without waiting for other processes. `--vectors` keeps the real vectors, so that another run needs no model.
`ranking_scale.py` measures the whole ranking.

The rows are grown from real vectors, since chance vectors mislead both ways: isotropic ones have no neighbours worth finding and
clusters are found too easily. E5's cosines lie between 0.7 and 0.9, so its vectors are a common mean and a small part of their
own. That own part is taken of a real passage or sentence and moved by two differences between other real texts and their
near neighbours; its length stays. STEP is chosen so that as many grown vectors as real ones have the same intrinsic dimension
(Levina & Bickel 2004: 20 to 24 against 17 for all and 23 for sentences) and the same distance to the nearest neighbour (0.44
against 0.40 and 0.45). The questions are real ones as they are.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from assistant.dense import EXACT_ROWS, DenseIndex

ROOT = Path(__file__).parents[1]
SQUAD = ROOT.parent / "shared" / "eval" / "squad2-fi"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
OTHERS_AT = 100_000
TEXTS, QUESTIONS, WARM = 2500, 220, 20
STEP, NEIGHBOURS, MOVES = 0.8, 8, 2
BLOCK = 50_000


def run(
    sizes: Sequence[int] = SIZES,
    corpus: Path = SQUAD / "corpus",
    questions: Path = SQUAD / "questions.jsonl",
    vectors: Path | None = None,
) -> list[dict[str, Any]]:
    """A row for each size and kind of index: size, kind, p50_ms, p95_ms, cpu_p95_ms, recall_at_10, memory_mib, own_mib,
    build_s.

    The kinds are exact and compressed, of which "(ours)" is what the assistant takes at that size, and at OTHERS_AT rows what
    was tried beside them.
    """
    real, asked = real_vectors(corpus, questions, vectors)
    rows = []
    for size in sizes:
        grown = grow(real, size)
        truth: list[list[int]] = []
        for kind, build in kinds(size).items():
            with tempfile.TemporaryDirectory() as folder:
                row, found = measured(Path(folder), build, grown, asked)
            truth = truth or found  # the first kind is exact
            same = [len(set(own) & set(true)) / len(true) for own, true in zip(found, truth, strict=True)]
            rows.append({"size": size, "kind": kind, **row, "recall_at_10": round(float(np.mean(same)), 4)})
    return rows


def kinds(size: int) -> dict[str, Callable[[Any], Any]]:
    """Name -> a function that builds the index of vectors (n, d); the exact one first."""
    ours = "exact" if size <= EXACT_ROWS else "compressed"
    found: dict[str, Callable[[Any], Any]] = {
        f"{name} (ours)" if name == ours else name: partial(DenseIndex.build, exact_rows=most)
        for name, most in (("exact", size), ("compressed", 0))
    }
    if size == OTHERS_AT:
        lists = round(2 * math.sqrt(size))
        for kind in ("SQ8", f"IVF{lists},SQ8", f"IVF{lists},PQ96x4fs", "HNSW32,SQ8"):
            found[kind] = partial(built_by_factory, kind=kind)
    return found


def built_by_factory(grown: Any, kind: str) -> Any:
    """A FAISS index of its own description."""
    index = faiss.index_factory(grown.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    if isinstance(index, faiss.IndexIVF):
        index.cp.niter, index.cp.max_points_per_centroid = 8, 64
        index.nprobe = index.nlist // 16
    if isinstance(index, faiss.IndexHNSW):
        index.hnsw.efSearch = 128
    index.train(grown)
    index.add(grown)
    return index


def measured(
    folder: Path, build: Callable[[Any], Any], grown: Any, asked: Any
) -> tuple[dict[str, float], list[list[int]]]:
    """Build, save, and search in a process of its own: the figures, and the rows found for each question."""
    started = time.perf_counter()
    index = build(grown)
    took = time.perf_counter() - started
    ours = isinstance(index, DenseIndex)
    index.save(folder / "ours.faiss") if ours else faiss.write_index(index, str(folder / "other.faiss"))
    del index
    np.save(folder / "asked.npy", asked)
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, __file__, "--search", str(folder)],
        env=os.environ | one_thread | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    figures = json.loads(done.stdout)
    return figures["row"] | {"build_s": round(took, 1)}, figures["found"]


def search_saved(folder: Path) -> None:
    """Load the index in a folder, ask every question, print the figures as JSON. Runs in a process of its own."""
    asked = np.load(folder / "asked.npy")
    ours = folder / "ours.faiss"
    if ours.exists():
        index = DenseIndex.load(ours)
        search: Callable[[Any], Any] = lambda vector: index.search(vector, 10)[0]  # noqa: E731
    else:
        other = faiss.read_index(str(folder / "other.faiss"))
        search = lambda vector: other.search(vector[None, :], 10)[1][0]  # noqa: E731
    for vector in asked[:WARM]:
        search(vector)
    seconds, cpu, found = [], [], []
    for vector in asked[WARM:]:
        started, busy = time.perf_counter(), time.thread_time()
        rows = search(vector)
        seconds.append(time.perf_counter() - started)
        cpu.append(time.thread_time() - busy)
        found.append(rows.tolist())
    row = {
        "p50_ms": round(1000 * float(np.percentile(seconds, 50)), 2),
        "p95_ms": round(1000 * float(np.percentile(seconds, 95)), 2),
        "cpu_p95_ms": round(1000 * float(np.percentile(cpu, 95)), 2),
        "memory_mib": memory_mib("VmRSS"),
        "own_mib": memory_mib("RssAnon"),
    }
    print(json.dumps({"row": row, "found": found}))


def memory_mib(name: str) -> int:
    """The memory of this process by its name in Linux's /proc, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition(f"{name}:")[2].split()[0]) // 1024


def real_vectors(corpus: Path, questions: Path, kept: Path | None) -> tuple[Any, Any]:
    """Vectors of passages and sentences, at most TEXTS, and of QUESTIONS questions: float32 (n, d), (m, d)."""
    if kept is not None and kept.exists():
        with np.load(kept) as arrays:
            return arrays["documents"], arrays["questions"]
    from assistant.embeddings import embed_passages, embed_query, load_encoder
    from assistant.newsletters import read_corpus
    from assistant.passages import cut_passages
    from assistant.sections import split_sections

    texts = []
    for newsletter in read_corpus(corpus).newsletters:
        for passage in (passage for section in split_sections(newsletter) for passage in cut_passages(section)):
            texts += [passage.text, *(span.of(passage.text) for span in passage.sentences)]
    rows = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    encoder = load_encoder()
    documents = embed_passages(encoder, evenly(texts, TEXTS))
    asked = np.stack([embed_query(encoder, row) for row in evenly(rows, QUESTIONS)])
    if kept is not None:
        np.savez(kept, documents=documents, questions=asked)
    return documents, asked


def evenly(texts: Sequence[str], count: int) -> list[str]:
    """At most `count` of them, from all over."""
    return [texts[place] for place in np.unique(np.linspace(0, len(texts) - 1, count).astype(int))]


def grow(real: Any, size: int, origins: Any = None, seed: int = 0) -> Any:
    """`size` vectors grown from real ones, float32 (size, d); each from a chance one, or from the rows `origins`, (size,)."""
    chance = np.random.default_rng(seed)
    mean = real.mean(axis=0)
    own = real - mean
    lengths = np.linalg.norm(own, axis=1, keepdims=True)
    likeness = real @ real.T
    np.fill_diagonal(likeness, -1)
    near = np.argsort(-likeness, axis=1)[:, :NEIGHBOURS]
    grown = np.empty((size, real.shape[1]), dtype=np.float32)
    for start in range(0, size, BLOCK):
        count = min(BLOCK, size - start)
        rows = chance.integers(len(real), size=count) if origins is None else origins[start : start + count]
        moved = own[rows].copy()
        for _ in range(MOVES):
            others = chance.integers(len(real), size=count)
            neighbours = near[others, chance.integers(NEIGHBOURS, size=count)]
            moved += STEP / math.sqrt(MOVES) * (real[others] - real[neighbours])
        moved *= lengths[rows] / np.linalg.norm(moved, axis=1, keepdims=True)
        grown[start : start + count] = unit(moved + mean)
    return grown


def unit(rows: Any) -> Any:
    """Rows of length one."""
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--corpus", type=Path, default=SQUAD / "corpus")
    parser.add_argument("--questions", type=Path, default=SQUAD / "questions.jsonl")
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--search", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search:
        search_saved(options.search)
        return
    columns = ("size", "kind", "p50_ms", "p95_ms", "cpu_p95_ms", "recall_at_10", "memory_mib", "own_mib", "build_s")
    print(" | ".join(columns))
    for size in options.sizes:
        for row in run([size], options.corpus, options.questions, options.vectors):
            print(" | ".join(str(row[column]) for column in columns), flush=True)


if __name__ == "__main__":
    main()
