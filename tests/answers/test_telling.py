"""Answers composed of chosen statements."""

from __future__ import annotations

import pytest
from answer_samples import TODAY, grounds_for, open_letter

from assistant.answer_records import Answer, AnswerStatus, Intent, Reason
from assistant.answers.choosing import Scored, Stand
from assistant.answers.statements import find_candidates
from assistant.answers.telling import picked, tell
from assistant.dialogue import Assistant
from assistant.rendering import render_text


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return open_letter()


def told(assistant: Assistant, question: str, *beginnings: str) -> Answer:
    """The answer where the statements that begin so are the likeliest, each a little less than the one before."""
    grounds = grounds_for(assistant, question)
    statements = [candidate.statement for candidate in find_candidates(grounds)]
    chosen = [next(one for one in statements if one.text.startswith(beginning)) for beginning in beginnings]
    return tell(grounds, [Scored(one, 2.0 - 1.5 * place, Stand.OTHER) for place, one in enumerate(chosen)])


def test_a_sentence_is_told_as_the_letter_has_it(assistant: Assistant) -> None:
    answer = told(assistant, "Miten saunat jaetaan?", "Saunat vuokrataan")
    assert render_text(answer, TODAY) == "Saunat vuokrataan kesäksi arvalla."
    assert [citation.heading for citation in answer.citations] == ["Saunojen vuokraus"]


def test_a_list_follows_the_sentence_that_announces_it(assistant: Assistant) -> None:
    answer = told(assistant, "Mihin avustusta voi käyttää?", "Avustuksella voi hankkia")
    assert [quote.quote.lstrip("-• ") for quote in answer.quotes] == ["Avustuksella voi hankkia:", "lankkuja", "köysiä"]


def test_a_call_is_told_with_its_time(assistant: Assistant) -> None:
    answer = told(assistant, "Milloin laitureiden kunnostusavustuksen haku päättyy?", "Laitureiden kunnostukseen")
    assert answer.intent is Intent.WHEN
    assert "1.3.–31.3.2025" in render_text(answer, TODAY)


def test_two_things_wanted_are_both_told(assistant: Assistant) -> None:
    question = "Paljonko laitureiden kunnostukseen saa, ja kuka kertoo hakemuksista?"
    answer = told(assistant, question, "Yksi hakija", "yhteyshenkilö Aino")
    words = render_text(answer, TODAY)
    assert "4 000 euroa" in words
    assert "Aino Saarikko" in words
    assert "040 123 4567" in words


def test_a_detail_that_is_not_told_is_refused(assistant: Assistant) -> None:
    answer = told(assistant, "Mikä on maksatussihteerin puhelinnumero?", "yhteyshenkilö Olli")
    assert (answer.status, answer.reason) == (AnswerStatus.NOT_FOUND, Reason.NOT_TOLD)
    assert [person.name for person in answer.people] == ["Olli Niemelä"]


def test_what_is_far_behind_is_not_told(assistant: Assistant) -> None:
    grounds = grounds_for(assistant, "Miten saunat jaetaan?")
    first, second = (candidate.statement for candidate in find_candidates(grounds)[:2])
    assert picked(grounds, [Scored(first, 2.0, Stand.OTHER), Scored(second, -3.0, Stand.OTHER)]) == [
        Scored(first, 2.0, Stand.OTHER)
    ]
