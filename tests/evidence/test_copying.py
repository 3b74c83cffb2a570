"""All evidence goes from one store to another, and each file is what it was."""

from pathlib import Path

import pytest
from flask import Flask

from outreach.db import db, transaction
from outreach.evidence import store
from outreach.evidence.actions import Kept, add_picture
from outreach.evidence.originals import name_original
from outreach.evidence.rules import PictureKind, content_hash
from outreach.evidence.scans.actions import erase_past_sheets
from outreach.files import files, open_files
from outreach.schedule.models import Event
from tests.buckets import bucket_url
from tests.making import NOW, make_event, make_person

CONTENTS = [b"\xff\xd8 %d" % number for number in range(4)]


@pytest.fixture
def kept(sqlite_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Three files and a sheet with names whose time is over, in a folder of their own."""
    monkeypatch.setitem(sqlite_app.extensions, "outreach.files", open_files(str(tmp_path / "old")))
    with sqlite_app.app_context():
        event, person = make_event(), make_person()
        with transaction():
            for content in CONTENTS[:3]:
                name_original(content, now=NOW)
        sheet = Kept(content_hash(CONTENTS[3]), len(CONTENTS[3]))
        store.keep(sheet.sha256, CONTENTS[3])
        facts = {"name": "", "caption": "", "shows_people": True, "by": person, "kind": PictureKind.SCAN}
        with transaction():
            item = add_picture(db.session.get_one(Event, event.id), sheet, now=NOW, **facts)
        with transaction():
            erase_past_sheets(by=person, now=NOW.replace(year=NOW.year + 5))
        assert item.erased_at is not None
    return sqlite_app


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_what_rows_name_is_copied_and_checked_and_a_second_run_goes_on(kept: Flask, tmp_path: Path, kind: str) -> None:
    url = bucket_url() if kind == "bucket" else str(tmp_path / "new")
    runner, target = kept.test_cli_runner(), open_files(url)
    with kept.app_context():
        target.put(store.name_of(content_hash(CONTENTS[0])), b"half")  # a run that broke off
    told = runner.invoke(args=["copy-evidence", url])
    assert told.exit_code == 0 and "3" in told.output and "OUTREACH_EVIDENCE_URL" in told.output
    assert {target.content(each.name) for each in target.listed("evidence/")} == set(CONTENTS[:3])
    before = list(target.listed("evidence/"))
    assert runner.invoke(args=["copy-evidence", url, "--from", str(tmp_path / "old")]).exit_code == 0
    assert list(target.listed("evidence/")) == before


def test_what_is_missing_or_damaged_is_named_and_never_copied(kept: Flask, tmp_path: Path) -> None:
    gone, damaged = content_hash(CONTENTS[0]), content_hash(CONTENTS[1])
    with kept.app_context():
        store.drop(gone)
        files().put(store.name_of(damaged), b"other")
    told = kept.test_cli_runner().invoke(args=["copy-evidence", str(tmp_path / "new")])
    assert told.exit_code == 1 and gone in told.output and damaged in told.output
    assert "OUTREACH_EVIDENCE_URL" not in told.output
    assert [each.size for each in open_files(str(tmp_path / "new")).listed("evidence/")] == [len(CONTENTS[2])]


def test_a_url_that_is_no_store_is_refused_in_words(kept: Flask) -> None:
    told = kept.test_cli_runner().invoke(args=["copy-evidence", "ftp://nas/evidence"])
    assert told.exit_code == 2 and "s3://" in told.output
