"""What a newsletter tells otherwise than the issues before it: topics, calls, contacts and sums.

    kesäkuu 2023: "Maija Virta", joulukuu 2023: "Liisa Koski", same topic -> Change(REPLACED_CONTACT, before=..., after=...)

A section is compared with the latest earlier one of its thread, however old: a topic that rests for an issue is not new when it
returns. A call is moved when another time is told of it before its old time was over; later, it is another round and new.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from assistant.finnish import fold, words
from assistant.records import BlockKind, Change, ChangeKind, Contact, Evidence, Fact, FundingCall, Issue, Money, Section
from assistant.series import Series

COMPARED = ("title", "organisation", "phone", "email")
_SAME_PURPOSE = 0.6
"""Share of common words from which on two sentences tell of the same money."""
Kind = TypeVar("Kind", bound=Fact)
Facts = Mapping[str, tuple[Fact, ...]]


def changes_of_issue(issue: Issue, series: Series, sections: Mapping[str, Section], facts: Facts) -> tuple[Change, ...]:
    """Everything that `issue` tells otherwise than the earlier issues of its series; nothing for the first one."""
    issues = series.by_newsletter[issue.newsletter_id]
    place = issues.index(issue)
    if place == 0:
        return ()
    found: list[Change] = []
    own = [section for section in sections.values() if section.newsletter_id == issue.newsletter_id]
    for section in own:
        old = earlier_section(section, series, sections)
        if old is None:
            if is_topic(section):
                found.append(_topic_change(ChangeKind.NEW_TOPIC, section, None, issue))
            found += (change for change in _changes(None, section, series, facts) if change.kind is ChangeKind.NEW_CALL)
        else:
            found += _changes(old, section, series, facts)
    found += _gone(issues[place - 1], issue, series, sections)
    return _joined(found)


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Changes by kind, the topics first and the sums last; within a kind as the newsletter tells them."""
    order = list(ChangeKind)
    return sorted(changes, key=lambda change: order.index(change.kind))


def changes_of_section(
    section: Section, series: Series, sections: Mapping[str, Section], facts: Facts
) -> tuple[Change, ...]:
    """What a section tells otherwise than the latest earlier one of its thread; nothing where there is none."""
    old = earlier_section(section, series, sections)
    return _joined(_changes(old, section, series, facts)) if old else ()


def is_topic(section: Section) -> bool:
    """Whether a section is about something: the lead under the newsletter's own title is not."""
    return section.blocks[0].kind is not BlockKind.TITLE


def earlier_section(section: Section, series: Series, sections: Mapping[str, Section]) -> Section | None:
    """The section of the same topic in the latest earlier issue that has one."""
    thread = series.thread(section.section_id)
    after = thread[thread.index(section.section_id) + 1 :]
    return sections[after[0]] if after else None


def _topic_change(kind: ChangeKind, section: Section, old: Issue | None, new: Issue) -> Change:
    first = section.blocks[0].span
    evidence = Evidence(section.section_id, first, first.shifted(-section.span.start).of(section.text), kind.value)
    return Change(kind, (section.topic,), old, new, evidence=(evidence,))


def _gone(before: Issue, issue: Issue, series: Series, sections: Mapping[str, Section]) -> Iterator[Change]:
    """The topics of the issue before that this one does not take up."""
    for section in sections.values():
        if section.newsletter_id != before.newsletter_id or not is_topic(section):
            continue
        thread = series.thread(section.section_id)
        if not any(sections[other].newsletter_id == issue.newsletter_id for other in thread):
            yield _topic_change(ChangeKind.GONE_TOPIC, section, before, issue)


def _changes(old: Section | None, new: Section, series: Series, facts: Facts) -> Iterator[Change]:
    """All differences of two sections; against None everything is new."""
    before = facts.get(old.section_id, ()) if old else ()
    after = facts.get(new.section_id, ())
    old_issue = series.issue_by_id[old.newsletter_id] if old else None
    new_issue = series.issue_by_id[new.newsletter_id]
    differences = [
        *_call_changes(_only(before, FundingCall), _only(after, FundingCall), new_issue.published),
        *_contact_changes(_only(before, Contact), _only(after, Contact)),
        *_sum_changes(_only(before, Money), _only(after, Money)),
    ]
    for kind, was, now, fields in differences:
        evidence = tuple(fact.evidence for fact in (now, was) if fact is not None)
        yield Change(kind, (new.topic,), old_issue, new_issue, was, now, fields, evidence)


Difference = tuple[ChangeKind, Fact | None, Fact | None, tuple[str, ...]]


def _only(facts: Iterable[Fact], kind: type[Kind]) -> list[Kind]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _call_changes(before: list[FundingCall], after: list[FundingCall], published: date) -> Iterator[Difference]:
    """Calls that are still to come or open when told: one that is over is news of another kind."""
    known = {(call.call, _bounds(call)) for call in before}
    told = {(call.call, _bounds(call)) for call in after}
    left = [call for call in before if (call.call, _bounds(call)) not in told and _ahead(call, published)]
    left.sort(
        key=lambda call: call.period is None or call.period.vague
    )  # an exact time is the likelier one to be moved
    for call in after:
        if (call.call, _bounds(call)) in known or not _ahead(call, published):
            continue
        known.add((call.call, _bounds(call)))
        old = next((one for one in left if one.call == call.call and _is_moved(one, call)), None)
        if old is not None:
            left.remove(old)
            yield ChangeKind.MOVED_CALL, old, call, ()
        elif call.period is not None and not call.period.vague:
            yield ChangeKind.NEW_CALL, None, call, ()


def _bounds(call: FundingCall) -> tuple[date | None, date | None]:
    return (call.period.opens, call.period.closes) if call.period else (None, None)


def _ahead(call: FundingCall, published: date) -> bool:
    """Whether a call was not over when the newsletter came out."""
    if call.period is None:
        return False
    last = call.period.closes or call.period.opens
    return last is None or last >= published


def _is_moved(old: FundingCall, new: FundingCall) -> bool:
    """Whether another time is told of the round; a vague time that becomes exact within its bounds is no move."""
    if old.period is None or new.period is None or new.period.vague:
        return False
    opens, closes = _bounds(old)
    if not old.period.vague:
        return True
    if old.period.year_inferred:
        return False  # "toukokuun haussa" may be of any year
    begins = new.period.opens or new.period.closes
    return begins is not None and not ((opens or date.min) <= begins <= (closes or date.max))


def _contact_changes(before: list[Contact], after: list[Contact]) -> Iterator[Difference]:
    old, new = {c.name: c for c in before}, {c.name: c for c in after}
    for name in old.keys() & new.keys():
        fields = changed_fields(old[name], new[name])
        if fields:
            yield ChangeKind.CHANGED_CONTACT, old[name], new[name], fields
    if not new:
        return  # the issue leaves contacts out; that says nothing of persons
    gone = [contact for name, contact in old.items() if name not in new]
    come = [contact for name, contact in new.items() if name not in old]
    for was, now in _replaced(gone, come):
        gone.remove(was)
        come.remove(now)
        yield ChangeKind.REPLACED_CONTACT, was, now, ()
    for contact in gone:
        yield ChangeKind.GONE_CONTACT, contact, None, ()
    for contact in come:
        yield ChangeKind.NEW_CONTACT, None, contact, ()


def _replaced(gone: list[Contact], come: list[Contact]) -> list[tuple[Contact, Contact]]:
    """Who took whose place: one for one, or of many those who alone have the title and office of one who is gone."""
    if len(gone) == len(come) == 1:
        return [(gone[0], come[0])]
    pairs = []
    for was in gone:
        heirs = [now for now in come if was.title and _post(now) == _post(was)]
        rivals = [other for other in gone if _post(other) == _post(was)]
        if len(heirs) == len(rivals) == 1:
            pairs.append((was, heirs[0]))
    return pairs


def _post(contact: Contact) -> tuple[str, str]:
    return fold(contact.title or ""), fold(contact.organisation or "")


def changed_fields(old: Contact, new: Contact) -> tuple[str, ...]:
    """The fields that both tell, and not alike; case does not matter."""
    return tuple(
        field
        for field in COMPARED
        if (was := getattr(old, field)) and (now := getattr(new, field)) and fold(was) != fold(now)
    )


def _sum_changes(before: list[Money], after: list[Money]) -> Iterator[Difference]:
    known = {(money.amount, money.currency) for money in before}
    kept = {(money.amount, money.currency) for money in after}
    left = [money for money in before if (money.amount, money.currency) not in kept]
    for money in after:
        if (money.amount, money.currency) in known:
            continue
        known.add((money.amount, money.currency))
        old = max(left, key=lambda one: _same_purpose(one, money), default=None)
        if old is not None and _same_purpose(old, money) >= _SAME_PURPOSE:
            left.remove(old)
            yield ChangeKind.CHANGED_SUM, old, money, ()
        else:
            yield ChangeKind.NEW_SUM, None, money, ()


def _same_purpose(one: Money, other: Money) -> float:
    """How many of the words around two sums are the same, numbers apart (Jaccard)."""
    mine, others = _words_of(one), _words_of(other)
    return len(mine & others) / len(mine | others) if mine | others else 1.0


def _words_of(money: Money) -> set[str]:
    return {fold(word.text) for word in words(money.purpose) if not re.search(r"\d", word.text)}


def _joined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes that differ in their topic only are one: a person of five sections has one new number."""
    joined: dict[object, Change] = {}
    for change in changes:
        key = (
            change.kind,
            change.old,
            _told(change.before),
            _told(change.after),
            change.fields,
            _topics_matter(change),
        )
        known = joined.get(key)
        if known is None:
            joined[key] = change
        elif change.topics[0] not in known.topics:
            joined[key] = replace(
                known, topics=known.topics + change.topics, evidence=known.evidence + change.evidence[:1]
            )
    return tuple(joined.values())


def _topics_matter(change: Change) -> tuple[str, ...]:
    return change.topics if change.before is None and change.after is None else ()


def _told(fact: Fact | None) -> object:
    """What a fact tells, wherever it stands."""
    match fact:
        case Contact():
            return fact.name, *(getattr(fact, field) for field in COMPARED)
        case FundingCall():
            return fact.call, fact.period and (fact.period.opens, fact.period.closes)
        case Money():
            return fact.amount, fact.currency, fact.purpose
        case _:
            return fact
