"""Three issues of one newsletter, in three formats, with the true model: what holds now, what did then, and what changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_dialogue import assistant_over, talk

from assistant.answer_records import Answer, AnswerStatus, Intent, Reason
from assistant.batches import answer_items, read_questions
from assistant.dialogue import Assistant
from assistant.evaluation import score_answers
from assistant.records import ChangeKind
from assistant.rendering import render_text

pytestmark = pytest.mark.model
DATA = Path(__file__).parent / "data"
TODAY = date(2025, 2, 10)


@pytest.fixture(scope="session")
def issues() -> Assistant:
    """A wellbeing county's letter of March and September 2024 and January 2025."""
    return assistant_over(sorted(path for path in (DATA / "numerot").iterdir() if path.suffix != ".jsonl"))


def asked(assistant: Assistant, *questions: str) -> tuple[Answer, str]:
    answer = talk(assistant, *questions, today=TODAY)
    return answer, render_text(answer, TODAY)


def test_the_newest_person_answers_and_the_earlier_one_is_named_as_such(issues: Assistant) -> None:
    answer, text = asked(issues, "Kuka vastaa digituesta?")
    assert [person.name for person in answer.people] == ["Sanna-Mari Kettula"]
    assert text.endswith("Tammikuun 2025 uutiskirjeen mukaan; syyskuussa 2024 vielä Onni Vaskisaari.")
    assert answer.citations[0].newsletter_id == "kumppanikirje-2025-01"


def test_a_time_asks_for_the_letter_in_force_then(issues: Assistant) -> None:
    answer, text = asked(issues, "Kuka vastasi järjestöavustuksista maaliskuussa 2024?")
    assert [person.name for person in answer.people] == ["Raili Tuominiemi"]
    assert text.endswith("Maaliskuun 2024 uutiskirjeen mukaan.")


def test_a_named_letter_alone_is_searched(issues: Assistant) -> None:
    answer, text = asked(issues, "Paljonko työkykykumppanuuteen oli rahaa syyskuun 2024 uutiskirjeen mukaan?")
    assert {citation.newsletter_id for citation in answer.citations} == {"kumppanikirje-2024-09"}
    assert "450 000" in text


def test_a_letter_that_is_not_there_is_not_made_up(issues: Assistant) -> None:
    answer, _ = asked(issues, "Mitä kesäkuun 2023 uutiskirjeessä sanottiin digituesta?")
    assert (answer.status, answer.reason) == (AnswerStatus.NOT_FOUND, Reason.NO_ISSUE)


def test_what_is_new_names_topics_calls_and_people(issues: Assistant) -> None:
    answer, text = asked(issues, "Mitä uutta tammikuussa 2025?")
    assert answer.intent is Intent.CHANGES
    kinds = [change.kind for change in answer.changes]
    assert kinds == sorted(kinds, key=list(ChangeKind).index)
    assert text.startswith("Muutokset tammikuun 2025 uutiskirjeessä:\n– Uudet teemat: ")
    assert "Opinnäytestipendit" in text
    assert "Sanna-Mari Kettula (syyskuussa 2024 vielä Onni Vaskisaari)" in text
    assert len(text) <= 900


def test_what_is_new_is_asked_of_everything_after_a_topic_too(issues: Assistant) -> None:
    alone, _ = asked(issues, "Mitä uutta tammikuussa 2025?")
    after, _ = asked(issues, "Kuka vastaa digituesta?", "Mitä uutta tammikuussa 2025?")
    assert after.changes == alone.changes
    assert after.understood is None


@pytest.mark.parametrize(
    ("question", "verdict", "held"),
    [
        ("Onko omaishoidon yhteyshenkilö vaihtunut?", None, "nimike palvelupäällikkö"),
        ("Onko Heidi Kuusiluodon sähköposti muuttunut?", False, "Ei, muutosta ei ole."),
        ("Siirtyikö työkykykumppanuuden haku?", True, "1.11.–13.12.2024"),
        ("Nousiko perhehoidon palkkio?", True, "1 040"),
        ("Laskiko perhehoidon palkkio?", False, "Ei. Muutokset"),
        ("Onko digituen yhteyshenkilö vaihtunut?", True, "Onni Vaskisaari"),
        ("Onko vapaaehtoistoiminnan yhteyshenkilö vaihtunut?", False, "Ei, muutosta ei ole."),
        ("Onko Heidi Kuusiluodon puhelinnumero muuttunut?", True, "044 351 4409"),
        ("Siirtyikö pienavustuksen hakuaika?", True, "3.2.–28.2.2025"),
    ],
)
def test_whether_something_changed(issues: Assistant, question: str, verdict: bool, held: str) -> None:
    answer, text = asked(issues, question)
    assert (answer.intent, answer.verdict) == (Intent.CHANGES, verdict)
    assert held in text


def test_no_change_is_not_said_of_what_one_issue_alone_tells(issues: Assistant) -> None:
    answer, text = asked(issues, "Onko opinnäytestipendien hakuaika siirtynyt?")
    assert answer.intent is not Intent.CHANGES or answer.changes
    assert "muutosta ei ole" not in text


def test_a_follow_up_may_go_back_in_time(issues: Assistant) -> None:
    answer, _ = asked(issues, "Kuka vastaa järjestöavustuksista?", "Entä maaliskuun 2024 kirjeen mukaan?")
    assert [person.name for person in answer.people] == ["Raili Tuominiemi"]


def test_the_themes_of_today_are_counted_without_leads_and_those_gone(issues: Assistant) -> None:
    answer, text = asked(issues, "Montako teemaa uutiskirjeessä on?")
    assert text.startswith("12 teemaa\n")
    assert "Järjestöavustukset" in answer.topics
    assert {"Päihdetyön kumppanuuspöytä", "Kotikulmat – ikäihmisten etsivä työ"}.isdisjoint(answer.topics)


def test_the_people_of_today_are_listed(issues: Assistant) -> None:
    answer, _ = asked(issues, "Montako yhteyshenkilöä on kaikkiaan?")
    names = {person.name for person in answer.people}
    assert "Sanna-Mari Kettula" in names
    assert {"Onni Vaskisaari", "Raili Tuominiemi"}.isdisjoint(names)


def test_questions_over_time(issues: Assistant) -> None:
    items = read_questions(DATA / "numerot" / "questions-numerot.jsonl")
    report = score_answers(items, answer_items(issues, items, TODAY))
    assert report.accuracy >= 0.93, report.wrong


def test_other_publishers() -> None:
    """An agency's plain message, a city's tables, a data centre's e-mail."""
    letters = sorted(path for path in (DATA / "kolme").iterdir() if path.suffix != ".jsonl")
    items = read_questions(DATA / "kolme" / "questions-kolme.jsonl")
    report = score_answers(items, answer_items(assistant_over(letters), items, TODAY))
    assert report.accuracy >= 0.83, report.wrong
