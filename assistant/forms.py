"""Facts -> Finnish words in one fixed form: days, times, sums, telephone numbers, persons, calls.

    Period(2022-05-16, 2022-09-30) -> "16.5.–30.9.2022";  "0295123456" -> "0295 123 456"

The page, the command line and the exports show a fact alike because all take its words from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from assistant.answer_records import CallRow, CallStatus, Person
from assistant.records import Contact, Evidence, Fact, FundingCall, Money, Period

_STATUS_WORDS = {
    CallStatus.OPEN: "auki",
    CallStatus.CLOSED: "päättynyt",
    CallStatus.COMING: "tulossa",
    CallStatus.UNKNOWN: "aika ilmoitettu vain suuntaa antavasti",
}
_LIST_MARK = re.compile(r"^\s*(?:[•▪◦●○■*·–-]|\d{1,2}[.)])\s+")
_NUMBER = re.compile(r"\(?\+?\d(?:[\d \t\xa0/–()-]{4,}\d)")
_EMPHASIS = re.compile(r"\*\*|__|`")


def format_person(person: Person) -> str:
    """One line: "Maija Virta, rahoitusasiantuntija, Lounaisrannan ELY-keskus, puh. 0295 123 456, maija.virta@..."."""
    parts = [person.name, lower_first(person.title) if person.title else None, person.organisation]
    if person.phone:
        parts.append(f"puh. {format_phone(person.phone, person.evidence)}")
    if person.email:
        parts.append(person.email)
    elif person.email_hidden:
        parts.append("sähköpostiosoite ei näy uutiskirjeessä")
    return ", ".join(part for part in parts if part)


def format_phone(phone: str, told: Iterable[Evidence] = ()) -> str:
    """A number as the newsletter groups it where `told` shows that, else as Finnish numbers usually are.

    "0295123456" -> "0295 123 456", "0401234567" -> "040 123 4567"; another length is left whole.
    """
    for evidence in told:
        for match in _NUMBER.finditer(evidence.quote):
            if _national(match.group()) == phone:
                return " ".join(match.group().split())
    if phone.startswith("+"):
        return phone
    if phone.startswith("029") and len(phone) == 10:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    if re.match(r"0[45]00", phone) and len(phone) == 10:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    if re.match(r"0(?:4|50)", phone) and len(phone) == 10:
        return f"{phone[:3]} {phone[3:6]} {phone[6:]}"
    if phone.startswith("09") and len(phone) >= 8:
        return f"{phone[:2]} {phone[2:5]} {phone[5:]}"
    if len(phone) >= 9:
        return f"{phone[:3]} {phone[3:6]} {phone[6:]}"
    return phone


def _national(written: str) -> str:
    """ "+358 (0)44 351 6624" -> "0443516624"."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    return "0" + digits[3:] if written.startswith(("+358", "(+358")) else digits


def lower_first(words: str) -> str:
    """ "Rahoitusasiantuntija" -> "rahoitusasiantuntija"; an abbreviation ("TKI-johtaja") stays."""
    return words if words[1:2].isupper() or words[1:2] == "-" else words[:1].lower() + words[1:]


def format_day(day: date) -> str:
    """ "16.5.2022"."""
    return f"{day.day}.{day.month}.{day.year}"


def format_period(period: Period | None) -> str:
    """ "16.5.–30.9.2022", "31.3.2025 klo 16.15 asti", "keväällä 2024", "jatkuva"; an inferred year is said to be one."""
    if period is None:
        return "aikaa ei kerrota"
    if period.vague and "jatkuva" in period.as_written.casefold():
        return "jatkuva"  # "haku on jatkuva" would say twice what it is of
    if period.vague:
        bound = period.closes or period.opens
        guessed = f" (vuosi päätelty: {bound.year})" if period.year_inferred and bound else ""
        until = " asti" if period.opens is None and period.closes is not None else ""
        return lower_first(period.as_written) + until + guessed
    opens, closes = period.opens, period.closes
    clock = f" klo {period.closes_at.hour}.{period.closes_at.minute:02}" if period.closes_at else ""
    if opens and closes and opens != closes:
        first = f"{opens.day}.{opens.month}." if opens.year == closes.year else format_day(opens)
        words = f"{first}–{format_day(closes)}{clock}"
    elif closes and not opens:
        words = f"{format_day(closes)}{clock} asti"
    elif opens and not closes:
        words = f"{format_day(opens)}{clock} alkaen"
    else:
        words = f"{format_day(opens)}{clock}" if opens else period.as_written
    return words + (" (vuosi päätelty uutiskirjeen päiväyksestä)" if period.year_inferred else "")


def call_status_words(status: CallStatus) -> str:
    """ "auki", "päättynyt", "tulossa"."""
    return _STATUS_WORDS[status]


def format_call(row: CallRow) -> str:
    """ "Pilottihaku: 31.10.–15.12.2022"."""
    return f"{row.call.call[:1].upper()}{row.call.call[1:]}: {format_period(row.call.period)}"


def format_amount(amount: Decimal) -> str:
    """ "38 800 000" -> "38,8 milj. euroa"; below a million in full: "15 000 euroa"."""
    if amount >= 1_000_000 and amount % 10_000 == 0:
        millions = (amount / 1_000_000).normalize()
        return f"{millions:f}".replace(".", ",") + " milj. euroa"
    whole, _, cents = f"{amount:f}".partition(".")
    return f"{int(whole):,}".replace(",", " ") + (f",{cents}" if cents else "") + " euroa"


def format_money(money: Money) -> str:
    """ "7 milj. euroa (STM)"."""
    return format_amount(money.amount) + (f" ({money.owner})" if money.owner else "")


def clean_quote(words: str) -> str:
    """A quote without list marks, emphasis and line breaks."""
    return " ".join(_EMPHASIS.sub("", _LIST_MARK.sub("", words)).split())


def format_fact(fact: Fact) -> str:
    """A fact of the index on one line."""
    match fact:
        case Contact():
            shown = Person(
                fact.name,
                fact.title,
                fact.organisation,
                fact.phone,
                fact.email,
                fact.email_hidden,
                (),
                (fact.evidence,),
            )
            return format_person(shown)
        case FundingCall():
            return format_call(CallRow(fact, (), CallStatus.UNKNOWN, ()))
        case Money():
            return f"{format_money(fact)}: {clean_quote(fact.purpose)}"
        case _:
            return f"{fact.organisation} ({fact.role})"
