"""Tab Muutokset: what an issue of a newsletter tells otherwise than the earlier ones.

History, id of the issue chosen -> table (HTML): kind of change, what changed and what was told before, source
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.changes import in_order
from assistant.records import Change, Issue
from assistant.rendering_changes import (
    NO_CHANGES,
    NOTHING_TO_COMPARE,
    change_name,
    change_words,
    format_issue,
)
from assistant.ui import texts
from assistant.ui.events import QUIET, Fresh, view_html
from assistant.ui.safe_html import escape, section_link
from assistant.ui.tables import counted, table_html

if TYPE_CHECKING:
    from assistant.dialogue import Assistant
    from assistant.history import History

_EVER = date.min
HEADER = (texts.CHANGE, texts.CHANGED, texts.SOURCE)


def changes_view(history: History, newsletter_id: str | None) -> str:
    """The changes of the chosen issue, else of the newest; a sentence where there is nothing to compare."""
    later = history.later_issues(_EVER)
    chosen = next((issue for issue in later if issue.newsletter_id == newsletter_id), later[-1] if later else None)
    if chosen is None:
        return f'<p class="note">{escape(NOTHING_TO_COMPARE)}</p>'
    changes = in_order(history.of_issue(chosen))
    if not changes:
        return f'<p class="note">{escape(NO_CHANGES)}</p>'
    rows = [_row(history, change) for change in changes]
    return counted(len(rows), "muutos", "muutosta") + table_html(texts.TAB_CHANGES, HEADER, rows)


def _row(history: History, change: Change) -> list[str]:
    source = change.evidence[0]
    section = history.index.section_by_id[source.section_id]
    link = section_link(section.section_id, section.heading, (source.span.shifted(-section.span.start),))
    return [escape(change_name(change)), escape(change_words(change)), link]


def issue_choices(history: History) -> list[tuple[str, str]]:
    """The issues that have earlier ones, the newest first: (words, id)."""
    return [(_name(history, issue), issue.newsletter_id) for issue in reversed(history.later_issues(_EVER))]


def _name(history: History, issue: Issue) -> str:
    """The title, with the issue's time where it does not tell that."""
    title, when = history.index.newsletter_by_id[issue.newsletter_id].title, format_issue(issue)
    return title if when in title else f"{title} ({when})"


def build_changes_tab(assistant: Callable[[], Assistant]) -> Fresh:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives what is filled when a page is opened."""

    def history() -> History:
        return assistant().knowledge.history

    issue = gr.Dropdown([], label=texts.ISSUE, elem_id="numero", min_width=260)
    view = view_html(texts.TAB_CHANGES, "muutokset")
    issue.change(lambda chosen: changes_view(history(), chosen), issue, view, **QUIET)

    def filled() -> dict[str, Any]:
        known = issue_choices(history())
        update: dict[str, Any] = gr.update(choices=known, value=known[0][1] if known else None)
        return update

    return [(issue, filled), (view, lambda: changes_view(history(), None))]
