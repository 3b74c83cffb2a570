"""A backup is made every day by itself and before every migration, and boards turn red where none was."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade

from outreach import clock
from outreach.app import create_app
from outreach.audit.actions import Machine, record_act
from outreach.cli.database import bring_up_to_date
from outreach.cli.terminal import CannotStart
from outreach.cli.upgrading.migrating import go_back_to
from outreach.config import BadSetting, Settings, practice_of, read_settings
from outreach.db import db, transaction
from outreach.db.revisions import revision_of_database, revisions_in
from outreach.jobs.chores.actions import end_turn, take_turn
from outreach.jobs.chores.rules import Outcome
from outreach.jobs.chores.running import do_what_is_due
from outreach.people.rules import Role
from outreach.upkeep.backups import keeping
from outreach.upkeep.backups.manifest import Kind
from outreach.upkeep.backups.naming import found_in
from outreach.upkeep.backups.places import backup_folder
from outreach.upkeep.backups.restoring import restore
from outreach.upkeep.backups.soundness import findings
from tests.conftest import example_on
from tests.making import NOW, make_bureau, make_person
from tests.sharing import made_once
from tests.signing_in import sign_in

DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The product as it is installed, brought up to date, in a folder of its own."""
    shutil.copy(made_once(tmp_path_factory, "installed", install) / "outreach.db", tmp_path)
    app = example_on(tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def install(folder: Path) -> None:
    """Begin a bureau in `folder`, on a database that the migrations made."""
    app = example_on(folder)
    with app.app_context():
        bring_up_to_date(app)
        make_bureau()
        db.session.remove()
        db.engine.dispose()  # what stands beside the file goes into it


def test_a_backup_is_made_every_day_once_and_before_a_migration_and_leads_back(
    place: Flask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backups"
    assert not folder.exists()
    for days in (0, 0, 1):
        do_what_is_due(place, now=NOW + days * DAY)
    assert [each.kind for each in found_in(folder)] == [Kind.WHOLE, Kind.WHOLE]
    db.session.remove()
    downgrade(revision="-1")
    before = revision_of_database()
    bring_up_to_date(place)
    [kept] = [each for each in found_in(folder) if each.kind is Kind.DATABASE]
    assert str(kept.file) in capsys.readouterr().out
    other = tmp_path / "other"
    other.mkdir()
    settings = Settings(f"sqlite:///{other / 'o.db'}", "for tests only", "Asia/Shanghai", "zh", None, other)
    with create_app(settings, testing=True).app_context():
        restored = restore(kept.file, now=NOW)
        assert restored.manifest.revision == before and restored.different == []
        db.session.remove()
        db.engine.dispose()


def test_going_back_to_an_earlier_migration_makes_a_backup_first(
    place: Flask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = revision_of_database()
    revisions = sorted(revisions_in(Path(place.extensions["migrate"].directory))[0])
    go_back_to(place, str(head))
    assert not (tmp_path / "backups").exists()
    go_back_to(place, revisions[-2])
    assert revision_of_database() == revisions[-2]
    [kept] = found_in(tmp_path / "backups")
    assert kept.kind is Kind.DATABASE and str(kept.file) in capsys.readouterr().out
    kept.file.unlink()
    (tmp_path / "backups").rmdir()
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(CannotStart):
        go_back_to(place, revisions[-3])
    assert revision_of_database() == revisions[-2]


def test_a_practice_database_wants_no_backup(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with client.application.app_context():
        make_bureau()
        admin = make_person(Role.ADMIN)
    sign_in(client, admin)
    config = client.application.config
    own = replace(config["SETTINGS"], backup_dir=Path("/srv/backups"))
    monkeypatch.setitem(config, "SETTINGS", practice_of(own))
    assert red(client) == ""
    assert "这里的内容不需要备份" in client.get("/admin/backups").text
    with client.application.app_context():
        assert keeping.due(clock.now()) is None and list(findings()) == []
        assert backup_folder() == own.data_dir / "practice" / "backups"


def test_without_a_backup_nothing_is_migrated(place: Flask, tmp_path: Path) -> None:
    db.session.remove()
    downgrade(revision="-1")
    before = revision_of_database()
    (tmp_path / "backups").write_text("a file where the folder should be")
    with pytest.raises(CannotStart):
        bring_up_to_date(place)
    assert revision_of_database() == before


def test_the_boards_turn_red_where_the_last_good_one_is_old_or_the_last_try_failed(client: FlaskClient) -> None:
    with client.application.app_context():
        make_bureau()
        admin = make_person(Role.ADMIN)
    sign_in(client, admin)
    assert "还没有备份" in red(client)
    turn(client.application, "first", Outcome.DONE, days_ago=1)
    assert red(client) == ""
    turn(client.application, "second", Outcome.FAILED, days_ago=0)
    assert "磁盘没有插上" in red(client)
    assert "磁盘没有插上" in client.get("/admin/backups").text


def test_a_backup_that_was_made_elsewhere_is_none_of_this_place(client: FlaskClient) -> None:
    """Records that were restored, or moved, bring the turns of the place along where they were."""
    app = client.application
    with app.app_context():
        make_bureau(made_at=clock.now() - 9 * DAY)
    turn(app, "there", Outcome.DONE, days_ago=1)
    with app.app_context():
        assert [each.code for each in findings()] == ["same_disk"]
        with transaction():
            record_act("backup.restored", by=Machine(), now=clock.now())
        assert [each.code for each in findings()] == ["no_backup", "same_disk"]
    turn(app, "here", Outcome.DONE, days_ago=0)
    with app.app_context():
        assert [each.code for each in findings()] == ["same_disk"]


def turn(app: Flask, slot: str, outcome: Outcome, days_ago: int) -> None:
    """A turn that somebody took and ended."""
    at = clock.now() - days_ago * DAY
    facts = {"size": 5_000_000, "rows": 10, "files": 2, "faults": 1, "reason": "磁盘没有插上"}
    with app.app_context():
        with transaction():
            take_turn(keeping.KIND, slot, now=at)
        with transaction():
            end_turn(keeping.KIND, slot, outcome, now=at, facts=facts)


def red(client: FlaskClient) -> str:
    """What the home board says of the backups."""
    found = re.search(r'<div class="notice bad">.*?</div>\n</div>', client.get("/").text, re.DOTALL)
    return found[0] if found else ""


def test_the_page_lets_one_be_made_by_hand_and_keeps_why_it_failed(client: FlaskClient) -> None:
    with client.application.app_context():
        make_bureau()
        admin = make_person(Role.ADMIN)
    sign_in(client, admin)
    assert client.post("/admin/backups").status_code == 302
    for run in [*client.application.extensions["outreach.runs"].values()]:
        run.join()
    assert "还没有数据库" in client.get("/admin/backups").text  # the tests' database has no migrations


def test_the_page_says_which_are_made_by_hand_and_which_files_are_gone(place: Flask, tmp_path: Path) -> None:
    admin = make_person(Role.ADMIN)
    do_what_is_due(place, now=clock.now() - DAY)
    db.session.remove()
    client = place.test_client()
    sign_in(client, admin)
    for _press in range(2):
        keeping.begin_by_hand()
        for run in [*place.extensions["outreach.runs"].values()]:
            run.join()
    by_hand, earlier, by_itself = found_in(tmp_path / "backups")
    assert (by_hand.by_hand, earlier.by_hand, by_itself.by_hand) == (True, True, False)
    page = client.get("/admin/backups").text
    assert "文件已不在" not in page and "手动备份单独计算" in page
    for gone in (by_hand, earlier):
        gone.file.unlink()
    page = client.get("/admin/backups").text
    assert page.count("文件已不在") == 3  # above, and twice in the list
    assert by_itself.file.name in page and by_hand.file.name not in page


@pytest.mark.parametrize(
    ("name", "value"), [("OUTREACH_BACKUP_AT", "25:00"), ("OUTREACH_BACKUP_AT", "noon"), ("OUTREACH_BACKUP_KEEP", "7")]
)
def test_a_setting_that_says_nothing_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read_settings({"OUTREACH_DATA_DIR": str(tmp_path), name: value})
    assert read_settings({"OUTREACH_DATA_DIR": str(tmp_path), "OUTREACH_BACKUP_AT": "off"}).backup_at is None
