"""Which issue an answer is from, and what earlier issues told otherwise: "joulukuussa 2022 vielä Maija Virta"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answer_records import Answer, AnswerStatus, Intent
from assistant.answers.grounds import Grounds
from assistant.records import Change, ChangeKind, Contact, FundingCall, Money

_OF_CONTACTS = {ChangeKind.REPLACED_CONTACT, ChangeKind.CHANGED_CONTACT}


def with_history(grounds: Grounds, answer: Answer) -> Answer:
    """The answer with its issue, where a series has several, and with the earlier values of the facts that it states."""
    history = grounds.knowledge.history
    told_by = {citation.newsletter_id for citation in answer.citations}
    if not history.several or answer.status is not AnswerStatus.ANSWERED or len(told_by) != 1:
        return answer
    issue = history.series.issue_among_others(told_by.pop())
    if issue is None:
        return answer
    earlier = () if grounds.knowledge.newsletters is not None else tuple(_earlier(grounds, answer))
    return replace(answer, issue=issue, changes=earlier)


def _earlier(grounds: Grounds, answer: Answer) -> Iterator[Change]:
    """The last change of each fact that the answer states."""
    if answer.intent is Intent.LIST:
        return
    told: set[object] = set()
    for section_id in dict.fromkeys(citation.section_id for citation in answer.citations):
        for change in grounds.knowledge.history.of_section(section_id):
            subject = _stated(answer, change)
            if subject is not None and subject not in told:
                told.add(subject)
                yield change


def _stated(answer: Answer, change: Change) -> object:
    """The fact of the answer that a change is about; None where it states none of it."""
    now = change.after
    if isinstance(now, Contact) and change.kind in _OF_CONTACTS:
        asked = set(answer.fields) & {"phone", "email", "title", "organisation"}
        other_field = change.kind is ChangeKind.CHANGED_CONTACT and asked and asked.isdisjoint(change.fields)
        named = any(person.name == now.name for person in answer.people)
        return now.name if named and not other_field else None
    if isinstance(now, FundingCall) and change.kind is ChangeKind.MOVED_CALL:
        rows = [row.call for row in answer.calls]
        return now.call if any((row.call, row.period) == (now.call, now.period) for row in rows) else None
    if isinstance(now, Money) and change.kind is ChangeKind.CHANGED_SUM:
        return (now.amount, now.purpose) if any(money.amount == now.amount for money in answer.sums) else None
    return None
