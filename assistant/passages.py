"""`Section` -> `Passage`s: neighbouring sentences and lines of about 800 characters, never across sections.

    a section of 2,000 characters -> "2022-12#4.1", "2022-12#4.2", "2022-12#4.3", about as long as each other

All of a section's text is in its passages but for white space between them. The cuts are the cheapest of all, found
by dynamic programming: lengths near the target, and rather before a paragraph than inside one or inside a list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.finnish import FUNCTION_WORDS, words
from assistant.records import Block, BlockKind, Passage, Section, Span
from assistant.sentences import section_sentences

TARGET = 810  # characters; longer passages blur an embedding, shorter ones lose what a sentence refers to
_LONGEST = 2 * TARGET
_OPENERS = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LABEL, BlockKind.TITLE})
_CUT_BEFORE_BLOCK, _CUT_IN_PARAGRAPH, _CUT_IN_LIST, _CUT_AFTER_HEADING = 0.0, 0.1, 0.3, 1.0


def cut_passages(section: Section) -> tuple[Passage, ...]:
    """The passages of a section in order, ids "<section>.<number>" from 1. A section without a word has none."""
    sentences = section_sentences(section)
    if not sentences:
        return ()
    cuts = _cheapest_cuts(sentences, _cut_costs(section, sentences))
    passages = []
    for number, (first, after) in enumerate(pairwise(cuts), 1):
        # Up to the next passage, so that nothing is lost even where no sentence was seen.
        start = sentences[first].start if first else 0
        stop = sentences[after].start if after < len(sentences) else len(section.text)
        passages.append(_passage(section, number, Span(start, stop), sentences[first:after]))
    return tuple(passages)


def _passage(section: Section, number: int, place: Span, sentences: tuple[Span, ...]) -> Passage:
    words = place.of(section.text)
    start = place.start + len(words) - len(words.lstrip())
    span = Span(start, start + len(words.strip()))
    return Passage(
        passage_id=f"{section.section_id}.{number}",
        section_id=section.section_id,
        text=span.of(section.text),
        span=span.shifted(section.span.start),
        sentences=tuple(sentence.shifted(-start) for sentence in sentences),
    )


def _cut_costs(section: Section, sentences: tuple[Span, ...]) -> list[float]:
    """What it costs to begin a passage at each sentence."""
    opening = {block.span.start - section.span.start: block for block in section.blocks}
    costs: list[float] = []
    previous: Block | None = None
    for sentence in sentences:
        block = opening.get(sentence.start)
        if previous is not None and previous.kind in {BlockKind.HEADING, BlockKind.LABEL}:
            costs.append(_CUT_AFTER_HEADING)
        elif block is None:
            costs.append(_CUT_IN_PARAGRAPH)
        else:
            costs.append(_CUT_BEFORE_BLOCK if block.kind in _OPENERS else _CUT_IN_LIST)
        previous = block
    return costs


def _cheapest_cuts(sentences: tuple[Span, ...], cut_costs: list[float]) -> list[int]:
    """Indices of the sentences that open a passage, with `len(sentences)` at the end."""
    best = [0.0] + [float("inf")] * len(sentences)
    opener = [0] * (len(sentences) + 1)
    for after in range(1, len(sentences) + 1):
        for first in range(after - 1, -1, -1):
            length = sentences[after - 1].stop - sentences[first].start
            if length > _LONGEST and first < after - 1:
                break
            cost = best[first] + (length / TARGET - 1) ** 2 + (cut_costs[first] if first else 0.0)
            if cost < best[after]:
                best[after], opener[after] = cost, first
    cuts = [len(sentences)]
    while cuts[-1]:
        cuts.append(opener[cuts[-1]])
    return cuts[::-1]


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader of a passage knows from above it; empty where it tells nothing."""

    group: str
    heading: str


def section_contexts(sections: Sequence[Section]) -> dict[str, Context]:
    """For each section id the group and the heading worth searching by.

    A heading tells something when a word of it is rare among the headings of its newsletter: "Kylien palvelut" does,
    "Kappale 36" under a newsletter of numbered headings does not.
    """
    headings: dict[str, list[set[str]]] = defaultdict(list)
    for section in sections:
        headings[section.newsletter_id].append(_topic_words(section.heading))
    contexts = {}
    for section in sections:
        others = headings[section.newsletter_id]
        counts = Counter(word for heading in others for word in heading)
        tells = any(counts[word] <= max(1, len(others) // 2) for word in _topic_words(section.heading))
        group = section.group if section.group and section.group != section.heading else ""
        contexts[section.section_id] = Context(group, section.heading if tells else "")
    return contexts


def _topic_words(heading: str) -> set[str]:
    return {word.text.casefold() for word in words(heading) if not word.text.isdecimal()} - FUNCTION_WORDS
