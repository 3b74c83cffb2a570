"""What is only added to is sealed, whatever table it stands in, and a row that is another afterwards is named."""

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Enum,
    Integer,
    Table,
    Uuid,
    delete,
    insert,
    select,
    update,
)

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.audit.models import AuditEntry
from outreach.db import Base, UTCDateTime, db, transaction
from outreach.db.triggers import is_only_added_to
from outreach.jobs.chores.running import do_what_is_due
from outreach.seals import actions, queries
from outreach.seals.models import RowSeal
from outreach.seals.queries import tables
from outreach.seals.sealing import seal_what_is_over
from outreach.seals.soundness import findings
from tests.conftest import example_on, load_now
from tests.making import NOW, make_article, make_material, make_person, make_placement, make_reading, make_stock, stored
from tests.sharing import made_once
from tests.upgrades.filling import fill, unguarded

DAY = timedelta(days=1)
#: Noon of the third day after all was written.
THEN = NOW + 3 * DAY + timedelta(hours=3)
#: What keeps a seal of its own: the ledger, its seals, these seals, and what a drawing's check code holds.
OWN_SEALS = {"tallies", "ledger_seals", "row_seals", "drawn_figures", "drawn_lines", "drawn_typed"}


@pytest.fixture
def later(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days after all was written."""
    monkeypatch.setattr(clock, "now", lambda: THEN)
    yield
    db.session.rollback()


def found() -> list[tuple[str, str]]:
    """Code and what is said, of every finding."""
    said = [(each.code, str(each.said)) for each in findings()]
    db.session.rollback()
    return said


def codes() -> set[str]:
    return {code for code, _said in found()}


def in_every_table(at: int) -> dict[str, dict[str, Any]]:
    """The `at`th row in each table that is sealed here; of what they point to, there is but what they are a part of."""
    made = {}
    with unguarded(db.engine) as connection:
        for table in Base.metadata.sorted_tables:
            if table in tables():
                made[table.name] = {each.name: _value(each, at, connection) for each in table.columns if _is_said(each)}
                connection.execute(insert(table), [made[table.name]])
    return made


def _is_said(column: Column[Any]) -> bool:
    return not column.nullable and (column.default is None or column.primary_key)


def _value(column: Column[Any], at: int, connection: Connection) -> Any:
    for key in column.foreign_keys:
        if column.primary_key and key.column.table in tables():
            return connection.scalar(select(key.column).order_by(key.column.desc()).limit(1))
    if isinstance(column.type, Uuid):
        return uuid.UUID(int=(at + 1) << 100 | uuid.uuid4().int >> 40)
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    if isinstance(column.type, UTCDateTime):
        return NOW + timedelta(hours=at)
    kinds: dict[type, Any] = {JSON: {}, Boolean: False, Date: date(2025, 3, 1) + at * DAY, Integer: at + 1}
    return next((value for kind, value in kinds.items() if isinstance(column.type, kind)), f"a{at}")


def changed(table: Table, row: Mapping[str, Any], connection: Connection) -> None:
    """Give one column of the row another value; a row that is but a key gets another one."""
    beside = [each for each in table.columns if _is_said(each) and not each.primary_key]
    beside = [each for each in beside if not isinstance(each.type, UTCDateTime | Enum)]
    column = (beside or list(table.primary_key.columns))[-1]
    other = row[column.name]
    match other:
        case uuid.UUID():
            other = uuid.uuid4()
        case date():
            other += DAY
        case dict():
            other = {"another": 1}
        case bool():
            other = not other
        case int():
            other += 1
        case _:
            other = f"{other}b"
    connection.execute(update(table).where(*_key(table, row)).values({column: other}))


def _key(table: Table, row: Mapping[str, Any]) -> list[Any]:
    return [each == row[each.name] for each in table.primary_key.columns]


def test_every_table_that_is_only_added_to_is_sealed_here_or_says_that_it_has_a_seal_of_its_own() -> None:
    only_added_to = {table.name for table in Base.metadata.sorted_tables if is_only_added_to(table)}
    assert {table.name for table in tables()} == only_added_to - OWN_SEALS


def test_in_every_table_what_was_changed_taken_out_or_put_in_is_named(later: None) -> None:
    first, second = in_every_table(0), in_every_table(1)
    seal_what_is_over(THEN)
    assert found() == []
    with unguarded(db.engine) as connection:
        for table in tables():
            changed(table, first[table.name], connection)
            connection.execute(delete(table).where(*_key(table, second[table.name])))
    third = in_every_table(2)
    said = found()
    for table in tables():
        named = {(code, line) for code, line in said if f"({table.name} " in line}
        for row, code in ((first, "changed_row"), (second, "lost_row"), (third, "added_row")):
            key = " ".join(str(row[table.name][each.name]) for each in table.primary_key.columns)
            is_but_a_key = code == "changed_row" and len(table.primary_key.columns) == len(table.columns)
            expected = "lost_row" if is_but_a_key else code
            assert any(each == expected and key in line for each, line in named), (table.name, code)
        assert any(code == "broken_stretch" and table.name in line for code, line in said), table.name


def test_a_row_that_says_it_is_of_a_day_between_is_named_for_good(later: None) -> None:
    in_every_table(0)
    for night in range(1, 4):
        seal_what_is_over(NOW + night * DAY)
    in_every_table(30)
    assert codes() == {"added_row", "broken_stretch"}
    seal_what_is_over(THEN + DAY)
    assert codes() == {"added_row", "broken_stretch"}


def test_a_table_that_stayed_empty_is_sealed_as_such(later: None) -> None:
    seal_what_is_over(NOW)
    seal_what_is_over(THEN)
    in_every_table(0)
    assert len([line for code, line in found() if code == "added_row"]) == len(tables())


def test_nothing_is_sealed_before_its_day_is_over_and_an_hour_more(later: None) -> None:
    seal_what_is_over(NOW)
    in_every_table(0)
    midnight = clock.instant(clock.wall(NOW).replace(hour=0, minute=0) + DAY)
    assert seal_what_is_over(midnight + timedelta(minutes=59))["rows"] == 0
    assert seal_what_is_over(midnight + timedelta(minutes=60))["rows"] > len(tables())
    assert seal_what_is_over(midnight + timedelta(minutes=61)) == {"seals": 0, "rows": 0}


def test_a_clock_that_was_a_year_ahead_for_a_night_seals_no_day_to_come(later: None) -> None:
    in_every_table(0)
    seal_what_is_over(THEN)
    seal_what_is_over(THEN + 365 * DAY)
    in_every_table(24 * 5)
    assert found() == []
    assert seal_what_is_over(THEN + 3 * DAY)["rows"] >= len(tables())
    assert found() == []


def test_a_seal_is_over_the_same_text_on_every_database(later: None) -> None:
    by, item = make_person(), make_material()
    movement = make_stock(item, 500)
    entry = stored(
        AuditEntry(at=NOW, by_id=by.id, by_name="王芳", act="x.y", outcome="done", facts={"day": "今", "at": 1})
    )
    seal_what_is_over(THEN)
    told: dict[str, list[Any]] = {
        "movements": [
            *(movement.id.hex, item.id.hex, "handout", "printed", 500, movement.day.isoformat(), None, 0, None),
            *("2025-03-04 01:00:00.000000", movement.made_by_id and movement.made_by_id.hex, None),
        ],
        "audit_entries": [
            *(entry.id.hex, "2025-03-04 01:00:00.000000", by.id.hex, "王芳", "x.y", "done", None, None, None),
            '{"at":1,"day":"今"}',
        ],
    }
    for name, row in told.items():
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        seal = db.session.scalars(select(RowSeal).where(RowSeal.table_name == name)).one()
        assert seal.rows_sha256 == hashlib.sha256(f"{line}\n".encode()).hexdigest(), name


def test_a_column_that_is_added_later_breaks_no_seal(later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    in_every_table(0)
    with monkeypatch.context() as before:
        before.setattr(actions, "columns_read", lambda table: [each.name for each in table.columns][:-1])
        seal_what_is_over(NOW + DAY)
    assert found() == [] or codes() == {"not_sealed"}
    in_every_table(25)
    seal_what_is_over(THEN)
    assert found() == []


def test_many_rows_are_sealed_in_parts(later: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_MOST", 2)
    for hour in range(5):
        make_stock(make_material(), 500, made_at=NOW + timedelta(hours=hour))
    seal_what_is_over(THEN)
    seals = [seal for seal in queries.seals() if seal.table_name == "movements"]
    assert [seal.rows for seal in seals] == [2, 2, 1]
    assert found() == []


def test_a_reading_is_named_by_its_article_and_day(later: None) -> None:
    reading = make_reading(make_placement(make_article(title="劳动合同十问")), 100, date(2025, 3, 4))
    seal_what_is_over(THEN)
    with unguarded(db.engine) as connection:
        connection.execute(update(Base.metadata.tables["readings"]).values(value=100_100))
    reading_id = str(reading.id)
    said = dict(found())["changed_row"]
    assert all(each in said for each in ("劳动合同十问", "100100", "2025-03-04", reading_id)), said


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (update(RowSeal).where(RowSeal.number == 2).values(rows=7), "broken_seal"),
        (update(RowSeal).where(RowSeal.number == 2).values(keys="[]"), "broken_seal"),
        (delete(RowSeal).where(RowSeal.number == 2), "broken_seal"),
        (delete(RowSeal).where(RowSeal.number > 2), "other_seal"),
        (delete(RowSeal), "other_seal"),
    ],
)
def test_a_seal_that_was_changed_or_taken_away_is_named(later: None, harm: Any, expected: str) -> None:
    in_every_table(0)
    seal_what_is_over(THEN)
    with unguarded(db.engine) as connection:
        connection.execute(harm)
    assert expected in codes()


def test_seals_that_were_made_anew_over_another_row_are_not_those_of_the_audit(later: None) -> None:
    make_stock(make_material(), 500)
    seal_what_is_over(THEN)
    with unguarded(db.engine) as connection:
        connection.execute(delete(RowSeal))
        connection.execute(update(Base.metadata.tables["movements"]).values(quantity=7))
    seal_what_is_over(THEN)
    assert "other_seal" in codes()


def test_seals_that_an_older_version_took_along_are_told_and_made_anew(later: None) -> None:
    make_stock(make_material(), 500)
    seal_what_is_over(THEN - DAY)
    with unguarded(db.engine) as connection:
        connection.execute(delete(RowSeal))
    with transaction():
        record_act(queries.GIVEN_UP, by=Machine(), now=THEN - timedelta(hours=1))
    seal_what_is_over(THEN)
    assert codes() == {"given_up"}
    assert all(each.is_warning for each in findings())


def test_seals_are_made_by_themselves_and_missed_where_they_are_not(later: None, app_context: Flask) -> None:
    assert codes() == {"not_sealed"}
    assert "rows.seals" in do_what_is_due(app_context, now=THEN)
    assert found() == []


def test_the_example_year_is_sealed_and_stays_so_wherever_it_moves(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, fresh_postgresql: str
) -> None:
    example = made_once(tmp_path_factory, "example", load_now)
    shutil.copy(example / "outreach.db", tmp_path / "outreach.db")
    here, there = example_on(tmp_path), example_on(tmp_path, fresh_postgresql)
    with here.app_context():
        assert seal_what_is_over(clock.now() + DAY)["rows"] > 1000
        assert found() == []
        db.engine.dispose()
    with there.app_context():
        db.create_all()
        fill(db.engine, tmp_path / "outreach.db")
        assert found() == []
        db.engine.dispose()
