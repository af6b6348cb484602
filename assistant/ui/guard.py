"""What stands between the network and Gradio: which addresses exist, for whom, and what the page's frame says.

Gradio serves more than this program means to publish (a proxy, fetching of foreign addresses, an editor, recordings).
Only the listed addresses are let through, files are taken from the operator alone, and what changes something must not come
from another site's page. What a body holds is looked at before Gradio reads it (`bodies`). Who has logged in is told by
`login.Login`, which runs before.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from assistant.newsletters.decoding import MAX_BYTES
from assistant.ui import texts
from assistant.ui.bodies import (
    MOST_ASKED,
    MOST_SENT,
    Limited,
    LostError,
    Message,
    Read,
    Receive,
    TooLongError,
    holds_foreign,
    read_body,
    read_json,
)
from assistant.ui.frame import finnish_page, login_page, page_headers
from assistant.ui.login import LOGIN, LOGOUT, is_logged_in

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_PUBLIC = re.compile(
    r"/|/(?:osio|config|theme\.css|favicon\.ico|manifest\.json|pwa_icon(?:/\d+)?|robots\.txt)/?"
    r"|/(?:assets|static|svelte)/.+"
    r"|(?:/gradio_api)?/(?:info|app_id|user|login_check|startup-events|theme\.css|reset|cancel)/?"
    r"|(?:/gradio_api)?/(?:heartbeat|call|run|api|queue)/.+"
)
_UPLOAD = re.compile(r"(?:/gradio_api)?/upload(?:_progress)?/?")
_TOOLS = re.compile(r"/gradio_api/mcp(?:/.*)?")
_LOGIN = re.compile(f"{LOGIN}|{LOGOUT}")
_EVENTS = re.compile(r"(?:/gradio_api)?/queue/join/?")  # where the page tells which files were uploaded
_BEFORE_LOGIN = re.compile(r"/favicon\.ico|/robots\.txt|(?:/gradio_api)?/startup-events")
_STREAMED = re.compile(f"{_UPLOAD.pattern}|{_LOGIN.pattern}")  # forms, which are not Gradio's JSON
_READING = {"GET", "HEAD", "OPTIONS"}
_OWN = {"same-origin", "none"}  # what a browser says of a request by this page, or by its user


class Guard:
    """ASGI middleware. `uploads` and `tools` open the addresses for files and for MCP, `login` those for logging in.

    With `closed`, nothing is shown to those who have not logged in.
    """

    def __init__(
        self, app: App, *, uploads: bool = False, tools: bool = False, login: bool = False, closed: bool = False
    ) -> None:
        self.app = app
        self.uploads = uploads
        self.closed = closed
        opened = {_PUBLIC: True, _UPLOAD: uploads, _TOOLS: tools, _LOGIN: login}
        self.allowed = [pattern for pattern, is_open in opened.items() if is_open]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refusal := self._refusal(Request(scope)) or _too_long(Request(scope)):
            await refusal(scope, receive, send)
        elif _STREAMED.fullmatch(scope["path"]):
            await self._stream(scope, receive, send)
        else:
            await self._read(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a form through, piece by piece as it comes, up to its longest."""
        limited, started = Limited(receive, _most(scope["path"])), False

        async def answer(message: Message) -> None:
            nonlocal started
            if started or not limited.passed:  # Gradio would answer a form that ends too early in its own words
                started = True
                await send(message)

        with suppress(TooLongError):
            await self.app(scope, limited, answer)
        if limited.passed and not started:
            await _told_too_long(scope["path"])(scope, receive, send)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body and let it through where it holds nothing that Gradio would fetch."""
        try:
            body = await read_body(receive, _most(scope["path"]))
        except LostError:
            return
        except TooLongError:
            await _told_too_long(scope["path"])(scope, receive, send)
            return
        if body and (refusal := self._refused_body(body, Request(scope))):
            await refusal(scope, receive, send)
            return
        is_page = scope["path"] == "/" and scope["method"] == "GET"
        await self.app(scope, Read(body, receive), _Rewriter(send) if is_page else send)

    def _refused_body(self, body: bytes, request: Request) -> Response | None:
        """Nothing but JSON passes, whatever the body is said to be; files pass as the operator's uploads alone."""
        files = self.uploads and _EVENTS.fullmatch(request.scope["path"]) is not None and is_logged_in(request)
        try:
            foreign = holds_foreign(read_json(body), files=files)
        except ValueError:
            return PlainTextResponse(texts.NOT_UNDERSTOOD, 400)
        return PlainTextResponse(texts.NO_FILES, 403) if foreign else None

    def _refusal(self, request: Request) -> Response | None:
        """What is answered in place of Gradio; None where the request may pass."""
        path = request.scope["path"]
        if not any(pattern.fullmatch(path) for pattern in self.allowed):
            return PlainTextResponse(texts.NO_PAGE, 404)
        if request.method not in _READING and request.headers.get("sec-fetch-site", "none") not in _OWN:
            return PlainTextResponse(texts.OTHER_SITE, 403)
        if _LOGIN.fullmatch(path) or is_logged_in(request):
            return None
        if _UPLOAD.fullmatch(path):
            return PlainTextResponse(texts.LOGIN_NEEDED, 401)
        if not self.closed or _BEFORE_LOGIN.fullmatch(path):
            return None
        if path == "/":
            nonce = secrets.token_urlsafe(16)
            return HTMLResponse(login_page(nonce), headers=page_headers(nonce))
        return PlainTextResponse(texts.LOGIN_NEEDED, 401)


def _most(path: str) -> int:
    return MOST_SENT if _UPLOAD.fullmatch(path) else MOST_ASKED


def _too_long(request: Request) -> Response | None:
    """What is answered to a body that says itself that it is too long."""
    length, path = request.headers.get("content-length", ""), request.scope["path"]
    too_long = length.isdecimal() and (len(length) > 18 or int(length) > _most(path))
    return _told_too_long(path) if too_long else None


def _told_too_long(path: str) -> Response:
    return PlainTextResponse(texts.TOO_LONG.format(size=min(_most(path), MAX_BYTES) // 1_000_000), 413)


class _Rewriter:
    """Holds the page back until it is whole, then sends it as `finnish_page` makes it."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.body += message.get("body", b"")
        if message.get("more_body") or self.start is None:
            return
        kept = [(name, value) for name, value in self.start["headers"] if name.lower() != b"content-length"]
        if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in kept):
            nonce = secrets.token_urlsafe(16)
            self.body = finnish_page(self.body.decode("utf-8"), nonce).encode("utf-8")
            kept += [(name.encode(), value.encode()) for name, value in page_headers(nonce).items()]
        kept.append((b"content-length", str(len(self.body)).encode()))
        await self.send({**self.start, "headers": kept})
        await self.send({"type": "http.response.body", "body": self.body})
