"""Rows -> an HTML table that turns to cards on a narrow screen and keeps its meaning for a screen reader there.

table_html("Yhteystiedot", ["Henkilö", "Puhelin"], [["<b>Satu</b>", "..."]]) -> '<table class="rows" role="table">...'
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ui import texts
from assistant.ui.safe_html import escape


def table_html(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; its cells are HTML already, caption and header plain words. Without rows, the words that say so.

    Roles are written out: a browser drops a table's meaning when a style sheet lays it out in another way.
    """
    if not rows:
        return f'<p class="nothing">{escape(texts.NOTHING)}</p>'
    head = "".join(f'<th scope="col" role="columnheader">{escape(words)}</th>' for words in header)
    body = "".join(_row(header, row) for row in rows)
    return (
        f'<table class="rows" role="table"><caption class="vh">{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    first, *others = row
    cells = "".join(
        f'<td role="cell" data-label="{escape(label)}"><div>{cell}</div></td>'
        for label, cell in zip(header[1:], others, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{cells}</tr>'


def counted(number: int, one: str, many: str) -> str:
    """ "1 henkilö", "15 henkilöä", announced when it changes."""
    return f'<p class="count" role="status">{number} {escape(one if number == 1 else many)}</p>'
