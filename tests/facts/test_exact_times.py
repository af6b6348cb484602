"""Words in the form of a time that no calendar has; what the checks make of them is tested there."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.exact_times import SlipKind, find_slips


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Auki 1.2.–30.2.2032 ja 31.11.", [("1.2.–30.2.2032", "no_such_day"), ("31.11.", "no_such_day")]),
        ("Auki 1.2.–29.2.2032", []),
        ("Auki 15.11.2033–29.2.2033", [("15.11.2033–29.2.2033", "no_such_day")]),
        ("Auki 2.3.2033–1.3.2033", [("2.3.2033–1.3.2033", "backwards")]),
        ("Auki 1.3.2302 asti", [("1.3.2302", "odd_year")]),
        ("31.4. Liitteet", []),
        ("", []),
    ],
)
def test_slips_in_the_order_of_the_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(slip.span.of(text), slip.kind.value) for slip in find_slips(text)] == expected


@settings(deadline=None)
@given(st.text(alphabet="0123456789.–- klovmartsukuuta", max_size=60))
def test_slips_never_overlap(text: str) -> None:
    slips = find_slips(text)
    assert all(slip.span.of(text) and slip.kind in SlipKind for slip in slips)
    assert all(one.span.stop <= other.span.start for one, other in pairwise(slips))
