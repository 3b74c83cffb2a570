"""Who comes on a busy day: phones that send lines, calendars that poll, the office that draws a report and backs up."""

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.crowd import Actor, Browser, Wrong
from bench.storm import surroundings
from bench.worlds import World
from outreach import clock
from outreach.config import ROOT
from outreach.db import new_id
from outreach.upkeep.backups.taking import take_backup

_CSRF = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_TAPS = (1, 2, 1, 4, 1, 3, 1, 5)


@dataclass
class Tapper:
    """A phone at a stand: batches of a few lines, and now and then the question what is new."""

    browser: Browser
    events: Sequence[uuid.UUID]
    item: str
    made: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    _turns: Iterator[int] = field(default_factory=count)
    _tag: str | None = None

    def send(self) -> None:
        """Send what was tapped since the last time; sometimes ask for news too."""
        turn = next(self._turns)
        if turn % 8 == 7:
            headers = {"If-None-Match": self._tag} if self._tag else {}
            self._tag = self.browser.ask("/api/phone", headers=headers, expected=(200, 304)).headers.get("ETag")
        lines = [self._line(turn + number) for number in range(_TAPS[turn % len(_TAPS)])]
        self.made |= {line["id"]: line["quantity"] for line in lines}
        body = json.dumps({"tallies": lines}).encode()
        said = self.browser.ask("/api/tallies", body=body, headers={"Content-Type": "application/json"})
        for line in lines:
            answer = json.loads(said.body)["answers"][line["id"]]
            if answer["answer"] != "recorded":
                raise Wrong(f"{line['id']}: {answer}")
            self.acknowledged[line["id"]] = line["quantity"]

    def _line(self, number: int) -> dict[str, Any]:
        return {
            "id": str(new_id()),
            "event": str(self.events[number % len(self.events)]),
            "kind": "handout" if number % 2 else "consultation",
            "item": self.item if number % 2 else None,
            "quantity": 1 + number % 9,
            "at": clock.now().isoformat(),
        }


@dataclass
class Gate:
    """A phone at a gate where nothing was planned: it makes an event, so that calendars have something new."""

    browser: Browser
    place: uuid.UUID
    team: str

    def make(self) -> None:
        """Make an event on the spot."""
        event = {
            "id": str(new_id()),
            "title": "工地门口临时设台",
            "place": str(self.place),
            "team": self.team,
            "starts_at": clock.now().isoformat(),
            "ends_at": None,
        }
        body = json.dumps({"events": [event]}).encode()
        self.browser.ask("/api/events", body=body, headers={"Content-Type": "application/json"})


@dataclass
class Calendar:
    """A subscribed calendar: it asks whether the feed is still what it has."""

    browser: Browser
    path: str
    _tag: str | None = None

    def poll(self) -> None:
        """Ask, with the tag of what is there already."""
        headers = {"If-None-Match": self._tag} if self._tag else {}
        answer = self.browser.ask(self.path, headers=headers, expected=(200, 304))
        self._tag = answer.headers.get("ETag", self._tag)


@dataclass
class Office:
    """The desk that draws the year's report: the page, its files, and a drawing that is kept with its lines."""

    browser: Browser
    year: int
    _turns: Iterator[int] = field(default_factory=count)

    def draw(self) -> None:
        """The next of these."""
        part = next(self._turns) % 4
        base = f"/reports/{self.year}"
        if part == 3:
            self._keep(f"{base}/drawings/new")
        else:
            self.browser.ask(base + ("", ".xlsx", ".json")[part])

    def _keep(self, path: str) -> None:
        page = self.browser.ask(path)
        found = _CSRF.search(page.body)
        if found is None:
            raise Wrong(f"{path}: no form")
        form = {"csrf_token": found[1].decode(), "title": "广场日"}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if cookie := page.headers.get("Set-Cookie"):  # what the form's mark is held against
            headers["Cookie"] = cookie.partition(";")[0]
        self.browser.ask(path, body=urlencode(form).encode(), headers=headers, expected=(302,))


@dataclass
class Command:
    """A command of the program beside the server, in a process of its own."""

    on: World
    words: Sequence[str]

    def run(self) -> None:
        """Run it; what it says is only told when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "outreach.cli", *self.words],
            cwd=ROOT,
            env=surroundings(self.on.settings),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Wrong(f"{' '.join(self.words)}: {done.stdout[-300:]} {done.stderr[-300:]}")


def backing_up(on: World, folder: Path, *, here: bool) -> Actor:
    """A backup that begins anew ten seconds after the last one; `here` spares a trial the start of a process."""

    def back_up() -> None:
        with on.app.app_context():
            take_backup(folder, now=clock.now())

    return Actor("a backup", 10.0, back_up if here else Command(on, ["backup", str(folder)]).run, rests=True)


def desk_headers(on: World) -> dict[str, str]:
    """What the browser of the admin sends with each request."""
    cookie = on.signed_in().get_cookie("outreach")
    assert cookie is not None
    return {"Cookie": f"outreach={cookie.value}", "Sec-Fetch-Site": "same-origin"}
