"""Many phones that send batches to a real server of its own, which may be killed meanwhile."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from outreach.config import ROOT, Settings
from outreach.db import new_id

PHONES = 16
LINES_IN_A_BATCH = 30
#: A stand gets about two thousand lines, as on the longest day, and no hundred thousand: doubts about one desk are
#: looked for among all that came there.
BATCHES_AT_A_STAND, STANDS_BESIDE = 13, 3
PATIENCE = 90.0  # a machine that runs every test at once is slow to start a program
_PAUSE = 0.05


class Begun(Protocol):
    """A process, as `subprocess` hands it over."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def kill(self) -> None: ...

    def send_signal(self, sig: int, /) -> None: ...


class Server:
    """The product as `python3 -m outreach` serves it, on a port that stays the same."""

    def __init__(self, settings: Settings, log: Path | None = None) -> None:
        """On the database and the files of `settings`; what it says on standard error goes to `log`."""
        self.port = _free_port()
        self._surroundings, self._log = surroundings(settings), log or Path(os.devnull)
        self._process: Begun | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = self.begin()
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > end or self._process.poll() is not None:
                raise RuntimeError("the server does not start")
            time.sleep(_PAUSE)

    def begin(self) -> Begun:
        """Its process, on its way."""
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env=self._surroundings,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    @property
    def process_id(self) -> int:
        """The number of its process, which runs."""
        assert self._process is not None
        return self._process.pid

    def command(self) -> list[str]:
        """The words of its process."""
        return [sys.executable, "-m", "outreach.cli", "--port", str(self.port)]

    def kill(self) -> None:
        """End it in the middle of whatever it does (kill -9)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it as a service manager does."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(PATIENCE)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=PATIENCE) as page:
                return bool(page.status == 200)
        except OSError:
            return False


@dataclass
class Phone:
    """One phone: what it made, what the server has acknowledged, and how long each acknowledged batch took.

    A batch without an answer is sent again until there is one, as a real phone does.
    """

    port: int
    token: str
    events: Sequence[uuid.UUID]
    item: str
    made: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[Any] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failures: int = 0
    batches: int = 0
    _link: http.client.HTTPConnection | None = None

    def send_until(self, over: threading.Event, most: int | None = None) -> None:
        """Make and send batches until it is `over` (or `most` are sent), the last one to its end."""
        sent = 0
        try:
            while not over.is_set() and (most is None or sent < most):
                self._send(self._batch())
                sent += 1
        finally:
            self._hang_up()

    def _batch(self) -> list[dict[str, Any]]:
        """The next one, at three stands side by side; after some batches all phones go on to the next three."""
        first = self.batches // BATCHES_AT_A_STAND * STANDS_BESIDE
        self.batches += 1
        lines: list[dict[str, Any]] = [
            {
                "id": str(new_id()),
                "event": str(self.events[(first + number % STANDS_BESIDE) % len(self.events)]),
                "kind": "handout" if number % 2 else "consultation",
                "item": self.item if number % 2 else None,
                "quantity": 1 + number,
                "at": "2025-03-04T09:30:00+08:00",
            }
            for number in range(LINES_IN_A_BATCH)
        ]
        self.made |= {line["id"]: line["quantity"] for line in lines}
        return lines

    def _send(self, lines: list[dict[str, Any]]) -> None:
        body = json.dumps({"tallies": lines}).encode()
        end = time.monotonic() + PATIENCE
        while (answers := self._answers_to(body)) is None:
            self.failures += 1
            if time.monotonic() > end:
                raise RuntimeError("no answer, again and again")
            time.sleep(_PAUSE)
        for line in lines:
            if answers[line["id"]]["answer"] in ("recorded", "already_there"):
                self.acknowledged[line["id"]] = line["quantity"]
            else:
                self.refused.append(answers[line["id"]])

    def _answers_to(self, body: bytes) -> dict[str, Any] | None:
        begin = time.perf_counter()
        try:
            link = self._link = self._link or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
            link.request("POST", "/api/tallies", body, headers)
            answer = link.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            self._hang_up()
            return None
        if answer.status != 200:
            self.refused.append((answer.status, said[:200]))
            return None
        self.seconds.append(time.perf_counter() - begin)
        answers: dict[str, Any] = json.loads(said)["answers"]
        return answers

    def _hang_up(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None


@contextmanager
def sending(phones: Sequence[Phone], most: int | None = None) -> Iterator[None]:
    """All phones send while the block runs (or each `most` batches); afterwards each has finished its last batch."""
    over = threading.Event()
    broken: list[BaseException] = []

    def one(phone: Phone) -> None:
        try:
            phone.send_until(over, most)
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=one, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        if most is None:
            over.set()
        for thread in threads:
            thread.join()
    if broken:
        raise broken[0]


def storm(server: Server, phones: Sequence[Phone], *, seconds: float, kills: int) -> None:
    """All phones send for `seconds` (and as long as starts take), while the server is killed so many times."""
    server.start()
    try:
        with sending(phones):
            for _ in range(kills):
                time.sleep(seconds / (kills + 1))
                server.kill()
                server.start()
            time.sleep(seconds / (kills + 1))
    finally:
        server.stop()


def surroundings(settings: Settings) -> dict[str, str]:
    """The environment in which a process of the program works on the database and the files of `settings`."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("OUTREACH_")}
    others.pop("PYTHONDONTWRITEBYTECODE", None)  # a bureau's server keeps what it compiles
    return others | {
        "OUTREACH_DATABASE_URL": settings.database_url,
        "OUTREACH_SECRET_KEY": settings.secret_key,
        "OUTREACH_DATA_DIR": str(settings.data_dir),
        "OUTREACH_LOG_LEVEL": "warning",
    }


def made(phones: Sequence[Phone]) -> dict[str, int]:
    """Every line that the phones made, with its quantity."""
    return {line: quantity for phone in phones for line, quantity in phone.made.items()}


def acknowledged(phones: Sequence[Phone]) -> dict[str, int]:
    """What the phones were told is stored."""
    return {line: quantity for phone in phones for line, quantity in phone.acknowledged.items()}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
