"""Pictures of the page that runs: `python scripts/screenshots.py http://127.0.0.1:7860` writes docs/screenshots/*.png."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SIZES = ((1280, 900), (390, 844))
DAY = "1.11.2022"  # the corpus's calls were open then


def main(address: str) -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for width, height in SIZES:
            take(browser, address, width, height, dark=False)
            take(browser, address, width, height, dark=True)
        browser.close()


def take(browser: Browser, address: str, width: int, height: int, *, dark: bool) -> None:
    """Every tab at one size, light or dark; dark the conversation alone."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto(address)
    page.locator("#keskustelu .welcome").wait_for()
    if not dark:
        keep(page, f"alku-{width}")
    converse(page)
    keep(page, f"keskustelu-{width}{'-tumma' if dark else ''}")
    for tab in () if dark else ("Yhteystiedot", "Haut", "Lähteet", "Muutokset", "Aineisto"):
        page.get_by_role("tab", name=tab).click()
        fill(page, tab)
        page.evaluate("() => window.scrollTo(0, 0)")
        keep(page, f"{tab.casefold().replace('ä', 'a')}-{width}")
    context.close()


def converse(page: Page) -> None:
    """A question for a contact person; where there is room for both, its source opened too."""
    page.get_by_label("Kysymyksesi").fill("Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?")
    page.keyboard.press("Enter")
    page.locator(".turn .answer:not(:has(.pending))").wait_for()
    if page.viewport_size and page.viewport_size["width"] > 640:
        page.locator(".source summary").first.click()
        page.locator(".source-text > p").first.wait_for()


def fill(page: Page, tab: str) -> None:
    """Give a tab something to show."""
    if tab == "Haut":
        page.get_by_label("Tilanne päivänä").fill(DAY)
        page.locator("#haut .badge-open").first.wait_for()
    if tab == "Lähteet":
        page.get_by_label("Hae uutiskirjeiden teksteistä").fill("osatyökykyisten työllistäminen")
        page.keyboard.press("Enter")
        page.locator(".found").first.wait_for()


def keep(page: Page, name: str) -> None:
    """Write one picture."""
    page.wait_for_timeout(500)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860")
