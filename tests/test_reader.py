"""The reader: the bundled model's lower layers and the committed network."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import joint_reader
from assistant.errors import ModelError
from assistant.reader import Reader, load_reader, load_states, read
from assistant.settings import default_cache

pytestmark = pytest.mark.model
LINES = [
    "Laiturit: Laiturien kunnostukseen voi hakea tukea 31.3.2025 asti.",
    "Saunat: Saunojen varauskalenteri avautuu toukokuussa.",
    "Laiturit: yhteyshenkilö Aino Saarikko, suunnittelija, puhelin",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(load_states(default_cache()))


def test_what_answers_is_above_what_does_not(reader: Reader) -> None:
    closing = read(reader, "Mihin asti laiturirahaa voi hakea?", LINES)
    person = read(reader, "Kuka vastaa laitureista?", LINES)
    assert closing[0] == max(closing)
    assert person[2] > person[1]


def test_a_line_scores_the_same_in_any_company(reader: Reader) -> None:
    together = read(reader, "Kuka vastaa laitureista?", LINES)
    alone = [read(reader, "Kuka vastaa laitureista?", [line])[0] for line in LINES]
    assert together == pytest.approx(alone, abs=1e-4)
    assert read(reader, "Kuka vastaa laitureista?", []) == []


def test_long_texts_are_cut_and_not_refused(reader: Reader) -> None:
    assert len(read(reader, "kuka " * 500, [LINES[0] * 50, ""])) == 2


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "reader.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"reader\.npz"):
        joint_reader.build_reader(path, load_states(default_cache()))
