"""Processes of the product on one PostgreSQL, as on several machines: one key, each a data folder of its own."""

import http.client
import json
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from bench.storm import PATIENCE
from bench.worlds import World
from tests.copies import CopiedServer

DRAIN_SECONDS = 1


class Process(CopiedServer):
    """One process, with a data folder of its own; the files lie in a folder that all machines mount."""

    def __init__(self, world: World, folder: Path) -> None:
        super().__init__(replace(world.settings, data_dir=folder))
        self._surroundings |= {
            "OUTREACH_EVIDENCE_URL": f"file://{world.settings.data_dir / 'mounted'}",
            "OUTREACH_DRAIN_SECONDS": str(DRAIN_SECONDS),
        }

    def tell_to_stop(self) -> None:
        """What a service manager says first."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """The exit code of a process that was told to stop."""
        assert self._process is not None
        return self._process.wait(PATIENCE)


def start_all(processes: list[Process]) -> None:
    """Start them at once."""
    with ThreadPoolExecutor(len(processes)) as hands:
        list(hands.map(Process.start, processes))


class Answer(NamedTuple):
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Browser:
    """A browser before the proxy: it has one set of cookies, and asks now this process, now that one."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {"language": "en"}
        self._links: dict[int, http.client.HTTPConnection] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for link in self._links.values():
            link.close()

    def ask(self, method: str, at: Process, path: str, body: Any = None, **headers: str) -> Answer:
        """Ask the process; a connection is kept for the next request, and a request never sent twice."""
        link = self._links.setdefault(at.port, http.client.HTTPConnection("127.0.0.1", at.port, timeout=PATIENCE))
        headers["Host"] = "pufa.test"  # as the proxy hands it on
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        link.request(method, path, body, headers)
        answer = link.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, {name.lower(): value for name, value in answer.getheaders()})

    def get(self, at: Process, path: str, **headers: str) -> Answer:
        """Open a page."""
        return self.ask("GET", at, path, **headers)

    def post(self, at: Process, path: str, *, form_of: str, asked: Process | None = None, **fields: str) -> Answer:
        """Send the form that stands at `form_of`, which the process `asked` (else the same one) made."""
        page = self.get(asked or at, form_of).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token, page[:2000]
        body = urlencode({"csrf_token": token[1], **fields})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", at, path, body, **kind)

    def sign_in(self, at: Process, username: str, password: str, **more: Any) -> Answer:
        """Sign in."""
        return self.post(at, "/sign-in", form_of="/sign-in", username=username, password=password, **more)
