"""The command line: arguments in, text out; nothing is decided here.

    python -m assistant index | ask | search | facts | changes | check | evaluate

Exit status 0, 1 for an `AssistantError` (one Finnish line on stderr), 2 for wrong arguments. Heavy modules are imported
by the command that needs them, so that `--help` is instant.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.arguments import build_parser
from assistant.errors import AssistantError, SearchIndexError
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.checks import CheckedIssue
    from assistant.dialogue import Assistant


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _never_fail_on_letters()
    parser = build_parser()
    parsed = parser.parse_args(arguments)
    if parsed.command == "search" and not parsed.query and parsed.batch is None:
        parser.error("anna haku tai --batch")
    commands: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
        "index": _index,
        "ask": _ask,
        "search": _search,
        "facts": _facts,
        "changes": _changes,
        "check": _check,
        "evaluate": _evaluate,
    }
    try:
        return commands[parsed.command](parsed, _settings(parsed))
    except AssistantError as exc:
        print(f"Virhe: {exc}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # `... | head` closed the pipe; what it wanted it has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Keskeytetty.", file=sys.stderr)
        return 130


def _never_fail_on_letters() -> None:
    """Letters that the terminal's encoding lacks are written as escapes; bytes that are none become question marks."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _settings(parsed: argparse.Namespace) -> Settings:
    given = {name: value for name in ("corpus", "index") if (value := getattr(parsed, name, None)) is not None}
    return replace(load_settings(), **given)


def _load(settings: Settings) -> Assistant:
    from assistant.dialogue import load_assistant

    return load_assistant(settings)


def _print_json(row: object) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _index(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant.indexing import build
    from assistant.rendering_builds import render_build, render_problems

    if parsed.watch:
        return _watch(parsed, settings)
    report = build(settings, ProgressLine(), always=parsed.always)
    for problem in render_problems(report):
        print(problem, file=sys.stderr)
    print(render_build(report, settings.index))
    return 0


def _watch(parsed: argparse.Namespace, settings: Settings) -> int:
    """Index after every change until Ctrl+C or SIGTERM, which both end it well."""
    from assistant.rendering_builds import render_build, render_problems, render_rebuild
    from assistant.watching import follow

    ended = _end_by_signal()
    started, told = False, set[str]()
    with suppress(KeyboardInterrupt):
        for outcome in follow(settings, ProgressLine(ended), always=parsed.always, ended=ended):
            if isinstance(outcome, AssistantError):
                print(f"Hakemisto on ennallaan: {outcome}", file=sys.stderr, flush=True)
            else:
                problems = render_problems(outcome)
                for problem in problems:
                    if problem not in told:
                        print(problem, file=sys.stderr, flush=True)
                told = set(problems)
                if outcome.built or not started:
                    print(render_rebuild(outcome) if started else render_build(outcome, settings.index), flush=True)
            if not started:
                print(f"Kansiota {settings.corpus} seurataan (lopetus: Ctrl+C).", flush=True)
            started = True
    print("Seuranta päättyi.", flush=True)
    return 0


def _end_by_signal() -> threading.Event:
    """Ctrl+C and SIGTERM raise KeyboardInterrupt and set the event: what a signal raises in a library's callback may be lost."""
    ended = threading.Event()

    def end(*_: object) -> None:
        ended.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return ended


def _ask(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant.answer_records import Conversation
    from assistant.batches import answer_items, read_questions
    from assistant.rendering import render_sources, render_text

    today: date = parsed.today or date.today()
    if parsed.batch is not None:
        items = read_questions(parsed.batch)
        for row in answer_items(_load(settings), items, today):
            _print_json(row)
        return 0
    assistant, conversation = _load(settings), Conversation()
    for question in parsed.question or _typed_questions():
        answer, conversation = assistant.ask(question, conversation, today)
        print(render_text(answer, today))
        print(render_sources(answer), end="")
    return 0


def _typed_questions() -> Sequence[str]:
    """Questions from standard input, one a line."""
    return sys.stdin  # type: ignore[return-value]  # an iterable of lines is all that is needed


def _search(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant.batches import read_questions, search_items, search_rows
    from assistant.filters import Filter

    items = None if parsed.batch is None else read_questions(parsed.batch)
    assistant = _load(settings)
    chosen = Filter(tuple(parsed.newsletter), parsed.group, parsed.fund, parsed.first, parsed.last)
    sections = chosen.section_ids(assistant.index)
    if items is not None:
        for row in search_items(assistant, items, parsed.limit, sections):
            _print_json(row)
        return 0
    for query in parsed.query:
        hits = search_rows(assistant, query, parsed.limit, sections)
        if not hits:
            print("Valituissa osioissa ei ole mitään haettavaa.")
        for number, hit in enumerate(hits, 1):
            print(f"{number}. {hit['section']} ({hit['newsletter']})\n{hit['text']}\n")
    return 0


def _facts(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant.batches import fact_row
    from assistant.forms import format_fact
    from assistant.index_files import load_index

    index = load_index(settings.index)
    for fact in index.facts:
        section = index.section_by_id[fact.evidence.section_id]
        if parsed.json:
            _print_json(fact_row(fact, section))
        else:
            print(f"{section.topic}: {format_fact(fact)}")
    return 0


def _changes(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant.batches import change_row
    from assistant.history import History
    from assistant.index_files import load_index
    from assistant.rendering_changes import NOTHING_TO_COMPARE, changes_text

    history = History(load_index(settings.index))
    told = [(issue, history.of_issue(issue)) for issue in history.later_issues(parsed.since)]
    if parsed.json:
        for change in (change for _, changes in told for change in changes):
            _print_json(change_row(change))
        return 0
    for issue, changes in told:
        title = history.index.newsletter_by_id[issue.newsletter_id].title
        print(changes_text(title, changes))
    if not told:
        print(NOTHING_TO_COMPARE)
    return 0


def _check(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant.checks import find_findings
    from assistant.checks.files import file_lines, line_number, newsletter_files, read_issue
    from assistant.checks.report import finding_row, render_issue
    from assistant.finnish import load_lemmatizer

    lemmatizer, issues, status = load_lemmatizer(settings.lemmatizer), {}, 0
    for path in newsletter_files(parsed.files):
        try:
            issues[path] = read_issue(path, lemmatizer)
        except AssistantError as exc:
            print(f"Virhe: {exc}", file=sys.stderr)
            status = 1
    others = (*issues.values(), *_indexed_issues(settings, required=parsed.index is not None))
    for path, issue in issues.items():
        findings, text = find_findings(issue, others), file_lines(path)
        lines = [line_number(finding, issue, text) for finding in findings]
        if parsed.json:
            for finding, line in zip(findings, lines, strict=True):
                _print_json(finding_row(finding, issue.newsletter.source, line))
        else:
            print(render_issue(issue, findings, lines))
        status = 1 if findings and parsed.strict else status
    return status


def _indexed_issues(settings: Settings, *, required: bool) -> tuple[CheckedIssue, ...]:
    """The newsletters of the index, for comparison; none where there is no index and none was asked for."""
    from assistant.checks.files import issues_of
    from assistant.index_files import load_index

    try:
        return issues_of(load_index(settings.index))
    except SearchIndexError:
        if required:
            raise
        return ()


def _evaluate(parsed: argparse.Namespace, settings: Settings) -> int:
    from assistant import evaluation
    from assistant.batches import answer_items, read_questions, search_items

    items = read_questions(parsed.questions)
    answers = evaluation.judges_answers(items)
    assistant, today = _load(settings), parsed.today or date.today()
    if answers:
        report = evaluation.score_answers(items, answer_items(assistant, items, today))
        print("\n".join([*(report.wrong if parsed.wrong else ()), evaluation.format_answers(report)]))
        return 0
    figures = evaluation.score_retrieval(items, search_items(assistant, items, 10))
    print(f"n {len(items)}  " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    return 0


class ProgressLine:
    """How much is embedded, on one line of stderr, with the time left; silent when stderr is no terminal, but for tenths.

    Raises KeyboardInterrupt once `ended` is set.
    """

    def __init__(self, ended: threading.Event | None = None) -> None:
        self._ended = ended
        self._started = time.monotonic()
        self._tenth = 0

    def __call__(self, done: int, total: int) -> None:
        if self._ended is not None and self._ended.is_set():
            raise KeyboardInterrupt
        left = (time.monotonic() - self._started) / done * (total - done)
        words = f"Upotetaan katkelmia: {done}/{total}, jäljellä noin {left:.0f} s"
        if sys.stderr.isatty():
            print(f"\r{words}   ", end="\n" if done == total else "", file=sys.stderr, flush=True)
        elif done * 10 // total > self._tenth:
            self._tenth = done * 10 // total
            print(words, file=sys.stderr, flush=True)
