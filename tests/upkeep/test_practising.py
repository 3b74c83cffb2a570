"""Practising beside the real bureau, and beginning for real after the example."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from outreach.app import create_app
from outreach.check_ups.lists.models import CheckPoint
from outreach.config import practice_of, read_settings
from outreach.db import db, transaction
from outreach.evidence import store
from outreach.people.models import Bureau, Person
from outreach.people.queries import nobody_yet
from outreach.places.models import Place, PlaceName
from outreach.schedule.models import Event
from outreach.upkeep.practising import commands
from tests.making import make_bureau, make_check_list, make_event, make_person, make_place, stored
from tests.signing_in import sign_in


@pytest.fixture
def own_app(sqlite_app: Flask, tmp_path: Path) -> Flask:
    """An app whose data folder is its own."""
    settings = replace(
        sqlite_app.config["SETTINGS"], data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'outreach.db'}"
    )
    app = create_app(settings, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
        make_bureau()
    return app


def test_practice_has_the_lists_and_nothing_else_and_says_so_on_every_page(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "migrate", db.create_all)
    with own_app.app_context():
        township, inside = make_place().id, make_place().id
        stored(PlaceName(place_id=inside, name="三江"))
        points = [each.id for each in make_check_list("合同").points]
        with transaction():
            db.session.get_one(Place, inside).parent_id = township
        make_event()
        person = make_person()
        db.session.refresh(person)
    told = own_app.test_cli_runner().invoke(args=["practice"])
    assert told.exit_code == 0 and "OUTREACH_PRACTICE=yes" in told.output
    again = own_app.test_cli_runner().invoke(args=["practice"])
    assert again.exit_code != 0
    own = own_app.config["SETTINGS"]
    app = create_app(practice_of(own), testing=True)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 0
        assert db.session.get_one(Place, inside).parent_id == township
        assert db.session.scalars(db.select(PlaceName.name)).all() == ["三江"]
        assert db.session.get_one(Person, person.id).name == person.name
        assert db.session.scalars(db.select(CheckPoint.id)).all() == points
        assert "练习" in db.session.get_one(Bureau, 1).name
        client = app.test_client()
        sign_in(client, person)
        page = client.get("/")
        assert 'class="example-ribbon practice"' in page.text
        assert client.get_cookie("outreach") is None
        db.session.remove()
        db.engine.dispose()
    with own_app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 1
        db.session.remove()
        db.engine.dispose()


def test_every_table_that_hangs_on_the_lists_is_copied_or_named_as_left_out() -> None:
    tables = {each.name: each for each in db.metadata.sorted_tables}
    assert {*commands.LISTS, *commands.LEFT_OUT} <= tables.keys()
    copied = set(commands.LISTS)
    for name, table in tables.items():
        hangs_on = {key.column.table.name for key in table.foreign_keys} - {name}
        if hangs_on and hangs_on <= copied and name not in copied:
            assert name in commands.LEFT_OUT, f"practice has {hangs_on} and not {name}"


def test_practice_never_touches_the_real_database(tmp_path: Path) -> None:
    environ = {
        "OUTREACH_DATA_DIR": str(tmp_path),
        "OUTREACH_DATABASE_URL": "postgresql://h/real",
        "OUTREACH_EVIDENCE_URL": "s3://real",
        "OUTREACH_BASE_URL": "https://pufa.example.test",
        "OUTREACH_PRACTICE": "yes",
    }
    settings = read_settings(environ)
    assert settings.database_url == f"sqlite:///{tmp_path / 'practice' / 'outreach.db'}"
    assert (settings.evidence_url, settings.base_url, settings.practice) == ("", None, True)


def test_beginning_for_real_puts_the_example_aside_whole(own_app: Flask) -> None:
    runner = own_app.test_cli_runner()
    refused = runner.invoke(args=["begin"])
    assert refused.exit_code != 0  # these are a bureau's own records
    settings = own_app.config["SETTINGS"]
    with own_app.app_context():
        with transaction():
            db.session.get_one(Bureau, 1).is_example = True
        store.keep("ab" * 32, b"a picture of the example")
        db.session.remove()
        db.engine.dispose()
    begun = runner.invoke(args=["begin"])
    assert begun.exit_code == 0, begun.output
    (folder,) = settings.data_dir.glob("set-aside-*")
    assert sorted(each.name for each in folder.iterdir()) == ["evidence", "outreach.db"]
    with own_app.app_context():
        db.create_all()
        assert nobody_yet() and store.content("ab" * 32) is None
        db.session.remove()
        db.engine.dispose()
