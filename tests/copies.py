"""Processes of the program that begin at once: copies of one that has put everything together and opened nothing.

What a start from the command line does besides is looked at in tests/start.
"""

import os
import sys
from collections.abc import Callable
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from bench.storm import Begun, Server


def _copying() -> BaseContext:
    """Copies where the system can make them; elsewhere (Windows) each process reads everything anew."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    copying = get_context("forkserver")
    copying.set_forkserver_preload(["tests.assembled"])
    return copying


COPYING = _copying()


class Copy:
    """A process that does what it is asked, in surroundings of its own; it is ended as those of `subprocess` are."""

    def __init__(self, what: Callable[..., object], *words: object, surroundings: dict[str, str], log: Path) -> None:
        """Begin it; what it says goes to `log`."""
        given = (what, words, surroundings, log)
        self._process = COPYING.Process(target=_become, args=given, daemon=True)  # a test that fails leaves none behind
        self._process.start()

    @property
    def pid(self) -> int:
        """Its number."""
        return int(self._process.pid)

    def poll(self) -> int | None:
        """How it ended, None while it runs."""
        code: int | None = self._process.exitcode
        return code

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has."""
        self._process.join(timeout)
        code = self.poll()
        assert code is not None
        return code

    def kill(self) -> None:
        """End it in the middle of whatever it does (kill -9)."""
        self._process.kill()

    def send_signal(self, sig: int, /) -> None:
        """As a service manager does."""
        if self.poll() is None:
            os.kill(self.pid, sig)


class CopiedServer(Server):
    """A server that answers sooner."""

    def begin(self) -> Begun:
        """Its process, on its way."""
        return Copy(_serve, self.port, surroundings=self._surroundings, log=self._log)


def _become(what: Callable[..., object], words: tuple[object, ...], surroundings: dict[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(surroundings)
    with log.open("ab") as file:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(file.fileno(), stream.fileno())
    sys.exit(what(*words))


def _serve(port: int) -> int:
    from outreach.cli.commands import run

    return run(["--port", str(port)])
