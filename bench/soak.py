"""A long use of one server, day after day: its memory, files and threads must not grow with what was asked of it."""

import os
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.actors import Calendar, Office, Tapper, desk_headers
from bench.crowd import Actor, Browser, crowd
from bench.ledgers import YEARS, fill
from bench.measuring import Line, shown_bytes
from bench.runs import Run
from bench.serving import Served, served
from bench.worlds import World
from outreach import clock

#: A county's ten years, and what is asked of them by so many at once without a rest.
EVENTS, READERS, PHONES = 500, 4, 8
#: Each phone goes round so many stands of the day, so that none of them gets more lines than a real one.
STANDS_OF_A_PHONE = 12
#: Readings of the memory during a run; the first half of them belongs to caches that fill.
READINGS = 60
#: What the last quarter of the run may take more than the one after the first half.
GROWTH = 1.05


@dataclass
class Reader:
    """Somebody who opens one page after the other."""

    browser: Browser
    paths: Sequence[str]
    _turns: Iterator[int] = field(default_factory=count)

    def open(self) -> None:
        """The next page."""
        self.browser.ask(self.paths[next(self._turns) % len(self.paths)])


@dataclass
class Scales:
    """What a process holds: bytes, open files, threads."""

    process: int
    bytes: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    def read(self) -> None:
        """Read them once."""
        status = Path(f"/proc/{self.process}/status").read_text()
        self.bytes.append(int(status.partition("VmRSS:")[2].split()[0]) * 1024)
        self.threads.append(int(status.partition("Threads:")[2].split()[0]))
        self.files.append(len(os.listdir(f"/proc/{self.process}/fd")))


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many seconds on each database."""
    return [line for name in run.databases for line in _soaked(name, run)]


def pages(on: World) -> list[str]:
    """What people look at in the course of a day."""
    events, _item = on.stands()
    year, event = YEARS[-1], events[0]
    return [
        *("/", "/calendar", "/events", f"/events/{event}", "/log", f"/log/{event}", "/places", "/materials"),
        *(f"/reports/{year}", f"/reports/{year}/figures/handouts", f"/reports/{year}.json?lines=0", "/media"),
        *(f"/events/{event}.ics", "/campaigns", "/coverage", "/account"),
    ]


def prepare(on: World, events: int, stands: int = 3) -> None:
    """Ten years of so many events, a month that is full, and so many stands today."""
    fill(on, events)
    on.plan([clock.today().replace(day=1 + number % 28) for number in range(57)] + [clock.today()] * stands)


def _soaked(name: str, run: Run) -> Iterator[Line]:
    with run.databases[name]() as on:
        prepare(on, 20 if run.is_trial else EVENTS, STANDS_OF_A_PHONE * PHONES)
        with served(on, here=run.is_trial) as at:
            scales = Scales(at.process)
            weighing = Actor("", run.size / READINGS, scales.read)
            told = crowd([*_everybody(on, at), weighing], run.size)
    asked = sum(len(times) for kind, times in told.seconds.items() if kind)
    half = len(scales.bytes) // 2
    quarter = half + half // 2
    middle, end = statistics.mean(scales.bytes[half:quarter]), statistics.mean(scales.bytes[quarter:])
    wrong = float(len(told.failures))
    yield Line(f"{name}: requests", f"{asked:,}")
    yield Line(f"{name}: memory after the first half", shown_bytes(int(middle)))
    yield Line(f"{name}: memory at the end", shown_bytes(int(end)), "that", end / middle, GROWTH)
    for what, numbers in (("open files", scales.files), ("threads", scales.threads)):
        before, after = max(numbers[:half]), max(numbers[half:])
        yield Line(f"{name}: {what}, most", f"{after}", "most in the first half", after / before, 1.5)
    yield Line(f"{name}: answers that were errors, or none", f"{wrong:,.0f}", "none", wrong, 0.0)
    yield from (Line(f"{name}: {failure[:150]}", "") for failure in told.failures[:5])


def _everybody(on: World, at: Served) -> list[Actor]:
    events, item = on.stands(STANDS_OF_A_PHONE * PHONES)
    ports, desk, paths = [at.port], desk_headers(on), pages(on)
    phones = [
        Tapper(Browser(ports, {"Authorization": f"Bearer {secret}"}), events[number::PHONES], item)
        for number, secret in enumerate(on.secrets(PHONES))
    ]
    calendar = Calendar(Browser(ports, {}), f"/feeds/{on.token}/all.ics")
    readers = [Reader(Browser(ports, desk), paths[first:] + paths[:first]) for first in range(READERS)]
    return [
        *(Actor("a page", 0.0, each.open) for each in readers),
        *(Actor("a batch of a phone", 1.0, each.send) for each in phones),
        Actor("a poll of a calendar", 0.3, calendar.poll),
        Actor("a part of the report", 5.0, Office(Browser(ports, desk), YEARS[-1]).draw),
    ]
