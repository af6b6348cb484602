"""Which statements are chosen, by the committed weights and a toy reader."""

from __future__ import annotations

import numpy as np
import pytest
from answer_samples import grounds_for, open_letter

from assistant.answer_records import Answer, AnswerStatus, Intent
from assistant.answers.choosing import Chooser, Stand, choose, load_chooser, tells
from assistant.dialogue import Assistant
from assistant.records import Evidence

NOTHING = Answer(AnswerStatus.NOT_FOUND, Intent.CONTENT)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return open_letter()


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("Paljonko laitureiden kunnostukseen voi saada rahaa?", "Yksi hakija voi saada"),
        ("Mikä on laitureiden kunnostuksesta kertovan suunnittelijan puhelinnumero?", "yhteyshenkilö Aino Saarikko"),
        ("Milloin saunojen arvonta on?", "Arvonta on 5.5.2025"),
        ("Miten saunat vuokrataan?", "Saunat vuokrataan"),
    ],
)
def test_the_best_statement(assistant: Assistant, question: str, beginning: str) -> None:
    best = choose(grounds_for(assistant, question), NOTHING)[0].statement
    assert best.text.startswith(beginning)


def test_statements_come_best_first(assistant: Assistant) -> None:
    scores = [one.score for one in choose(grounds_for(assistant, "Miten saunat vuokrataan?"), NOTHING)]
    assert scores == sorted(scores, reverse=True)


def test_what_the_rules_tell_counts_more(assistant: Assistant) -> None:
    grounds = grounds_for(assistant, "Miten saunat vuokrataan?")
    without = choose(grounds, NOTHING)
    place = without[-1].statement
    span = place.span.shifted(place.section.span.start)
    quote = Evidence(place.section.section_id, span, place.text, "paragraph")
    ruled = Answer(AnswerStatus.ANSWERED, Intent.CONTENT, quotes=(quote,))
    told = next(one for one in choose(grounds, ruled) if one.statement == place)
    assert tells(ruled, place)
    assert told.stand is Stand.TOLD
    assert told.score > without[-1].score


def test_the_vote() -> None:
    zeros = np.zeros(1)
    chooser = Chooser(zeros, np.ones(1), zeros, 0.5, (2.0, 1.0, -1.0, -2.0, -3.0), 0.0)
    assert chooser.scores(np.ones((1, 1))).tolist() == [0.5]
    assert chooser.vote(1.0, Stand.TOLD) == 3.0
    assert chooser.vote(1.0, Stand.OTHER) == 1.0
    assert chooser.vote(1.0, Stand.NOTHING) == -1.0


def test_the_committed_weights_trust_the_rules_and_the_models() -> None:
    weight, told, other, not_told, nothing = load_chooser().votes
    assert weight > 0
    assert told > max(other, not_told, nothing)
