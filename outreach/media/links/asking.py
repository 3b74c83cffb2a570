"""Asking one server for one link: by hand, so that every step is ours.

No cookies, no sign-in, no proxy of the machine's, no more than the beginning of a page, and an end to all of it.
"""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from outreach import __version__
from outreach.media.links.addresses import NotAllowed, Place, Reach, check_step, place_of
from outreach.media.links.rules import Answer, Checked, Outcome, checked

MOST_REDIRECTS = 5
#: Of a page so much is read, pressed or not: the title, and all of WeChat's notice that an item is gone.
MOST_BYTES = 96 * 1024
TIMEOUT_SECONDS = 10.0
#: All that one request may take, however slowly a server drips.
LONGEST_SECONDS = 15.0

_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": f"Outreach/{__version__} (link check on request)",
    "Accept": "text/html,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_CHARSET = re.compile(rb"""charset=["']?\s*([A-Za-z0-9_-]{2,20})""")


class _TooManySteps(http.client.HTTPException):
    """As sites lead who keeps no cookie."""


#: The first that fits holds; the last one is no such name, no way there, or nobody who listens.
_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Checked], ...] = (
    (NotAllowed, Checked(Outcome.BLOCKED)),
    (_TooManySteps, Checked(Outcome.REFUSED)),
    (TimeoutError, Checked(Outcome.TIMEOUT, was_silent=True)),
    (ssl.SSLError, Checked(Outcome.CERTIFICATE)),
    (
        (http.client.HTTPException, ConnectionResetError, ConnectionAbortedError, BrokenPipeError),
        Checked(Outcome.FAULT),
    ),
    (Exception, Checked(Outcome.UNREACHABLE, was_silent=True)),
)


@dataclass(frozen=True)
class _Raw:
    status: int
    location: str | None
    is_page: bool
    text: str


def check_link(url: str, reach: Reach, *, timeout: float = TIMEOUT_SECONDS) -> Checked:
    """What became of the link; raises nothing that a server or a name can cause."""
    try:
        return checked(url, _asked(url, reach, timeout))
    except (NotAllowed, http.client.HTTPException, OSError) as failure:
        return next(found for kinds, found in _FAILURES if isinstance(failure, kinds))


def _asked(url: str, reach: Reach, timeout: float) -> Answer:
    """HEAD as far as it leads, which costs the server least; then what only a page can tell by GET."""
    with contextlib.suppress(http.client.HTTPException, ConnectionError, TimeoutError):  # many servers know no HEAD
        answer, is_page = _followed("HEAD", url, reach, timeout)
        if answer.status < 300 and not is_page:
            return answer
    return _followed("GET", url, reach, timeout)[0]


def _followed(method: str, url: str, reach: Reach, timeout: float) -> tuple[Answer, bool]:
    first = place_of(url)
    for _step in range(MOST_REDIRECTS + 1):
        place = place_of(url)
        check_step(first, place, reach)
        raw = _exchange(method, place, reach, timeout)
        if raw.status not in _REDIRECTS or not raw.location:
            return Answer(raw.status, url, raw.text), raw.is_page
        url = _joined(url, raw.location)
    raise _TooManySteps


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:  # no address at all: http://[x
        raise NotAllowed(location) from None


def _exchange(method: str, place: Place, reach: Reach, timeout: float) -> _Raw:
    connection = _Pinned(place, reach.address_of(place), timeout)
    with contextlib.closing(connection), _bounded(connection):
        connection.connect()
        connection.request(method, place.path, headers=_HEADERS)
        response = connection.getresponse()
        kind = response.headers.get_content_type()
        is_page = kind in ("text/html", "application/xhtml+xml") or response.headers.get("Content-Type") is None
        text = _beginning(response) if method == "GET" and is_page else ""
        return _Raw(response.status, response.headers.get("Location"), is_page, text)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged before; the name goes along, and the certificate must say it."""

    def __init__(self, place: Place, address: str, timeout: float) -> None:
        super().__init__(place.host, place.port, timeout=timeout)
        self._address, self._is_secret = address, place.scheme == "https"
        self.default_port = 443 if self._is_secret else 80

    def connect(self) -> None:
        """Connect to the address itself."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_secret:
            secret = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = secret  # before the handshake, so that its time can be ended
            secret.do_handshake()


@contextlib.contextmanager
def _bounded(connection: _Pinned) -> Iterator[None]:
    """End the exchange when its time is over; a timeout of the socket alone begins anew with every byte."""
    is_over = threading.Event()

    def end() -> None:
        is_over.set()
        with contextlib.suppress(OSError, AttributeError):  # it may have no socket yet, or none any more
            connection.sock.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(LONGEST_SECONDS, end)
    clock.daemon = True
    clock.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if not is_over.is_set():
            raise
    finally:
        clock.cancel()
    if is_over.is_set():  # what was cut off may look like a short answer
        raise TimeoutError


def _beginning(response: http.client.HTTPResponse) -> str:
    content = bytearray()
    with contextlib.suppress(http.client.IncompleteRead):
        while len(content) < MOST_BYTES and (part := response.read1(MOST_BYTES - len(content))):
            content += part
    page = _unpacked(bytes(content), response.headers.get("Content-Encoding", "").lower())
    named = _CHARSET.search(response.headers.get("Content-Type", "").encode()) or _CHARSET.search(page[:2048])
    charset = named[1].decode() if named else "utf-8"
    if charset.lower() in ("gb2312", "gbk"):
        charset = "gb18030"
    try:
        return page.decode(charset, "ignore")
    except LookupError:
        return page.decode("utf-8", "ignore")


def _unpacked(content: bytes, packing: str) -> bytes:
    """What a server packed though nobody asked it to, as far as is read of a page: a bomb stays small."""
    if packing not in ("gzip", "x-gzip", "deflate"):
        return content
    with contextlib.suppress(zlib.error):
        return zlib.decompressobj(47 if packing != "deflate" else 15).decompress(content, MOST_BYTES)
    return b""
