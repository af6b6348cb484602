"""Answers in words: nothing is stated that the answer does not hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from fact_samples import AUNE, CALL, EVIDENCE, MONEY, PERIOD, ROW
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_records import Answer, AnswerStatus, CallStatus, Citation, Intent, Reason
from assistant.forms import format_person
from assistant.records import Evidence, Period, Span
from assistant.rendering import call_sentence, render_sources, render_text

TODAY = date(2032, 3, 10)
CITATION = Citation("kirje", "Kyläkirje 3/2032", "kirje#1", "Saunat", "Saunat lämpiävät.", (Span(0, 6),))


def answered(intent: Intent, **values: object) -> Answer:
    return Answer(AnswerStatus.ANSWERED, intent, citations=(CITATION,), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "held"),
    [
        (answered(Intent.CONTACT, topic="Saunat", people=(AUNE,)), ["Yhteyshenkilö", "Saunat", "Aune", "040 123 4567"]),
        (answered(Intent.CONTACT, topic="Saunat", people=(AUNE, AUNE)), ["Yhteyshenkilöt"]),
        (answered(Intent.PERSON, people=(AUNE,), fields=("phone",)), ["puhelin 040 123 4567"]),
        (answered(Intent.PERSON, people=(AUNE,), fields=("topics",)), ["Saunat"]),
        (
            answered(Intent.WHEN, topic="Saunat", calls=(ROW,)),
            ["Pilottihaku on auki 1.3.–15.4.2032.\nSaunat (tilanne 10.3.2032: auki)"],
        ),
        (
            answered(Intent.WHEN, topic="Saunat", calls=(ROW, ROW)),
            ["Saunat, 2 hakua:\nPilottihaku: 1.3.–15.4.2032 (tilanne 10.3.2032: auki)"],
        ),
        (answered(Intent.STATUS, calls=(ROW,), verdict=True), ["Kyllä", "auki 10.3.2032", "1.3.–15.4.2032"]),
        (answered(Intent.STATUS, calls=(ROW,), verdict=False, day=date(2032, 5, 1)), ["Ei", "1.5.2032"]),
        (answered(Intent.STATUS, calls=(ROW,), verdict=None), ["ei voi päätellä"]),
        (answered(Intent.LIST, calls=(ROW, ROW)), ["2 hakua, auki 10.3.2032:", "– Saunat: pilottihaku 1.3.–15.4.2032"]),
        (
            answered(Intent.LIST, calls=(ROW, replace(ROW, status=CallStatus.CLOSED)), day=date(2032, 4, 1)),
            ["2 hakua, 1.4.2032:"],
        ),
        (answered(Intent.LIST, topics=("Saunat", "Laiturit")), ["2", "– Saunat", "– Laiturit"]),
        (answered(Intent.MONEY, topic="Saunat", sums=(MONEY, MONEY)), ["Saunat: 15 000 euroa (MMM)."]),
        (answered(Intent.CONTENT, quotes=(EVIDENCE,)), ["Saunat lämpiävät."]),
    ],
)
def test_answers(answer: Answer, held: list[str]) -> None:
    text = render_text(answer, TODAY)
    assert [words for words in held if words not in text] == []


@pytest.mark.parametrize("intent", list(Intent))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_has_words_and_states_no_number(reason: Reason, intent: Intent) -> None:
    text = render_text(Answer(AnswerStatus.NOT_FOUND, intent, reason, topic="Saunat"), TODAY)
    assert text.endswith((".", "?", "!"))
    assert not re.search(r"\d", text.replace("2 000 merkillä", ""))


def test_a_refusal_leads_to_the_contact() -> None:
    refusal = Answer(AnswerStatus.NOT_FOUND, Intent.MONEY, Reason.NOT_TOLD, topic="Saunat", people=(AUNE,))
    text = render_text(refusal, TODAY)
    assert "Saunat" in text
    assert format_person(AUNE) in text


def test_a_second_answer_follows_the_first() -> None:
    first = answered(Intent.CONTENT, quotes=(EVIDENCE,), also=(answered(Intent.MONEY, sums=(MONEY,)),))
    assert render_text(first, TODAY) == "Saunat lämpiävät.\n15 000 euroa (MMM)."


@given(st.lists(st.text("abc, ", min_size=1, max_size=400), min_size=1, max_size=9))
def test_list_items_are_cut_and_never_made(items: list[str]) -> None:
    quotes = tuple(Evidence("kirje#1", Span(0, len(item)), item, "list_item") for item in items)
    for line, item in zip(render_text(answered(Intent.CONTENT, quotes=quotes), TODAY).split("\n"), items, strict=True):
        assert line.startswith("– ")
        assert line.removeprefix("– ").removesuffix(" …").strip() in " ".join(item.split())


def test_sources_are_numbered() -> None:
    assert render_sources(answered(Intent.CONTENT)) == "Lähteet:\n  [1] Kyläkirje 3/2032: Saunat\n"
    assert render_sources(Answer(AnswerStatus.NOT_FOUND, Intent.CONTENT)) == ""


@pytest.mark.parametrize(
    ("period", "status", "sentence"),
    [
        (PERIOD, CallStatus.OPEN, "Pilottihaku on auki 1.3.–15.4.2032."),
        (PERIOD, CallStatus.COMING, "Pilottihaku on auki 1.3.–15.4.2032."),
        (PERIOD, CallStatus.CLOSED, "Pilottihaku oli auki 1.3.–15.4.2032."),
        (Period(None, date(2032, 4, 15), False, "15.4."), CallStatus.OPEN, "Pilottihaku on auki 15.4.2032 asti."),
        (
            Period(date(2032, 4, 15), None, False, "15.4."),
            CallStatus.COMING,
            "Pilottihaku on auki 15.4.2032 alkaen.",
        ),
        (
            Period(date(2032, 3, 1), date(2032, 5, 31), True, "keväällä 2032"),
            CallStatus.UNKNOWN,
            "Pilottihaku: keväällä 2032.",
        ),
        (
            Period(date(2032, 3, 1), date(2032, 3, 1), False, "1.3.2032"),
            CallStatus.CLOSED,
            "Pilottihaku: 1.3.2032.",
        ),
        (None, CallStatus.UNKNOWN, "Pilottihaku: aikaa ei kerrota."),
    ],
)
def test_a_call_is_a_sentence_that_promises_no_more_than_its_time(
    period: Period | None, status: CallStatus, sentence: str
) -> None:
    assert call_sentence(replace(ROW, call=replace(CALL, period=period), status=status)) == sentence
