"""When a newsletter came out."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.newsletters.dating import published_on

SENT = date(2022, 12, 15)


@pytest.mark.parametrize(
    ("title", "text", "source", "announced", "sent", "expected"),
    [
        ("Uutiskirje - joulukuu 2022", "", "a.txt", None, None, date(2022, 12, 1)),
        ("Uutiskirje joulukuu 2022", "", "a.eml", None, SENT, SENT),
        ("Uutiskirje tammikuu 2023", "", "a.eml", None, SENT, date(2023, 1, 1)),
        ("Uutiskirje 14.12.2022", "", "a.eml", None, SENT, date(2022, 12, 14)),
        ("Kirje", "", "a.eml", None, SENT, SENT),
        ("Kirje 1/2025", "Julkaistu 5.2.2025\n", "a.txt", None, None, date(2025, 2, 5)),
        ("Kirje", "Päivätty 4. maaliskuuta 2025", "a.txt", None, None, date(2025, 3, 4)),
        ("Kirje", "", "a.html", "2025-03-04T10:00:00Z", SENT, date(2025, 3, 4)),
        ("Kirje", "", "kirje-2024-06.txt", None, None, date(2024, 6, 1)),
        ("Kirje", "", "20240615-kirje.pdf", None, None, date(2024, 6, 15)),
        ("Kirje", "", "kirje-kesäkuu-2024.txt", None, None, date(2024, 6, 1)),
        ("Kirje", "", "kirje_heinakuu_2024.txt", None, None, date(2024, 7, 1)),
        ("Kirje 2/2024", "", "kirje.txt", None, None, date(2024, 2, 1)),
        ("Kirje 2/2024", "", "2023-11/kirje.txt", None, None, date(2024, 2, 1)),
        ("Kirje", "", "2023-06/kirje.html", None, None, date(2023, 6, 1)),
        ("Kirje", "", "2023-06/kirje-2023-05.html", None, None, date(2023, 5, 1)),
        ("Kirje", "", "arkisto-2021-01/2022/2022-03/kirje.html", None, None, date(2022, 3, 1)),
        ("Kirje", "", "kirjeet/2023/06/kirje.html", None, None, date(2023, 6, 1)),
        ("Kirje", "", "kirjeet/2023/kesäkuun-kirje.html", None, None, None),
        ("Kirje", "", "kirjeet/2023/kirje-kesäkuu.html", None, None, date(2023, 6, 1)),
        ("Kirje", "", "2023/kirje.html", None, None, None),
        ("Kirje 45.13.2022", "", "kirje.txt", None, None, None),
        ("Kirje", "Haku päättyy 31.3.2025.", "kirje.txt", None, None, None),
        ("Kirje", "Haku 31.3.2025", "kirje.txt", None, None, None),
        (
            "Kirje 1/2026",
            "Kirje 1/2026\nSaunavirasto | 26.2.2026\n\nSauna lämpiää.",
            "kirje.html",
            None,
            None,
            date(2026, 2, 26),
        ),
        ("Kirje", "Saunala 4.3.2025\n\nHyvä lukija", "kirje.txt", None, None, date(2025, 3, 4)),
        ("Kirje", "4. maaliskuuta 2025\n\nHyvä lukija", "kirje.txt", None, None, date(2025, 3, 4)),
        ("Kirje", "Sauna lämpiää lauantaina 8.3.2025.", "kirje.txt", None, None, None),
        ("SAUNASEURA", "SAUNASEURA\nSaunakirje 2/2025\nSyksy 2025\n=====", "kirje.txt", None, None, date(2025, 9, 1)),
        ("Saunakirje * Kevät 2026", "", "kirje.txt", None, None, date(2026, 3, 1)),
    ],
)
def test_published(
    title: str, text: str, source: str, announced: str | None, sent: date | None, expected: date | None
) -> None:
    assert published_on(title, text, source, announced, sent) == expected
