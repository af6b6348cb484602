"""The page as its own process, without a network, and Chromium on it.

What the tests of this folder share: `site` (the page over the repository's corpus, the true model), `visit` (a function that
opens it in a fresh browser context). Every request that the browser makes is watched; one to another host fails the test, and
so does a word on the browser's console. In the page's process every connection to another host is refused and written down.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
START = 600  # seconds that indexing, or the page, may take to come up on a slow and busy machine
NO_NETWORK = """
import os, socket, threading
_connect = socket.socket.connect
def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "localhost", "::1"):
        with open(os.environ["REFUSED"], "a") as file:
            file.write(f"{address}\\n")
        raise OSError("no network in this test")
    return _connect(self, address)
socket.socket.connect = connect
"""


@dataclass(frozen=True)
class Site:
    """A page that runs. `feedback` is its file of opinions, `refused` lists the connections that it tried."""

    address: str
    folder: Path

    @property
    def feedback(self) -> Path:
        return self.folder / "palaute.jsonl"

    @property
    def refused(self) -> Path:
        return self.folder / "refused.txt"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser last: its event loop stays in the thread to the end, and other tests start loops of their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def run_site(folder: Path, corpus: Path, **settings: str) -> Iterator[Site]:
    """Index a corpus and serve it, as an operator does; end the process afterwards."""
    port = free_port()
    (folder / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    site = Site(f"http://127.0.0.1:{port}", folder)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "REFUSED": str(site.refused),
        "TEEMAHAKU_CORPUS": str(corpus),
        "TEEMAHAKU_INDEX": str(folder / "index"),
        "TEEMAHAKU_PORT": str(port),
        "TEEMAHAKU_FEEDBACK": str(site.feedback),
        **settings,
    }
    if (ROOT / "index").is_dir():
        shutil.copytree(ROOT / "index", folder / "index")  # what is embedded already need not be again
    subprocess.run([sys.executable, "-m", "assistant", "index"], env=environment, cwd=folder, check=True, timeout=START)
    with (folder / "page.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, ROOT / "app.py"], env=environment, cwd=folder, stdout=log, stderr=log
        )
        try:
            wait_for(site.address, process, folder / "page.log")
            yield site
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert not site.refused.exists(), site.refused.read_text()


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over the repository's corpus."""
    yield from run_site(tmp_path_factory.mktemp("site"), ROOT / "corpus")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Without it the tests are skipped, but not where CI=true promises a browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "Chromium puuttuu: asenna se (apt-get install chromium), niin selaintestit ajetaan"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page as a new visitor: `visit(site)`, `visit(site, "?osio=...", width=390, dark=True)`."""
    foreign: list[str] = []
    said: list[str] = []
    contexts = []

    def watch(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            foreign.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    def opened(site: Site, query: str = "", *, width: int = 1280, dark: bool = False, **options: Any) -> Page:
        scheme = "dark" if dark else "light"
        settings: dict[str, Any] = {
            "viewport": {"width": width, "height": 900},
            "color_scheme": scheme,
            "locale": "en-US",
        }
        context = chromium.new_context(**{**settings, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", watch)
        page.on("console", listen)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{site.address}/{query}")
        page.locator("#keskustelu .welcome").wait_for(state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert foreign == []
    assert said == []


@pytest.fixture
def chromium_page(chromium: Browser) -> Iterator[Page]:
    """An empty page that may see a refused login, which the browser itself reports on its console."""
    context = chromium.new_context(locale="en-US")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def ask(page: Page, question: str) -> None:
    """Write a question, send it, and wait for its answer."""
    turns = page.locator(".turn").count()
    page.get_by_label("Kysymyksesi").fill(question)
    page.get_by_role("button", name="Kysy", exact=True).click()
    page.locator(".turn").nth(turns).locator(".answer:not(:has(.pending))").wait_for()
