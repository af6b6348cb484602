"""Measure everything in one run; print tables, keep docs/performance.json and draw docs/plots/*.svg.

    python -m benchmarks --squad FOLDER                     # all parts
    python -m benchmarks --squad FOLDER --only encoder start

Parts that are not run keep what docs/performance.json says of them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import answers, encoder, memory, plots, ranking, scale, start, tables

DOCS = Path(__file__).parents[1] / "docs"
PARTS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "encoder": encoder.run,
    "ranking": ranking.run,
    "start": start.run,
    "answers": answers.run,
    "memory": memory.run,
    "scale": lambda squad: scale.run(corpus=squad / "corpus", questions=squad / "questions.jsonl"),
}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", type=Path, required=True, help="folder with corpus/ and questions.jsonl")
    parser.add_argument("--only", nargs="*", choices=list(PARTS), help="the parts to run; all without it")
    options = parser.parse_args()
    path = DOCS / "performance.json"
    for part in options.only or PARTS:
        print(f"\n## {part}\n", flush=True)
        measured = {"rows": PARTS[part](options.squad), "machine": machine()}
        results = kept(path) | {part: measured}  # read late, since another run may have written meanwhile
        print(tables.table(results[part]["rows"]), flush=True)
        path.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    plots.draw(kept(path), DOCS / "plots")


def kept(path: Path) -> dict[str, Any]:
    """What earlier runs measured."""
    results: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return results


def machine() -> dict[str, Any]:
    """Where it was measured, and how busy the cores were with other work at the end: 1.0 is one core."""
    flags = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    wide = [name for name in ("avx2", "avx512f", "avx512_vnni", "avx_vnni") if f" {name} " in flags.replace("\n", " ")]
    load = [round(value, 1) for value in os.getloadavg()]
    return {"system": platform.machine(), "cores": os.cpu_count(), "instructions": wide, "load": load}


if __name__ == "__main__":
    main()
