"""Calls that close first, are years away, or would be open for years."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from issues import says

from assistant.checks import CheckedIssue, Finding
from assistant.checks.call_times import closes_first, far_years, long_calls, over_new_year

_TABLE = "| Avustus | Haku alkaa | Haku päättyy |\n|---|---|---|\n| Laituriavustus | {} | {} |"


@pytest.mark.parametrize(
    ("rule", "body", "name"),
    [
        (closes_first, _TABLE.format("1.9.2032", "1.3.2032"), "ends_before_beginning"),
        (closes_first, _TABLE.format("1.3.2032", "1.9.2032"), None),
        (over_new_year, "Haku on auki 10.3.–11.2.2032.", "ends_before_beginning"),
        (over_new_year, "Haku on auki 15.11.–10.1.2032.", None),
        (over_new_year, "Haku on auki 1.9.–31.5.2032.", None),
        (over_new_year, "Haku on auki 1.6.–31.5.2033.", None),
        (over_new_year, "Haku on auki 10.3.2031–11.2.2032.", None),
        (over_new_year, "Haku on auki 1.1.–31.12.2032.", None),
        (over_new_year, "Haku on auki 7.1.–20.11.2032.", None),
        (far_years, "Haku on auki 16.5.–30.9.2022.", "far_year"),
        (far_years, "Haku on auki 16.5.–30.9.2042.", "far_year"),
        (far_years, "Haku on auki 16.5.–30.9.2034.", None),
        (far_years, "Kylä perustettiin 16.5.1822.", None),
        (long_calls, "Haku on auki 1.3.2022–31.3.2032.", "long_call"),
        (long_calls, "Haku on auki 1.1.2032–31.12.2035.", None),
    ],
)
def test_times_of_calls(rule: Callable[[CheckedIssue], Iterator[Finding]], body: str, name: str | None) -> None:
    found = says(rule, body)
    assert [one for one, _, _ in found] == ([name] if name else [])


def test_the_time_alone_is_quoted() -> None:
    assert says(far_years, "Haku on auki 16.5.–30.9.2022 kaikille.") == [("far_year", "16.5.–30.9.2022", None)]
