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
