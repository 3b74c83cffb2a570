"""A wire between the program and PostgreSQL that can be cut."""

import socket
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, make_url

_NAME = ".s.PGSQL.5432"


class Wire:
    """Stands between the program and the server of `url`; `url` of the wire leads to the same database through it.

    `cuts` is asked with every piece that the program sends: True cuts the connection before the server sees the piece,
    False cuts it after that, before the program sees an answer; None lets it through.
    """

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.cuts: Callable[[bytes], bool | None] = lambda _piece: None
        self.is_away = False
        self.cut = 0
        self._server = str(Path(str(parsed.query["host"])) / _NAME)
        self._folder = tempfile.TemporaryDirectory(prefix="outreach-wire-")
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(Path(self._folder.name) / _NAME))
        self._door.listen(64)
        self.url: URL = parsed.update_query_dict({"host": self._folder.name})
        threading.Thread(target=self._let_in, daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()
        self._folder.cleanup()

    def _let_in(self) -> None:
        while True:
            try:
                program, _address = self._door.accept()
            except OSError:
                return
            if self.is_away:
                program.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            threading.Thread(target=self._pump, args=(program, server, self._may_cut), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, program, lambda _piece: None), daemon=True).start()

    def _may_cut(self, piece: bytes) -> bool | None:
        return True if self.is_away else self.cuts(piece)

    def _pump(self, source: socket.socket, target: socket.socket, cuts: Callable[[bytes], bool | None]) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                said = cuts(piece)
                self.cut += said is not None
                if said is False:
                    source.shutdown(socket.SHUT_RDWR)  # the program is alone before the server answers
                if said is not True:
                    target.sendall(piece)
                if said is not None:
                    break
        for end in (source, target):  # so that the other direction ends, too, and closes the other end
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        source.close()
