"""Files are read in a process apart, which may be killed: a hostile file costs half a minute and one line, not the program.

    parse_apart(data, "kirje.pdf") -> Newsletter, or NewsletterError "Tiedoston kirje.pdf lukeminen kesti liian kauan ..."

One worker reads file after file. It is started with the first, and anew after a file at which it had to be killed. What comes
back is JSON, so that nothing in a reply can be more than words and numbers.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from assistant.errors import NewsletterError
from assistant.newsletters.decoding import MAX_BYTES
from assistant.newsletters.reading import parse_newsletter, read_file
from assistant.records import Block, BlockKind, Newsletter, Span

_ROOT = Path(__file__).parents[2]
_SERVE = "from assistant.newsletters.worker import serve; serve()"
_START = 60.0  # seconds that a worker may take to come up, and to take a file, on a busy machine
_LONGEST_REPLY = 5 * MAX_BYTES
_WORN = 1 << 28  # bytes that a worker may have grown by and still be good for another file


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: `seconds` by the clock, and `memory` in bytes beside what a worker has at its start."""

    seconds: float = 30.0
    memory: int = 1 << 30


class Worker:
    """Reads files one at a time, for any thread that asks. Has no process until the first file, and none after `close`."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        self._process: _Process | None = None

    def parse(self, data: bytes, source: str) -> Newsletter:
        """What `parse_newsletter` gives or raises. NewsletterError too where the limits are passed or the reading breaks off."""
        with self._turn:
            reply = self._asked(data, source)
        if "problem" in reply:
            raise NewsletterError(reply["problem"])
        return _unpacked(reply["newsletter"])

    def close(self) -> None:
        """End the process, if there is one; a reading that goes on breaks off."""
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    def _asked(self, data: bytes, source: str) -> dict[str, Any]:
        whole = False
        try:
            reply: dict[str, Any] = json.loads(self._taker(data, source).reply(self._limits.seconds))
            whole = not reply["worn"]
        except TimeoutError as exc:
            raise NewsletterError(f"Tiedoston {source} lukeminen kesti liian kauan, ja se keskeytettiin.") from exc
        except (EOFError, OSError, ValueError) as exc:
            raise NewsletterError(f"Tiedoston {source} lukeminen keskeytyi: se on vioittunut tai liian suuri.") from exc
        finally:
            if not whole:  # also after Ctrl+C: a late reply must not be taken for that of the next file
                self._end()
        return reply

    def _taker(self, data: bytes, source: str) -> _Process:
        """A process that has taken the file: the one at hand, or a new one where that has died since its last file."""
        if self._process is not None:
            with suppress(EOFError, OSError):
                self._process.give(data, source)
                return self._process
            self._end()
        try:
            self._process = _Process(self._limits.memory)
        except (EOFError, OSError) as exc:
            raise NewsletterError(f"Tiedostoa {source} ei voi lukea, koska lukuohjelma ei käynnisty.") from exc
        self._process.give(data, source)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class _Process:
    """A worker's process and the way to it."""

    def __init__(self, memory: int) -> None:
        """Raises OSError, EOFError where it does not come up, TimeoutError where that takes too long."""
        self._connection, far = Pipe()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with far:
            # Its standard input is written to never, and closed when this process ends, however it ends.
            self._popen = subprocess.Popen(
                [sys.executable, "-P", "-c", _SERVE, str(far.fileno()), str(memory)],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                pass_fds=[far.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        try:
            self.reply(_START)
        except BaseException:
            self.end()
            raise

    def give(self, data: bytes, source: str) -> None:
        """Hand a file over. Raises EOFError, OSError where it is not taken."""
        self._connection.send_bytes(json.dumps(source).encode())
        self._connection.send_bytes(data)
        self.reply(_START)

    def reply(self, seconds: float) -> bytes:
        """The next thing that it says. Raises TimeoutError after `seconds`; EOFError, OSError where nothing more will come."""
        if not self._connection.poll(seconds):
            raise TimeoutError
        return self._connection.recv_bytes(_LONGEST_REPLY)

    def kill(self) -> None:
        """End it at once; `end` must follow."""
        self._popen.kill()

    def end(self) -> None:
        """Kill it and leave nothing of it behind."""
        self.kill()
        self._popen.communicate()
        self._connection.close()


_shared = Worker()
atexit.register(_shared.close)


def parse_apart(data: bytes, source: str) -> Newsletter:
    """As `parse_newsletter`, in the program's one worker. Raises NewsletterError, whatever the file does to its reader."""
    return _shared.parse(data, source)


def read_newsletter(path: Path) -> Newsletter:
    """Read one file apart. Raises NewsletterError as `read_file` and `parse_apart` do."""
    return parse_apart(read_file(path), path.name)


# --- in the worker ------------------------------------------------------------------------------


def serve() -> None:
    """Read files until nobody asks for more. A reply tells whether memory is worn, so that no other file should be given."""
    number, memory = map(int, sys.argv[1:])
    _end_with_parent(sys.stdin.fileno())
    start = _memory_in_use()
    _limit_memory(start + memory)
    with Connection(number) as connection, suppress(EOFError, OSError):
        connection.send_bytes(b"{}")  # it is up
        while True:
            source, data = json.loads(connection.recv_bytes()), connection.recv_bytes()
            connection.send_bytes(b"{}")  # it has the file
            reply = _reply_to(data, source)
            connection.send_bytes(json.dumps({**reply, "worn": _memory_in_use() > start + _WORN}).encode())


def _reply_to(data: bytes, source: str) -> dict[str, Any]:
    try:
        return {"newsletter": _packed(parse_newsletter(data, source))}
    except NewsletterError as exc:
        return {"problem": str(exc)}


def _end_with_parent(standard_input: int) -> None:
    """Have the system kill this process when the other end is closed, even while a reader works and hears no signal."""
    import fcntl
    import select
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends this process
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(standard_input, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(standard_input, fcntl.F_SETFL, fcntl.fcntl(standard_input, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([standard_input], [], [], 0)[0]:  # closed before that
        raise SystemExit(1)


def _memory_in_use() -> int:
    """Bytes of address space; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_memory(most: int) -> None:
    import resource

    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
    with suppress(OSError, ValueError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _packed(newsletter: Newsletter) -> list[Any]:
    day = newsletter.published.isoformat() if newsletter.published else None
    blocks = [[block.kind, block.span.start, block.span.stop, block.level] for block in newsletter.blocks]
    return [newsletter.newsletter_id, newsletter.title, day, newsletter.source, newsletter.text, blocks]


def _unpacked(values: list[Any]) -> Newsletter:
    newsletter_id, title, day, source, text, written = values
    blocks = tuple(Block(BlockKind(kind), Span(start, stop), level) for kind, start, stop, level in written)
    return Newsletter(newsletter_id, title, date.fromisoformat(day) if day else None, source, text, blocks)
