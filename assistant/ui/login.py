"""Logging in: one account, a signed session cookie, and few tries.

    Login("ylläpito", "salasana", cookie="teemahaku-7860").middleware, .routes

The cookie (Starlette's sessions, signed by itsdangerous) holds a random key that is good until logging out, for a day's work
at most, or until the program ends. It is not sent along by other sites' forms (SameSite=Lax) and, where the page was opened
over HTTPS, never over plain HTTP. Attempts are counted by the address that they come from (`limits`).
"""

from __future__ import annotations

import secrets
from typing import Any

import gradio as gr
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui import texts
from assistant.ui.frame import AFTER_LOGIN, login_page, page_headers
from assistant.ui.safe_html import escape

LOGIN, LOGOUT = "/login", "/logout"
OPERATOR = "operator"
ATTEMPTS = RateLimitItemPerMinute(10, 5)  # ten in five minutes
_WORKDAY = 10 * 3600  # seconds that a login is good for
_MOST_SESSIONS = 1000
_LONGEST_FORM = 4096  # bytes
_KEY = "key"


class Login(AuthenticationBackend):
    """Knows the account, the sessions that are logged in, and how often an address has tried.

    `closed` tells that there is no page to go back to without logging in.
    """

    def __init__(self, user: str, password: str, cookie: str, *, closed: bool = False) -> None:
        self._closed = closed
        self._user, self._password = user, password
        self._sessions: dict[str, None] = {}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        secret = secrets.token_urlsafe(32)
        self.middleware = [
            Middleware(_Sessions, secret_key=secret, session_cookie=cookie, max_age=_WORKDAY, same_site="lax"),
            Middleware(AuthenticationMiddleware, backend=self),
        ]
        self.routes = [
            Route(LOGIN, self.show, methods=["GET"]),
            Route(LOGIN, self.enter, methods=["POST"]),
            Route(LOGOUT, self.leave, methods=["POST"]),
        ]

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, SimpleUser] | None:
        """The operator's right for a session that is logged in."""
        if conn.session.get(_KEY) in self._sessions:
            return AuthCredentials([OPERATOR]), SimpleUser(self._user)
        return None

    async def show(self, request: Request) -> Response:
        """The page for logging in; the page itself for those who already are."""
        if is_logged_in(request):
            return RedirectResponse(AFTER_LOGIN, 303)
        nonce = secrets.token_urlsafe(16)
        return HTMLResponse(login_page(nonce, back=not self._closed), headers=page_headers(nonce))

    async def enter(self, request: Request) -> Response:
        """Check an account: 200 with the cookie, 401 for a wrong one, 429 after too many tries."""
        address = request.client.host if request.client else ""
        if not self._limiter.hit(ATTEMPTS, address):
            return JSONResponse({"error": texts.LOGIN_TOO_OFTEN}, 429)
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LONGEST_FORM:
            return JSONResponse({"error": texts.LOGIN_WRONG}, 413)
        async with request.form(max_files=0, max_fields=8) as form:
            right = _same(form.get("username"), self._user) & _same(form.get("password"), self._password)
        if not right:
            return JSONResponse({"error": texts.LOGIN_WRONG}, 401)
        self._limiter.clear(ATTEMPTS, address)
        key = secrets.token_urlsafe(32)
        self._sessions[key] = None
        if len(self._sessions) > _MOST_SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        request.session[_KEY] = key
        return JSONResponse({"success": True})

    async def leave(self, request: Request) -> Response:
        """End the session here as well as in the browser."""
        self._sessions.pop(request.session.get(_KEY, ""), None)
        request.session.clear()
        return RedirectResponse("./", 303)


class _Sessions:
    """Starlette's sessions, whose cookie is kept to HTTPS where the request came over it."""

    def __init__(self, app: ASGIApp, /, **options: Any) -> None:
        self.plain = SessionMiddleware(app, **options)
        self.safe = SessionMiddleware(app, https_only=True, **options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sessions = self.safe if scope.get("scheme") in {"https", "wss"} else self.plain
        await sessions(scope, receive, send)


def _same(given: object, known: str) -> bool:
    """Compare in a time that does not tell how much was right."""
    written = given if isinstance(given, str) else ""
    return secrets.compare_digest(written.encode("utf-8"), known.encode("utf-8"))


def is_logged_in(request: HTTPConnection) -> bool:
    """Whether a request comes from the operator; False where nobody can log in."""
    return "auth" in request.scope and OPERATOR in request.scope["auth"].scopes


def is_operator(request: gr.Request) -> bool:
    """The same for the request behind an event of the page."""
    asked = request.request
    return asked is not None and is_logged_in(asked)


def build_account(page: gr.Blocks) -> None:
    """Put the way in, or out, in place; called inside its `gr.Tab`."""
    account = gr.HTML("", elem_id="tunnus", apply_default_css=False)
    page.load(_account, None, account, api_visibility="private", show_progress="hidden")


def _account(request: gr.Request) -> str:
    asked = request.request
    if asked is None or not is_logged_in(asked):
        return f'<p class="account"><a href="login">{texts.LOGIN_LINK}</a></p>'
    told = texts.LOGGED_IN.format(user=escape(asked.user.display_name))
    out = f'<button type="submit" class="tool">{texts.LOG_OUT}</button>'
    return f'<form class="account" method="post" action="logout"><p>{told}</p>{out}</form>'
