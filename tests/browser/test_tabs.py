"""Each tab's main use in a real browser, its downloads opened by other parsers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from conftest import ROOT, Site, ask, run_site
from icalendar import Calendar
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
Visit = Callable[..., Page]


def opened(page: Page, tab: str) -> Page:
    page.get_by_role("tab", name=tab).click()
    return page


def saved(page: Page, name: str) -> str:
    """The file that a link saves, line ends as they are."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return waiting.value.path().read_bytes().decode("utf-8")


def rows(page: Page, part: str) -> list[str]:
    return page.locator(f"{part} tbody tr").all_inner_texts()


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def choose(page: Page, label: str, value: str) -> None:
    page.get_by_label(label, exact=True).locator("visible=true").first.click()
    page.get_by_role("option", name=value, exact=True).click()


def test_contacts_are_searched_filtered_and_saved(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Yhteystiedot")
    expect(page.locator("#yhteystiedot .count")).to_have_text("15 henkilöä")
    page.get_by_label("Nimi tai aihe").fill("jatkuva")
    expect(page.locator("#yhteystiedot .count")).to_have_text("2 henkilöä")
    assert "Henri Helander" in rows(page, "#yhteystiedot")[0]
    people = read_csv(saved(page, "Lataa taulukko (CSV)"))
    assert [(row["Henkilö"], row["Puhelin"]) for row in people] == [
        ("Henri Helander", "0295 038 221"),
        ("Marika Lindroth", "0295 037 082"),
    ]
    cards = saved(page, "Lataa yhteystiedot (vCard)")
    assert cards.count("BEGIN:VCARD\r\nVERSION:3.0\r\n") == cards.count("END:VCARD\r\n") == 2
    assert "TEL;TYPE=WORK,VOICE:0295038221\r\n" in cards

    page.get_by_label("Nimi tai aihe").fill("")
    expect(page.locator("#yhteystiedot .count")).to_have_text("15 henkilöä")
    choose(page, "Organisaatio", "Etelä-Savon ELY-keskus")
    expect(page.locator("#yhteystiedot .count")).to_have_text("4 henkilöä")


def test_contacts_are_found_by_a_topic_in_other_words(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Yhteystiedot")
    page.get_by_label("Nimi tai aihe").fill("työhyvinvointi ja jaksaminen")
    expect(page.locator("#yhteystiedot .note").first).to_contain_text("lähimpien osioiden")
    assert "Kurvinen" in " ".join(rows(page, "#yhteystiedot")[:2])


def test_calls_are_told_as_of_a_day_and_saved(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Haut")
    day = page.get_by_label("Tilanne päivänä")
    day.fill("1.11.2022")
    page.get_by_label("Haku tai teema").fill("pilottihaku")
    expect(page.locator("#haut .count")).to_have_text("1 haku")
    assert "Auki" in rows(page, "#haut")[0]
    day.fill("24.12.2022")
    expect(page.locator("#haut .badge")).to_have_text("Päättynyt")
    (event,) = Calendar.from_ical(saved(page, "Lataa kalenteriin (.ics)")).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2022-10-31"
    (row,) = read_csv(saved(page, "Lataa taulukko (CSV)"))
    assert (row["Alkaa"], row["Päättyy"], row["Tilanne"]) == ("31.10.2022", "15.12.2022", "Päättynyt")
    day.fill("32.12.2022")
    expect(page.locator("#haut .notice")).to_contain_text("Päivää ei ymmärretty")


def test_calls_are_drawn_by_theme(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Haut")
    page.get_by_label("Tilanne päivänä").fill("1.11.2022")
    picture = page.locator("svg.aikajana-leve")
    expect(picture.locator("text.day-words")).to_have_text("1.11.2022")
    assert picture.get_attribute("role") == "img"
    assert "hakua" in (picture.locator("desc").text_content() or "")
    assert picture.locator("rect.bar-open").count() >= 1
    assert picture.locator("rect.vague").count() >= 1
    choose(page, "Tilanne", "Auki")
    expect(page.locator("svg.aikajana-leve rect.bar-closed")).to_have_count(0)


def test_passages_are_searched_and_open_in_their_section(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Lähteet")
    page.get_by_label("Hae uutiskirjeiden teksteistä").fill("Luova verkko Taiteen edistämiskeskus")
    page.keyboard.press("Enter")
    first = page.locator(".found").first
    expect(first.locator("h3")).to_contain_text("Luovan ja kulttuurialan")
    assert first.locator("mark").count() >= 1
    first.get_by_role("link", name="Avaa koko osio").click()
    expect(page.locator("#osio .section-heading")).to_contain_text("Luovan ja kulttuurialan innovaatio-osaaminen")
    expect(page.locator("#osio mark").first).to_be_in_viewport()
    assert "osio=" in page.url


def test_a_section_has_an_address_that_can_be_sent(site: Site, visit: Visit) -> None:
    page = visit(site, permissions=["clipboard-read", "clipboard-write"])
    ask(page, "Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?")
    page.locator(".source summary").first.click()
    page.get_by_role("link", name="Avaa koko osio").first.click()
    expect(page.locator("#osio .section-heading")).to_have_text("Työmarkkinoiden kohtaanto (ESR+)")
    expect(page.locator("#osio mark").first).to_be_in_viewport()
    page.get_by_role("button", name="Kopioi linkki tähän osioon").click()
    expect(page.get_by_text("Linkki on kopioitu leikepöydälle.")).to_be_visible()
    query = page.evaluate("() => navigator.clipboard.readText()").split("/", 3)[3]
    assert query == page.url.split("/", 3)[3]

    page.go_back()
    expect(page.locator(".card").first).to_be_visible()

    colleague = visit(site, query)
    expect(colleague.locator("#osio .section-heading")).to_have_text("Työmarkkinoiden kohtaanto (ESR+)")
    expect(colleague.locator("#osio mark").first).to_contain_text("Tuimala")


def test_an_unknown_section_gets_a_line(site: Site, visit: Visit) -> None:
    page = visit(site, "?osio=" + quote("<b>ei ole</b>#9", safe=""))
    expect(page.locator("#osio .notice")).to_contain_text("Osiota ei ole tässä aineistossa")


def test_newsletters_are_browsed(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Lähteet")
    page.locator("#selaus").get_by_role("link", name="Jatkuva oppiminen (ESR+)").click()
    section = page.locator("#osio .section")
    expect(section.locator(".section-heading")).to_be_focused()
    assert "38,8 miljoonaa euroa" in section.inner_text()


def test_the_corpus_is_told_with_its_warnings(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Aineisto")
    (row,) = rows(page, "#aineisto")
    assert "valtakunnalliset-teemat-2022-12.txt" in row
    assert "Paula Alho: sähköpostiosoite on piilotettu" in row


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over three issues of one newsletter."""
    yield from run_site(tmp_path_factory.mktemp("several"), ROOT / "tests" / "data" / "numerot")


def test_changes_of_an_issue_are_chosen_and_lead_to_their_section(several: Site, visit: Visit) -> None:
    page = opened(visit(several), "Muutokset")
    expect(page.locator("#muutokset tbody tr").first).to_contain_text("Uusi teema")
    assert any("Sanna-Mari Kettula" in row and "Onni Vaskisaari" in row for row in rows(page, "#muutokset"))
    choose(page, "Uutiskirjeen numero", "Kumppanikirje, syyskuu 2024")
    expect(page.locator("#muutokset tbody")).to_contain_text("Noora Ahvensalo")
    page.locator("#muutokset tbody tr").first.get_by_role("link").click()
    expect(page.get_by_role("tab", name="Lähteet")).to_have_attribute("aria-selected", "true")


def test_without_several_issues_there_is_nothing_to_compare(site: Site, visit: Visit) -> None:
    page = opened(visit(site), "Muutokset")
    expect(page.locator("#muutokset")).to_contain_text("Muutoksia ei voi verrata")
