"""Markdown newsletters -> `Newsletter`, by the structure that markdown-it-py sees.

    "# Tiedote\\n\\n## Haut\\n\\nHaku on auki." -> title, section heading, paragraph

Spans cover what a reader sees of a line, without the marks of a heading or a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.newsletters.dating import published_on
from assistant.newsletters.outline import HeadingLine, assign_levels
from assistant.newsletters.shapes import is_label, is_link, is_table_row
from assistant.records import Block, BlockKind, Newsletter, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---\n(?P<body>.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_HEADING_MARKS = re.compile(r"^\s*#{1,6}\s+|\s+#+\s*$")
_LIST_MARKS = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_TABLE_RULER = re.compile(r"^[\s|:\-]+$")


def parse_markdown(text: str, source: str) -> Newsletter:
    """Read decoded Markdown; `source` is the file's name, its stem the newsletter's id. Front matter may give title and date."""
    front = _FRONT_MATTER.match(text)
    blocks = list(_blocks(text, front.end() if front else 0))
    stem = PurePath(source).stem
    title, blocks = _take_title(text, blocks, front.group("body") if front else "", stem)
    blocks = _with_levels(text, blocks)
    dated = published_on(title, text, source)
    return Newsletter(stem, title, dated, source, text, tuple(blocks))


def _blocks(text: str, start: int) -> Iterator[Block]:
    from markdown_it import MarkdownIt  # imported late: the command line's --help must not wait for it

    offsets = _line_offsets(text)
    first = text.count("\n", 0, start)
    in_list = 0
    for token in MarkdownIt("commonmark").enable("table").parse(text[start:]):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            in_list += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            in_list -= 1
        elif token.map and token.type in {
            "heading_open",
            "paragraph_open",
            "fence",
            "code_block",
            "html_block",
            "tr_open",
        }:
            lines = Span(offsets[first + token.map[0]], offsets[first + token.map[1]] - 1)
            yield from _token_blocks(text, token, lines, bool(in_list))


def _line_offsets(text: str) -> list[int]:
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _token_blocks(text: str, token: Token, lines: Span, in_list: bool) -> Iterator[Block]:
    if token.type == "heading_open":
        yield Block(BlockKind.HEADING, _without(_HEADING_MARKS, text, lines), int(token.tag[1]))
        return
    if token.type == "paragraph_open" and not in_list:
        written = lines.of(text)
        hard_breaks = all(is_label(line) or len(line) < 70 for line in written.split("\n"))
        pieces = list(_each_line(text, lines)) if hard_breaks else [lines]
    else:
        pieces = [lines] if token.type == "paragraph_open" else list(_each_line(text, lines))
    for piece in pieces:
        words = piece.of(text)
        if words.strip() and not (token.type == "tr_open" and _TABLE_RULER.match(words)):
            yield Block(_kind(token, words, in_list), _without(_LIST_MARKS if in_list else None, text, piece))


def _kind(token: Token, words: str, in_list: bool) -> BlockKind:
    if in_list:
        return BlockKind.LIST_ITEM
    if token.type == "tr_open" or is_table_row(words):
        return BlockKind.TABLE_ROW
    if is_label(words):
        return BlockKind.LABEL
    return BlockKind.LINK if is_link(words) else BlockKind.PARAGRAPH


def _each_line(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.of(text).split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _without(marks: re.Pattern[str] | None, text: str, span: Span) -> Span:
    """`span` without white space and without the format's marks at its ends."""
    words = span.of(text)
    left, right = len(words) - len(words.lstrip()), len(words.rstrip())
    for match in marks.finditer(words) if marks else ():
        if match.start() == 0:
            left = match.end()
        elif match.end() >= right:
            right = match.start()
    return Span(span.start + left, span.start + max(left, right))


def _take_title(text: str, blocks: list[Block], front: str, stem: str) -> tuple[str, list[Block]]:
    """The title and the blocks, the title's own marked so. A single first heading above all others is the title."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if headings and sum(block.level <= headings[0].level for block in headings) == 1 and blocks[0] is headings[0]:
        return headings[0].span.of(text), [replace(headings[0], kind=BlockKind.TITLE, level=0), *blocks[1:]]
    named = re.search(r"^(?:title|otsikko):\s*[\"']?(.+?)[\"']?\s*$", front, re.MULTILINE | re.IGNORECASE)
    if named:
        return named.group(1), blocks
    return (headings[0].span.of(text) if headings else stem), blocks


def _with_levels(text: str, blocks: list[Block]) -> list[Block]:
    places = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    headings = []
    for place, following in zip(places, [*places[1:], len(blocks)], strict=True):
        body = sum(block.span.stop - block.span.start for block in blocks[place + 1 : following])
        words = blocks[place].span.of(text)
        headings.append(HeadingLine(words, "", blocks[place].level, body, is_label(words)))
    result = list(blocks)
    for place, level in zip(places, assign_levels(headings), strict=True):
        kind = BlockKind.HEADING if level else BlockKind.LIST_ITEM
        result[place] = replace(blocks[place], kind=kind, level=level)
    return result
