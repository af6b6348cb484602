"""What issues tell otherwise than those before them, what is the newest, and what no longer holds."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from series_samples import DECEMBER, JUNE, LETTERS, index_of

from assistant.answers import Knowledge
from assistant.history import History
from assistant.records import Change, ChangeKind, Contact, FundingCall, Money


@cache
def knowledge() -> Knowledge:
    return Knowledge(index_of())


def changes() -> tuple[Change, ...]:
    history = knowledge().history
    return history.of_issue(history.later_issues()[-1])


def told(kind: ChangeKind) -> list[tuple[object, ...]]:
    return [
        (change.topics, _words(change.before), _words(change.after), change.fields)
        for change in changes()
        if change.kind is kind
    ]


def _words(fact: object) -> object:
    match fact:
        case Contact():
            return fact.name
        case FundingCall():
            return fact.call, fact.period and fact.period.opens
        case Money():
            return int(fact.amount)
        case _:
            return fact


def test_topics_come_and_go_and_the_lead_is_none() -> None:
    assert told(ChangeKind.NEW_TOPIC) == [(("Uimakoulut",), None, None, ())]
    assert told(ChangeKind.GONE_TOPIC) == [(("Venevajat",), None, None, ())]


def test_a_contact_is_replaced_and_another_has_a_new_number_and_title() -> None:
    assert told(ChangeKind.REPLACED_CONTACT) == [(("Saunojen kunnostus",), "Aune Mäkelä", "Liisa Koski", ())]
    assert told(ChangeKind.CHANGED_CONTACT) == [
        (("Laiturien korjaus",), "Veikko Laurila", "Veikko Laurila", ("title", "phone"))
    ]


def test_a_round_that_was_over_is_followed_by_a_new_call() -> None:
    assert told(ChangeKind.MOVED_CALL) == []
    assert (("Saunojen kunnostus",), None, ("hankehaku", date(2033, 2, 1)), ()) in told(ChangeKind.NEW_CALL)


def test_a_call_that_was_not_over_is_moved() -> None:
    june = JUNE.replace("1.9.–30.9.2032", "1.1.–31.1.2033")
    history = History(index_of((("ranta-2032-06", june), ("ranta-2032-12", DECEMBER))))
    moved = [c for c in history.of_issue(history.later_issues()[-1]) if c.kind is ChangeKind.MOVED_CALL]
    assert [(_words(c.before), _words(c.after)) for c in moved] == [
        (("hankehaku", date(2033, 1, 1)), ("hankehaku", date(2033, 2, 1)))
    ]
    assert isinstance(moved[0].before, FundingCall)
    assert not history.holds(moved[0].before)


def test_a_sum_of_the_same_purpose_changes() -> None:
    assert told(ChangeKind.CHANGED_SUM) == [(("Saunojen kunnostus",), 200_000, 250_000, ())]


def test_each_change_shows_where_the_new_issue_tells_it_first() -> None:
    for change in changes():
        if change.kind is not ChangeKind.GONE_TOPIC:
            assert change.evidence[0].section_id.startswith("ranta-2032-12#")
        for evidence in change.evidence:
            letter = knowledge().index.newsletter_by_id[evidence.section_id.split("#")[0]]
            assert evidence.span.of(letter.text) == evidence.quote


def test_the_newest_stand_for_their_topics() -> None:
    index, history = knowledge().index, knowledge().history
    newest = {(s.newsletter_id, s.topic) for s in index.sections if s.section_id in history.newest}
    assert ("ranta-2032-06", "Venevajat") in newest
    assert ("ranta-2032-06", "Saunojen kunnostus") not in newest
    current = {s.topic for s in knowledge().current_sections}
    assert "Venevajat" not in current  # an issue that repeats most of the others has left it out
    assert {"Uimakoulut", "Taimikoiden hoito"} <= current


def test_replaced_people_are_not_listed_but_still_known() -> None:
    assert knowledge().history.former == {"Aune Mäkelä"}
    assert "Aune Mäkelä" not in {person.name for person in knowledge().people}
    assert "Aune Mäkelä" in knowledge().directory.people
    june = knowledge().limited(frozenset({"ranta-2032-06"}))
    assert [person.name for person in june.people] == ["Aune Mäkelä", "Veikko Laurila"]


def test_a_corpus_of_single_letters_has_no_history() -> None:
    history = History(index_of(LETTERS[1:]))
    assert not history.several
    assert history.later_issues() == ()
    assert history.former == frozenset()
    assert history.current == {section.section_id for section in history.index.sections}


@settings(deadline=None)  # machines that run other things too
@given(st.permutations(LETTERS))
def test_the_order_of_reading_does_not_matter(letters: list[tuple[str, str]]) -> None:
    history = History(index_of(letters))
    found = history.of_issue(history.later_issues()[-1])
    assert {(c.kind, c.topics, _words(c.before), _words(c.after)) for c in found} == {
        (c.kind, c.topics, _words(c.before), _words(c.after)) for c in changes()
    }
