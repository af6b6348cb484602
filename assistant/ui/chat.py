"""Tab Keskustelu: the question box, the log of answers, examples, opinions, and the conversation as a file.

    question, Visit -> log (HTML), Visit

A `Visit` is one visitor's own: Gradio keeps it for the session and for nobody else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer_records import Conversation, Turn
from assistant.errors import AssistantError
from assistant.rendering import render_text
from assistant.ui import texts
from assistant.ui.answer_html import Frame, chips, conversation_markdown, log_html, short
from assistant.ui.events import QUIET, Fresh
from assistant.ui.examples import example_questions
from assistant.ui.feedback import RATINGS, Feedback, keep_feedback
from assistant.ui.safe_html import escape, file_link
from assistant.ui.theme import ASSETS

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

_log = logging.getLogger(__name__)
_SPOKEN = 600  # letters of an answer that a screen reader is told; the rest is there to be read


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visitor has asked and been told, all of it and what follow-ups use, and thought (turn's number -> rating)."""

    turns: tuple[Turn, ...] = ()
    conversation: Conversation = field(default_factory=Conversation)
    ratings: dict[int, str] = field(default_factory=dict)


class Chat:
    """The handlers of the tab. `clock` tells the day; `feedback` is the file for opinions."""

    def __init__(self, assistant: Callable[[], Assistant], feedback: Path, clock: Callable[[], date]) -> None:
        self.assistant = assistant
        self.feedback = feedback
        self.clock = clock

    def welcome(self) -> str:
        """The log before the first question."""
        examples = example_questions(self.assistant().index)
        offered = chips(examples, texts.EXAMPLES) if examples else ""
        return f'<div class="welcome"><p>{escape(texts.DESCRIPTION)}</p>{offered}</div>'

    def answer(self, question: str, visit: Visit) -> Iterator[tuple[Any, str, Visit, str, str]]:
        """First the question with a note that it is being worked on, then the answer.

        Gives the question box, the log, the visit, the words to announce and the link to the file.
        """
        if not question or not question.strip():
            yield (
                gr.skip(),
                self._log(visit, notice=texts.NO_QUESTION),
                visit,
                _spoken(texts.NO_QUESTION),
                self._file(visit),
            )
            return
        yield "", self._log(visit, pending=question), visit, _spoken(texts.PENDING), self._file(visit)
        try:
            answer, conversation = self.assistant().ask(question, visit.conversation, self.clock())
        except AssistantError as error:
            yield question, self._log(visit, notice=str(error)), visit, _spoken(str(error)), self._file(visit)
        except Exception:
            _log.exception("A question could not be answered")
            yield question, self._log(visit, notice=texts.FAILED), visit, _spoken(texts.FAILED), self._file(visit)
        else:
            turn = Turn(short(question), answer)
            visit = replace(visit, turns=(*visit.turns, turn), conversation=conversation)
            yield "", self._log(visit), visit, _spoken(render_text(answer, self.clock())), self._file(visit)

    def ask_by_button(self, visit: Visit, event: gr.EventData) -> Iterator[tuple[Any, str, Visit, str, str]]:
        """An example or a suggestion was pressed, or a question is to be taken by itself, without the earlier ones."""
        if event.fresh:
            visit = replace(visit, conversation=Conversation())
        yield from self.answer(str(event.question), visit)

    def rate(self, visit: Visit, event: gr.EventData) -> tuple[str, Visit, str]:
        """Keep an opinion; without a rating it is the reason of the earlier one."""
        number, rating, why = event.turn, event.rating, event.why
        turns = visit.turns
        rating = rating or visit.ratings.get(number, "")
        if not isinstance(number, int) or not 1 <= number <= len(turns) or rating not in RATINGS:
            return self._log(visit), visit, _spoken("")
        turn = turns[number - 1]
        text = render_text(turn.answer, self.clock())
        opinion = Feedback(datetime.now().isoformat(timespec="seconds"), turn.question, text, rating, str(why))
        try:
            keep_feedback(opinion, self.feedback)
        except OSError:
            _log.exception("An opinion could not be kept")
            return self._log(visit), visit, _spoken(texts.NOT_KEPT)
        visit = replace(visit, ratings={**visit.ratings, number: rating})
        return self._log(visit), visit, _spoken(texts.RATED)

    def clear(self) -> tuple[str, str, Visit, str, str]:
        """A new start: empty box, the welcome, nothing remembered."""
        return "", self.welcome(), Visit(), _spoken(texts.CLEARED), ""

    def _log(self, visit: Visit, pending: str | None = None, notice: str = "") -> str:
        if not visit.turns and pending is None:
            return self.welcome() + (f'<p class="notice">{escape(notice)}</p>' if notice else "")
        frame = Frame(self.clock(), self.assistant().index.section_by_id, visit.ratings)
        return log_html(visit.turns, frame, pending, notice)

    def _file(self, visit: Visit) -> str:
        if not visit.turns:
            return ""
        text = conversation_markdown(visit.turns, self.clock())
        return file_link(text, texts.CHAT_FILE, "text/markdown", texts.EXPORT_CHAT)


def _spoken(words: str) -> str:
    """Words for the page's live region; a long answer is cut at a line's end."""
    lines: list[str] = []
    length = 0
    for line in words.splitlines():
        length += len(line)
        if lines and length > _SPOKEN:
            break
        lines.append(line)
    return f'<div id="ilmoitus" role="status" aria-live="polite">{escape(" ".join(lines))}</div>'


def build_chat(chat: Chat) -> Fresh:
    """Put the tab's parts in place; called inside its `gr.Tab`. Gives what is filled when a page is opened."""
    visit = gr.State(Visit())
    script = (ASSETS / "chat.js").read_text(encoding="utf-8")
    heading = f'<h2 class="vh">{texts.TAB_CHAT}</h2>'
    log = gr.HTML(
        "",
        html_template=heading + "${value}",
        elem_id="keskustelu",
        js_on_load=script,
        apply_default_css=False,
    )
    spoken = gr.HTML(_spoken(""), elem_classes=["vh"], apply_default_css=False)
    with gr.Row(elem_classes=["ask"], equal_height=False):
        box = gr.Textbox(
            label=texts.QUESTION,
            placeholder=texts.QUESTION_HINT,
            lines=1,
            max_lines=5,
            elem_id="kysymys",
            scale=6,
            min_width=120,
        )
        send = gr.Button(texts.ASK, variant="primary", elem_id="kysy", scale=1, min_width=96)
    with gr.Row(elem_classes=["after-ask"]):
        clear = gr.Button(texts.CLEAR, size="sm", elem_id="tyhjenna", scale=0, min_width=180)
        file = gr.HTML("", elem_id="tallenna", apply_default_css=False)

    outputs = [box, log, visit, spoken, file]
    gr.on([box.submit, send.click], chat.answer, [box, visit], outputs, concurrency_id="ask", **QUIET)
    log.ask(chat.ask_by_button, [visit], outputs, concurrency_id="ask", **QUIET)
    log.rate(chat.rate, [visit], [log, visit, spoken], **QUIET)
    clear.click(chat.clear, None, outputs, **QUIET)
    return [(log, chat.welcome)]
