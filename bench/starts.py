"""How soon a process answers and what it holds in memory, beside a bare Flask behind the same server."""

import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.actors import desk_headers
from bench.crowd import Browser
from bench.measuring import Line, shown_bytes, shown_seconds
from bench.runs import Run
from bench.soak import pages, prepare
from bench.storm import Server
from bench.worlds import World

ROUNDS = 5
#: Times that each page of a day is opened before the memory is read again.
DAYS = 10
_HELLO = """
import sys
from flask import Flask
from waitress import serve
app = Flask("hello")
app.add_url_rule("/healthz", view_func=lambda: "hello")
serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8)
"""


class Hello(Server):
    """The least that Flask and waitress can do."""

    def command(self) -> list[str]:
        """The words of its process."""
        return [sys.executable, "-c", _HELLO, str(self.port)]


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table, with so many events stored."""
    return [line for name in run.databases for line in _measured(name, run)]


def _measured(name: str, run: Run) -> Iterator[Line]:
    with run.databases[name]() as on:
        prepare(on, run.size)
        hello = [_start(Hello(on.settings)) for _ in range(run.rounds(ROUNDS))]
        ours = [_start(Server(on.settings)) for _ in range(run.rounds(ROUNDS))]
        used = _used(on, 1 if run.is_trial else DAYS)
    against = "a bare Flask"
    for what, place in (("until it answers, processor", 0), ("until it answers, by the clock", 1)):
        bare, own = (statistics.median(each[place] for each in some) for some in (hello, ours))
        yield Line(f"{against}: {what}", shown_seconds(bare))
        yield Line(what, shown_seconds(own), against, own / bare)
    bare, own = (statistics.median(each[2] for each in some) for some in (hello, ours))
    yield Line(f"{against}: memory", shown_bytes(int(bare)))
    yield Line("memory of a process that has started", shown_bytes(int(own)), against, own / bare)
    yield Line("memory after some days of use", shown_bytes(used), against, used / bare)


def _start(server: Server) -> tuple[float, float, float]:
    """Seconds of the processor and by the clock until it answers, and bytes of its memory then."""
    begin = time.monotonic()
    server.start()
    try:
        return _processor(server.process_id), time.monotonic() - begin, _memory(server.process_id)
    finally:
        server.stop()


def _used(on: World, days: int) -> int:
    """Bytes that a process holds after so many days of pages."""
    server = Server(on.settings)
    server.start()
    try:
        browser = Browser([server.port], desk_headers(on))
        for path in pages(on) * days:
            browser.ask(path)
        return _memory(server.process_id)
    finally:
        server.stop()


def _processor(process: int) -> float:
    spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> int:
    """Bytes in memory; what it shares with others counts by halves, thirds and so on."""
    return int(Path(f"/proc/{process}/smaps_rollup").read_text().partition("\nPss:")[2].split()[0]) * 1024
