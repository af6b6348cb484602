"""`BuildReport` -> Finnish words for the command line.

BuildReport(added=("a.txt",), embedded=214, ...) -> "Hakemisto tehtiin: ...\\nUusia uutiskirjeitä 1: a.txt\\n..."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.indexing import BuildReport

_NAMED = 5  # files; the rest of five hundred new ones is counted


def render_build(report: BuildReport, folder: Path) -> str:
    """What was done, in some lines; `folder` is the index's."""
    made = report.manifest
    words = "Hakemisto tehtiin" if report.built else "Hakemisto on ajan tasalla"
    lines = [
        f"{words}: uutiskirjeitä {made.newsletters}, osioita {made.sections}, katkelmia {made.passages}, "
        f"tietoja {made.facts} (kansio {folder})."
    ]
    if report.built:
        kinds = ("Uusia uutiskirjeitä", report.added), ("Muuttuneita", report.changed), ("Poistettuja", report.removed)
        lines += [f"{kind} {_number(len(names))}: {_names(names)}" for kind, names in kinds if names]
        lines.append(f"Tekstikohtia laskettiin {_number(report.embedded)}, valmiina oli {_number(report.reused)}.")
    return "\n".join(lines)


def render_rebuild(report: BuildReport) -> str:
    """What was done, in one line."""
    parts = "; ".join(_parts(report))
    return f"Hakemisto päivitettiin ({parts}): uutiskirjeitä {_number(report.manifest.newsletters)}."


def render_problems(report: BuildReport) -> tuple[str, ...]:
    """A line for each file that is not in the index."""
    return (*(f"Ohitettiin: {problem}" for problem in report.problems), *report.duplicates)


def _parts(report: BuildReport) -> Iterator[str]:
    kinds = ("uusia", report.added), ("muuttuneita", report.changed), ("poistettuja", report.removed)
    yield from (f"{kind} {_number(len(names))}: {_names(names)}" for kind, names in kinds if names)
    yield f"tekstikohtia laskettiin {_number(report.embedded)}"


def _names(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" ja {_number(more)} muuta" if more > 0 else "")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
