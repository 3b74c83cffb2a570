"""A living bureau moves from SQLite to PostgreSQL, and every row and every figure comes along."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, text

from outreach import clock
from outreach.db import db, statements, transaction
from outreach.db.closing import Closed, set_closed_until
from outreach.db.sealing import opened
from outreach.errors import Conflict
from outreach.logbook.models import Tally
from outreach.reports.filters import Filters
from outreach.upkeep.moving import copying, moving, proving, source
from outreach.upkeep.moving.assembly import refusal_to_serve
from outreach.upkeep.moving.moving import Moved, Step, move
from outreach.upkeep.moving.rules import digest_of
from outreach.web.monitoring.health import READINESS
from tests.making import make_event, make_order, make_person, make_tally
from tests.reports.years import small_year
from tests.signing_in import sign_in


def moved(app: Flask, url: str, at: Callable[[Step], None] = lambda _step: None, *, anew: bool = False) -> Moved:
    with app.app_context():
        return move(url, anew=anew, at=at, told=lambda *_said: None)


@pytest.fixture
def bureau(sqlite_app: Flask) -> Flask:
    """A small year of a bureau on SQLite."""
    with sqlite_app.app_context():
        small_year()
    return sqlite_app


@pytest.fixture
def target(fresh_postgresql: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty PostgreSQL database; its tables come from the models, which a guard holds equal to the migrations."""
    monkeypatch.setattr(moving, "migrate", db.create_all)
    return fresh_postgresql


def rows_at(url: str, statement: str) -> Any:
    """What the statement gives in the new database."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            found = connection.execute(text(statement))
            return found.all() if found.returns_rows else []
    finally:
        engine.dispose()


def test_a_living_bureau_moves_with_every_row_and_every_figure(
    bureau: Flask, target: str, monkeypatch: pytest.MonkeyPatch, showed: Any
) -> None:
    """Somebody logs while the copying goes on; the line comes along, and nothing can be saved in the old one after."""
    late: list[Any] = []
    usual = moving.copy_ahead

    def somebody_logs(*facts: Any) -> None:
        usual(*facts)
        late.append(make_tally(make_event(), 7).id)

    monkeypatch.setattr(moving, "copy_ahead", somebody_logs)
    with bureau.app_context():
        order = make_order(code="M" * 10, phone="13800001111").id
    runner = bureau.test_cli_runner()
    before = statements._kept.cache_info()
    told = runner.invoke(args=["move-to", target])
    assert told.exit_code == 0, told.output
    after = statements._kept.cache_info()
    assert after.hits - before.hits >= after.misses - before.misses  # each is made once for both databases
    assert "OUTREACH_DATABASE_URL" in told.output and "--stay" in told.output
    assert rows_at(target, f"SELECT quantity FROM tallies WHERE id = '{late[0]}'") == [(7,)]
    assert rows_at(target, "SELECT act FROM audit_entries WHERE act = 'database.moved'") == [("database.moved",)]
    with pytest.raises(Exception, match="is only added to"):
        rows_at(target, "DELETE FROM tallies")
    [(phone,)] = rows_at(target, f"SELECT phone FROM orders WHERE id = '{order}'")
    with bureau.app_context():
        assert opened(phone) == "13800001111"
        with pytest.raises(Closed) as closed, transaction():
            pass
        assert closed.value.code == "moved" and "OUTREACH_DATABASE_URL" in str(refusal_to_serve(""))
        assert {check() for check in bureau.extensions[READINESS]} == {"moved to another database"}
        compared = db.session.scalar(db.select(db.func.count()).select_from(Tally))
    with pytest.raises(Conflict):
        moved(bureau, target)
    assert runner.invoke(args=["move-to", "--stay"]).exit_code == 0
    with bureau.app_context(), transaction():
        pass
    showed(f"{compared} lines, and all figures under all filters, equal")


class Killed(BaseException):
    """The process is gone."""


def test_a_move_that_broke_off_goes_on_and_what_differs_is_named(
    bureau: Flask, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens, the old database goes on by itself until all is proved."""

    def killed(step: Step) -> None:
        if step is Step.PROVING:
            raise Killed

    monkeypatch.setattr(copying, "AT_ONCE", 2)
    monkeypatch.setattr(proving, "_parts_of", lambda year: [("", Filters.of_year(year))])
    monkeypatch.setattr(moving, "_found_by_doctor", lambda _app: set())
    with pytest.raises(Killed):
        moved(bureau, target, killed)
    with bureau.app_context():
        make_tally(make_event(), 3)  # whoever was kept away may write again
    with monkeypatch.context() as patch:
        usual = moving.target.wake_rules
        patch.setattr(moving.target, "wake_rules", lambda connection: (spoil(connection), usual(connection)))
        outcome = moved(bureau, target)
    assert "table tallies" in outcome.differences and any("handouts" in each for each in outcome.differences)
    with bureau.app_context():
        make_tally(make_event(), 4)
        count = db.session.scalar(db.select(db.func.count()).select_from(Tally))
    assert moved(bureau, target, anew=True).differences == []
    assert rows_at(target, "SELECT count(*) FROM tallies") == [(count,)]


def spoil(connection: Any) -> None:
    """Let one line hold one piece more."""
    largest = "(SELECT max(quantity) FROM tallies)"
    connection.execute(text(f"UPDATE tallies SET quantity = quantity + 1 WHERE quantity = {largest}"))


def test_while_the_move_keeps_writers_away_they_are_told_to_wait(bureau: Flask) -> None:
    with bureau.app_context():
        person = make_person()
        db.session.refresh(person)
        client = bureau.test_client()
        sign_in(client, person)
        with source.held(db.engine) as hold:
            hold.check()
            page = client.get("/")
            answer = client.post(
                "/api/tallies", json={"tallies": [{"id": "x"}]}, headers={"Origin": "http://localhost"}
            )
        assert page.status_code == 200
        assert (answer.status_code, answer.json["error"]["code"]) == (503, "moving")
        with transaction():
            pass
        with db.engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            set_closed_until(connection, int((clock.now() - timedelta(seconds=1)).timestamp()))
        with transaction():  # who kept writers away is dead: nothing is to be mended
            pass


def test_what_is_not_empty_is_never_moved_into(bureau: Flask, target: str) -> None:
    rows_at(target, "CREATE TABLE theirs (id int)")
    with pytest.raises(Conflict) as refused:
        moved(bureau, target)
    assert refused.value.code == "not_empty"


def test_only_a_postgresql_address_is_taken(bureau: Flask) -> None:
    for url in ("mysql://x", "sqlite:////tmp/x.db", "postgres"):
        assert bureau.test_cli_runner().invoke(args=["move-to", url]).exit_code == 2


def test_tables_alone_are_read_in_parts_and_no_sum_opens_a_cursor(
    bureau: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "_parts_of", lambda year: [("", Filters.of_year(year))])
    in_parts: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        in_parts.extend([statement] if "yield_per" in context.execution_options else [])

    with bureau.app_context() as context, listening(db.engine, "before_cursor_execute", note):
        proving.proofs(lambda *_said: None, context)
    assert len(in_parts) == len(source.tables())


@contextmanager
def listening(engine: Engine, name: str, told: Callable[..., None]) -> Iterator[None]:
    """Let `told` hear of what happens on the engine while the block runs."""
    event.listen(engine, name, told)
    yield
    event.remove(engine, name, told)


def test_a_digest_hangs_on_what_rows_hold_and_not_on_their_order() -> None:
    rows = [(1, "a", None), (2, "b", {"x": [1]}), (2, "b", {"x": [1]})]
    assert digest_of(rows) == digest_of(reversed(rows))
    assert digest_of(rows) != digest_of(rows[:2]) and digest_of(rows[:1]) != digest_of([(1, "a", "None")])
