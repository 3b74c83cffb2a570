"""waitress, with its port taken before the app is there, and an end that loses no request.

When it is told to stop it first says at /readyz that it is not ready, and goes on serving for as long as the settings
say, so that a proxy before several processes turns to the others. Every answer then ends its connection: none is left
open on which a request could come when nobody reads any more. Then the port is given back, and what has arrived is
answered.
"""

import logging
import signal
import socket
import time
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from outreach.cli.connections import Channel
from outreach.web.monitoring.health import begin_draining
from outreach.web.setup import LARGEST_REQUEST

THREADS = 8
#: How soon a signal is noticed, and how long requests on their way may take when the port is given back.
TICK_SECONDS = 0.5
PATIENCE_SECONDS = 30.0


class Server:
    """A socket that listens from the beginning, and serves once there is an app."""

    def __init__(self, host: str, port: int) -> None:
        """Take the port; OSError where that can't be."""
        self.socket = _listening(host, port)
        self.port: int = self.socket.getsockname()[1]
        self._map: dict[int, Any] = {}
        self._stopping = False

    def run(self, app: Flask) -> None:
        """Serve until SIGTERM or Ctrl+C, then answer what has arrived and return.

        waitress's own loop would drop the requests that are queued when the signal comes.
        """
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
        server = create_server(
            app,
            map=self._map,
            sockets=[self.socket],
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=False,  # the app itself judges them, by how many proxies the settings tell of
            max_request_body_size=LARGEST_REQUEST + 1,  # waitress refuses what is no smaller
        )
        server.channel_class = Channel
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._stop)
        while not self._stopping:
            self._turn(TICK_SECONDS)
        server.is_draining = True
        self._drain(app)
        server.del_channel()
        self.socket.close()
        self._finish()
        server.task_dispatcher.shutdown()

    def close(self) -> None:
        """Give the port back."""
        wasyncore.close_all(self._map)
        self.socket.close()

    def _stop(self, _signal: int, _frame: Any) -> None:
        if self._stopping:
            raise SystemExit(130)  # asked twice: at once
        self._stopping = True

    def _drain(self, app: Flask) -> None:
        end = time.monotonic() + begin_draining(app)
        while (left := end - time.monotonic()) > 0:
            self._turn(min(TICK_SECONDS, left))

    def _finish(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        self._turn(0)
        while any(map(_is_busy, list(self._map.values()))) and time.monotonic() < end:
            self._turn(0.1)

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._map, count=1)


def _is_busy(part: Any) -> bool:
    """Whether a connection waits for an answer or is still being sent one."""
    return isinstance(part, HTTPChannel) and bool(part.requests or part.request or part.total_outbufs_len)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens on `host`; on its IPv4 address where it has both."""
    meant = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    family, _kind, _protocol, _name, at = min(meant, key=lambda one: one[0] != socket.AF_INET)
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # On Windows SO_REUSEADDR would let two programs share one port.
        option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        listener.setsockopt(socket.SOL_SOCKET, option, 1)
        listener.bind(at)
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener
