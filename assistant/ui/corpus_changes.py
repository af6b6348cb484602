"""The operator's part of tab Aineisto: newsletters are added, removed and indexed anew, with progress.

files -> what happens (HTML), a bar (HTML), table (HTML), choices of what can be removed
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.newsletters.reading import READERS
from assistant.ui import texts
from assistant.ui.corpus_tab import corpus_view
from assistant.ui.events import QUIET
from assistant.ui.library import Library, Step
from assistant.ui.login import is_operator
from assistant.ui.safe_html import escape

Shown = tuple[Any, str, Any, Any, Any]


def told_html(steps: list[Step]) -> str:
    """What has failed, and the latest step, for everybody to hear."""
    failed = [step for step in steps if step.failed]
    latest = next((step for step in reversed(steps) if not step.failed), None)
    parts = [f'<p class="notice">{escape(step.words)}</p>' for step in failed]
    parts += [f"<p>{escape(latest.words)}</p>"] if latest else []
    return f'<div role="status">{"".join(parts)}</div>'


def bar_html(step: Step) -> str:
    """How far a step has come, which changes too often to be announced; "" where its length is not known."""
    if not step.total:
        return ""
    bar = f'<progress max="{step.total}" value="{step.done}" aria-label="{texts.PROGRESS}"></progress>'
    return f"<p>{escape(step.words)}</p>{bar}"


class Changes:
    """The handlers. Each gives: what happens, a bar, the table, the choice of what to remove, the box that confirms."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def add(self, files: list[str] | None, request: gr.Request) -> Iterator[Shown]:
        """Files were uploaded."""
        _must_be_operator(request)
        yield from self._follow(self.library.add([Path(file) for file in files or []]))

    def renew(self, request: gr.Request) -> Iterator[Shown]:
        """The corpus folder was changed from outside."""
        _must_be_operator(request)
        yield from self._follow(self.library.renew())

    def remove(self, source: str | None, sure: bool, request: gr.Request) -> Iterator[Shown]:
        """A newsletter is to go, if that was confirmed."""
        _must_be_operator(request)
        if source and sure:
            yield from self._follow(self.library.remove(source))
        else:
            unsure = Step(0, 0, texts.REMOVE_UNSURE, failed=True)
            yield told_html([unsure]), "", gr.skip(), gr.skip(), gr.skip()

    def opened(self, request: gr.Request) -> tuple[Any, Any]:
        """What is there when a visitor opens the page: the operator's parts for the operator alone."""
        return gr.update(visible=is_operator(request)), self.sources()

    def sources(self) -> dict[str, Any]:
        """What can be removed, nothing chosen."""
        letters = self.library.current().index.newsletters
        update: dict[str, Any] = gr.update(choices=[(letter.title, letter.source) for letter in letters], value=None)
        return update

    def _follow(self, steps: Iterator[Step]) -> Iterator[Shown]:
        told: list[Step] = []
        for step in steps:
            if step.total:
                yield gr.skip(), bar_html(step), gr.skip(), gr.skip(), gr.skip()
            else:
                told.append(step)
                yield told_html(told), "", gr.skip(), gr.skip(), gr.skip()
        yield told_html(told), "", corpus_view(self.library.current().knowledge), self.sources(), False


def _must_be_operator(request: gr.Request) -> None:
    """Raises gr.Error: whoever knows an event's number may call it, whether or not the page shows its button."""
    if not is_operator(request):
        raise gr.Error(texts.LOGIN_NEEDED, print_exception=False)


def build_changes(changes: Changes, view: gr.HTML, page: gr.Blocks) -> None:
    """Put the operator's parts in place under the table `view`; called inside the tab."""
    with gr.Column(visible=False) as tools:
        gr.HTML(f'<h3 class="part">{texts.MANAGE}</h3>', apply_default_css=False)
        with gr.Row(elem_classes=["filters"]):
            add = gr.UploadButton(texts.ADD_FILES, file_count="multiple", file_types=sorted(READERS), elem_id="lisaa")
            renew = gr.Button(texts.RENEW, elem_id="paivita")
        with gr.Row(elem_classes=["filters"]):
            which = gr.Dropdown([], label=texts.REMOVE_WHICH, min_width=240)
            sure = gr.Checkbox(False, label=texts.REMOVE_SURE, min_width=240)
            remove = gr.Button(texts.REMOVE, elem_id="poista")
        told = gr.HTML("", elem_id="edistyminen", elem_classes=["ours"], apply_default_css=False)
        bar = gr.HTML("", elem_id="palkki", elem_classes=["ours"], apply_default_css=False)
    outputs = [told, bar, view, which, sure]
    add.upload(changes.add, add, outputs, **QUIET)
    renew.click(changes.renew, None, outputs, **QUIET)
    remove.click(changes.remove, [which, sure], outputs, **QUIET)
    page.load(changes.opened, None, [tools, which], **QUIET)
