"""What a build did, in Finnish."""

from __future__ import annotations

from pathlib import Path

from assistant.index import Manifest
from assistant.indexing import BuildReport
from assistant.rendering_builds import render_build, render_problems, render_rebuild

MADE = Manifest(2, "r", "m", 8, "l", newsletters=1501, sections=9, passages=20, sentences=50, texts=65_214, facts=7)
REPORT = BuildReport(
    MADE,
    problems=("Tiedosto x.txt on tyhjä.",),
    duplicates=("Tiedosto a.pdf ohitettiin: sama sisältö kuin tiedostossa a.txt.",),
    built=True,
    added=tuple(f"2024/kirje-{number}.txt" for number in range(1, 1008)),
    changed=("b.md",),
    embedded=214,
    reused=65_000,
)


def test_a_build() -> None:
    assert render_build(REPORT, Path("index")).splitlines() == [
        "Hakemisto tehtiin: uutiskirjeitä 1501, osioita 9, katkelmia 20, tietoja 7 (kansio index).",
        "Uusia uutiskirjeitä 1 007: 2024/kirje-1.txt, 2024/kirje-2.txt, 2024/kirje-3.txt, 2024/kirje-4.txt, "
        "2024/kirje-5.txt ja 1 002 muuta",
        "Muuttuneita 1: b.md",
        "Tekstikohtia laskettiin 214, valmiina oli 65 000.",
    ]


def test_nothing_to_build() -> None:
    report = BuildReport(MADE, (), (), built=False)
    assert render_build(report, Path("index")).startswith("Hakemisto on ajan tasalla: uutiskirjeitä 1501,")
    assert "\n" not in render_build(report, Path("index"))


def test_a_rebuild_is_one_line() -> None:
    report = BuildReport(MADE, (), (), built=True, added=("c.md",), removed=("a.md", "b.md"), embedded=12)
    assert render_rebuild(report) == (
        "Hakemisto päivitettiin (uusia 1: c.md; poistettuja 2: a.md, b.md; tekstikohtia laskettiin 12): uutiskirjeitä 1 501."
    )


def test_problems() -> None:
    assert render_problems(REPORT) == (
        "Ohitettiin: Tiedosto x.txt on tyhjä.",
        "Tiedosto a.pdf ohitettiin: sama sisältö kuin tiedostossa a.txt.",
    )
