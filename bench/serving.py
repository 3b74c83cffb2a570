"""The product of a world behind a port: in a process of its own as `python3 -m outreach` serves it, or in this one."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from waitress import wasyncore
from waitress.server import create_server

from bench.storm import Server
from bench.worlds import World
from outreach.cli.server import THREADS


class Served(NamedTuple):
    """Where it is served, and by which process."""

    port: int
    process: int


@contextmanager
def served(on: World, *, here: bool = False, log: Path | None = None) -> Iterator[Served]:
    """That world is served while the block runs; `here` spares a trial the start of a process.

    What a process of its own says on standard error goes to `log`.
    """
    with _here(on) if here else _apart(on, log) as at:
        yield at


@contextmanager
def _apart(on: World, log: Path | None) -> Iterator[Served]:
    server = Server(on.settings, log)
    server.start()
    try:
        yield Served(server.port, server.process_id)
    finally:
        server.stop()


@contextmanager
def _here(on: World) -> Iterator[Served]:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    sockets: dict[int, Any] = {}
    server = create_server(on.app, host="127.0.0.1", port=0, threads=THREADS, map=sockets)
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            wasyncore.loop(timeout=0.2, map=sockets, count=1)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield Served(int(server.effective_port), os.getpid())
    finally:
        ended.set()
        thread.join(5)  # nobody waits at a socket that is closed
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets)
