"""A section of a newsletter -> HTML of the whole of it, in the order of the text, some words marked.

section_html(section, newsletter, Span(10, 80)) -> '<article class="section">...<mark id="kohta">...'
"""

from __future__ import annotations

from assistant.forms import format_day
from assistant.records import Block, BlockKind, Newsletter, Section, Span
from assistant.ui import texts
from assistant.ui.safe_html import escape, marked, section_address


def section_html(section: Section, newsletter: Newsletter, words: Span | None = None) -> str:
    """The section with its newsletter's name above it and its own address below; `words` is a span of `section.text`."""
    told = f", {format_day(newsletter.published)}" if newsletter.published else ""
    group = f" · {escape(section.group)}" if section.group else ""
    address = escape(section_address(section.section_id))
    body = "".join(_block(block, section, words) for block in section.blocks if not _is_own_heading(block, section))
    body = body.replace("</ul><ul>", "")
    return (
        f'<article class="section"><p class="note">{escape(newsletter.title)}{escape(told)}{group}</p>'
        f'<h3 tabindex="-1" class="section-heading">{escape(section.heading)}</h3>{body}'
        f'<p class="files"><a class="section-link" href="{address}">{texts.SECTION_LINK}</a></p></article>'
    )


def _is_own_heading(block: Block, section: Section) -> bool:
    return block.kind in {BlockKind.HEADING, BlockKind.TITLE} and block.span.start == section.span.start


def _block(block: Block, section: Section, words: Span | None) -> str:
    own = block.span.shifted(-section.span.start).of(section.text)
    html = marked(own, _marks(block, section, words))
    if block.kind is BlockKind.LIST_ITEM:
        return f"<ul><li>{html}</li></ul>"
    if block.kind in {BlockKind.HEADING, BlockKind.TITLE}:
        return f"<h4>{html}</h4>"
    if block.kind is BlockKind.LABEL:
        return f'<p class="label">{html}</p>'
    return f"<p>{html}</p>"


def _marks(block: Block, section: Section, words: Span | None) -> list[Span]:
    """The part of the marked words that is in a block, as a span of the block's text."""
    if words is None:
        return []
    place = words.shifted(section.span.start)
    if not place.overlaps(block.span):
        return []
    return [Span(max(place.start, block.span.start), min(place.stop, block.span.stop)).shifted(-block.span.start)]
