"""One account, a session that can be ended, few tries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.ui.login import ATTEMPTS, Login, is_logged_in

USER, PASSWORD = "ylläpito", "salainen sana"


def run(steps: Callable[[Any], Awaitable[None]], base: str = "http://x") -> None:
    """Take steps as one visitor of a program that only tells whether he is logged in."""
    import anyio
    import httpx

    login = Login(USER, PASSWORD, "istunto")

    def told(request: Request) -> Response:
        return PlainTextResponse("sisällä" if is_logged_in(request) else "ulkona")

    app = Starlette(routes=[*login.routes, Route("/", told)], middleware=login.middleware)

    async def visit() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=base) as client:
            await steps(client)

    anyio.run(visit)


def form(user: str = USER, password: str = PASSWORD) -> dict[str, str]:
    return {"username": user, "password": password}


def test_a_session_begins_and_ends() -> None:
    async def steps(client: Any) -> None:
        assert (await client.get("/")).text == "ulkona"
        assert (await client.post("/login", data=form())).status_code == 200
        assert (await client.get("/")).text == "sisällä"
        assert (await client.get("/login")).headers["location"] == "./?valilehti=aineisto"
        cookie = client.cookies["istunto"]
        left = await client.post("/logout")
        assert (left.status_code, left.headers["location"]) == (303, "./")
        assert (await client.get("/")).text == "ulkona"
        assert (await client.get("/", headers={"cookie": f"istunto={cookie}"})).text == "ulkona", "the key is dead"

    run(steps)


@pytest.mark.parametrize(
    "wrong",
    [form(password="salainen"), form(user="Ylläpito"), form(user="", password=""), {"username": USER}, {}],
)
def test_a_wrong_account_is_refused(wrong: dict[str, str]) -> None:
    async def steps(client: Any) -> None:
        answer = await client.post("/login", data=wrong or {"x": "y"})
        assert (answer.status_code, answer.json()["error"]) == (401, "Käyttäjätunnus tai salasana on väärä.")
        assert "set-cookie" not in answer.headers
        assert (await client.get("/")).text == "ulkona"

    run(steps)


def test_tries_are_counted() -> None:
    async def steps(client: Any) -> None:
        for _ in range(ATTEMPTS.amount):
            assert (await client.post("/login", data=form(password="väärä"))).status_code == 401
        refused = await client.post("/login", data=form())
        assert refused.status_code == 429
        assert refused.json()["error"].startswith("Liian monta yritystä.")

    run(steps)


def test_a_forged_or_changed_cookie_is_nothing() -> None:
    async def steps(client: Any) -> None:
        await client.post("/login", data=form())
        cookie = client.cookies["istunto"]
        client.cookies.clear()
        for forged in ("x", cookie[:-2] + "xx", cookie.replace("e", "f", 1)):
            assert (await client.get("/", headers={"cookie": f"istunto={forged}"})).text == "ulkona"

    run(steps)


@pytest.mark.parametrize(("base", "secure"), [("http://x", False), ("https://x", True)])
def test_the_cookie_is_kept_from_scripts_and_other_sites(base: str, secure: bool) -> None:
    async def steps(client: Any) -> None:
        told = (await client.post("/login", data=form())).headers["set-cookie"].lower()
        assert "httponly" in told
        assert "samesite=lax" in told
        assert ("secure" in told) is secure

    run(steps, base)


def test_a_huge_form_is_not_read() -> None:
    async def steps(client: Any) -> None:
        assert (await client.post("/login", data=form(password="x" * 9_000))).status_code == 413

    run(steps)
