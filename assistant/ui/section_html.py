"""A section of a newsletter -> HTML of the whole of it, in the order of the text, some words marked.

section_html(section, newsletter, [Span(10, 80)]) -> '<article class="section">...<mark>...'
section_body(section, [Span(10, 80)]) -> the same without the heading, for where that stands already
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.forms import format_day
from assistant.records import Block, BlockKind, Newsletter, Section, Span
from assistant.ui import texts
from assistant.ui.safe_html import escape, marked, section_address

_LINES = {BlockKind.PARAGRAPH, BlockKind.LINK, BlockKind.TABLE_ROW}


def section_html(section: Section, newsletter: Newsletter, marks: Sequence[Span] = ()) -> str:
    """The section with its newsletter's name above it and a button for its address below; `marks` are spans of `section.text`."""
    told = f", {format_day(newsletter.published)}" if newsletter.published else ""
    group = f" · {escape(section.group)}" if section.group else ""
    address = escape(section_address(section.section_id, marks))
    return (
        f'<article class="section"><p class="note">{escape(newsletter.title)}{escape(told)}{group}</p>'
        f'<h3 tabindex="-1" class="section-heading">{escape(section.heading)}</h3>{section_body(section, marks)}'
        f'<p class="share"><button type="button" class="tool" data-link="{address}" data-done="{texts.LINK_COPIED}" '
        f'data-failed="{texts.LINK_ABOVE}">{texts.COPY_LINK}</button><span class="note" role="status"></span></p></article>'
    )


def section_body(section: Section, marks: Sequence[Span] = (), heading: str = "h4") -> str:
    """Everything below the section's heading; `heading` is the element for the headings of its parts."""
    blocks = [block for block in section.blocks if not _is_own_heading(block, section)]
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        part = _block(block, section, marks, heading)
        if before and _is_next_line(before, block, section):
            parts[-1] = parts[-1].removesuffix("</p>") + "\n" + part.removeprefix("<p>")
        else:
            parts.append(part)
    return "".join(parts).replace("</ul><ul>", "")


def _is_own_heading(block: Block, section: Section) -> bool:
    return block.kind in {BlockKind.HEADING, BlockKind.TITLE} and block.span.start == section.span.start


def _is_next_line(before: Block, block: Block, section: Section) -> bool:
    """Whether a line follows the line before without a gap, as the lines of an address do."""
    between = Span(before.span.stop, block.span.start).shifted(-section.span.start).of(section.text)
    return {before.kind, block.kind} <= _LINES and between.count("\n") == 1 and not between.strip()


def _block(block: Block, section: Section, marks: Sequence[Span], heading: str) -> str:
    own = block.span.shifted(-section.span.start)
    html = marked(own.of(section.text), (mark.shifted(-own.start) for mark in marks if mark.overlaps(own)))
    if block.kind is BlockKind.LIST_ITEM:
        return f"<ul><li>{html}</li></ul>"
    if block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
        return f"<{heading}>{html}</{heading}>"
    if block.kind is BlockKind.LABEL:
        return f'<p class="label">{html}</p>'
    return f"<p>{html}</p>"
