"""What stands between the network and Gradio: which addresses exist, what the page's frame says, what a browser may do.

Gradio serves more than this program means to publish (a proxy, fetching of foreign addresses, an editor, recordings).
Only the listed addresses are let through. The page itself is made Finnish before a browser sees it, and its
Content-Security-Policy lets nothing run or load that is not from here: markup from a newsletter could not run even if it
slipped through the escaping.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from assistant.ui import texts
from assistant.ui.safe_html import escape
from assistant.ui.theme import ASSETS, MARK

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_PUBLIC = re.compile(
    r"/|/(?:osio|config|theme\.css|favicon\.ico|manifest\.json|pwa_icon(?:/\d+)?|robots\.txt|login|logout)/?"
    r"|/(?:assets|static|svelte)/.+"
    r"|(?:/gradio_api)?/(?:info|app_id|user|login_check|startup-events|theme\.css|reset|cancel)/?"
    r"|(?:/gradio_api)?/(?:heartbeat|call|run|api|queue)/.+"
)
_UPLOAD = re.compile(r"(?:/gradio_api)?/upload(?:_progress)?/?")
_TOOLS = re.compile(r"/gradio_api/mcp(?:/.*)?")
_FOREIGN = re.compile(r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>')
_LOGIN = re.compile(r'"auth_required":\s*true')
_FIRST_SCRIPT = ASSETS / "first.js"


class Guard:
    """ASGI middleware. `uploads` and `tools` open the addresses for files and for MCP."""

    def __init__(self, app: App, *, uploads: bool = False, tools: bool = False) -> None:
        self.app = app
        self.allowed = [_PUBLIC, *([_UPLOAD] if uploads else []), *([_TOOLS] if tools else [])]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif not any(pattern.fullmatch(scope["path"]) for pattern in self.allowed):
            await _not_found(send)
        elif scope["path"] == "/" and scope["method"] == "GET":
            await self.app(scope, receive, _Rewriter(send))
        else:
            await self.app(scope, receive, send)


async def _not_found(send: Send) -> None:
    body = b"Sivua ei ole."
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})


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
        nonce = secrets.token_urlsafe(16)
        if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in kept):
            page = self.body.decode("utf-8")
            made = login_page(nonce) if _LOGIN.search(page) else finnish_page(page, nonce)
            self.body = made.encode("utf-8")
            kept += [(name.encode(), value.encode()) for name, value in page_headers(nonce).items()]
        kept.append((b"content-length", str(len(self.body)).encode()))
        await self.send({**self.start, "headers": kept})
        await self.send({"type": "http.response.body", "body": self.body})


def finnish_page(page: str, nonce: str) -> str:
    """Gradio's page with our language, title and first script, without its advertisements; scripts carry the nonce."""
    page = _FOREIGN.sub("", page).replace('lang="en"', 'lang="fi"', 1)
    words = json.dumps(texts.SCREEN_FINNISH, ensure_ascii=False).replace("<", "\\u003c")
    script = _FIRST_SCRIPT.read_text(encoding="utf-8").replace("FINNISH_WORDS", words)
    head = (
        f"<title>{escape(texts.NAME)}</title>"
        f'<meta name="description" content="{escape(texts.DESCRIPTION)}">'
        f'<meta name="color-scheme" content="light dark">'
        f"<script>{script}</script>"
    )
    page = page.replace('<meta charset="utf-8" />', f'<meta charset="utf-8" />{head}', 1)
    page = page.replace("</body>", f"<noscript><p>{escape(texts.NEEDS_SCRIPT)}</p></noscript></body>", 1)
    return page.replace("<script", f'<script nonce="{nonce}"')


def login_page(nonce: str) -> str:
    """Our page for logging in, in place of Gradio's: it has a heading and landmarks, and is in Finnish whole."""
    words = {
        "PAGE_NAME": escape(texts.NAME),
        "PAGE_MARK": MARK.read_text(encoding="utf-8").replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1),
        "LOGIN_WORDS": escape(texts.LOGIN),
        "LOGIN_WRONG": escape(texts.LOGIN_WRONG),
        "LOGIN_LOST": escape(texts.LOGIN_LOST),
        "PAGE_NONCE": nonce,
    }
    page = (ASSETS / "login.html").read_text(encoding="utf-8")
    return re.sub("|".join(words), lambda name: words[name.group()], page)


def page_headers(nonce: str) -> dict[str, str]:
    """What a browser is told to forbid. Gradio compiles its templates in the browser, hence 'unsafe-eval'."""
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
    }
