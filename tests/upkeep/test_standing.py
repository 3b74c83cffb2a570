"""How the backups stand: what is worst is said, by the doctor, at the start, on the page and on the board."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from outreach import clock
from outreach.people.rules import Role
from outreach.upkeep.backups.keeping import begin_by_hand, standing, start_lines
from outreach.upkeep.backups.rules import OLD_AFTER, State, state_of
from outreach.upkeep.backups.soundness import findings
from tests.making import NOW, make_bureau, make_person
from tests.signing_in import sign_in

GOOD, NONE = {"has_good": True}, {"has_good": False}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (GOOD, State.GOOD),
        (NONE, State.FIRST),
        (NONE | {"is_wanted": False}, State.OFF),
        (GOOD | {"is_wanted": False}, State.GOOD),
        (GOOD | {"has_failed": True}, State.FAILED),
        (NONE | {"has_failed": True}, State.FAILED),
        (GOOD | {"is_old": True}, State.OLD),
        (NONE | {"is_old": True}, State.NONE),
        (GOOD | {"is_old": True, "has_failed": True}, State.OLD),
        (GOOD | {"is_old": True, "is_usable": False}, State.UNUSABLE),
        (NONE | {"is_usable": False}, State.UNUSABLE),
        (NONE | {"is_usable": False, "is_wanted": False}, State.OFF),
    ],
)
def test_what_is_worst_is_said(facts: dict[str, bool], state: State) -> None:
    usual = {"has_failed": False, "is_usable": True, "is_wanted": True, "is_old": False} | facts
    since = NOW - OLD_AFTER - timedelta(hours=1) * (1 if usual.pop("is_old") else -1)
    assert state_of(since=since, now=NOW, **usual) is state


def test_a_folder_that_takes_no_backup_is_said_everywhere(sqlite_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "disk").touch()  # a file where the folder should be: this account can't make one there, whoever it is
    settings = sqlite_app.config["SETTINGS"]
    sqlite_app.config["SETTINGS"] = replace(settings, backup_dir=tmp_path / "disk" / "backups")
    try:
        client = sqlite_app.test_client()
        with sqlite_app.app_context():
            make_bureau()
            sign_in(client, make_person(Role.ADMIN))
            assert [(each.code, each.is_warning) for each in findings()] == [("backup_folder", False)]
            assert str(tmp_path / "disk" / "backups") in start_lines("http://localhost")[0]
            begin_by_hand()
            for run in [*sqlite_app.extensions["outreach.runs"].values()]:
                run.join()
            assert standing(clock.now()).state is State.UNUSABLE
        for address in ("/", "/admin", "/admin/backups"):
            assert "备份文件夹无法写入" in client.get(address).text
    finally:
        sqlite_app.config["SETTINGS"] = settings
