"""The conversation in a real browser: questions, answers, and everything that can be done with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from conftest import Site, ask
from icalendar import Calendar
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
Visit = Callable[..., Page]
CONTACT = "Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?"
CALL = "Milloin luovan ja kulttuurialan innovaatio-osaamisen ideahaku oli auki?"


def last_answer(page: Page) -> str:
    return page.locator(".turn").last.locator(".answer").inner_text()


def test_contact_question_gives_the_person_with_links_and_source(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CONTACT)
    card = page.locator(".card").first
    assert "Satu Tuimala" in card.inner_text()
    assert "Keski-Suomen ELY" in card.inner_text()
    expect(card.get_by_role("link", name="0295 024 019")).to_have_attribute("href", "tel:+358295024019")
    mail = card.locator('a[href^="mailto:"]')
    expect(mail).to_have_attribute("href", "mailto:satu.tuimala@ely-keskus.fi")
    source = page.locator(".source").first
    expect(source.locator(".source-text")).to_be_hidden()
    page.locator("a.ref").first.click()
    expect(source.locator(".source-text")).to_be_visible()
    assert "Tuimala" in " ".join(source.locator("mark").all_inner_texts())
    expect(source.locator("mark").first).to_be_in_viewport()


def test_a_source_unfolds_to_its_whole_section(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CONTACT)
    assert "halutaan varmistaa" not in page.locator(".turn").inner_html(), "the section is fetched when it is wanted"
    page.locator(".source summary").click()
    text = page.locator(".source-text")
    expect(text).to_contain_text("halutaan varmistaa")
    expect(text.locator("mark").first).to_contain_text("Satu Tuimala")
    expect(text.locator("mark").first).to_be_in_viewport()
    assert text.evaluate("region => region.scrollTop > 0 && region.clientHeight < region.scrollHeight")
    text.focus()
    page.keyboard.press("Home")
    expect(text.get_by_text("halutaan varmistaa")).to_be_in_viewport()
    page.get_by_role("button", name="Auttoi", exact=True).click()
    page.locator(".why").wait_for()
    expect(text).to_be_visible()
    expect(page.get_by_role("link", name="Avaa koko osio")).to_be_visible()


def test_a_source_shows_its_passage_where_the_section_cannot_be_had(site: Site, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(site.address)
    ask(page, CONTACT)
    page.route("**/osio?*", lambda route: route.abort())
    page.locator(".source summary").click()
    expect(page.locator(".source .passage")).to_contain_text("0295 024 019")


def test_call_question_gives_the_time_and_the_status(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CALL)
    answer = last_answer(page)
    assert re.search(r"31\.10\.\s?–\s?2\.12\.2022", answer)
    assert "Päättynyt" in answer
    assert page.locator(".source").count() >= 1


def test_a_hidden_address_is_said_to_be_hidden(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, "Kuka on vihreän siirtymän teemakokonaisuuden yhteyshenkilö?")
    card = page.locator(".card", has_text="Paula Alho")
    assert "piilotettu" in card.inner_text()
    assert card.locator('a[href^="mailto:"]').count() == 0


def test_what_the_newsletters_do_not_hold_is_said_not_to_be_found(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, "Mikä on Ranskan pääkaupunki?")
    assert "En löytänyt" in last_answer(page)


def test_follow_up_uses_the_conversation_and_says_how_it_was_taken(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CALL)
    ask(page, "Entä yhteyshenkilö?")
    assert "Minna Taipale" in last_answer(page)
    assert "Tulkitsin kysymyksen koskevan aihetta ”Luovan ja kulttuurialan" in last_answer(page)


def test_a_question_can_be_taken_by_itself(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CALL)
    ask(page, "Entä yhteyshenkilö?")
    page.locator("[data-fresh]").click()
    expect(page.locator(".turn")).to_have_count(3)
    expect(page.locator(".turn .answer").last).to_contain_text("Mistä teemasta tai hausta kysyt?")
    assert page.locator("[data-fresh]").count() == 1


def test_examples_come_from_the_newsletters_and_are_answered(site: Site, visit: Visit) -> None:
    page = visit(site)
    example = page.locator(".welcome .chip").first
    words = example.inner_text()
    example.click()
    answered = page.locator(".turn .answer:not(:has(.pending))")
    answered.wait_for()
    assert words in page.locator(".question").inner_text()
    assert page.locator(".card").count() >= 1
    expect(page.locator(".question")).to_be_focused()


def test_by_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit(site)

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                style = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
                assert style != "none", f"the focus does not show on {selector}"
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    tab_to("#kysymys textarea")
    page.keyboard.type(CONTACT)
    page.keyboard.press("Enter")
    page.locator(".card").first.wait_for()
    expect(page.get_by_label("Kysymyksesi")).to_have_value("")
    expect(page.get_by_label("Kysymyksesi")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Kysy", exact=True)).to_be_focused()
    page.locator("body").press("Home")
    page.evaluate("() => document.activeElement.blur()")
    page.get_by_role("tab", name="Keskustelu").focus()
    tab_to(".source summary")
    page.keyboard.press("Enter")
    expect(page.locator(".source-text").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".source-text").first).to_be_focused()


def test_answers_are_announced(site: Site, visit: Visit) -> None:
    page = visit(site)
    region = page.locator("#ilmoitus")
    expect(region).to_have_attribute("aria-live", "polite")
    ask(page, CONTACT)
    expect(region).to_contain_text("Satu Tuimala")


def test_visitors_have_conversations_of_their_own(site: Site, visit: Visit) -> None:
    first, second = visit(site), visit(site)
    ask(first, CALL)
    ask(second, CONTACT)
    ask(first, "Entä yhteyshenkilö?")
    ask(second, "Entä puhelinnumero?")
    assert "Minna Taipale" in last_answer(first)
    assert "0295 024 019" in last_answer(second)
    assert "Tuimala" not in first.locator("#keskustelu").inner_text()
    assert "Taipale" not in second.locator("#keskustelu").inner_text()


def test_clearing_forgets(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CONTACT)
    page.get_by_role("button", name="Tyhjennä keskustelu").click()
    page.locator(".welcome").wait_for()
    assert page.locator(".turn").count() == 0
    expect(page.locator("#ilmoitus")).to_contain_text("tyhjennetty")
    ask(page, "Entä puhelinnumero?")
    assert "0295 024 019" not in last_answer(page)


def test_an_empty_question_gets_a_line(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.get_by_role("button", name="Kysy", exact=True).click()
    expect(page.locator(".notice")).to_have_text("Kirjoita kysymys.")
    assert page.locator(".turn").count() == 0


def test_a_question_of_a_hundred_thousand_letters_gets_a_line(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, "Kuka vastaa? " * 7_700)
    assert "liian pitkä" in last_answer(page)
    assert len(page.locator(".question").inner_text()) < 500


def test_markup_in_a_question_does_nothing(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.on("dialog", lambda dialog: pytest.fail(f"ran: {dialog.message}"))
    hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script> ${alert(3)} {{alert(4)}} Kuka on yhteyshenkilö?'
    ask(page, hostile)
    assert hostile in page.locator(".question").inner_text()
    assert page.locator(".turn img, .turn script").count() == 0
    ask(page, "Kiitos!")
    assert page.locator(".turn").count() == 2


def test_opinions_are_kept_in_a_file(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CONTACT)
    page.get_by_role("button", name="Ei auttanut").click()
    page.get_by_label("Miksi? (vapaaehtoinen)").fill("Väärä <b>henkilö</b>")
    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_role("button", name="Ei auttanut")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(500)
    kept = [json.loads(line) for line in site.feedback.read_text(encoding="utf-8").splitlines()]
    assert [(line["rating"], line["why"]) for line in kept[-2:]] == [("huono", ""), ("huono", "Väärä <b>henkilö</b>")]
    assert kept[-1]["question"] == CONTACT
    assert "Satu Tuimala" in kept[-1]["answer"]


def test_copying_takes_the_sources_along(site: Site, visit: Visit) -> None:
    page = visit(site, permissions=["clipboard-read", "clipboard-write"])
    ask(page, CONTACT)
    page.get_by_role("button", name="Kopioi vastaus lähteineen").click()
    expect(page.locator("#ilmoitus")).to_contain_text("kopioitu")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "Satu Tuimala" in copied
    assert "Lähteet:\n1. Työmarkkinoiden kohtaanto (ESR+)" in copied


def saved(page: Page, name: str) -> str:
    """The file that a link saves."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return waiting.value.path().read_text(encoding="utf-8")


def test_the_conversation_is_saved_as_markdown(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CONTACT)
    text = saved(page, "Tallenna keskustelu")
    assert f"## {CONTACT}" in text
    assert "Satu Tuimala" in text
    assert "1. **Työmarkkinoiden kohtaanto (ESR+)**" in text


def test_a_contact_and_a_call_are_saved_from_the_answer(site: Site, visit: Visit) -> None:
    page = visit(site)
    ask(page, CONTACT)
    card = saved(page, "Tallenna yhteystieto")
    assert "FN:Satu Tuimala\r\n" in card or "FN:Satu Tuimala\n" in card
    ask(page, CALL)
    (event, *_) = Calendar.from_ical(saved(page, "Lisää kalenteriin")).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2022-10-31"
    assert event.decoded("dtend").isoformat() == "2022-12-03"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_printing_leaves_the_answer_and_drops_the_tools(site: Site, visit: Visit, dark: bool) -> None:
    page = visit(site, dark=dark)
    ask(page, CONTACT)
    page.emulate_media(media="print")
    expect(page.locator(".card").first).to_be_visible()
    expect(page.locator(".source .passage").first).to_be_visible()
    for part in ("body", ".answer", ".card", ".question"):
        expect(page.locator(part).first).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    for tool in ("#kysymys textarea", ".tools", "#tyhjenna", "[role=tablist]"):
        expect(page.locator(tool).first).to_be_hidden()


def test_the_question_box_stays_in_view(site: Site, visit: Visit) -> None:
    page = visit(site, width=390)
    ask(page, CONTACT)
    page.mouse.wheel(0, -5000)
    expect(page.get_by_label("Kysymyksesi")).to_be_in_viewport()
