"""`Newsletter` -> `Section`s: one topic each, with its group, heading, fund and blocks.

    title, "Maaseutu" (group), "Kylien palvelut (ESR+)", prose ... -> Section(group="Maaseutu", fund="ESR+", ...)

Nothing is lost: every block of the newsletter is in a section, except the headings of groups, which become `Section.group`.
What stands before the first heading is the introduction; its heading is the newsletter's title.
"""

from __future__ import annotations

import re

from assistant.newsletters.outline import GROUP, SECTION
from assistant.records import FUND_SUFFIX, Block, BlockKind, Newsletter, Section, Span


def split_sections(newsletter: Newsletter) -> tuple[Section, ...]:
    """The sections of a newsletter in order; ids are "<newsletter>#<number>", the introduction being number 0 or absent."""
    sections: list[Section] = []
    group: str | None = None
    pending: list[Block] = []

    def close() -> None:
        if any(block.kind is not BlockKind.HEADING or block.level == SECTION for block in pending):
            sections.append(_section(newsletter, group, pending, len(sections)))
        pending.clear()

    for block in newsletter.blocks:
        if block.kind is BlockKind.HEADING and block.level in {GROUP, SECTION}:
            close()
            if block.level == GROUP:
                group = _heading(newsletter, block)
        pending.append(block)
    close()
    return tuple(sections)


def _section(newsletter: Newsletter, group: str | None, blocks: list[Block], number: int) -> Section:
    first = blocks[0]
    named = first.kind is BlockKind.HEADING
    heading = _heading(newsletter, first) if named else newsletter.title
    fund = FUND_SUFFIX.search(heading)
    span = Span(first.span.start, max(block.span.stop for block in blocks))
    return Section(
        section_id=f"{newsletter.newsletter_id}#{number}",
        newsletter_id=newsletter.newsletter_id,
        group=group if named else None,
        heading=heading,
        fund=re.sub(r"\s", "", fund.group("fund")) if fund else None,
        text=span.of(newsletter.text),
        span=span,
        blocks=tuple(blocks),
    )


def _heading(newsletter: Newsletter, block: Block) -> str:
    return " ".join(block.span.of(newsletter.text).split())
