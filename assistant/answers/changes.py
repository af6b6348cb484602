"""What is new or otherwise than in an earlier newsletter: of an issue, since a time, of one topic or one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.answer_records import Answer, AnswerStatus, Intent, Reason
from assistant.answers.calls import answer_when
from assistant.answers.contacts import answer_contact, answer_person
from assistant.answers.grounds import Grounds
from assistant.answers.issues import asked_newsletters
from assistant.answers.money import answer_money
from assistant.answers.refusals import is_off_topic
from assistant.changes import in_order
from assistant.questions.issues import CONTACT_KINDS, AskedChanges, AskedIssue, Place
from assistant.records import Change, ChangeKind, Contact, FundingCall, Issue, Money

_FAMILIES = (
    CONTACT_KINDS,
    frozenset({ChangeKind.MOVED_CALL, ChangeKind.NEW_CALL}),
    frozenset({ChangeKind.CHANGED_SUM, ChangeKind.NEW_SUM}),
    frozenset({ChangeKind.NEW_TOPIC, ChangeKind.GONE_TOPIC}),
)
_MAY_BE = frozenset({ChangeKind.NEW_CALL, ChangeKind.NEW_SUM})
"""What an earlier issue may only have left untold: no proof that something changed."""


def answer_changes(grounds: Grounds, asked: AskedChanges, issue: AskedIssue | None) -> Answer | None:
    """The changes of the kinds asked for; `grounds` is the question without its words for change and time.

    None where the facts do not tell whether anything changed: then the newsletter's own sentences may.
    """
    history = grounds.knowledge.history
    if not history.several:
        return grounds.refused(Reason.ONE_ISSUE, Intent.CHANGES)
    topical = bool(grounds.search.topic_words) or bool(grounds.people) or grounds.understood is not None
    issues = _issues(grounds, issue, everything=topical)
    if not issues:
        return grounds.refused(Reason.NO_ISSUE, Intent.CHANGES)
    if topical and not grounds.people and is_off_topic(grounds):
        return grounds.refused(Reason.NOT_IN_CORPUS, Intent.CHANGES)
    told = [change for one in issues for change in history.of_issue(one)]
    if grounds.people:
        told = [change for change in told if _is_about(change, grounds.people)]
    elif topical:
        told = _of_topic(grounds, told)
    found = in_order(change for change in told if _is_asked(change, asked))
    # To a yes or no of one topic belongs what may be the same change in other words: a new call, a new sum, another title.
    near = in_order(change for change in told if asked.whether and topical and _is_near(change, asked))
    if not found and not near:
        return _unchanged(grounds, asked, issues)
    shown = found or near
    evidence = [evidence for change in shown for evidence in change.evidence]
    topic = grounds.topic if topical and not grounds.people else None
    answer = grounds.answered(Intent.CHANGES, evidence, topic=topic, changes=tuple(shown))
    return replace(answer, verdict=_verdict(found, asked), issue=issues[-1] if len(issues) == 1 else None)


def _is_asked(change: Change, asked: AskedChanges) -> bool:
    other_field = (
        change.kind is ChangeKind.CHANGED_CONTACT and asked.fields and not set(asked.fields) & set(change.fields)
    )
    return change.kind in asked.kinds and not other_field


def _is_near(change: Change, asked: AskedChanges) -> bool:
    """Whether a change is of the family of those asked for; another field of a contact is nothing near."""
    family = next((kinds for kinds in _FAMILIES if change.kind in kinds), frozenset())
    return not asked.fields and not family.isdisjoint(asked.kinds)


def _verdict(found: list[Change], asked: AskedChanges) -> bool | None:
    """Yes where a change asked for was found, no where sums went the other way; None where what was found only may be it."""
    if not asked.whether or not found:
        return None
    if not asked.kinds <= _MAY_BE and all(change.kind in _MAY_BE for change in found):
        return None
    if asked.rises is None:
        return True
    risen = {
        c.after.amount > c.before.amount for c in found if isinstance(c.after, Money) and isinstance(c.before, Money)
    }
    return next(iter(risen)) == asked.rises if len(risen) == 1 else None


def _issues(grounds: Grounds, asked: AskedIssue | None, *, everything: bool) -> tuple[Issue, ...]:
    """The issues whose changes are asked for: the newest of each series where nothing is said, or all for one topic."""
    history = grounds.knowledge.history
    series = [issues for issues in history.series.issues if len(issues) > 1]
    if asked is not None and everything and not asked.named and not asked.after:
        asked = None  # "kevään 2025 koulutus": the time is the topic's
    if asked is None or (asked.place is Place.PREVIOUS and asked.after):
        return tuple(one for issues in series for one in (issues[1:] if everything and asked is None else issues[-1:]))
    if asked.after and asked.place is None and asked.closes is not None:
        return tuple(one for issues in series for one in issues if one.published > asked.closes)
    named = asked_newsletters(asked, grounds.knowledge.index, history.series)
    if asked.after:
        first = {
            issues: min((issues.index(i) for i in issues if i.newsletter_id in named), default=None)
            for issues in series
        }
        return tuple(one for issues, place in first.items() if place is not None for one in issues[place + 1 :])
    return tuple(one for issues in series for one in issues if one.newsletter_id in named)


def _is_about(change: Change, people: Iterable[str]) -> bool:
    return any(isinstance(fact, Contact) and fact.name in people for fact in (change.before, change.after))


def _of_topic(grounds: Grounds, found: list[Change]) -> list[Change]:
    """The changes told in the sections of the best topic."""
    if not grounds.sections:
        return []
    thread = set(grounds.knowledge.history.series.thread(grounds.sections[0].section.section_id))
    return [change for change in found if any(evidence.section_id in thread for evidence in change.evidence)]


def _unchanged(grounds: Grounds, asked: AskedChanges, issues: tuple[Issue, ...]) -> Answer | None:
    """No such change: said as such, with what the newest issue tells of the topic or person, where one is named."""
    if not grounds.search.topic_words and not grounds.people:
        return grounds.refused(Reason.NO_CHANGE, Intent.CHANGES)
    base = _as_it_is(grounds, asked)
    if base is None or base.status is not AnswerStatus.ANSWERED or not _told_before(grounds, base, asked.fields):
        return None
    return replace(base, intent=Intent.CHANGES, verdict=False, issue=issues[-1])


def _told_before(grounds: Grounds, base: Answer, fields: tuple[str, ...]) -> bool:
    """Whether an earlier issue tells a fact of the same kind of the same topic or person: else nothing is known of a change."""
    by_id, facts = grounds.knowledge.index.section_by_id, grounds.knowledge.index.facts_by_section
    if grounds.people:
        contacts = grounds.knowledge.directory.contacts
        telling = [
            {
                by_id[e.section_id].newsletter_id
                for e in person.evidence
                if _tells(contacts[e.section_id, person.name], fields)
            }
            for person in base.people
        ]
        return all(len(letters) > 1 for letters in telling)
    kind = Contact if base.people else FundingCall if base.calls else Money if base.sums else None
    if kind is None or not base.citations:
        return False
    cited = base.citations[0].section_id
    thread = grounds.knowledge.history.series.thread(cited)
    earlier = thread[thread.index(cited) + 1 :]
    return any(isinstance(fact, kind) for section_id in earlier for fact in facts.get(section_id, ()))


def _tells(contact: Contact, fields: tuple[str, ...]) -> bool:
    return all(getattr(contact, field) for field in fields)


def _as_it_is(grounds: Grounds, asked: AskedChanges) -> Answer | None:
    if grounds.people:
        return answer_person(grounds)
    if len(asked.kinds) == len(ChangeKind) or is_off_topic(grounds):
        return None
    if ChangeKind.REPLACED_CONTACT in asked.kinds:
        return answer_contact(grounds)
    if ChangeKind.MOVED_CALL in asked.kinds:
        return answer_when(grounds)
    return answer_money(grounds) if ChangeKind.CHANGED_SUM in asked.kinds else None
