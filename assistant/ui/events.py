"""What the tabs' parts and events have in common.

Fresh: what is filled when a visitor opens the page, each part with the function that gives its value
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import gradio as gr
from gradio.components import Component

from assistant.ui import texts
from assistant.ui.safe_html import escape

Fresh = list[tuple[Component, Callable[[], Any]]]

# No event of the page is an endpoint for programs; those are in `endpoints`. Gradio's default is one visitor at a time.
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": 8}


def view_html(heading: str, elem_id: str) -> gr.HTML:
    """A part that shows HTML of ours under a heading for screen readers; filled when the page is opened."""
    above = f'<h2 class="vh">{escape(heading)}</h2>' if heading else ""
    template = above + "${value}"
    return gr.HTML("", html_template=template, elem_id=elem_id, elem_classes=["ours"], apply_default_css=False)


def choices(values: Iterable[str | tuple[str, str]]) -> dict[str, Any]:
    """An update of a list of choices: everything, then the values."""
    update: dict[str, Any] = gr.update(choices=[(texts.ALL, ""), *values])
    return update


def fill_when_opened(page: gr.Blocks, fresh: Fresh) -> None:
    """Fill the parts each time that a visitor opens the page: days pass, and an index may have changed."""
    page.load(lambda: [value() for _, value in fresh], None, [part for part, _ in fresh], **QUIET)
