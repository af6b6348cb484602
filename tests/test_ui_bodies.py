"""What a body may hold and how long it may be, at the guard and at the true page behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assistant.ui import texts
from assistant.ui.bodies import MOST_ASKED, MOST_SENT, holds_foreign
from assistant.ui.guard import Guard
from assistant.ui.login import OPERATOR

ROOT = Path(__file__).parents[1]
META = {"_type": "gradio.FileData"}
AWAY = {"path": "http://example.invalid/x", "meta": META}
UPLOADED = {
    "path": "/tmp/kuu/kesä kirje.txt",
    "url": "http://127.0.0.1:7860/gradio_api/file=/tmp/kuu/kes%C3%A4%20kirje.txt",
    "meta": META,
}


@pytest.mark.parametrize(
    "value",
    [
        AWAY,
        {"path": "", "meta": META},
        {"meta": META},
        UPLOADED,
        [[{"a": [{"b": AWAY}]}]],
        {"path": "x", "meta": {"a": AWAY}},
    ],
)
def test_files_are_found_at_any_depth(value: object) -> None:
    assert holds_foreign({"data": ["kysymys", value]}, files=False)


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.invalid/", "https://example.invalid/", "HTTP://example.invalid/", "ftp://example.invalid/"),
        *("//example.invalid/x", "\\\\example.invalid\\x", " http://example.invalid", "\nhttp://example.invalid"),
        *("file:/etc/passwd", "data:text/plain,x", "gopher://example.invalid"),
    ],
)
@pytest.mark.parametrize("files", [False, True])
def test_addresses_are_refused_to_everybody(address: str, files: bool) -> None:
    for file in ({"path": address}, {"path": address, "meta": META}, {"path": "/tmp/x", "url": address, "meta": META}):
        assert holds_foreign([file], files=files)


@pytest.mark.parametrize(
    "value",
    [
        "http://example.invalid/",
        ["Mikä on gradio.FileData?", "path", None, 1.5, True],
        {"question": "Milloin haku on auki?", "meta": "x", "url": "https://example.invalid/"},
        {"path": "kysymys", "meta": None},
    ],
)
def test_words_pass(value: object) -> None:
    assert not holds_foreign(value, files=False)


def test_an_uploaded_file_passes_where_files_may() -> None:
    assert not holds_foreign({"data": [[UPLOADED, {"path": "C:\\Temp\\x.txt", "meta": META}]]}, files=True)
    assert holds_foreign({"data": [[UPLOADED | {"path": "/tmp/muu.txt"}]]}, files=True)


class Header(AuthenticationBackend):
    """Whoever says so is the operator."""

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, SimpleUser] | None:
        return (AuthCredentials([OPERATOR]), SimpleUser("x")) if "operator" in conn.headers else None


def send(path: str, body: Any, headers: dict[str, str] | None = None, **options: bool) -> httpx.Response:
    """Post to a program behind the guard that tells how many bytes it got. An iterator goes in pieces, without a length."""
    import anyio

    async def told(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    middleware = [Middleware(AuthenticationMiddleware, backend=Header()), Middleware(Guard, **options)]
    app = Starlette(routes=[Route("/{path:path}", told, methods=["POST"])], middleware=middleware)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x") as client:
            return await client.post(path, content=body, headers=headers)

    return anyio.run(ask)


def test_what_is_no_json_does_not_pass() -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n' + json.dumps(AWAY).encode() + b"\r\n--x--\r\n"
    for kind, body in (("multipart/form-data; boundary=x", form), ("text/plain", b"data=x"), ("", b"[" * 100_000)):
        answer = send("/gradio_api/call/ask", body, {"content-type": kind} if kind else None)
        assert (answer.status_code, answer.text) == (400, texts.NOT_UNDERSTOOD)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-le"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_json_is_seen_whatever_it_is_said_to_be(encoding: str, kind: str) -> None:
    body = json.dumps({"data": [AWAY]}).encode(encoding)
    answer = send("/gradio_api/queue/join", body, {"content-type": kind} if kind else None)
    assert (answer.status_code, answer.text) == (403, texts.NO_FILES)


@pytest.mark.parametrize(
    ("path", "uploads", "operator", "status"),
    [
        ("/gradio_api/queue/join", True, True, 200),
        ("/gradio_api/queue/join", True, False, 403),
        ("/gradio_api/queue/join", False, True, 403),
        ("/gradio_api/call/ask", True, True, 403),
        ("/gradio_api/run/ask", True, True, 403),
        ("/gradio_api/mcp/", True, True, 403),
    ],
)
def test_uploaded_files_are_told_by_the_operator_alone(path: str, uploads: bool, operator: bool, status: int) -> None:
    body = json.dumps({"data": [[UPLOADED]], "fn_index": 3, "session_hash": "x"}).encode()
    headers = {"operator": "1"} if operator else {}
    assert send(path, body, headers, uploads=uploads, tools=True).status_code == status


class Pieces:
    """A body in pieces; counts those that were taken."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.taken < self.length:
            piece = b" " * min(65_536, self.length - self.taken)
            self.taken += len(piece)
            yield piece


@pytest.mark.parametrize("path", ["/gradio_api/call/ask", "/gradio_api/queue/join", "/gradio_api/mcp/", "/login"])
@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_long_question_is_refused(path: str, in_pieces: bool) -> None:
    most: Any = Pieces(MOST_ASKED - 2) if in_pieces else b'"' + b"x" * (MOST_ASKED - 2) + b'"'
    assert send(path, most, tools=True, login=True).status_code in {200, 400}, "blanks are no JSON"
    longer: Any = Pieces(50 * MOST_ASKED) if in_pieces else b"x" * (MOST_ASKED + 1)
    answer = send(path, longer, tools=True, login=True)
    assert (answer.status_code, answer.text) == (413, "Lähetys on liian suuri: kerralla otetaan vastaan enintään 1 Mt.")


def test_a_length_beyond_bounds_is_refused_unread() -> None:
    for length in (str(MOST_ASKED + 1), "9" * 5_000):
        pieces = Pieces(MOST_ASKED)
        assert send("/gradio_api/call/ask", pieces, {"content-length": length}).status_code == 413


@pytest.mark.parametrize("in_pieces", [False, True])
def test_uploads_may_be_as_long_as_a_newsletter(in_pieces: bool) -> None:
    headers = {"operator": "1"}
    for length, status in ((MOST_SENT, 200), (MOST_SENT + 1, 413)):
        body: Any = Pieces(length) if in_pieces else b"x" * length
        answer = send("/gradio_api/upload", body, headers, uploads=True)
        assert answer.status_code == status
    assert "enintään 20 Mt" in answer.text
    assert send("/gradio_api/upload", b"x", uploads=True).status_code == 401


# --- the true page, in a process of its own: Gradio leaves loops and sockets open where it ran ----

SERVE = """
import os, socket, sys
from pathlib import Path

def guarded(original, host_of):
    def call(*args, **kwargs):
        if host_of(*args) not in ("127.0.0.1", "localhost", "::1", None):
            with open("away.txt", "a") as file:
                file.write(f"{host_of(*args)}\\n")
            raise OSError("no network in this test")
        return original(*args, **kwargs)
    return call

def host_of_address(_, address):
    return address[0] if isinstance(address, tuple) else None

socket.getaddrinfo = guarded(socket.getaddrinfo, lambda host, *_: host)
for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, guarded(getattr(socket.socket, name), host_of_address))

from newsletter_samples import make_newsletter
from toy import ToyEncoder, ToyReader
from assistant.answers import Knowledge
from assistant.dialogue import Assistant
from assistant.finnish import load_lemmatizer
from assistant.index_building import build_index
from assistant.questions.frame import load_frame_model
from assistant.settings import Settings
from assistant.ui import page
from assistant.ui.library import Library

if sys.argv[1] == "open":
    page.Guard = lambda app, **_: app
newsletter, sections = make_newsletter()
index = build_index([newsletter], sections, (), ToyEncoder(), load_lemmatizer(), model="toy")
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
settings = Settings(index=Path("index"), feedback=Path("palaute.jsonl"), port=port, mcp=True)
known = (index, ToyEncoder(), load_lemmatizer(), Knowledge(index))
library = Library(settings, Assistant(*known, ToyReader(), load_frame_model()))
built = page.build_page(library)
address = page.launch_page(built, library, prevent_thread_lock=True)
Path("address.part").write_text(address)
Path("address.part").rename("address.txt")
sys.stdin.read()
"""


@contextmanager
def served(folder: Path, guard: str) -> Iterator[httpx.Client]:
    """A client of the page, whose process writes down, in away.txt, which other hosts it looked up or connected to."""
    paths = [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "GRADIO_TEMP_DIR": str(folder / "files")}
    with (
        (folder / "page.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-c", SERVE, guard],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            deadline = time.monotonic() + 300
            while not (folder / "address.txt").exists():
                assert process.poll() is None, (folder / "page.log").read_text()
                assert time.monotonic() < deadline, (folder / "page.log").read_text()
                time.sleep(0.2)
            with httpx.Client(base_url=(folder / "address.txt").read_text(), timeout=120, trust_env=False) as client:
                yield client
        finally:
            process.kill()


def away(folder: Path) -> list[str]:
    """The other hosts that the page's process tried to reach."""
    told = folder / "away.txt"
    return told.read_text().split() if told.exists() else []


def bodies(config: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A file at a web address in every place where the page, or a program, sends values."""
    for endpoint in ("ask", "search", "contacts", "calls"):
        for way in ("call", "run", "api"):
            yield f"/gradio_api/{way}/{endpoint}", {"data": [AWAY, AWAY]}
        yield f"/gradio_api/call/v2/{endpoint}", {"question": AWAY, "query": [AWAY], "words": AWAY, "day": AWAY}
    for event in config["dependencies"]:
        inputs = [AWAY] * len(event["inputs"])
        call = {"data": inputs, "event_data": AWAY, "fn_index": event["id"], "session_hash": f"x{event['id']}"}
        yield "/gradio_api/queue/join", call
        yield "/gradio_api/run/predict", call
    arguments = {"question": AWAY, "earlier": [AWAY]}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": arguments}}
    yield "/gradio_api/mcp/", call


def test_the_page_fetches_nothing_and_answers(tmp_path: Path) -> None:
    with served(tmp_path, "guarded") as client:
        sent = 0
        for path, body in bodies(client.get("/config").json()):
            answer = client.post(path, json=body, headers={"accept": "application/json, text/event-stream"})
            assert (answer.status_code, answer.text) == (403, texts.NO_FILES), path
            sent += 1
        assert sent > 30

        event = client.post("/gradio_api/call/ask", json={"data": ["Mistä uudet linjat maksetaan?", []]}).json()
        assert "event: complete" in client.get(f"/gradio_api/call/ask/{event['event_id']}").text
        assert client.post("/gradio_api/call/ask", content=b" " * 2_000_000).status_code == 413
        assert client.get("/config").status_code == 200
    assert away(tmp_path) == []


def test_without_the_guard_it_fetches(tmp_path: Path) -> None:
    """What the guard is for; and that the test above would see a fetch."""
    with served(tmp_path, "open") as client:
        client.post("/gradio_api/run/ask", json={"data": [AWAY, []]})
    assert "example.invalid" in away(tmp_path)
