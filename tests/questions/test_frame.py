"""What a question asks for, as the committed classifier tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ModelError
from assistant.questions.frame import BUCKETS, WANTED, FrameModel, Operation, features, load_frame_model
from assistant.reader import load_states
from assistant.settings import default_cache


@pytest.fixture(scope="module")
def model() -> FrameModel:
    return load_frame_model(load_states(default_cache()))


@given(st.text(), st.text())
def test_the_features_of_each_question_have_length_one(question: str, before: str) -> None:
    found = features(question, before)
    for first, text in ((0, question), (BUCKETS, before)):
        own = [value for column, value in found if first <= column < first + BUCKETS]
        if text.strip():
            assert sum(value * value for value in own) == pytest.approx(1.0)


def test_features_do_not_depend_on_the_run() -> None:
    assert [column for column, _ in features("Milloin?")[:3]] == [4997, 2495, 2686]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Milloin saunojen kunnostusavustuksen haku päättyy?", "closes"),
        ("Mikä on laituritarkastajan puhelinnumero?", "phone"),
        ("Paljonko rahaa yksi hakija voi saada?", "amount"),
        ("Kuka neuvoo pyöräteiden suunnittelussa?", "person"),
        ("Missä kevätjuhla pidetään?", "place"),
        ("Miksi silta suljettiin?", "explanation"),
    ],
)
def test_the_likeliest_thing_wanted(model: FrameModel, question: str, wanted: str) -> None:
    told = model.frame(question).wanted
    assert max(WANTED, key=lambda name: told[name]) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Mihin mennessä pitää hakea, ja kuka neuvoo hakijoita?", ("closes", "person")),
        ("Missä ja milloin kevätjuhla pidetään?", ("place", "day")),
        ("Paljonko tukea saa ja milloin haku on?", ("amount", "opens")),
    ],
)
def test_two_things_can_be_wanted(model: FrameModel, question: str, wanted: tuple[str, str]) -> None:
    frame = model.frame(question)
    assert all(frame.wants(name) for name in wanted)


def test_the_operation(model: FrameModel) -> None:
    assert model.frame("Milloin haku päättyy?").operation is Operation.TELL
    assert model.frame("Luettele kaikki keväällä 2025 avautuvat haut").operation is Operation.LIST


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "frame.npz"
    path.write_bytes(b"PK nothing")
    with pytest.raises(ModelError, match=r"frame\.npz"):
        load_frame_model(path=path)


def test_states_tell_what_words_do_not(model: FrameModel) -> None:
    english = "When does the call for sauna repairs close?"
    assert model.frame(english).wanted["closes"] > load_frame_model().frame(english).wanted["closes"]
