"""What a question is searched by, and how often it is embedded."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from newsletter_samples import make_newsletter
from numpy.typing import NDArray
from toy import ToyEncoder, ToyReader

from assistant.answer_records import Conversation
from assistant.answers import Knowledge
from assistant.dialogue import Assistant
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_building import build_index
from assistant.questions.frame import load_frame_model
from assistant.records import Contact, Evidence
from assistant.retrieval import Search

LETTER, SECTIONS = make_newsletter(
    "2031-06",
    (
        ("Saunojen kunnostus", ("Saunoja kunnostetaan kolmessa kylässä.", "Lauteet uusitaan syksyllä 2031.")),
        ("Laiturien maalaus", ("Laiturit maalataan keväällä 2031.", "Maalit saa kaupungilta.")),
    ),
)
TODAY = date(2031, 6, 15)


class CountingEncoder(ToyEncoder):
    """The toy model; keeps the questions that it has embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_query(self, inputs: str, **options: Any) -> NDArray[np.float32]:
        self.asked.append(inputs)
        return super().encode_query(inputs, **options)


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


@pytest.fixture(scope="module")
def index(lemmatizer: Lemmatizer) -> SearchIndex:
    place = SECTIONS[0]
    evidence = Evidence(place.section_id, place.span, place.text, "kokeilu")
    contact = Contact("Sirkka Lehto", None, None, "0401111111", None, email_hidden=False, evidence=evidence)
    return build_index((LETTER,), SECTIONS, (contact,), ToyEncoder(), lemmatizer, model="toy")


def asked_of(index: SearchIndex, lemmatizer: Lemmatizer, *turns: str) -> list[list[str]]:
    """What is embedded for each turn of a conversation."""
    encoder, conversation, asked = CountingEncoder(), Conversation(), []
    assistant = Assistant(index, encoder, lemmatizer, Knowledge(index), ToyReader(), load_frame_model())
    for turn in turns:
        encoder.asked.clear()
        _, conversation = assistant.ask(turn, conversation, TODAY)
        asked.append(list(encoder.asked))
    return asked


def test_a_question_is_embedded_once(index: SearchIndex, lemmatizer: Lemmatizer) -> None:
    question = "Milloin laiturit maalataan?"
    assert asked_of(index, lemmatizer, question) == [[question]]


def test_a_question_about_a_named_person_is_not_embedded(index: SearchIndex, lemmatizer: Lemmatizer) -> None:
    assert asked_of(index, lemmatizer, "Mikä on Sirkka Lehdon puhelinnumero?") == [[]]


def test_a_question_that_names_nothing_is_embedded_with_what_it_leans_on(
    index: SearchIndex, lemmatizer: Lemmatizer
) -> None:
    first, then = asked_of(index, lemmatizer, "Milloin laiturit maalataan?", "Kuka siitä vastaa?")
    assert (len(first), len(then)) == (1, 1)
    assert "laiturit" in then[0]


def test_the_same_question_among_fewer_sections_is_not_embedded_again(
    index: SearchIndex, lemmatizer: Lemmatizer
) -> None:
    encoder = CountingEncoder()
    search = Search(index, encoder, lemmatizer, "Milloin laiturit maalataan?", "laiturit maalataan")
    assert [hit.section.topic for hit in search.sections] == ["Laiturien maalaus", "Saunojen kunnostus"]
    fewer = search.narrowed(search.text, search.topic, frozenset({SECTIONS[0].section_id}))
    assert [hit.section.topic for hit in fewer.sections] == ["Saunojen kunnostus"]
    assert len(encoder.asked) == 1
    other = search.narrowed("Milloin saunat kunnostetaan?", "saunat kunnostetaan", frozenset())
    assert other.sections == ()
    assert len(encoder.asked) == 2
