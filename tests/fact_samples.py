"""Facts of our own for the tests of words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.answer_records import CallRow, CallStatus, Person
from assistant.records import Evidence, FundingCall, Money, Period, Span

EVIDENCE = Evidence("kirje#1", Span(0, 17), "Saunat lämpiävät.", "kokeilu")
AUNE = Person(
    "Aune Mäkelä", "Saunavastaava", "Kylät ry", "0401234567", "aune@kylat.example", False, ("Saunat",), (EVIDENCE,)
)
PERIOD = Period(date(2032, 3, 1), date(2032, 4, 15), False, "1.3.–15.4.2032")
CALL = FundingCall("pilottihaku", "Saunat", PERIOD, EVIDENCE)
ROW = CallRow(CALL, ("Saunat",), CallStatus.OPEN, (EVIDENCE,))
MONEY = Money(Decimal(15_000), "EUR", "15 000 €", "Saunoihin annetaan 15 000 €.", "MMM", EVIDENCE)
