"""Totals that do not add up, and one sentence with other figures in two sections."""

from __future__ import annotations

import pytest
from issues import HEADING, says

from assistant.checks.figures import same_words_other_figures, totals

SHARED = (
    "Hankkeeseen Kylätalojen korjaukset 2 kuuluva kunnostus, jota tehdään yhdessä kaikkien kylien kanssa, on haussa {}."
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Rahaa on 13 milj. euroa (KVM) ja 10 milj. euroa (SVM) eli yhteensä 24 milj. euroa.", ["23 milj. euroa"]),
        ("Rahaa on 13 milj. euroa (KVM) ja 10 milj. euroa (SVM) eli yhteensä 23 milj. euroa.", []),
        ("Rahaa on 10 000 euroa, 20 000 euroa ja 5 000 euroa, yhteensä 30 000 euroa.", ["35 000 euroa"]),
        ("Rahaa on kunnalta 10 000 euroa kylää kohden ja 20 000 euroa eli yhteensä 50 000 euroa.", []),
        ("Rahaa on 10 000 euroa ja noin 20 000 euroa eli yhteensä 50 000 euroa.", []),
        ("Rahaa on yhteensä 120 000 euroa, josta 40 000 euroa taloihin ja 30 000 euroa laitureihin.", []),
        ("Rahaa on 5 000–20 000 euroa, yhteensä 50 000 euroa.", []),
    ],
)
def test_totals(body: str, expected: list[str]) -> None:
    assert [right for _, _, right in says(totals, body)] == expected


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (SHARED.format("1.3.–30.4.2032"), SHARED.format("1.3.–30.5.2032"), 1),
        (SHARED.format("1.3.–30.4.2032"), SHARED.format("1.3.–30.4.2032"), 0),
        ("Avustus on enintään 5 000 euroa.", "Avustus on enintään 6 000 euroa.", 0),
    ],
)
def test_one_sentence_in_two_sections(first: str, second: str, found: int) -> None:
    rows = says(same_words_other_figures, first, second)
    assert rows == [("other_figures", second, None)] * found


def test_the_other_section_and_its_figures_are_named() -> None:
    from issues import issue

    checked = issue(SHARED.format("1.3.–30.4.2032"), SHARED.format("1.3.–30.5.2032"))
    (finding,) = same_words_other_figures(checked)
    assert finding.message == f"sama asia kerrotaan osiossa ”{HEADING}” toisin: 1.3.–30.4.2032"
