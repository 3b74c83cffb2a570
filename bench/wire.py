"""What the log page costs a phone: bytes on the wire, and how soon a tap counts on a slow phone with little signal."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import Any

from bench.measuring import Line
from bench.storm import Server
from bench.worlds import World, world
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
#: Milliseconds until nothing more comes: what is told and fetched behind the page waits for some seconds.
QUIET = 8000


def measure(size: int) -> Sequence[Line]:
    """The lines of the table, with `size` events stored."""
    browser = find_browser()
    if browser is None or find_spec("playwright") is None:
        return [Line("not measured: Chromium or the packages of the tests are missing", "")]
    with world() as on:
        on.plan([clock.today()] * size)
        server = Server(on.settings.database_url, on.settings.secret_key, on.settings.data_dir)
        server.start()
        try:
            with counted(server.port) as wire:
                return _visits(on, wire, browser)
        finally:
            server.stop()


class Wire:
    """A way to the server that counts what goes through it: to the phone, and from it."""

    def __init__(self, port: int) -> None:
        self.received, self.sent, self._to = 0, 0, port
        self._lock = threading.Lock()
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


def _visits(on: World, wire: Wire, executable: str) -> list[Line]:
    from playwright.sync_api import sync_playwright

    with on.app.app_context():
        path = f"/log/{db.session.scalars(db.select(Event.id).order_by(Event.id)).first()}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        alone = _context(browser, on, wire, service_workers="block")
        with_worker = _context(browser, on, wire)
        page, whole, later = (_bytes_of(each, wire, path) for each in (alone, with_worker, with_worker))
        slow = _context(browser, on, wire)
        times = [_seconds_of(slow, path, rest=QUIET), _seconds_of(slow, path, rest=0)]
        browser.close()
    kept = tuple(both - own for both, own in zip(whole, page, strict=True))
    return [
        _weighed("first visit: the page and its files", page, FIRST),
        Line("then, to work without signal", f"{kept[0] / KB:,.1f} kB received, {kept[1] / KB:,.1f} kB sent"),
        _weighed("later visit", later, LATER),
        Line("first visit, until a tap counts", f"{times[0]:.1f} s"),
        Line("later visit, until a tap counts", f"{times[1]:.1f} s", "the first visit", times[1] / times[0]),
    ]


def _weighed(name: str, size: tuple[int, int], most: int) -> Line:
    received, sent = size
    return Line(
        name, f"{received / KB:,.1f} kB received, {sent / KB:,.1f} kB sent", f"{most // KB} kB", received / most, 1.0
    )


def _context(browser: Any, on: World, wire: Wire, **options: Any) -> Any:
    """A phone in which somebody of the staff is signed in."""
    base = f"http://127.0.0.1:{wire.port}"
    context = browser.new_context(base_url=base, **PHONE, **options)
    cookie = on.signed_in(on.people[1]).get_cookie("outreach")
    assert cookie is not None
    context.add_cookies([{"name": "outreach", "value": cookie.value, "url": base}])
    return context


def _bytes_of(context: Any, wire: Wire, path: str) -> tuple[int, int]:
    """Bytes received and sent, headers included, until the page listens and nothing more is wanted."""
    before = wire.received, wire.sent
    page = context.new_page()
    page.goto(path, wait_until="networkidle")
    page.locator(LISTENING).wait_for(state="attached")
    page.wait_for_timeout(QUIET)
    page.close()
    return wire.received - before[0], wire.sent - before[1]


def _seconds_of(context: Any, path: str, *, rest: int) -> float:
    """From the beginning of the visit to the first tap that counts; then the page stays for `rest` milliseconds."""
    page = context.new_page()
    steering = context.new_cdp_session(page)
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
    spent = time.perf_counter() - begin
    page.wait_for_timeout(rest)  # for what comes behind it, that the next visit begins as it would on another day
    page.close()
    return spent
