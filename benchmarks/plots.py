"""The figures as SVG: one file a part, with a title and a description for those who hear the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "teemahaku", "font.size": 11})
COLOURS = {"ours": "#0b5fa5"}
OTHERS = "#6b6b6b"


def draw(results: Mapping[str, Any], folder: Path) -> None:
    """Draw what there is."""
    folder.mkdir(exist_ok=True)
    if "encoder" in results:
        rows = results["encoder"]["rows"]
        _bars({r["encoder"]: r["passages/s"] for r in rows}, "Passages a second (more is better)", folder / "index.svg")
        _bars(
            {r["encoder"]: r["ms a question"] for r in rows},
            "Milliseconds a question (less is better)",
            folder / "query.svg",
        )
    if "ranking" in results:
        held = {r["ranking"]: r["MRR@10"] for r in results["ranking"]["rows"] if r["questions"] == "held-out half"}
        _bars(held, "MRR@10, held-out articles (more is better)", folder / "ranking.svg")
    if "scale" in results:
        _lines(results["scale"]["rows"], "Milliseconds of a search, p95", folder / "scale.svg")


def _lines(rows: list[dict[str, Any]], title: str, path: Path) -> None:
    """p95 over the number of vectors, both logarithmic: exact and compressed; filled is what the assistant takes."""
    figure, axes = plt.subplots(figsize=(7, 3.6), layout="constrained")
    told = []
    for kind, colour in (("exact", OTHERS), ("compressed", COLOURS["ours"])):
        points = [row for row in rows if row["kind"].split(" ")[0] == kind]
        sizes, times = [row["size"] for row in points], [row["p95_ms"] for row in points]
        axes.plot(sizes, times, color=colour, label=kind)
        fills = [colour if row["kind"].endswith("(ours)") else "white" for row in points]
        axes.scatter(sizes, times, c=fills, edgecolors=colour, zorder=3)
        told.append(f"{kind} " + ", ".join(f"{size:,}: {ms:.3g}" for size, ms in zip(sizes, times, strict=True)))
    axes.set(xscale="log", yscale="log", xlabel="Vectors", ylabel=title)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Title": title, "Description": "; ".join(told), "Date": None})
    plt.close(figure)


def _bars(values: Mapping[str, float], title: str, path: Path) -> None:
    figure, axes = plt.subplots(figsize=(7, 0.8 + 0.5 * len(values)), layout="constrained")
    names = list(values)[::-1]
    bars = axes.barh(names, [values[name] for name in names], color=[COLOURS.get(name, OTHERS) for name in names])
    axes.bar_label(bars, fmt="{:.3g}", padding=4)
    axes.margins(x=0.12)
    axes.set_xlabel(title)
    axes.spines[["top", "right"]].set_visible(False)
    told = ", ".join(f"{name} {value:.3g}" for name, value in values.items())
    figure.savefig(path, metadata={"Title": title, "Description": told, "Date": None})
    plt.close(figure)
