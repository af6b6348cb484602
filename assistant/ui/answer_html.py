"""Turns of a conversation -> HTML of the log, Markdown of the file, and the words that a screen reader is told.

turn_html(1, Turn("Kuka vastaa ...?", Answer(...)), ...) -> '<article class="turn">...'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.answer_records import Answer, AnswerStatus, Intent, Turn
from assistant.forms import format_call, format_day, format_person, lower_first
from assistant.records import Evidence, Section
from assistant.rendering import render_text
from assistant.ui import texts
from assistant.ui.facts_html import by_section, call_item, person_card, source_item
from assistant.ui.safe_html import escape

_SHOWN = 400  # letters of a question that the log repeats


@dataclass(frozen=True, slots=True)
class Frame:
    """What a turn is shown in: the day, the sections of the index, and what the visitor thought of each turn."""

    today: date
    sections: Mapping[str, Section]
    ratings: Mapping[int, str]


def log_html(turns: Sequence[Turn], frame: Frame, pending: str | None = None, notice: str = "") -> str:
    """The whole conversation, oldest first; then the question under way, or a notice."""
    parts = [turn_html(n, turn, frame, last=n == len(turns) and pending is None) for n, turn in enumerate(turns, 1)]
    if pending is not None:
        waiting = f'<div class="answer"><p class="pending">{escape(texts.PENDING)}</p></div>'
        parts.append(f'<article class="turn">{_question(len(turns) + 1, pending)}{waiting}</article>')
    if notice:
        parts.append(f'<p class="notice">{escape(notice)}</p>')
    return "".join(parts)


def turn_html(number: int, turn: Turn, frame: Frame, *, last: bool) -> str:
    """One question with its answer; the latest one offers how to go on."""
    answer = turn.answer
    before, after = _words(answer, number, frame.today)
    parts = [_understood(turn), before, _facts(answer, number), after, _sources(answer, number, frame)]
    if answer.status is not AnswerStatus.UNCLEAR:
        parts.append(_tools(number, answer, frame))
    if last:
        parts.append(_suggestions(answer.suggestions))
    kind = "answer" if answer.status is AnswerStatus.ANSWERED else "answer answer-none"
    return (
        f'<article class="turn">{_question(number, turn.question)}<div class="{kind}">{"".join(parts)}</div></article>'
    )


def short(question: str) -> str:
    """A question as the log repeats it: one line, cut where it is very long."""
    line = " ".join(question[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN and len(question) <= 2 * _SHOWN else line[:_SHOWN].rstrip() + "…"


def _question(number: int, question: str) -> str:
    spoken = f'<span class="vh">Kysymys {number}: </span>'
    return f'<h3 class="question" id="kysymys-{number}" tabindex="-1">{spoken}{escape(short(question))}</h3>'


def _understood(turn: Turn) -> str:
    """How a question was completed from earlier ones, with a button that takes it by itself instead."""
    if not turn.answer.understood:
        return ""
    answer = turn.answer
    data = f'data-fresh data-ask="{escape(turn.question)}"'
    button = f'<button type="button" class="tool" {data}>{escape(texts.TAKE_ALONE)}</button>'
    if answer.topic:
        told = texts.UNDERSTOOD_TOPIC.format(topic=answer.topic)
    elif answer.intent is Intent.PERSON and len(answer.people) == 1:
        told = texts.UNDERSTOOD_PERSON.format(name=answer.people[0].name)
    else:
        told = texts.UNDERSTOOD
    return f'<p class="understood"><span>{escape(told)}</span> {button}</p>'


def lead_lines(answer: Answer, today: date) -> list[str]:
    """The lines of the answer's text that no card or call row repeats; a status, or a single call, is said first all the same."""
    cards = {format_person(person) for person in answer.people}
    rows = tuple(lower_first(format_call(row)) for row in answer.calls)
    lines = [line.strip() for line in render_text(answer, today).splitlines() if line.strip()]
    if answer.intent is Intent.LIST and answer.calls:
        del lines[1 : 1 + len(answer.calls)]  # each is a row below
    single = len(answer.calls) == 1 and answer.intent not in {Intent.STATUS, Intent.LIST}
    if single:
        del lines[1]  # its topic and status, which the row below tells
    kept = 1 if single or answer.intent is Intent.STATUS else 0
    return lines[:kept] + [
        line for line in lines[kept:] if line not in cards and not any(row.lower() in line.lower() for row in rows)
    ]


def _words(answer: Answer, number: int, today: date) -> tuple[str, str]:
    """What is said before and after the cards: the fact first and larger; without cards, all of it before."""
    lines = lead_lines(answer, today)
    carded = bool(answer.people or answer.calls)
    first, rest = (lines[:1], lines[1:]) if carded else (lines, [])
    said = _lines_html(first)
    if said.startswith("<p>"):
        said = '<p class="fact">' + said.removeprefix("<p>")
    if said and not carded:
        evidence = [money.evidence for money in answer.sums] + list(answer.quotes)
        references = _references(evidence, answer, number)
        said = re.sub(r"(</p>|</li></ul>)$", lambda end: references + end.group(), said)
    return said, _lines_html(rest)


def _lines_html(lines: Sequence[str]) -> str:
    """Lines as paragraphs, those with a dash as a list."""
    parts: list[str] = []
    for listed, group in groupby(lines, lambda line: line.startswith("– ")):
        words = [escape(line.removeprefix("– ")) for line in group]
        if listed:
            parts.append("<ul>" + "".join(f"<li>{line}</li>" for line in words) + "</ul>")
        else:
            parts += [f"<p>{line}</p>" for line in words]
    return "".join(parts)


def _facts(answer: Answer, number: int) -> str:
    parts = []
    if answer.people:
        cards = (person_card(p, _references(p.evidence, answer, number)) for p in answer.people)
        parts.append(f'<ul class="cards" aria-label="{texts.TAB_CONTACTS}">{"".join(cards)}</ul>')
    if answer.calls:
        rows = (call_item(row, _references(row.evidence, answer, number)) for row in answer.calls)
        day = f'<p class="note">{texts.STATUS_DAY} {format_day(answer.day)}</p>' if answer.day else ""
        parts.append(f'{day}<ul class="calls" aria-label="{texts.TAB_CALLS}">{"".join(rows)}</ul>')
    return "".join(parts)


def _references(evidence: Sequence[Evidence], answer: Answer, number: int) -> str:
    """Numbers that lead to the sources that a fact stands in."""
    known = {citations[0].section_id: n for n, citations in enumerate(by_section(answer.citations), 1)}
    numbers = sorted({known[piece.section_id] for piece in evidence if piece.section_id in known})
    return "".join(
        f' <a class="ref" href="#{_anchor(number, n)}"><span class="vh">{texts.SOURCE} </span>{n}</a>' for n in numbers
    )


def _anchor(number: int, source: int) -> str:
    return f"lahde-{number}-{source}"


def _sources(answer: Answer, number: int, frame: Frame) -> str:
    if not answer.citations:
        return ""
    items = "".join(
        source_item(citations, n, _anchor(number, n), frame.sections.get(citations[0].section_id))
        for n, citations in enumerate(by_section(answer.citations), 1)
    )
    return f'<section class="sources"><h4>{texts.SOURCES}</h4><ol>{items}</ol></section>'


def _tools(number: int, answer: Answer, frame: Frame) -> str:
    rated = frame.ratings.get(number)
    copied = escape(copy_text(answer, frame.today))
    said = f'data-done="{texts.COPIED}" data-failed="{texts.COPY_FAILED}"'
    buttons = [f'<button type="button" class="tool" data-copy="{copied}" {said}>{texts.COPY}</button>']
    for value, label in (("hyva", texts.GOOD), ("huono", texts.BAD)):
        pressed = "true" if rated == value else "false"
        buttons.append(
            f'<button type="button" class="tool thumb" data-rate="{value}" data-turn="{number}" aria-pressed="{pressed}">'
            f"{_THUMBS[value]}<span>{label}</span></button>"
        )
    return f'<div class="tools">{"".join(buttons)}</div>{_why(number) if rated else ""}'


_THUMB = '<path d="M7 21V10l4-8c1.5 0 2.5 1 2.5 2.5L13 9h6.5a2 2 0 0 1 2 2.4l-1.5 8a2 2 0 0 1-2 1.6H7Zm0-11H3v11h4"/>'
_THUMBS = {
    "hyva": f'<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">{_THUMB}</svg>',
    "huono": f'<svg viewBox="0 0 24 24" class="turned" aria-hidden="true" focusable="false">{_THUMB}</svg>',
}


def _why(number: int) -> str:
    """Thanks for a rating, and a line for the reason."""
    return (
        f'<form class="why" data-turn="{number}"><p>{texts.RATED}</p><label for="miksi-{number}">{texts.WHY}</label>'
        f'<input id="miksi-{number}" name="why" maxlength="500" autocomplete="off">'
        f'<button type="submit" class="tool">{texts.SEND_WHY}</button></form>'
    )


def _suggestions(suggestions: Sequence[str]) -> str:
    return chips(suggestions, texts.SUGGESTIONS) if suggestions else ""


def chips(questions: Sequence[str], label: str) -> str:
    """Buttons that ask a question each."""
    buttons = "".join(
        f'<li><button type="button" class="chip" data-ask="{escape(q)}">{escape(q)}</button></li>' for q in questions
    )
    return f'<div class="chips"><p class="chips-label">{escape(label)}</p><ul>{buttons}</ul></div>'


def copy_text(answer: Answer, today: date) -> str:
    """The answer with its sources, as plain text for the clipboard."""
    lines = [render_text(answer, today)]
    if answer.citations:
        lines += ["", f"{texts.SOURCES}:"]
        lines += [
            f"{n}. {c.heading}. {c.newsletter_title}" for n, (c, *_) in enumerate(by_section(answer.citations), 1)
        ]
    return "\n".join(lines)


def conversation_markdown(turns: Sequence[Turn], today: date) -> str:
    """The conversation as a Markdown file: a heading for each question, its answer, its sources with their passages."""
    lines = [f"# {texts.NAME}: keskustelu {format_day(today)}", ""]
    for turn in turns:
        lines += [f"## {_plain(short(turn.question))}", ""]
        for line in render_text(turn.answer, today).splitlines():
            lines += [_plain(line), ""] if line.strip() else []
        for n, citations in enumerate(by_section(turn.answer.citations), 1):
            lines += [f"{n}. **{_plain(citations[0].heading)}** ({_plain(citations[0].newsletter_title)})", ""]
            for citation in citations:
                lines += [f"   > {_plain(line)}" for line in citation.text.splitlines() if line.strip()]
                lines.append("")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text whose signs Markdown would read as its own are escaped."""
    return "".join("\\" + sign if sign in "\\`*_{}[]<>#|" else sign for sign in text)
