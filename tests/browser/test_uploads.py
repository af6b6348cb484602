"""The operator's part: a login, newsletters added and removed on the page, questions answered meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from conftest import ROOT, Site, ask, run_site
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
USER, PASSWORD = "ylläpito", "salainen sana"
LETTER = ROOT / "tests" / "data" / "kaupunki" / "kaupunkiavustukset-2025-02.txt"
QUESTION = "Kuka vastaa kulttuurin kohdeavustuksista?"
INDEXED = 240_000  # milliseconds that a slow machine may take


@pytest.fixture(scope="module")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page with uploads allowed, over a copy of the corpus."""
    folder = tmp_path_factory.mktemp("managed")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    settings = {"TEEMAHAKU_UPLOADS": "kyllä", "TEEMAHAKU_USER": USER, "TEEMAHAKU_PASSWORD": PASSWORD}
    yield from run_site(folder, folder / "corpus", **settings)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Käyttäjätunnus").fill(USER)
    page.get_by_label("Salasana").fill(password)
    page.get_by_role("button", name="Kirjaudu sisään").click()


def test_without_login_there_is_nothing(managed: Site, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(managed.address)
    assert violations(page) == []
    log_in(page, "väärä")
    expect(page.get_by_role("alert")).to_have_text("Käyttäjätunnus tai salasana on väärä.")
    for path in ("config", "gradio_api/info"):
        assert page.request.get(f"{managed.address}/{path}").status == 401
    assert page.request.post(f"{managed.address}/gradio_api/upload").status == 401
    log_in(page)
    page.locator("#keskustelu .welcome").wait_for()


def test_a_newsletter_is_added_answered_from_and_removed(managed: Site, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(managed.address)
    log_in(page)
    page.locator("#keskustelu .welcome").wait_for()
    ask(page, QUESTION)
    assert "Emilia Rautaharju" not in page.locator(".turn").last.inner_text()

    page.get_by_role("tab", name="Aineisto").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Lisää uutiskirjeitä").click()
    chooser.value.set_files(LETTER)
    expect(page.locator("#edistyminen")).to_contain_text("Hakemistoa päivitetään")
    assert violations(page) == []
    page.get_by_role("tab", name="Keskustelu").click()
    ask(page, "Kuka on jatkuvan oppimisen yhteyshenkilö?")
    assert "Henri Helander" in page.locator(".turn").last.inner_text()

    page.get_by_role("tab", name="Aineisto").click()
    expect(page.locator("#edistyminen")).to_contain_text("Valmis", timeout=INDEXED)
    expect(page.locator("#aineisto .count")).to_have_text("2 uutiskirjettä")
    page.get_by_role("tab", name="Keskustelu").click()
    ask(page, QUESTION)
    assert "Emilia Rautaharju" in page.locator(".turn").last.inner_text()

    page.get_by_role("tab", name="Aineisto").click()
    page.get_by_role("button", name="Poista uutiskirje").click()
    expect(page.locator("#edistyminen .notice")).to_contain_text("vahvista")
    page.get_by_label("Poistettava uutiskirje").locator("visible=true").first.click()
    page.get_by_role("option", name="Kuusniemen kaupungin avustuskirje 1/2025").click()
    page.get_by_label("Poistan uutiskirjeen aineistosta pysyvästi").check()
    page.get_by_role("button", name="Poista uutiskirje").click()
    expect(page.locator("#aineisto .count")).to_have_text("1 uutiskirje", timeout=INDEXED)
    assert not (managed.folder / "corpus" / LETTER.name).exists()
