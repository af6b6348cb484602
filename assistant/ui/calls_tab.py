"""Tab Haut: funding calls as of a chosen day; as a picture, a table, a calendar file and a CSV file.

day, words, status, group -> picture and table (HTML) with the links to their files
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import gradio as gr

from assistant.answer_records import CallRow, CallStatus
from assistant.exports import CALENDAR_TYPE, CSV_TYPE, write_csv
from assistant.forms import format_day, format_period
from assistant.ui import texts
from assistant.ui.catalogue import Choice, calls, chosen_calls, groups
from assistant.ui.events import QUIET, Fresh, choices, view_html
from assistant.ui.facts_html import calendar_file, calendar_link, call_kind, status_badge
from assistant.ui.safe_html import escape, file_link, section_link
from assistant.ui.tables import counted, table_html
from assistant.ui.timeline import timeline_svg, timeline_words

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

HEADER = (texts.CALL, texts.STATUS, texts.TIME, texts.TOPIC)
_DAY = re.compile(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*|\s*(\d{4})-(\d{2})-(\d{2})\s*")


def read_day(written: str) -> date | None:
    """ "24.12.2022" (or "2022-12-24") -> a day; None where it is none."""
    match = _DAY.fullmatch(written or "")
    if not match:
        return None
    numbers = [int(number) for number in match.groups() if number]
    year, month, day = numbers if match.group(4) else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calls_view(assistant: Assistant, day: str, words: str, status: str | None, group: str | None) -> str:
    """The picture and the table of the chosen calls, how many they are, and the links to the files of the same calls."""
    chosen_day = read_day(day)
    if chosen_day is None:
        return f'<p class="notice" role="status">{escape(texts.WRONG_DAY)}</p>'
    statuses = (CallStatus(status),) if status else ()
    choice = Choice(words or "", group=group or None, statuses=statuses)
    found = chosen_calls(assistant.index, calls(assistant.knowledge, chosen_day), choice)
    table = table_html(texts.TAB_CALLS, HEADER, [_row(assistant, row) for row in found])
    return counted(len(found), "haku", "hakua") + _picture(found, chosen_day) + table + _files(found)


def _row(assistant: Assistant, row: CallRow) -> list[str]:
    link = calendar_link(row)
    saved = f'<span class="card-file">{link}</span>' if link else ""
    sections = assistant.index.section_by_id
    told = dict.fromkeys(e.section_id for e in row.evidence if e.section_id in sections)
    topics = "".join(f"<li>{section_link(id_, sections[id_].topic)}</li>" for id_ in told)
    about = "" if row.call.about in row.topics else f'<span class="note">{escape(row.call.about)}</span>'
    return [
        f'<span class="person">{escape(call_kind(row))}</span>{about}{saved}',
        status_badge(row),
        escape(format_period(row.call.period)),
        f'<ul class="plain">{topics}</ul>',
    ]


def _picture(rows: Sequence[CallRow], day: date) -> str:
    wide, narrow = (timeline_svg(rows, day, wide=wide) for wide in (True, False))
    if not wide:
        return ""
    legend = "".join(
        f'<li><span class="swatch bar-{status.value}"></span>{escape(words)}</li>'
        for status, words in texts.STATUSES.items()
    )
    outside = timeline_words(rows, day)
    note = f'<p class="note">{escape(outside)}</p>' if outside else ""
    vague = f'<li><span class="swatch swatch-vague"></span>{escape(texts.VAGUE)}</li>'
    return f'<div class="picture">{wide}{narrow}<ul class="legend">{legend}{vague}</ul>{note}</div>'


def calls_csv(rows: Sequence[CallRow]) -> str:
    """The calls as a table for a spreadsheet; days as Finnish spreadsheets read them, the newsletter's words last."""
    header = (texts.CALL, texts.ABOUT, texts.STATUS, texts.OPENS, texts.CLOSES, texts.AS_WRITTEN, texts.TOPIC)
    return write_csv(header, map(_csv_row, rows))


def _csv_row(row: CallRow) -> tuple[str, ...]:
    period = row.call.period
    opens, closes = (period.opens, period.closes) if period else (None, None)
    days = [format_day(day) if day else "" for day in (opens, closes)]
    written = period.as_written if period else ""
    return (row.call.call, row.call.about, texts.STATUSES[row.status], *days, written, "; ".join(row.topics))


def _files(rows: Sequence[CallRow]) -> str:
    if not rows:
        return ""
    calendar = file_link(calendar_file(rows), "rahoitushaut.ics", CALENDAR_TYPE, texts.ICS_FILE)
    table = file_link(calls_csv(rows), "rahoitushaut.csv", CSV_TYPE, texts.CSV_FILE)
    return f'<p class="files">{calendar} {table}</p>'


def build_calls(assistant: Callable[[], Assistant], clock: Callable[[], date]) -> Fresh:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives what is filled when a page is opened."""
    statuses = [(words, status.value) for status, words in texts.STATUSES.items()]
    with gr.Row(elem_classes=["filters"]):
        words = gr.Textbox(label=texts.CALL_OR_TOPIC, elem_id="hakuhaku", min_width=200)
        day = gr.Textbox(label=texts.STATUS_DAY, placeholder=texts.DAY_FORM, elem_id="paiva", min_width=150)
        status = gr.Dropdown([(texts.ALL, ""), *statuses], value="", label=texts.STATUS, min_width=150)
        group = gr.Dropdown([(texts.ALL, "")], value="", label=texts.GROUP, min_width=200)
    view = view_html(texts.TAB_CALLS, "haut")
    gr.on(
        [day.change, words.change, status.change, group.change],
        lambda *chosen: calls_view(assistant(), *chosen),
        [day, words, status, group],
        view,
        trigger_mode="always_last",
        **QUIET,
    )
    return [
        (day, lambda: format_day(clock())),
        (group, lambda: choices(groups(assistant().index))),
        (view, lambda: calls_view(assistant(), format_day(clock()), "", None, None)),
    ]
