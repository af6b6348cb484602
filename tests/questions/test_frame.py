"""What a question asks for, as the committed classifier tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ModelError
from assistant.questions.frame import BUCKETS, WANTED, Operation, features, load_frame_model


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
def test_the_likeliest_thing_wanted(question: str, wanted: str) -> None:
    told = load_frame_model().frame(question).wanted
    assert max(WANTED, key=lambda name: told[name]) == wanted


def test_two_things_can_be_wanted() -> None:
    frame = load_frame_model().frame("Milloin haku päättyy ja kuka siitä kertoo lisää?")
    assert frame.wants("closes")
    assert frame.wants("person")


def test_the_operation() -> None:
    model = load_frame_model()
    assert model.frame("Milloin haku päättyy?").operation is Operation.TELL
    assert model.frame("Luettele kaikki keväällä 2025 avautuvat haut").operation is Operation.LIST


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "frame.npz"
    path.write_bytes(b"PK nothing")
    with pytest.raises(ModelError, match=r"frame\.npz"):
        load_frame_model(path)
