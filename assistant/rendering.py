"""`Answer` -> Finnish words. Chat, command line and programs share them; the page adds its cards and links.

    Answer(CONTACT, people=(Person("Maija Virta", ...),)) -> "Yhteyshenkilö – Kylien palvelut:\\nMaija Virta, ..."

Nothing is stated here that the answer does not hold: names, numbers and dates are put in form, never made.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.records import (
    Answer,
    AnswerStatus,
    BlockKind,
    CallRow,
    CallStatus,
    Contact,
    Evidence,
    Fact,
    FundingCall,
    Intent,
    Money,
    Period,
    Person,
    Reason,
)

_FIELD_NAMES = {"phone": "puhelin", "email": "sähköposti", "title": "nimike", "organisation": "organisaatio"}
_REASONS = {
    Reason.EMPTY: "Kirjoita kysymys, niin etsin vastauksen uutiskirjeistä.",
    Reason.TOO_LONG: "Kysymys on liian pitkä. Kysy lyhyemmin, enintään 2 000 merkillä.",
    Reason.GREETING: "Hei! Kysy uutiskirjeiden teemoista, hauista, rahoituksesta tai yhteyshenkilöistä.",
    Reason.THANKS: "Ole hyvä! Kysy lisää, jos jokin jäi epäselväksi.",
    Reason.NO_TOPIC: "Mistä teemasta tai hausta kysyt? Lisää aihe kysymykseen.",
    Reason.NOT_IN_CORPUS: "En löytänyt tähän vastausta uutiskirjeistä.",
    Reason.NOT_TOLD: "En löytänyt tätä tietoa uutiskirjeistä.",
    Reason.UNKNOWN_PERSON: "En löytänyt tätä henkilöä uutiskirjeiden yhteyshenkilöistä.",
    Reason.HIDDEN: "Sähköpostiosoite ei näy uutiskirjeessä.",
}
_NOT_TOLD = {
    Intent.CONTACT: "siinä ei kerrota yhteyshenkilöä",
    Intent.WHEN: "siinä ei kerrota kysyttyä ajankohtaa",
    Intent.STATUS: "siinä ei kerrota kysyttyä hakua",
    Intent.MONEY: "siinä ei kerrota rahasummaa",
    Intent.COUNT: "siinä ei kerrota kysyttyä määrää",
    Intent.ORGANISATION: "siinä ei kerrota kysyttyä organisaatiota",
    Intent.PERSON: "siinä ei kerrota kysyttyä tietoa",
}
_STATUS_WORDS = {
    CallStatus.OPEN: "auki",
    CallStatus.CLOSED: "päättynyt",
    CallStatus.COMING: "tulossa",
    CallStatus.UNKNOWN: "aika ilmoitettu vain suuntaa antavasti",
}
_MOST_CHARACTERS = 820
_ITEM_RULES = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
_LIST_MARK = re.compile(r"^\s*(?:[•▪◦●○■*·–-]|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")


def render_text(answer: Answer, today: date) -> str:
    """What the chat's message says apart from the source passages, in plain text. `today` is the day statuses are told of."""
    words = _render_one(answer, today)
    for further in answer.also:
        more = _render_one(further, today)
        if len(words) + len(more) < _MOST_CHARACTERS:
            words += f"\n{more}"
    return words


def _render_one(answer: Answer, today: date) -> str:
    if answer.status is not AnswerStatus.ANSWERED:
        return _refusal(answer)
    if answer.intent is Intent.PERSON and len(answer.people) > 1:
        return "\n".join(format_person(person) for person in answer.people)
    if answer.intent is Intent.PERSON:
        return "\n".join(_person_answer(answer, person) for person in answer.people)
    if answer.intent is Intent.STATUS:
        return _status_answer(answer, answer.day or today, today)
    if answer.calls:
        return _calls_answer(answer, today)
    if answer.people:
        return "\n".join([_heading(answer), *(format_person(person) for person in answer.people)])
    if answer.topics:
        count = f"{len(answer.topics)} {'teema' if len(answer.topics) == 1 else 'teemaa'}"
        return "\n".join(
            [f"{answer.topic}: {count}" if answer.topic else count, *(f"– {topic}" for topic in answer.topics)]
        )
    if answer.sums:
        return _money_answer(answer)
    return _quotes(answer.quotes)


def _heading(answer: Answer) -> str:
    """ "Yhteyshenkilöt – Kylien palvelut:"; a list tells how many there are."""
    many = len(answer.people) != 1
    word = f"{len(answer.people)} yhteyshenkilö{'ä' if many else ''}" if answer.intent is Intent.LIST else None
    word = word or ("Yhteyshenkilöt" if many else "Yhteyshenkilö")
    return f"{word} – {answer.topic}:" if answer.topic else f"{word}:"


def _refusal(answer: Answer) -> str:
    """What is said when nothing is answered, with what there is instead: the theme, and its contact."""
    words = _REASONS.get(answer.reason, _REASONS[Reason.NOT_IN_CORPUS])
    if answer.reason is Reason.HIDDEN and answer.people:
        lines = [f"{person.name}: sähköpostiosoite ei näy uutiskirjeessä." for person in answer.people]
        return "\n".join([*lines, *(format_person(person) for person in answer.people)])
    if answer.reason is Reason.NOT_TOLD and answer.topic:
        words = (
            f"Uutiskirjeessä on osio ”{answer.topic}”, mutta {_NOT_TOLD.get(answer.intent, 'siinä ei kerrota tätä')}."
        )
    if answer.people:
        names = "\n".join(format_person(person) for person in answer.people)
        return f"{words} Asiaa voi kysyä yhteyshenkilöltä:\n{names}"
    return words


# --- persons ------------------------------------------------------------------------------------


def format_person(person: Person) -> str:
    """One line: "Maija Virta, rahoitusasiantuntija, Lounaisrannan ELY-keskus, puh. 0295 123 456, maija.virta@..."."""
    parts = [person.name, lower_first(person.title) if person.title else None, person.organisation]
    if person.phone:
        parts.append(f"puh. {format_phone(person.phone)}")
    if person.email:
        parts.append(person.email)
    elif person.email_hidden:
        parts.append("sähköpostiosoite ei näy uutiskirjeessä")
    return ", ".join(part for part in parts if part)


def _person_answer(answer: Answer, person: Person) -> str:
    """The asked fields first, then the whole card."""
    asked = [f"{_FIELD_NAMES[f]} {value}" for f in answer.fields if f in _FIELD_NAMES and (value := _field(person, f))]
    lines = [f"{person.name}: {', '.join(asked)}."] if asked else []
    lines.append(format_person(person))
    if "topics" in answer.fields or not asked:
        lines.append("Mainittu yhteyshenkilönä: " + "; ".join(person.topics) + ".")
    return "\n".join(lines)


def _field(person: Person, field: str) -> str | None:
    value: str | None = getattr(person, field)
    return format_phone(value) if field == "phone" and value else value


def format_phone(phone: str) -> str:
    """ "0295123456" -> "0295 123 456", "0401234567" -> "040 123 4567"; another length is left whole."""
    if phone.startswith("+"):
        return phone
    if phone.startswith("029") and len(phone) == 10:
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    if re.match(r"0(?:4|50)", phone) and len(phone) == 10:
        return f"{phone[:3]} {phone[3:6]} {phone[6:]}"
    if phone.startswith("09") and len(phone) >= 8:
        return f"{phone[:2]} {phone[2:5]} {phone[5:]}"
    if len(phone) >= 9:
        return f"{phone[:3]} {phone[3:6]} {phone[6:]}"
    return phone


def lower_first(words: str) -> str:
    """ "Rahoitusasiantuntija" -> "rahoitusasiantuntija"; an abbreviation ("TKI-johtaja") stays."""
    return words if words[1:2].isupper() or words[1:2] == "-" else words[:1].lower() + words[1:]


# --- calls and times ----------------------------------------------------------------------------


def format_day(day: date) -> str:
    """ "16.5.2022"."""
    return f"{day.day}.{day.month}.{day.year}"


def format_period(period: Period | None) -> str:
    """ "16.5.–30.9.2022", "31.3.2025 klo 16.15 asti", "keväällä 2024"; an inferred year is said to be one."""
    if period is None:
        return "aikaa ei kerrota"
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


def _calls_answer(answer: Answer, today: date) -> str:
    """Rows of calls; told once where all are of one topic."""
    lines = []
    if answer.intent is Intent.LIST:
        lines.append(_list_heading(answer))
        lines += [
            f"– {'; '.join(row.topics)}: {row.call.call} {format_period(row.call.period)}" for row in answer.calls
        ]
        return "\n".join(lines)
    if answer.topic:
        lines.append(f"{answer.topic}:")
    day = answer.day or today
    for row in answer.calls:
        told = (
            "" if row.status is CallStatus.UNKNOWN else f" ({_situation(answer, day)}: {call_status_words(row.status)})"
        )
        lines.append(f"{format_call(row)}{told}")
    return "\n".join([*lines, *_new_quotes(answer, lines)])


def _situation(answer: Answer, day: date) -> str:
    """The day that a status is of, and how old the newsletter is that it rests on."""
    published = answer.citations[0].published if answer.citations else None
    source = f", uutiskirje {published.month}/{published.year}" if published else ""
    return f"tilanne {format_day(day)}{source}"


def _list_heading(answer: Answer) -> str:
    when = f", {format_day(answer.day)}" if answer.day else ""
    return f"{len(answer.calls)} {'haku' if len(answer.calls) == 1 else 'hakua'}{when}:"


def _new_quotes(answer: Answer, lines: list[str]) -> list[str]:
    """The sentence behind a call where it says more than the row: what is sought, and for whom."""
    quoted = _quotes(answer.quotes)
    return [f"”{quoted}”"] if quoted and len(quoted) + sum(map(len, lines)) < 800 else []


def _status_answer(answer: Answer, day: date, today: date) -> str:
    """Yes or no first, then the calls it rests on."""
    if not answer.calls:
        return f"Ei: uutiskirjeissä ei ole hakua, joka {'olisi auki' if day >= today else 'olisi ollut auki'} {format_day(day)}."
    words = {True: "Kyllä", False: "Ei", None: "Uutiskirjeestä ei voi päätellä varmasti"}[answer.verdict]
    lines = [
        f"{_status_on(row.status, day, today)}. {format_call(row)} ({'; '.join(row.topics)})." for row in answer.calls
    ]
    return "\n".join([f"{words}: {lines[0]}", *(line[:1].upper() + line[1:] for line in lines[1:])])


def _status_on(status: CallStatus, day: date, today: date) -> str:
    written = format_day(day)
    match status:
        case CallStatus.OPEN:
            return f"haku {'oli' if day < today else 'on'} auki {written}"
        case CallStatus.CLOSED:
            return f"haku {'oli' if day < today else 'on'} päättynyt ennen päivää {written}"
        case CallStatus.COMING:
            return f"haku alkaa vasta päivän {written} jälkeen"
        case _:
            return f"tilannetta {written} ei kerrota tarkasti"


# --- sums and sentences -------------------------------------------------------------------------


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


def _money_answer(answer: Answer) -> str:
    sums = "; ".join(dict.fromkeys(format_money(money) for money in answer.sums))
    lead = f"{answer.topic}: {sums}." if answer.topic else f"{sums}."
    return f"{lead}\n{_quotes(answer.quotes)}" if answer.quotes else lead


def _quotes(quotes: tuple[Evidence, ...]) -> str:
    """Sentences as the newsletter has them; list items on lines of their own, cut to their first part when there are many."""
    if sum(len(quote.quote) + 2 for quote in quotes) > _MOST_CHARACTERS:
        quotes = tuple(replace(q, quote=_first_part(q.quote)) if q.rule in _ITEM_RULES else q for q in quotes)
    lines: list[str] = []
    joins = False
    for quote in quotes:
        item = quote.rule in _ITEM_RULES
        words = clean_quote(quote.quote)
        if item or not joins:
            lines.append(f"– {words}" if item else words)
        else:
            lines[-1] += f" {words}"
        joins = not item
    return "\n".join(lines)


def _first_part(words: str) -> str:
    """ "Virtuaalinen etätyö, Turun ammattikorkeakoulu & ..." -> "Virtuaalinen etätyö …"."""
    first, comma, _ = words.partition(", ")
    return f"{first} …" if comma else words


def clean_quote(words: str) -> str:
    """A quote without list marks, emphasis and line breaks."""
    return " ".join(_EMPHASIS.sub("", _LIST_MARK.sub("", words)).split())


def format_fact(fact: Fact) -> str:
    """A fact of the index on one line."""
    match fact:
        case Contact():
            shown = Person(fact.name, fact.title, fact.organisation, fact.phone, fact.email, fact.email_hidden, (), ())
            return format_person(shown)
        case FundingCall():
            return format_call(CallRow(fact, (), CallStatus.UNKNOWN, ()))
        case Money():
            return f"{format_money(fact)}: {clean_quote(fact.purpose)}"
        case _:
            return f"{fact.organisation} ({fact.role})"


def render_sources(answer: Answer) -> str:
    """The sources under an answer on the command line, numbered; "" where there is none."""
    lines = [f"  [{i}] {c.newsletter_title}: {c.heading}\n" for i, c in enumerate(answer.citations, 1)]
    return "Lähteet:\n" + "".join(lines) if lines else ""
