"""Requests that are larger than the server keeps: answered by the app's own page, before their body is there.

waitress alone would answer with a bare line of English and close the connection while the browser still sends: then the
system throws the answer away with the connection, and the browser says that the site can't be reached. Here the request
goes to the app without its body; the app sees how long it says to be, and answers. What the browser still sends is
read and thrown away for a while, so that the answer gets through (RFC 9112, 9.6).
"""

import socket
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

#: How long, and how much, of a body that nobody wants is read so that its sender gets to hear the answer.
LINGER_SECONDS = 60.0
LINGER_BYTES = 1 << 30
_AT_ONCE = 1 << 18


class Parser(HTTPRequestParser):
    """Takes an oversized request for one without a body that is its connection's last."""

    is_oversized = False
    error: Any
    body_rcv: Any

    def received(self, data: bytes) -> int:
        """How many bytes of `data` belong to this request; of an oversized one all."""
        taken: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self.is_oversized, self.error, self.expect_continue = True, None, False
            self.headers.setdefault(
                "CONTENT_LENGTH", str(max(self.body_bytes_received, self.adj.max_request_body_size))
            )
            self.headers["CONNECTION"] = "close"
            if self.body_rcv is not None:
                self.body_rcv.getbuf().close()
                self.body_rcv = None
            return len(data)
        return taken


class Channel(HTTPChannel):
    """A connection that stays open for what an oversized request still sends, until that has heard its answer."""

    parser_class = Parser
    is_lingering = False
    close_when_flushed: bool

    def received(self, data: bytes) -> Any:
        """Take what came, as long as it is wanted."""
        answer = super().received(data)
        if any(request.is_oversized for request in self.requests):
            self.is_lingering, self._left, self._end = True, LINGER_BYTES, time.monotonic() + LINGER_SECONDS
        return answer

    def readable(self) -> Any:
        """Whether to read: of an oversized request whatever comes."""
        return self.connected and not self.will_close if self.is_lingering else super().readable()

    def handle_read(self) -> None:
        """Read, and throw away what nobody wants."""
        if not self.is_lingering:
            super().handle_read()
            return
        try:
            gone = len(self.recv(_AT_ONCE))
        except OSError:
            gone = 0
        self._left -= gone
        if not gone or self._left < 0 or time.monotonic() > self._end:
            self.will_close = True

    def handle_write(self) -> None:
        """Send; when all is said to the sender of an oversized request, say that, and go on listening."""
        if self.is_lingering and self.close_when_flushed and not self.will_close:
            self._flush_exception(self._flush_some)
            if not self.total_outbufs_len and not self.will_close:
                self.close_when_flushed = False
                self._say_all_is_said()
            return
        super().handle_write()

    def _say_all_is_said(self) -> None:
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.will_close = True
