"""Sixteen phones that send batches of thirty lines, beside the same rows written by plain SQL in one process."""

import statistics
import time
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.engine import Engine

from bench.measuring import Line, shown_seconds
from bench.runs import Run
from bench.serving import served
from bench.storm import (
    BATCHES_AT_A_STAND,
    LINES_IN_A_BATCH,
    PHONES,
    STANDS_BESIDE,
    Server,
    acknowledged,
    made,
    sending,
    storm,
)
from bench.worlds import World
from outreach import clock
from outreach.db import db, new_id
from outreach.logbook.models import Tally

TABLE = cast(Table, Tally.__table__)
WARM_UP = 2


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many batches on each database."""
    return [line for name in run.databases for line in _measured(name, run)]


def measure_kills(run: Run) -> Sequence[Line]:
    """The lines of the table: so many seconds with a kill (-9) every fifth, on each database."""
    return [line for name in run.databases for line in _killed(name, run)]


def _killed(name: str, run: Run) -> list[Line]:
    with run.databases[name]() as on:
        on.plan([clock.today()] * 3)
        server = Server(on.settings)
        phones = on.phones(server.port, PHONES)
        storm(server, phones, seconds=run.size, kills=max(1, run.size // 5))
        stored, told = on.ledger(), acknowledged(phones)
    lost = len(told.items() - stored.items())
    strange = len(stored.items() - made(phones).items())
    return [
        Line(f"{name}, lines acknowledged", f"{len(told):,}"),
        Line(f"{name}, batches cut off", f"{sum(phone.failures for phone in phones):,}"),
        Line(f"{name}, acknowledged and lost", f"{lost:,}", "none", float(lost), 0.0),
        Line(f"{name}, stored and never made", f"{strange:,}", "none", float(strange), 0.0),
    ]


def _measured(name: str, run: Run) -> list[Line]:
    with run.databases[name]() as on:
        rounds = run.rounds(WARM_UP), max(1, run.size // PHONES)
        stands = STANDS_BESIDE * (1 + sum(rounds) // BATCHES_AT_A_STAND)
        on.plan([clock.today()] * stands)
        with served(on, here=run.is_trial) as at:
            phones = on.phones(at.port, PHONES, stands)
            for most in rounds:
                for phone in phones:
                    phone.seconds.clear()
                begin = time.perf_counter()
                with sending(phones, most):
                    pass
                spent = time.perf_counter() - begin
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
