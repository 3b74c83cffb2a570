"""A backup is one file of one instant, and what comes back from it is what was there, figure by figure."""

import errno
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from outreach.app import MIGRATIONS, create_app
from outreach.config import Settings, read_settings
from outreach.db import db
from outreach.db.revisions import revisions_in
from outreach.db.snapshot import snapshot
from outreach.errors import Conflict, Invalid
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.evidence.rules import content_hash
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.filters import Filters
from outreach.schedule.rules import Status
from outreach.upkeep.backups import archive
from outreach.upkeep.backups.manifest import Kind
from outreach.upkeep.backups.naming import found_in, free_name, let_go
from outreach.upkeep.backups.restoring import restore
from outreach.upkeep.backups.rules import kept_of_hand_made
from outreach.upkeep.backups.setting_aside import set_aside
from outreach.upkeep.backups.taking import take_backup
from outreach.upkeep.standing import counts_of, figures_of_all_years
from tests.emptying import close_file
from tests.making import NOW, make_event, make_material, make_person, make_tally, stored

PAPER = b"%PDF-1.4 a paper"


@pytest.fixture
def world(app: Flask) -> Iterator[Flask]:
    """A database at the last migration with an event, a line, a kept drawing, and a file of the evidence."""
    close_file(app)
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
            head = {"head": revisions_in(MIGRATIONS)[1]}
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), head)
        by = make_person(name="张“三”,\n李四")
        make_tally(make_event(status=Status.HELD), item_id=make_material().id, quantity=30, by=by)
        store.keep(content_hash(PAPER), PAPER)
        stored(StoredFile(sha256=content_hash(PAPER), media_type="application/pdf", size=len(PAPER), stored_at=NOW))
        keep_drawing(Filters.of_year(2025), title="一稿", by=by, now=NOW)
        db.session().commit()
        yield app
        db.session.remove()
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))


@pytest.fixture
def elsewhere(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Flask]]:
    """Makes an empty place for the product, with a database of that kind."""
    apps = []

    def made(dialect: str) -> Flask:
        folder = tmp_path / f"elsewhere{len(apps)}"
        folder.mkdir()
        url = f"sqlite:///{folder / 'outreach.db'}"
        if dialect == "postgresql":
            url = request.getfixturevalue("fresh_postgresql")
        apps.append(create_app(Settings(url, "for tests only", "Asia/Shanghai", "zh", None, folder), testing=True))
        return apps[-1]

    yield made
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def rows_of(app: Flask) -> dict[str, list[str]]:
    """Every row of every table that the product has, as text."""
    with app.app_context(), db.engine.connect() as connection:
        tables = [name for name in counts_of(connection) if name != "alembic_version"]
        return {
            name: sorted(str(tuple(row)) for row in connection.execute(db.metadata.tables[name].select()))
            for name in tables
        }


def test_what_comes_back_is_what_was_there(
    world: Flask, tmp_path: Path, elsewhere: Callable[[str], Flask], showed: Callable[[str], None]
) -> None:
    taken = take_backup(tmp_path / "backups", now=NOW)
    place = elsewhere(db.engine.dialect.name)
    before, figures = rows_of(world), _figures()
    with place.app_context():
        restored = restore(taken.file, now=NOW + timedelta(hours=1))
        assert restored.different == [] and restored.has_secret and _figures() == figures
        assert figures["2025"]["handouts"] == 30
        assert store.content(content_hash(PAPER)) == PAPER
    after = rows_of(place)
    after["audit_entries"] = [row for row in after["audit_entries"] if "backup.restored" not in row]
    assert after == before
    showed(f"{sum(map(len, before.values()))} rows, {restored.figures} figures")


def test_a_restore_that_breaks_off_leaves_no_bureau_without_its_evidence(
    world: Flask, tmp_path: Path, elsewhere: Callable[[str], Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = take_backup(tmp_path / "backups", now=NOW).file
    place = elsewhere(db.engine.dialect.name)
    with place.app_context():
        monkeypatch.setattr(store, "keep", _no_room)
        broken = place.test_cli_runner().invoke(args=["restore", str(file)])
        assert (broken.exit_code, type(broken.exception)) == (1, SystemExit) and "No space left" in broken.output
        with db.engine.connect() as connection:
            assert counts_of(connection) == {}
        monkeypatch.undo()
        assert restore(file, now=NOW).different == []


def _no_room(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _figures() -> dict[str, dict[str, int | None]]:
    with snapshot():
        return figures_of_all_years()


sqlite_only = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@sqlite_only
def test_a_backup_is_of_one_instant_while_others_write(world: Flask, tmp_path: Path) -> None:
    database, is_over, written = str(db.engine.url.database), threading.Event(), []
    tables = ("one", "two")

    def write() -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=15)) as connection:
            while not is_over.is_set():
                connection.execute("BEGIN IMMEDIATE")
                for table in tables:
                    connection.execute(f"INSERT INTO {table} VALUES (1)")
                connection.execute("COMMIT")
                written.append(1)

    with db.engine.begin() as connection:
        for table in tables:
            connection.execute(text(f"CREATE TABLE {table} (number INTEGER)"))
    writer = threading.Thread(target=write)
    writer.start()
    try:
        taken = take_backup(tmp_path / "backups", now=NOW)
    finally:
        is_over.set()
        writer.join()
    with zipfile.ZipFile(taken.file) as file:
        file.extract("database/outreach.db", tmp_path)
    with closing(sqlite3.connect(tmp_path / "database" / "outreach.db")) as copy:
        rows = {table: copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    assert rows == {table: taken.manifest.counts[table] for table in tables}
    assert rows["one"] == rows["two"] < len(written)


@sqlite_only
@pytest.mark.parametrize("harm", ["a byte", "cut off", "no backup"])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(
    world: Flask, tmp_path: Path, elsewhere: Callable[[str], Flask], harm: str
) -> None:
    file = take_backup(tmp_path / "backups", now=NOW).file
    content = bytearray(file.read_bytes())
    if harm == "a byte":
        content[content.index(PAPER) + 3] ^= 1
    file.write_bytes({"a byte": content, "cut off": content[:-200], "no backup": b"something else"}[harm])
    with elsewhere("sqlite").app_context():
        with pytest.raises((Conflict, Invalid)) as refused:
            restore(file, now=NOW)
        assert refused.value.code == ("damaged_backup" if harm == "a byte" else "no_backup")
        said = str(refused.value.message)
        assert harm != "a byte" or content_hash(PAPER) in said
        assert "再复制一次" in said and "另一份备份" in said and "zip file" not in said
        with db.engine.connect() as connection:
            assert counts_of(connection) == {}


@sqlite_only
def test_a_place_that_is_not_empty_is_left_alone_until_it_is_set_aside(world: Flask, tmp_path: Path) -> None:
    file = take_backup(tmp_path / "backups", now=NOW).file
    make_material()
    with pytest.raises(Conflict) as refused:
        restore(file, now=NOW)
    assert refused.value.code == "not_empty"
    others = sqlite3.connect(str(db.engine.url.database))
    others.execute("SELECT count(*) FROM items").fetchone()
    with pytest.raises(Conflict) as refused:
        set_aside(now=NOW)
    assert refused.value.code == "in_use"
    others.close()
    folder = set_aside(now=NOW)
    assert restore(file, now=NOW).different == []
    assert folder is not None and (folder / "outreach.db").exists()
    shutil.rmtree(folder)


@sqlite_only
def test_a_damaged_file_of_the_evidence_is_told_and_stops_no_backup(world: Flask, tmp_path: Path) -> None:
    other = b"%PDF-1.4 another paper"
    store.keep(content_hash(other), other)
    stored(StoredFile(sha256=content_hash(other), media_type="application/pdf", size=len(other), stored_at=NOW))
    store.drop(content_hash(other))
    taken = take_backup(tmp_path / "backups", now=NOW)
    assert taken.manifest.faults == {content_hash(other): "missing"}


@sqlite_only
def test_the_commands_make_look_at_and_bring_back(
    world: Flask, tmp_path: Path, elsewhere: Callable[[str], Flask]
) -> None:
    db.session.remove()
    run = world.test_cli_runner().invoke
    made = run(args=["backup", str(tmp_path / "备份 folder")])
    assert made.exit_code == 0, made.output
    [found] = found_in(tmp_path / "备份 folder")
    assert run(args=["restore", "--check", str(found.file)]).exit_code == 0
    place = elsewhere("sqlite")
    with place.app_context():
        back = place.test_cli_runner().invoke(args=["restore", str(found.file)])
    assert back.exit_code == 0, back.output
    assert not list((tmp_path / "备份 folder").glob(".*"))


def test_of_old_backups_the_last_of_each_day_week_and_month_stay(tmp_path: Path) -> None:
    begin = datetime(2025, 1, 1, 18, 30, tzinfo=UTC)
    for day in range(400):
        for kind in Kind if day > 396 else (Kind.WHOLE,):
            free_name(tmp_path, kind, begin + timedelta(days=day)).touch()
    let_go(tmp_path, (7, 4, 3), begin + timedelta(days=399))
    kept = [f"{each.made_at:%m-%d}" for each in found_in(tmp_path) if each.kind is Kind.WHOLE]
    assert kept == ["02-05", "02-04", "02-03", "02-02", "02-01", "01-31", "01-30", "01-25", "01-18", "12-31"]
    assert len([each for each in found_in(tmp_path) if each.kind is Kind.DATABASE]) == 3


def test_one_made_by_hand_takes_no_other_ones_place(tmp_path: Path) -> None:
    night = datetime(2025, 11, 27, 18, 30, tzinfo=UTC)
    by_itself = free_name(tmp_path, Kind.WHOLE, night)
    by_itself.touch()
    for minutes in (640, 650, 651):
        free_name(tmp_path, Kind.WHOLE, night + timedelta(minutes=minutes), by_hand=True).touch()
        let_go(tmp_path, (7, 5, 12), night + timedelta(minutes=minutes))
    assert [f"{each.made_at:%H:%M}" for each in found_in(tmp_path)] == ["13:21", "13:20", "13:10", "02:30"]
    assert [each.by_hand for each in found_in(tmp_path)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("made", "now", "kept"),
    [
        ([], "2025-11-28 13:16", []),
        (["2025-11-28 13:06", "2025-11-28 13:15"], "2025-11-28 13:16", ["2025-11-28 13:06", "2025-11-28 13:15"]),
        (["2025-11-01 09:00", "2025-11-01 10:00"], "2025-12-01 09:00", ["2025-11-01 09:00", "2025-11-01 10:00"]),
        (["2025-11-01 09:00", "2025-11-01 10:00"], "2025-12-01 09:01", ["2025-11-01 10:00"]),  # the last of the day
        (["2024-01-05 09:00", "2024-01-06 09:00", "2025-12-01 09:00"], "2025-12-02 09:00", ["2025-12-01 09:00"]),
    ],
)
def test_which_of_those_made_by_hand_stay(made: list[str], now: str, kept: list[str]) -> None:
    instants = [datetime.fromisoformat(each) for each in made]
    stay = kept_of_hand_made(instants, (1, 1, 1), datetime.fromisoformat(now))
    assert sorted(stay) == [datetime.fromisoformat(each) for each in kept]


def test_what_is_no_manifest_is_refused(sqlite_app: Flask, tmp_path: Path) -> None:
    for name, content in {"empty.zip": None, "other.zip": b"[]", "later.zip": b'{"format": 99}'}.items():
        with zipfile.ZipFile(tmp_path / name, "w") as file:
            if content is not None:
                file.writestr("manifest.json", content)
        with sqlite_app.app_context(), pytest.raises(Invalid), archive.opened(tmp_path / name):
            pass


@sqlite_only
def test_the_keys_of_the_data_folder_come_back_with_it(world: Flask, tmp_path: Path) -> None:
    db.session.remove()
    db.engine.dispose()  # the last connection puts what stands beside the file into it
    places = {}
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        places[name] = read_settings({"OUTREACH_DATA_DIR": str(folder)})
    shutil.copy(str(db.engine.url.database), tmp_path / "here" / "outreach.db")
    with create_app(places["here"], testing=True).app_context():
        file = take_backup(tmp_path / "backups", now=NOW).file
        db.engine.dispose()
    with create_app(places["there"], testing=True).app_context():
        restored = restore(file, now=NOW)
        assert (restored.has_secret, restored.opens_sealed) == (True, False)
        db.session.remove()
        db.engine.dispose()
    here, there = (tmp_path / name for name in ("here", "there"))
    assert (there / "secret-key").read_text() == (here / "secret-key").read_text()
    with zipfile.ZipFile(file) as archive:
        assert "data-key" not in archive.namelist()
