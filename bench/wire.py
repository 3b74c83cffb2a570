"""What the log page costs a phone: bytes on the wire, and how soon a tap counts on a slow phone with little signal."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from bench.measuring import Line
from bench.runs import Run
from bench.serving import served
from bench.worlds import World
from outreach import clock
from outreach.cli.browser import find_browser
from outreach.db import db
from outreach.schedule.models import Event

KB = 1000
FIRST, LATER = 60 * KB, 5 * KB
"""At most so many bytes, pages and all their files together."""
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "locale": "zh-CN"}
#: A bar of signal: 400 kbit/s and 400 ms; and a processor of a quarter of the speed.
SIGNAL = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4
#: The page's own mark: its scripts listen.
LISTENING = "[data-log][data-ready]"
#: Seconds without a byte until nothing more comes: an untouched page rests for one before it fetches more; one that
#: was touched rests for four before it tells what it holds.
QUIET, QUIET_AT_A_TRIAL = 8.0, 2.0


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table, with so many events stored."""
    executable = find_browser()
    if executable is None or find_spec("playwright") is None:
        return [Line("not measured: Chromium or the packages of the tests are missing", "")]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        return visits(run, browser)


def visits(run: Run, browser: Any) -> Sequence[Line]:
    """The same, in a browser that is open already."""
    with run.databases["SQLite"]() as on, served(on, here=run.is_trial) as at:
        on.plan([clock.today()] * run.size)
        with on.app.app_context():
            path = f"/log/{db.session.scalars(db.select(Event.id).order_by(Event.id)).first()}"
        with counted(at.port) as one, counted(at.port) as two, counted(at.port) as three:
            alone = Phone(browser, on, one, service_workers="block")
            return _weighed_visits(run, path, alone, Phone(browser, on, two), Phone(browser, on, three))


class Wire:
    """A way to the server that counts what goes through it: to the phone, and from it."""

    def __init__(self, port: int) -> None:
        self.received, self.sent, self._to = 0, 0, port
        self._lock, self._last = threading.Lock(), time.monotonic()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]

    def carry(self) -> None:
        """Take connections until it is closed."""
        while True:
            try:
                near, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def quiet(self, since: float) -> float:
        """Seconds since the last byte, at most since that instant."""
        return time.monotonic() - max(self._last, since)

    def close(self) -> None:
        """Take no more."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _join(self, near: socket.socket) -> None:
        """Carry what both sides say until both have ended."""
        with near, socket.create_connection(("127.0.0.1", self._to)) as far:
            back = threading.Thread(target=self._pass_on, args=(far, near, False), daemon=True)
            back.start()
            self._pass_on(near, far, True)
            back.join()

    def _pass_on(self, source: socket.socket, sink: socket.socket, is_sent: bool) -> None:
        try:
            while part := source.recv(65536):
                with self._lock:
                    self.sent += len(part) * is_sent
                    self.received += len(part) * (not is_sent)
                    self._last = time.monotonic()
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)
        except OSError:  # one side is gone: the other hears of it
            for each in (source, sink):
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)


@contextmanager
def counted(port: int) -> Iterator[Wire]:
    """A counted way to the server on `port`."""
    wire = Wire(port)
    thread = threading.Thread(target=wire.carry, daemon=True)
    thread.start()
    yield wire
    wire.close()
    thread.join()


class Phone:
    """A phone with a way of its own to the server, in which somebody of the staff is signed in."""

    def __init__(self, browser: Any, on: World, wire: Wire, **options: Any) -> None:
        base = f"http://127.0.0.1:{wire.port}"
        self.wire = wire
        self.context = browser.new_context(base_url=base, **PHONE, **options)
        cookie = on.signed_in(on.people[1]).get_cookie("outreach")
        assert cookie is not None
        self.context.add_cookies([{"name": "outreach", "value": cookie.value, "url": base}])

    def visit(self, path: str) -> "Visit":
        """Open the page and wait until it listens."""
        begun = Visit(self.wire, self.context.new_page(), (self.wire.received, self.wire.sent))
        begun.page.goto(path, wait_until="networkidle")
        begun.page.locator(LISTENING).wait_for(state="attached")
        return begun

    def tap(self, path: str, *, is_slow: bool) -> tuple[float, "Visit"]:
        """Seconds from the beginning of a visit to the first tap that counts, and the visit."""
        begun = Visit(self.wire, self.context.new_page(), (self.wire.received, self.wire.sent))
        page = begun.page
        if is_slow:
            steering = self.context.new_cdp_session(page)
            steering.send("Network.enable")
            steering.send("Network.emulateNetworkConditions", SIGNAL)
            steering.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        begin = time.perf_counter()
        page.goto(path, wait_until="commit")
        page.locator(LISTENING).wait_for(state="attached")
        shown = page.locator("[data-counter] [data-shown]").first
        before = shown.text_content()
        page.locator("[data-counter] button[data-add]").first.evaluate("button => button.click()")
        while shown.text_content() == before:
            page.wait_for_timeout(20)
        return time.perf_counter() - begin, begun


@dataclass(frozen=True)
class Visit:
    """A page that is open, and what had gone through its wire before."""

    wire: Wire
    page: Any
    before: tuple[int, int]

    def end(self, quiet: float) -> tuple[int, int]:
        """Bytes received and sent, headers included, until nothing has come for `quiet` seconds from now on."""
        now = time.monotonic()
        while self.wire.quiet(since=now) < quiet:
            self.page.wait_for_timeout(50)
        self.page.close()
        return self.wire.received - self.before[0], self.wire.sent - self.before[1]


def _weighed_visits(run: Run, path: str, alone: Phone, with_worker: Phone, slow: Phone) -> list[Line]:
    quiet, is_slow = (QUIET_AT_A_TRIAL, False) if run.is_trial else (QUIET, True)
    first, tapped = slow.tap(path, is_slow=is_slow)
    # They rest side by side: what is behind the page comes before it is opened again, as on another day.
    begun = [alone.visit(path), with_worker.visit(path), tapped]
    page, whole, _tapped = (each.end(quiet) for each in begun)
    later = with_worker.visit(path).end(quiet)
    second, _ = slow.tap(path, is_slow=is_slow)
    for each in (alone, with_worker, slow):
        each.context.close()
    kept = tuple(both - own for both, own in zip(whole, page, strict=True))
    return [
        _weighed("first visit: the page and its files", page, FIRST),
        Line("then, to work without signal", f"{kept[0] / KB:,.1f} kB received, {kept[1] / KB:,.1f} kB sent"),
        _weighed("later visit", later, LATER),
        Line("first visit, until a tap counts", f"{first:.1f} s"),
        Line("later visit, until a tap counts", f"{second:.1f} s", "the first visit", second / first),
    ]


def _weighed(name: str, size: tuple[int, int], most: int) -> Line:
    received, sent = size
    return Line(
        name, f"{received / KB:,.1f} kB received, {sent / KB:,.1f} kB sent", f"{most // KB} kB", received / most, 1.0
    )
