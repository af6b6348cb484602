"""Changes and issues -> Finnish words: "Yhteyshenkilö vaihtui: Saunat – Liisa Koski (kesäkuussa 2023 vielä Maija Virta)"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer_records import Answer
from assistant.changes import in_order
from assistant.forms import format_amount, format_day, format_fact, format_period, format_phone, lower_first
from assistant.newsletters.dating import MONTHS
from assistant.records import Change, ChangeKind, Contact, Fact, FundingCall, Issue, Money

FIELD_NAMES = {"phone": "puhelin", "email": "sähköposti", "title": "nimike", "organisation": "organisaatio"}
_LEADS = {
    ChangeKind.NEW_TOPIC: ("Uusi teema", "Uudet teemat"),
    ChangeKind.GONE_TOPIC: ("Poistunut teema", "Poistuneet teemat"),
    ChangeKind.NEW_CALL: ("Uusi haku", "Uudet haut"),
    ChangeKind.MOVED_CALL: ("Hakuaika muuttui", "Hakuajat muuttuivat"),
    ChangeKind.NEW_CONTACT: ("Uusi yhteyshenkilö", "Uudet yhteyshenkilöt"),
    ChangeKind.GONE_CONTACT: ("Ei enää yhteyshenkilönä", "Eivät enää yhteyshenkilöinä"),
    ChangeKind.REPLACED_CONTACT: ("Yhteyshenkilö vaihtui", "Yhteyshenkilöt vaihtuivat"),
    ChangeKind.CHANGED_CONTACT: ("Yhteystieto muuttui", "Yhteystiedot muuttuivat"),
    ChangeKind.NEW_SUM: ("Uusi summa", "Uudet summat"),
    ChangeKind.CHANGED_SUM: ("Summa muuttui", "Summat muuttuivat"),
}
NOTHING_TO_COMPARE = "Muutoksia ei voi verrata: aineistossa ei ole samasta uutiskirjeestä useita numeroita."
NO_CHANGES = "Aiempiin numeroihin verrattuna ei näy muutoksia."
_MOST_CHARACTERS, _MOST_IN_FULL = 800, 3
_MOST_TOPICS = 3


def issue_genitive(issue: Issue) -> str:
    """ "kesäkuun 2023", or "5.6.2023 julkaistun" where the month has several issues."""
    if issue.by_day:
        return f"{format_day(issue.published)} julkaistun"
    return f"{MONTHS[issue.published.month - 1]}kuun {issue.published.year}"


def issue_then(issue: Issue) -> str:
    """When an issue told something: "kesäkuussa 2023", "5.6.2023"."""
    if issue.by_day:
        return format_day(issue.published)
    return f"{MONTHS[issue.published.month - 1]}kuussa {issue.published.year}"


def format_issue(issue: Issue) -> str:
    """ "kesäkuu 2023", "5.6.2023"."""
    return (
        format_day(issue.published)
        if issue.by_day
        else f"{MONTHS[issue.published.month - 1]}kuu {issue.published.year}"
    )


def issue_line(answer: Answer) -> str:
    """Which issue tells it, and what the earlier ones told; "" where there is one newsletter only.

    "Kesäkuun 2023 uutiskirjeen mukaan; joulukuussa 2022 vielä Maija Virta."
    """
    if answer.issue is None:
        return ""
    line = f"{issue_genitive(answer.issue)} uutiskirjeen mukaan"
    line = line[:1].upper() + line[1:]
    earlier = [f"{issue_then(change.old)} vielä {told_earlier(change)}" for change in answer.changes if change.old]
    return "; ".join([line, *earlier]) + "."


def told_earlier(change: Change) -> str:
    """What was told before a change, as short as can be: "Maija Virta", "puhelin 040 123 4567", "1.2.–31.3.2025"."""
    match change.before:
        case Contact() if change.kind is ChangeKind.CHANGED_CONTACT:
            return _fields(change.before, change.fields)
        case Contact():
            return change.before.name
        case FundingCall():
            return format_period(change.before.period)
        case Money():
            return format_amount(change.before.amount)
        case _:
            return ""


def render_changes(answer: Answer) -> str:
    """The changes of each issue, those of one kind on one line; where not all fit, that is said."""
    lead = {True: "Kyllä. ", False: "Ei. ", None: ""}[answer.verdict]
    brief = len(answer.changes) > _MOST_IN_FULL
    lines: list[str] = []
    for issue in dict.fromkeys(change.new for change in answer.changes):
        own = [change for change in answer.changes if change.new == issue]
        lines.append(f"{lead}Muutokset {issue_genitive(issue)} uutiskirjeessä:")
        lines += [_line(kind, own, brief) for kind in dict.fromkeys(change.kind for change in own)]
        lead = ""
    return _fitting(lines)


def changes_text(title: str, changes: Sequence[Change]) -> str:
    """All the changes of one issue under its title, each on a line."""
    lines = [f"– {format_change(change)}" for change in in_order(changes)] or [f"– {NO_CHANGES}"]
    return "\n".join([f"{title}:", *lines])


def _line(kind: ChangeKind, changes: list[Change], brief: bool) -> str:
    own = [change for change in changes if change.kind is kind]
    one, many = _LEADS[kind]
    return f"– {one if len(own) == 1 else many}: " + "; ".join(_told(change, brief) for change in own)


def _fitting(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if kept and sum(len(one) + 1 for one in kept) + len(line) > _MOST_CHARACTERS:
            return "\n".join([*kept, "– Muita muutoksia on lisää; kysy tarkemmin teemasta tai henkilöstä."])
        kept.append(line)
    return "\n".join(kept)


def format_change(change: Change) -> str:
    """One line: what changed, of which topic, what is told now, and what was told before."""
    return f"{_LEADS[change.kind][0]}: {_told(change, brief=False)}"


def change_name(change: Change) -> str:
    """ "Hakuaika muuttui"."""
    return _LEADS[change.kind][0]


def change_words(change: Change) -> str:
    """What `format_change` says after the name of the change."""
    return _told(change, brief=False)


def _told(change: Change, brief: bool) -> str:
    """The topics, what is told now, and in parentheses what was told before."""
    topics = ", ".join(change.topics[:_MOST_TOPICS]) + (" ym." if len(change.topics) > _MOST_TOPICS else "")
    told = _told_now(change, brief)
    line = f"{topics} – {told}" if told else topics
    if change.old is None:
        return line
    if change.kind in {ChangeKind.GONE_TOPIC, ChangeKind.GONE_CONTACT}:
        return f"{line} ({issue_then(change.old)} vielä mukana)"
    return f"{line} ({issue_then(change.old)} vielä {told_earlier(change)})" if change.before else line


def _told_now(change: Change, brief: bool) -> str:
    now: Fact | None = change.after or change.before
    match now:
        case Contact() if change.kind is ChangeKind.CHANGED_CONTACT:
            return f"{now.name}, {_fields(now, change.fields)}"
        case Contact() if brief or change.after is None:
            return now.name
        case Contact():
            return format_fact(now)
        case FundingCall():
            return f"{now.call} {format_period(now.period)}"
        case Money():
            return format_amount(now.amount)
        case _:
            return ""


def _fields(contact: Contact, fields: tuple[str, ...]) -> str:
    return ", ".join(f"{FIELD_NAMES[field]} {_value(contact, field)}" for field in fields)


def _value(contact: Contact, field: str) -> str:
    value = str(getattr(contact, field))
    return (
        format_phone(value, (contact.evidence,))
        if field == "phone"
        else lower_first(value)
        if field == "title"
        else value
    )
