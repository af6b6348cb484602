"""Which addresses exist, and what the page's frame tells a browser."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.ui.frame import finnish_page
from assistant.ui.guard import Guard

PAGE = """<!doctype html><html
\tlang="en"><head>
<meta charset="utf-8" />
<meta property="og:title" content="Gradio" />
<meta
  name="twitter:image"
  content="https://raw.example.org/x.jpg"
/>
<script>window.a = 1</script><script type="module" src="./assets/x.js"></script></head><body></body></html>"""


def answer(request: Request) -> Response:
    return HTMLResponse(PAGE) if request.url.path == "/" else PlainTextResponse("läpi")


def client(**options: bool):  # type: ignore[no-untyped-def]  # the client's type would be imported with its warning
    import httpx

    methods = ["GET", "POST"]
    app = Starlette(routes=[Route("/{path:path}", answer, methods=methods)], middleware=[Middleware(Guard, **options)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x")


def get(path: str, **options: bool):  # type: ignore[no-untyped-def]
    return send("GET", path, {}, **options)


def send(method: str, path: str, headers: dict[str, str], **options: bool):  # type: ignore[no-untyped-def]
    import anyio

    async def ask():  # type: ignore[no-untyped-def]
        async with client(**options) as session:
            return await session.request(method, path, headers=headers)

    return anyio.run(ask)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/config",
            "/theme.css",
            "/assets/index.js",
            "/static/img/logo.svg",
            "/favicon.ico",
            "/osio",
            "/gradio_api/info",
        ),
        *("/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/call/ask", "/gradio_api/heartbeat/abc"),
    ],
)
def test_needed_addresses_exist(path: str) -> None:
    assert get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/file=https://example.org/",
            "/gradio_api/proxy=https://x.hf.space/",
        ),
        *(
            "/gradio_api/upload",
            "/gradio_api/vibe-edit/",
            "/gradio_api/runs",
            "/gradio_api/run-history/records",
            "/monitoring",
        ),
        *(
            "/gradio_api/deep_link",
            "/gradio_api/process_recording",
            "/gradio_api/component_server",
            "/docs",
            "/openapi.json",
        ),
        *("/gradio_api/mcp/sse", "/gradio_api/dev/reload", "/gradio_api/custom_component/a/client/b/c", "/muu"),
    ],
)
def test_other_addresses_do_not_exist(path: str) -> None:
    assert get(path).status_code == 404


def test_tools_can_be_opened() -> None:
    assert get("/gradio_api/mcp/sse", tools=True).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/upload", "/gradio_api/upload_progress"])
def test_files_are_taken_from_the_operator_alone(path: str) -> None:
    assert get(path, uploads=True).status_code == 401


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/config", 401), ("/osio", 401), ("/gradio_api/queue/join", 401), ("/gradio_api/call/ask", 401)),
        *(("/gradio_api/mcp/", 401), ("/gradio_api/info", 401), ("/muu", 404)),
        *(("/favicon.ico", 200), ("/gradio_api/startup-events", 200), ("/login", 200), ("/", 200)),
    ],
)
def test_a_closed_page_shows_the_login_and_nothing_else(path: str, status: int) -> None:
    response = get(path, login=True, closed=True, tools=True)
    assert response.status_code == status
    if path == "/":
        assert "Käyttäjätunnus" in response.text
        assert "window.a" not in response.text
        assert "'nonce-" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("site", "status"), [("", 200), ("none", 200), ("same-origin", 200), ("same-site", 403), ("cross-site", 403)]
)
def test_other_sites_change_nothing(site: str, status: int) -> None:
    headers = {"sec-fetch-site": site} if site else {}
    assert send("POST", "/gradio_api/queue/join", headers).status_code == status
    assert send("GET", "/", headers).status_code == 200


def test_page_is_finnish_and_strict() -> None:
    response = get("/")
    assert 'lang="fi"' in response.text
    assert "<title>Teemahaku</title>" in response.text
    assert 'content="Gradio"' not in response.text
    assert "example.org" not in response.text
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert response.text.count("<script") == response.text.count(f'<script nonce="{nonce}"')
    assert get("/").headers["content-security-policy"] != policy, "a nonce is used once"


def test_words_of_the_page_cannot_end_its_script() -> None:
    assert "</script><" not in finnish_page(PAGE, "n").split("const words = ")[1].split("\n")[0]
