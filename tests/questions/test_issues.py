"""Which newsletters a question names, and whether it asks what changed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions.issues import AskedIssue, Place, asks_changes, find_issue, without_change
from assistant.records import ChangeKind

TODAY = date(2033, 2, 10)
JUNE = (date(2032, 6, 1), date(2032, 6, 30))


@pytest.mark.parametrize(
    ("question", "issue", "rest"),
    [
        (
            "Mitä kesäkuun 2032 uutiskirjeessä sanottiin saunoista?",
            AskedIssue(*JUNE, named=True),
            "Mitä uutiskirjeessä sanottiin saunoista?",
        ),
        ("Mitä kesäkuun kirjeessä luki?", AskedIssue(*JUNE, named=True), "Mitä kirjeessä luki?"),
        ("Kuka vastasi saunoista kesäkuussa 2032?", AskedIssue(*JUNE), "Kuka vastasi saunoista ?"),
        ("Mitä muuttui kesäkuun 2032 jälkeen?", AskedIssue(*JUNE, after=True), "Mitä muuttui jälkeen?"),
        (
            "Mitä viime vuoden uutiskirjeissä kerrottiin?",
            AskedIssue(date(2032, 1, 1), date(2032, 12, 31), named=True),
            "Mitä uutiskirjeissä kerrottiin?",
        ),
        (
            "Mitä uutiskirjeessä 3/2032 kerrottiin?",
            AskedIssue(number="3/2032", named=True),
            "Mitä uutiskirjeessä kerrottiin?",
        ),
        ("Mitä edellisessä uutiskirjeessä kerrottiin?", AskedIssue(place=Place.PREVIOUS, named=True), None),
        ("Mitä uusimmassa uutiskirjeessä kerrottiin?", AskedIssue(place=Place.NEWEST, named=True), None),
        ("Kuka vastaa saunoista?", None, None),
        ("Mikä on numero 3/2032?", None, None),
    ],
)
def test_issues(question: str, issue: AskedIssue | None, rest: str | None) -> None:
    assert find_issue(question, TODAY) == (issue, rest or question)


CONTACTS = {
    ChangeKind.REPLACED_CONTACT,
    ChangeKind.CHANGED_CONTACT,
    ChangeKind.NEW_CONTACT,
    ChangeKind.GONE_CONTACT,
}


@pytest.mark.parametrize(
    ("question", "kinds", "whether"),
    [
        ("Mitä uutta kesäkuussa?", set(ChangeKind), False),
        ("Mitä muuttui joulukuun jälkeen?", set(ChangeKind), False),
        ("Mitä uusia hakuja on tullut?", {ChangeKind.NEW_CALL}, False),
        ("Mitkä teemat ovat poistuneet?", {ChangeKind.GONE_TOPIC}, False),
        ("Onko saunojen yhteyshenkilö vaihtunut?", CONTACTS - {ChangeKind.CHANGED_CONTACT}, True),
        ("Onko Liisa Kosken puhelinnumero vaihtunut?", CONTACTS, True),
        ("Onko Liisa Kosken puhelinnumero muuttunut?", CONTACTS, True),
        ("Siirtyikö hankehaun aika?", {ChangeKind.MOVED_CALL}, True),
        ("Miten hakuaika on muuttunut?", {ChangeKind.MOVED_CALL, ChangeKind.NEW_CALL}, False),
        ("Nousiko avustuksen määrä?", {ChangeKind.CHANGED_SUM}, True),
        ("Onko tuen yläraja muuttunut?", {ChangeKind.CHANGED_SUM, ChangeKind.NEW_SUM}, True),
    ],
)
def test_questions_about_changes(question: str, kinds: set[ChangeKind], whether: bool) -> None:
    asked = asks_changes(question)
    assert asked is not None
    assert (set(asked.kinds), asked.whether) == (kinds, whether)


@pytest.mark.parametrize(
    "question",
    ["Kuka vastaa uusista saunoista?", "Milloin haku alkaa?", "Mitä saunoista kerrotaan?", "Onko haku auki?", ""],
)
def test_other_questions_are_not_about_changes(question: str) -> None:
    assert asks_changes(question) is None


@pytest.mark.parametrize(
    ("question", "fields", "rises"),
    [
        ("Onko Liisa Kosken puhelinnumero muuttunut?", ("phone",), None),
        ("Nousiko saunojen rahoitus?", (), True),
        ("Onko saunojen rahoitus laskenut?", (), False),
        ("Onko saunojen rahoitus muuttunut?", (), None),
    ],
)
def test_what_a_yes_or_no_depends_on(question: str, fields: tuple[str, ...], rises: bool | None) -> None:
    asked = asks_changes(question)
    assert asked is not None
    assert (asked.fields, asked.rises) == (fields, rises)


def test_the_topic_is_what_is_left() -> None:
    assert without_change("Mitä uutta saunoista?") == "Mitä saunoista?"


@given(st.text(max_size=80))
def test_any_text_can_be_asked(text: str) -> None:
    issue, rest = find_issue(text, TODAY)
    assert issue is not None or rest == text
    asks_changes(text)
    without_change(text)
