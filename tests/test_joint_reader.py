"""How far the words of a question and of a statement match."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.joint_reader import matches

TEXTS = st.lists(st.text(alphabet="aehiknorst", max_size=12), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("asked", "said", "share"),
    [
        ("haku", "haku", 1.0),
        ("rahasto", "rahastosta", 4 / 10),
        ("laiturirahaa", "laiturituki", 7 / 12),  # compounds that begin alike
        ("raha", "laiturirahaa", 4 / 12),
        ("2024", "20245", 0.0),  # numbers are alike only whole
        ("on", "onni", 0.0),
        ("", "", 0.0),
    ],
)
def test_words_of_one_stem_match_by_the_letters_they_share(asked: str, said: str, share: float) -> None:
    found = matches([asked], [said])
    assert found[0] == pytest.approx([share])
    assert found[1] == pytest.approx([share])


@given(TEXTS, TEXTS)
def test_a_match_does_not_depend_on_which_text_asks(one: list[str], other: list[str]) -> None:
    asked, said = matches(one, other)
    again = matches(other, one)
    assert np.array_equal(asked, again[1])
    assert np.array_equal(said, again[0])
    assert ((asked >= 0) & (asked <= 1)).all()
