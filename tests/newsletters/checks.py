"""What must hold for every newsletter, whatever its format."""

from __future__ import annotations

import itertools

from assistant.newsletters.outline import GROUP
from assistant.records import BlockKind, Newsletter
from assistant.sections import split_sections


def assert_sound(newsletter: Newsletter) -> None:
    """Every character that can be seen is in one block, every block in one section or a group's heading; spans in order."""
    text = newsletter.text
    covered = [0] * len(text)
    before = 0
    for block in newsletter.blocks:
        assert before <= block.span.start < block.span.stop <= len(text)
        assert block.span.of(text) == block.span.of(text).strip() != ""
        before = block.span.stop
        for i in range(block.span.start, block.span.stop):
            covered[i] += 1
    assert all(count == 1 for count, character in zip(covered, text, strict=True) if not character.isspace())

    sections = split_sections(newsletter)
    held = [block for section in sections for block in section.blocks]
    groups = [b for b in newsletter.blocks if b.kind is BlockKind.HEADING and b.level == GROUP]
    assert [block for block in newsletter.blocks if block not in groups] == [
        block for block in held if block not in groups
    ]
    for section in sections:
        assert section.span.of(text) == section.text
        assert section.section_id.startswith(newsletter.newsletter_id + "#")
    for one, other in itertools.pairwise(sections):
        assert one.span.stop <= other.span.start


def headings_of(newsletter: Newsletter) -> list[tuple[str | None, str]]:
    """(group, heading) of each section."""
    return [(section.group, section.heading) for section in split_sections(newsletter)]


def words_of(newsletter: Newsletter) -> str:
    """The text with white space made single."""
    return " ".join(newsletter.text.split())
