"""Every tab for everybody: axe finds nothing, nothing scrolls sideways, every word is Finnish."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from conftest import Site, ask
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]
Visit = Callable[..., Page]
TABS = ("Keskustelu", "Yhteystiedot", "Haut", "Lähteet", "Muutokset", "Aineisto")
ENGLISH = {
    *("loading", "submit", "clear", "close", "more", "tabs", "search", "copy", "copied", "download", "upload", "drop"),
    *(
        "click",
        "settings",
        "built",
        "with",
        "gradio",
        "api",
        "use",
        "via",
        "error",
        "warning",
        "message",
        "chatbot",
        "select",
    ),
    *("dropdown", "textbox", "options", "the", "here", "processing", "queue", "share", "conversation", "stop", "open"),
}
SPOKEN = """() => {
  const words = [document.title, document.body.innerText];
  for (const element of document.querySelectorAll("body *"))
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (element.hasAttribute(name)) words.push(element.getAttribute(name));
  return words.join("\\n");
}"""

OUTSIDE = """() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.closest(".vh") || element.closest("svg") !== null) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).position === "fixed") continue;
    if (box.right > innerWidth + 1 || box.left < -1) found.push(element.outerHTML.slice(0, 150));
  }
  return found;
}"""


def violations(page: Page) -> list[str]:
    """What axe finds: rule and element."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def fill(page: Page, tab: str) -> None:
    """Give a tab something to show."""
    if tab == "Keskustelu":
        ask(page, "Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?")
        page.locator(".source summary").first.click()
        page.get_by_role("button", name="Auttoi", exact=True).click()
        page.locator(".why").wait_for()
        ask(page, "Milloin luovan ja kulttuurialan ideahaku oli auki?")
    if tab == "Haut":
        page.get_by_label("Tilanne päivänä").fill("1.11.2022")
        page.locator("#haut .badge-open").first.wait_for()
    if tab == "Lähteet":
        page.get_by_label("Hae uutiskirjeiden teksteistä").fill("osallisuus")
        page.keyboard.press("Enter")
        page.locator(".found").first.wait_for()
        page.locator(".found a.section-link").first.click()
        page.locator("#osio .section").wait_for()


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(site: Site, visit: Visit, width: int, dark: bool, tab: str) -> None:
    page = visit(site, width=width, dark=dark)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_timeout(400)
    assert violations(page) == []
    fill(page, tab)
    page.wait_for_timeout(400)
    assert violations(page) == []
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("tab", TABS)
def test_nothing_is_cut_off_at_320_pixels(site: Site, visit: Visit, tab: str) -> None:
    page = visit(site, width=320)
    page.get_by_role("tab", name=tab).click()
    page.wait_for_timeout(400)
    assert page.evaluate(OUTSIDE) == []
    fill(page, tab)
    page.wait_for_timeout(400)
    assert page.evaluate(OUTSIDE) == []


def test_system_colours_and_rest_are_respected(site: Site, visit: Visit) -> None:
    page = visit(site, forced_colors="active", reduced_motion="reduce")
    fill(page, "Keskustelu")
    assert violations(page) == []
    chosen = page.get_by_role("tab", name="Keskustelu")
    assert chosen.evaluate("tab => getComputedStyle(tab).borderBottomWidth") == "3px"
    moving = (
        "() => [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).animationName !== 'none').length"
    )
    assert page.evaluate(moving) == 0


@pytest.mark.parametrize("tab", TABS)
def test_every_word_is_finnish_whatever_the_browser_speaks(site: Site, visit: Visit, tab: str) -> None:
    page = visit(site, locale="en-US")
    page.get_by_role("tab", name=tab).click()
    fill(page, tab)
    words = {word.strip(".,:;!?()").casefold() for word in page.evaluate(SPOKEN).split()}
    assert words & ENGLISH == set()
    assert page.evaluate("() => document.documentElement.lang") == "fi"
    assert page.title() == "Teemahaku"


def test_a_list_of_choices_passes_axe_while_open(site: Site, visit: Visit) -> None:
    page = visit(site)
    page.get_by_role("tab", name="Yhteystiedot").click()
    page.get_by_label("Organisaatio").locator("visible=true").first.click()
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []
