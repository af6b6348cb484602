"""What a row or a line of a list is about, and whether that is a section's topic.

    "| Saunat, Laiturit | Aune Mäkelä | 040 123 4567 |" -> "Saunat", "Laiturit"
    "Saunat: Aune Mäkelä, 040 123 4567"                 -> "Saunat"

So a table of calls or of contacts at the end of a newsletter tells what the sections on the same topics leave out.
"""

from __future__ import annotations

import re

from assistant.facts.call_tables import cells_of
from assistant.finnish import fold, words
from assistant.records import BlockKind, Section, Span

_BETWEEN = re.compile(r"\s*[,;/]\s+|\s+(?:ja|sekä|&)\s+")
_LONGEST = 90
"""Characters; a longer beginning of a line is a sentence."""


def subjects_at(section: Section, place: Span) -> tuple[str, ...]:
    """What the row or line at `place` (a span of the newsletter) is about: its first cell, or its words before a colon."""
    block = next((b for b in section.blocks if b.span.overlaps(place)), None)
    if block is None or block.kind not in {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH}:
        return ()
    text = block.span.shifted(-section.span.start).of(section.text)
    if block.kind is BlockKind.TABLE_ROW:
        head = cells_of(text)[0]
    else:
        head, colon, _ = text.lstrip(" •*·–-").partition(":")
        if not colon:
            return ()
    if not head or len(head) > _LONGEST:
        return ()
    return tuple(dict.fromkeys([head, *_BETWEEN.split(head)]))


def same_topic(subject: str, topic: str) -> bool:
    """Whether a subject is a topic by name: the same words, or the other's first ("Saunat", "Saunat – lämpöä kylille")."""
    one, other = ([fold(word.text) for word in words(text)] for text in (subject, topic))
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer[: len(shorter)] == shorter and len("".join(shorter)) > 4
