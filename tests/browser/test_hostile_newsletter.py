"""A newsletter that holds markup and script: every tab shows it as words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from conftest import Site, ask, run_site
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
Visit = Callable[..., Page]
RUNS = "<img src=x onerror=\"document.title='ajettu'\"><script>document.title='ajettu'</script>"
NEWSLETTER = f"""Kaupungin tiedote {RUNS} - joulukuu 2022

Tiedotteessa kerrotaan avustuksista.


Kulttuurin {RUNS} avustukset

Avustushaku {RUNS} on auki 1.11.-15.12.2022. Avustusta ${{document.title='ajettu'}} jaetaan yhteensä 50 000 euroa
{{{{#each value}}}}kirjastoille{{{{/each}}}} ja museoille.

Lisätietoja:
Suunnittelija Maija Meikäläinen
Kulttuurikeskus {RUNS}
p. 040 123 4567
maija.meikalainen(at)kuusniemi.fi
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over the hostile newsletter."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "tiedote-2022-12.txt").write_text(NEWSLETTER, encoding="utf-8")
    yield from run_site(folder, folder / "corpus")


def test_markup_of_a_newsletter_does_nothing(hostile: Site, visit: Visit) -> None:
    page = visit(hostile)
    ask(page, "Kuka vastaa kulttuurin avustuksista?")
    assert "Maija Meikäläinen" in page.locator(".turn").last.inner_text()
    ask(page, "Milloin avustushaku on auki?")
    page.locator(".source summary").last.click()
    expect(page.locator(".source-text").last).to_contain_text("Lisätietoja")
    assert "<script>" in page.locator(".source-text").last.inner_text()
    for tab in ("Yhteystiedot", "Haut", "Lähteet", "Aineisto"):
        page.get_by_role("tab", name=tab).click()
        page.wait_for_timeout(300)
    page.get_by_role("tab", name="Lähteet").click()
    page.get_by_label("Hae uutiskirjeiden teksteistä").fill("avustus")
    page.keyboard.press("Enter")
    page.locator(".found a.section-link").first.click()
    page.locator("#osio .section").wait_for()
    assert "onerror" in page.locator("#osio").inner_text()
    assert page.locator("main img, main script").count() == 0
    assert page.title() == "Teemahaku"
