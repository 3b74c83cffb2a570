"""The product of a world behind a port: in a process of its own as `python3 -m outreach` serves it, or in this one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from waitress.server import create_server

from bench.storm import Server
from bench.worlds import World
from outreach.cli.server import THREADS


@contextmanager
def served(on: World, *, here: bool = False) -> Iterator[int]:
    """The port at which that world is served while the block runs; `here` spares a trial the start of a process."""
    with _here(on) if here else _apart(on) as port:
        yield port


@contextmanager
def _apart(on: World) -> Iterator[int]:
    server = Server(on.settings.database_url, on.settings.secret_key, on.settings.data_dir)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@contextmanager
def _here(on: World) -> Iterator[int]:
    server = create_server(on.app, host="127.0.0.1", port=0, threads=THREADS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.close()
        thread.join(1)
