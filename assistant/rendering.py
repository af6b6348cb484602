"""`Answer` -> Finnish words. Chat, command line and programs share them; the page adds its cards and links.

    Answer(CONTACT, people=(Person("Maija Virta", ...),)) -> "Yhteyshenkilö – Kylien palvelut:\\nMaija Virta, ..."

Nothing is stated here that the answer does not hold: names, numbers and dates are put in form, never made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.answer_records import Answer, AnswerStatus, CallRow, CallStatus, Intent, Person, Reason
from assistant.forms import (
    call_status_words,
    clean_quote,
    format_call,
    format_day,
    format_money,
    format_period,
    format_person,
    format_phone,
)
from assistant.records import ROWS, Evidence
from assistant.rendering_changes import FIELD_NAMES, issue_line, render_changes

_REASONS = {
    Reason.EMPTY: "Kirjoita kysymys, niin etsin vastauksen uutiskirjeistä.",
    Reason.TOO_LONG: "Kysymys on liian pitkä. Kysy lyhyemmin, enintään 2 000 merkillä.",
    Reason.GREETING: "Hei! Kysy uutiskirjeiden teemoista, hauista, rahoituksesta tai yhteyshenkilöistä.",
    Reason.THANKS: "Ole hyvä! Kysy lisää, jos jokin jäi epäselväksi.",
    Reason.ABOUT: (
        "Etsin uutiskirjeistä vastauksia suomeksi: teemojen tavoitteita, hakuja ja määräaikoja, rahasummia, tapahtumia ja"
        " yhteyshenkilöitä. Kerron aina, mistä uutiskirjeestä tieto on, ja sanon, jos en löydä vastausta."
    ),
    Reason.NO_TOPIC: "Mistä teemasta tai hausta kysyt? Lisää aihe kysymykseen.",
    Reason.NOT_IN_CORPUS: "En löytänyt tähän vastausta uutiskirjeistä.",
    Reason.NOT_TOLD: "En löytänyt tätä tietoa uutiskirjeistä.",
    Reason.UNKNOWN_PERSON: "En löytänyt tätä henkilöä uutiskirjeiden yhteyshenkilöistä.",
    Reason.HIDDEN: "Sähköpostiosoite ei näy uutiskirjeessä.",
    Reason.NO_CHANGE: "Uutiskirjeiden välillä ei näy tällaista muutosta.",
    Reason.ONE_ISSUE: "Muutoksia ei voi verrata: samasta uutiskirjeestä on aineistossa vain yksi numero.",
    Reason.NO_ISSUE: "Aineistossa ei ole uutiskirjettä kysytyltä ajalta.",
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
_MOST_CHARACTERS = 820
_MOST_ROWS = 10
_WIDEST_GAP = 2
"""Characters between sentences that follow each other: a space or a line's end."""


def render_text(answer: Answer, today: date) -> str:
    """What the chat's message says apart from the source passages, in plain text. `today` is the day statuses are told of."""
    words = _render_one(answer, today)
    for further in answer.also:
        more = _render_one(further, today)
        if len(words) + len(more) < _MOST_CHARACTERS:
            words += f"\n{more}"
    line = "" if answer.intent is Intent.CHANGES and answer.changes else issue_line(answer)
    return f"{words}\n{line}" if line else words


def _render_one(answer: Answer, today: date) -> str:
    if answer.status is not AnswerStatus.ANSWERED:
        return _refusal(answer)
    if answer.intent is Intent.CHANGES and answer.changes:
        return render_changes(answer)
    if answer.intent is Intent.CHANGES:
        return f"Ei, muutosta ei ole.\n{_told(answer, today)}"
    return _told(answer, today)


def _told(answer: Answer, today: date) -> str:
    """The facts of an answer by their kind."""
    if answer.intent is Intent.PERSON and len(answer.people) > 1:
        return "\n".join(format_person(person) for person in answer.people)
    if answer.intent is Intent.PERSON:
        told = [_quotes(answer.quotes)] if answer.quotes else []
        return "\n".join([*(_person_answer(answer, person) for person in answer.people), *told])
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
    if answer.intent is Intent.WHETHER and answer.verdict is not None:
        verdict = "Kyllä" if answer.verdict else "Ei enää"
        return f"{verdict} (tilanne {format_day(answer.day or today)}):\n{_quotes(answer.quotes)}"
    if answer.count is not None:
        return _counted(answer)
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


def _person_answer(answer: Answer, person: Person) -> str:
    """The asked fields first, then the whole card."""
    asked = [f"{FIELD_NAMES[f]} {value}" for f in answer.fields if f in FIELD_NAMES and (value := _field(person, f))]
    lines = [f"{person.name}: {', '.join(asked)}."] if asked else []
    lines.append(format_person(person))
    if "topics" in answer.fields or not asked:
        lines.append("Mainittu yhteyshenkilönä: " + "; ".join(person.topics) + ".")
    return "\n".join(lines)


def _field(person: Person, field: str) -> str | None:
    value: str | None = getattr(person, field)
    return format_phone(value, person.evidence) if field == "phone" and value else value


# --- calls and times ----------------------------------------------------------------------------


def _calls_answer(answer: Answer, today: date) -> str:
    """One call as a sentence, then its topic; several as rows under their topic, which is told once."""
    lines = []
    if answer.intent is Intent.LIST:
        lines.append(_list_heading(answer, today))
        lines += [
            f"– {'; '.join(row.topics)}: {row.call.call} {format_period(row.call.period)}" for row in answer.calls
        ]
        return "\n".join(lines)
    day = answer.day or today
    told = [
        "" if row.status is CallStatus.UNKNOWN else f" ({_situation(answer, day)}: {call_status_words(row.status)})"
        for row in answer.calls
    ]
    if len(answer.calls) == 1:
        lines = [call_sentence(answer.calls[0]), f"{answer.topic or '; '.join(answer.calls[0].topics)}{told[0]}"]
    else:
        lines = [f"{answer.topic}, {len(answer.calls)} hakua:"] if answer.topic else []
        lines += [f"{format_call(row)}{situation}" for row, situation in zip(answer.calls, told, strict=True)]
    return "\n".join([*lines, *_new_quotes(answer, lines)])


def call_sentence(row: CallRow) -> str:
    """ "Pilottihaku on auki 1.2.–31.3.2025."; a time that is vague, or one day alone, is told without a verb."""
    period = row.call.period
    if period is None or period.vague or period.opens == period.closes:
        return f"{format_call(row)}."
    verb = "oli" if row.status is CallStatus.CLOSED else "on"
    return f"{row.call.call[:1].upper()}{row.call.call[1:]} {verb} auki {format_period(period)}."


def _situation(answer: Answer, day: date) -> str:
    """The day that a status is of, and how old the newsletter is that it rests on."""
    published = answer.citations[0].published if answer.citations else None
    source = f", uutiskirje {published.month}/{published.year}" if published else ""
    return f"tilanne {format_day(day)}{source}"


def _list_heading(answer: Answer, today: date) -> str:
    """ "2 hakua, auki 24.12.2022:"; told where all are open, or all are to come."""
    statuses = {row.status for row in answer.calls}
    same = statuses in ({CallStatus.OPEN}, {CallStatus.COMING})
    told = f"{call_status_words(answer.calls[0].status)} {format_day(answer.day or today)}"
    when = f", {told}" if same else f", {format_day(answer.day)}" if answer.day else ""
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


def _money_answer(answer: Answer) -> str:
    sums = "; ".join(dict.fromkeys(format_money(money) for money in answer.sums))
    lead = f"{answer.topic}: {sums}." if answer.topic else f"{sums}."
    return f"{lead}\n{_quotes(answer.quotes)}" if answer.quotes else lead


def _counted(answer: Answer) -> str:
    """How many rows there are, then the rows; of a long list the first."""
    lead = f"{answer.topic}: {answer.count} kohtaa" if answer.topic else f"{answer.count} kohtaa"
    lines = _quotes(answer.quotes[:_MOST_ROWS])
    left = len(answer.quotes) - _MOST_ROWS
    return f"{lead}\n{lines}" + (f"\n{left} muuta on lähteessä." if left > 0 else "")


def _quotes(quotes: tuple[Evidence, ...]) -> str:
    """Sentences as the newsletter has them, a line for those that follow each other; list items on lines of their own, cut to
    their first part when there are many.
    """
    if sum(len(quote.quote) + 2 for quote in quotes) > _MOST_CHARACTERS:
        quotes = tuple(replace(q, quote=_first_part(q.quote)) if q.rule in ROWS else q for q in quotes)
    lines: list[str] = []
    before: Evidence | None = None
    for quote in quotes:
        item = quote.rule in ROWS
        words = clean_quote(quote.quote)
        if item or before is None or not _follows(before, quote):
            lines.append(f"– {words}" if item else words)
        else:
            lines[-1] += f" {words}"
        before = None if item else quote
    return "\n".join(lines)


def _follows(before: Evidence, quote: Evidence) -> bool:
    """Whether nothing stands between two quotes: "Sen ..." after another sentence than its own would say something else."""
    gap = quote.span.start - before.span.stop
    return quote.section_id == before.section_id and 0 <= gap <= _WIDEST_GAP


def _first_part(words: str) -> str:
    """ "Virtuaalinen etätyö, Turun ammattikorkeakoulu & ..." -> "Virtuaalinen etätyö …"."""
    first, comma, _ = words.partition(", ")
    return f"{first} …" if comma else words


def render_sources(answer: Answer) -> str:
    """The sources under an answer on the command line, numbered; "" where there is none."""
    lines = [f"  [{i}] {c.newsletter_title}: {c.heading}\n" for i, c in enumerate(answer.citations, 1)]
    return "Lähteet:\n" + "".join(lines) if lines else ""
