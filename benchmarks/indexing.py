"""What it costs to add one newsletter to many: seconds, texts embedded, memory.

    python benchmarks/indexing.py 500

The newsletters are corpus/'s own with their words, days and figures changed, so that none is a copy of another. The vectors are
random: what the model costs is the number of texts embedded, times what `benchmarks/retrieval.py` says of one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant import indexing
from assistant.indexing import build
from assistant.newsletters import newsletter_paths
from assistant.rendering_builds import render_build
from assistant.settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus"
DIMENSION = 384


class RandomEncoder:
    """A vector for each text, the same for the same text."""

    def encode_query(self, inputs: str, **_options: Any) -> Any:
        """One text to (d,)."""
        return np.random.default_rng(zlib.crc32(inputs.encode())).normal(size=DIMENSION).astype(np.float32)

    def encode_document(self, inputs: Sequence[str], **_options: Any) -> Any:
        """Texts to (n, d)."""
        return np.stack([self.encode_query(text) for text in inputs])


def letter(text: str, seed: int) -> str:
    """The newsletter with a third of its longer words changed for others of its words, and other figures."""
    choose = random.Random(seed)
    words = sorted(set(re.findall(r"\b[a-zäö]{6,}\b", text)))
    count = len(words) // 3
    others = dict(zip(choose.sample(words, count), choose.sample(words, count), strict=True))
    text = re.sub(r"\b[a-zäö]{6,}\b", lambda match: others.get(match.group(), match.group()), text)
    text = re.sub(r"\b(?!20\d\d)\d{3,4}\b", lambda _: str(choose.randint(100, 9999)), text)
    return re.sub(r"\b20\d\d\b", str(2000 + seed % 100), text)


def main() -> None:
    """Build, add, build again, and once more with nothing changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=500)
    count = parser.parse_args().count
    text = newsletter_paths(CORPUS)[0].read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(corpus=Path(folder, "corpus"), index=Path(folder, "index"))
        settings.corpus.mkdir()
        for number in range(count):
            (settings.corpus / f"kirje-{number:04}.txt").write_text(letter(text, number), encoding="utf-8")
        alone("all new", settings)
        (settings.corpus / "uusi.txt").write_text(letter(text, count), encoding="utf-8")
        alone("one more", settings)
        alone("nothing new", settings)


def alone(name: str, settings: Settings) -> None:
    """`timed` in a process of its own, whose memory is that build's."""
    process = multiprocessing.get_context("spawn").Process(target=timed, args=(name, settings))
    process.start()
    process.join()


def timed(name: str, settings: Settings) -> None:
    """Build and print."""
    indexing.load_encoder = lambda *_: RandomEncoder()  # type: ignore[attr-defined,assignment]
    started, processor = time.perf_counter(), time.process_time()
    words = render_build(build(settings), settings.index)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, busy = time.perf_counter() - started, time.process_time() - processor
    print(
        f"{name}: {wall:.1f} s ({busy:.1f} s of the processor), memory at most {peak:.0f} MB\n{words}\n",
        flush=True,
    )


if __name__ == "__main__":
    main()
