"""The whole page: header, tabs, and how it is served.

    build_page(library) -> gr.Blocks;  launch_page(page, library) -> address

Nothing here leaves the machine: no analytics, no remote fonts, no hub, no record of runs, no endpoint but those meant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from assistant.errors import SettingsError
from assistant.settings import Access
from assistant.ui import texts
from assistant.ui.addresses import section_route
from assistant.ui.calls_tab import build_calls
from assistant.ui.changes_tab import build_changes_tab
from assistant.ui.chat import Chat, build_chat
from assistant.ui.contacts_tab import build_contacts
from assistant.ui.corpus_changes import Changes, build_changes
from assistant.ui.corpus_tab import build_corpus
from assistant.ui.endpoints import Endpoints, publish
from assistant.ui.events import fill_when_opened
from assistant.ui.guard import Guard
from assistant.ui.library import Library
from assistant.ui.login import Login, build_account
from assistant.ui.safe_html import escape
from assistant.ui.sources_tab import TAB, Opener, build_opener, build_sources
from assistant.ui.theme import MARK, STYLE, build_theme

LARGEST_FILE = "20mb"


def build_page(library: Library, *, clock: Callable[[], date] = date.today) -> gr.Blocks:
    """The page over a library. Every request asks for the assistant in use, so that a new index can take an old one's place."""
    assistant = library.current
    chat = Chat(assistant, library.settings.feedback, clock)
    with gr.Blocks(title=texts.NAME, analytics_enabled=False) as page:
        gr.HTML(_header(), elem_id="ylaosa", apply_default_css=False)
        with gr.Tabs(elem_id="valilehdet", overflow_behavior="wrap") as tabs:
            with gr.Tab(texts.TAB_CHAT, id="keskustelu"):
                fresh = build_chat(chat)
            with gr.Tab(texts.TAB_CONTACTS, id="yhteystiedot"):
                fresh += build_contacts(assistant)
            with gr.Tab(texts.TAB_CALLS, id="haut"):
                fresh += build_calls(assistant, clock)
            with gr.Tab(texts.TAB_SOURCES, id=TAB):
                section, filled = build_sources(assistant)
                fresh += filled
            with gr.Tab(texts.TAB_CHANGES, id="muutokset"):
                fresh += build_changes_tab(assistant)
            with gr.Tab(texts.TAB_CORPUS, id="aineisto"):
                table, checked = build_corpus(assistant)
                if library.settings.uploads:
                    build_changes(Changes(library), table, page)
                if library.settings.user:
                    build_account(page)
        fill_when_opened(page, fresh)
        fill_when_opened(page, checked)  # by itself: checking a large corpus takes a while the first time
        publish(Endpoints(assistant, clock))
        build_opener(Opener(assistant), page, tabs, section)
    page.queue(default_concurrency_limit=8)
    built: gr.Blocks = page
    return built


def launch_page(page: gr.Blocks, library: Library, **changes: Any) -> str:
    """Serve the page and give its address. `changes` go to Gradio's launch, for tests.

    Raises OSError where the port is taken, SettingsError where tools are asked for and their extra is missing.
    """
    settings = library.settings
    if settings.mcp and find_spec("mcp") is None:
        raise SettingsError(texts.MCP_MISSING)
    closed = bool(settings.user) and settings.login is Access.EVERYBODY
    cookie = f"teemahaku-{settings.port}"
    login = Login(settings.user, settings.password, cookie, closed=closed) if settings.user else None
    guard = Middleware(Guard, uploads=settings.uploads, tools=settings.mcp, login=login is not None, closed=closed)
    options: dict[str, Any] = {
        "server_name": settings.host,
        "server_port": settings.port,
        "share": False,
        "quiet": True,
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": settings.mcp,
        "max_file_size": LARGEST_FILE,
        "favicon_path": str(MARK),
        "theme": build_theme(),
        "css": STYLE.read_text(encoding="utf-8"),
        "i18n": gr.I18n(fi=texts.GRADIO_FINNISH),
        "app_kwargs": {
            "routes": [section_route(library.current), *(login.routes if login else [])],
            "middleware": [*(login.middleware if login else []), guard],
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
        },
    }
    _, address, _ = page.launch(**{**options, **changes})
    return address


def _header() -> str:
    mark = MARK.read_text(encoding="utf-8").replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return f'<header class="top">{mark}<div><h1>{escape(texts.NAME)}</h1><p>{escape(texts.TAGLINE)}</p></div></header>'
