"""The addresses of our own beside Gradio's.

GET osio?osio=2022-12%234&kohta=10-80 -> HTML of that section's text, the words at 10-80 marked, to be put into an answer
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant.ui import texts
from assistant.ui.safe_html import escape, read_places
from assistant.ui.section_html import section_body

if TYPE_CHECKING:
    from assistant.dialogue import Assistant

SECTION = "/osio"
_HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


def section_route(assistant: Callable[[], Assistant]) -> Route:
    """Where the page fetches the text of a section that a source unfolds to."""

    def answer(request: Request) -> Response:
        section = assistant().index.section_by_id.get(request.query_params.get("osio", ""))
        if section is None:
            return HTMLResponse(f'<p class="notice">{escape(texts.SECTION_UNKNOWN)}</p>', 404, _HEADERS)
        places = read_places(request.query_params.get("kohta", ""))
        return HTMLResponse(section_body(section, places, heading="h5"), headers=_HEADERS)

    return Route(SECTION, answer)
