"""Making packs in a browser: what one would hold, the run, the file, and who may do what."""

import errno
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.check_ups.models import CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.evidence.rules import PictureKind
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.reports.closings.actions import parts_of
from outreach.reports.drawings.actions import keep_drawing
from outreach.reports.drawings.gathering import gather_now
from outreach.reports.filters import Filters
from outreach.reports.inside import is_finding
from outreach.reports.packs import files, making, runs
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import KEPT_FOR, Scope, State
from tests.making import make_check_list, make_person, make_place
from tests.reports.packs.opening import download, left_behind, make_evidence
from tests.reports.test_in_companies import look, session
from tests.reports.years import SmallYear, small_year
from tests.signing_in import sign_in

PACKS = "/reports/2025/packs"
WHOLE = Filters.of_year(2025)


@pytest.fixture
def year(app: Flask) -> SmallYear:
    """The small year, and an empty folder of packs."""
    with app.app_context():
        for file in files.folder().iterdir():
            file.unlink()
        made = small_year()
        make_evidence(made.desk, made.clerk, seed=1)
        make_evidence(made.desk, made.clerk, seed=2, kind=PictureKind.SCAN, shows_people=True)
        return made


def browser(app: Flask, role: Role) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        sign_in(client, make_person(role))
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def viewer(app: Flask, year: SmallYear) -> FlaskClient:
    return browser(app, Role.VIEWER)


def make(client: FlaskClient, address: str = PACKS, **said: str) -> str:
    """Make a pack; the address of its page."""
    answer = client.post(address, data=said)
    assert answer.status_code == 303, answer.text[:3000]
    return str(answer.location)


def finished(app: Flask) -> None:
    for thread in [*app.extensions["outreach.runs"].values()]:
        thread.join(30)


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:2000]
    return unescape(answer.text)


def acts(app: Flask) -> list[tuple[str, dict[str, Any]]]:
    with app.app_context():
        wanted = select(AuditEntry.act, AuditEntry.facts).where(AuditEntry.act.startswith("evidence_pack"))
        return [(row.act, row.facts) for row in db.session.execute(wanted.order_by(AuditEntry.id))]


def test_an_assessor_makes_the_pack_of_a_year(app: Flask, viewer: FlaskClient) -> None:
    before = page(viewer, PACKS)
    assert "1 file that shows faces or names" in before and "Sign-in sheets with names" not in before
    place = make(viewer)
    finished(app)
    shown = page(viewer, place)
    opened = download(viewer, place)
    assert "佐证包 2025年.zip" in shown and len(opened.manifest["figures"]) > 10
    assert [act for act, _facts in acts(app)] == ["evidence_pack.made", "evidence_pack.taken"]
    assert acts(app)[0][1]["sha256"] in shown
    assert "2025年" in page(viewer, PACKS)
    assert [name for name in left_behind(app) if not name.endswith(".zip")] == []


def test_names_leave_the_house_only_with_a_reason_of_the_office(
    app: Flask, year: SmallYear, viewer: FlaskClient
) -> None:
    address, clerk = f"/events/{year.desk.id}/pack", browser(app, Role.CLERK)
    place = make(viewer, address, with_scans="y", reason="好奇")
    finished(app)
    assert download(viewer, place).under("签到表") == []
    refused = clerk.post(address, data={"with_scans": "y", "reason": " "})
    assert refused.status_code == 422 and "Say why sheets with names" in unescape(refused.text)
    place = make(clerk, address, with_scans="y", reason="上级现场核查")
    finished(app)
    assert len(download(clerk, place).under("签到表")) == 1
    assert viewer.get(f"{place}/file.zip").status_code == 403
    assert [facts["reason"] for act, facts in acts(app) if act.endswith("made") and "reason" in facts] == [
        "上级现场核查"
    ]


def test_an_edition_and_an_event_have_their_button(app: Flask, year: SmallYear, viewer: FlaskClient) -> None:
    campaign = f"/campaigns/{year.edition.campaign_id}"
    of_edition = f"{campaign}/editions/{year.edition.id}/pack"
    assert of_edition in page(viewer, f"{campaign}?edition={year.edition.id}")
    assert f"/events/{year.desk.id}/pack" in page(viewer, f"/events/{year.desk.id}")
    place = make(viewer, of_edition)
    finished(app)
    assert download(viewer, place).manifest["scope"] == "edition"
    assert page(viewer, f"{campaign}/editions/{year.edition.id}/pack")


def test_filters_that_fit_nothing_make_no_pack(viewer: FlaskClient) -> None:
    answer = viewer.post(f"{PACKS}?from=2025-02-01&to=2025-02-02")
    assert answer.status_code == 422
    assert viewer.get(f"{PACKS}?team=none").status_code == 400


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A pack that is being made until the event is set."""
    opened, usual = threading.Event(), runs.make_pack

    def slow(path: Path, wish: Any, watch: Any) -> Any:
        while not opened.wait(0.05):
            watch.step(0)
        return usual(path, wish, watch)

    monkeypatch.setattr(runs, "make_pack", slow)
    monkeypatch.setattr("outreach.reports.packs.views.PATIENCE_SECONDS", 0.1)
    try:
        yield opened
    finally:
        opened.set()


def test_one_pack_at_a_time_for_each_person(app: Flask, viewer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with held(monkeypatch) as opened:
        place = make(viewer)
        assert viewer.get(f"{place}/progress.json").json["state"] == "running"  # type: ignore[index]
        assert 'data-run="' in page(viewer, place)
        second = viewer.post(PACKS)
        assert second.status_code == 409 and "A pack of yours is being made" in second.text
        opened.set()
        finished(app)
    assert viewer.get(f"{place}/progress.json").json["state"] == "over"  # type: ignore[index]
    make(viewer)
    finished(app)


def test_a_pack_that_is_stopped_leaves_nothing_and_can_begin_again(
    app: Flask, viewer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held(monkeypatch):
        place = make(viewer)
        viewer.post(f"{place}/stop")
        assert "It was stopped" in page(viewer, place)
        assert left_behind(app) == []
    viewer.post(f"{place}/again")
    finished(app)
    assert download(viewer, place).names


def test_a_full_disk_is_said_and_leaves_nothing(
    app: Flask, viewer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "write_pack", full)
    place = make(viewer)
    finished(app)
    assert "The disk of the server is full" in page(viewer, place)
    assert left_behind(app) == []
    monkeypatch.setattr(files, "free_bytes", lambda: 1000)
    answer = viewer.post(PACKS)
    assert answer.status_code == 400 and "1 KB is free" in answer.text


def test_a_pack_whose_server_died_is_closed_by_the_next(app: Flask, year: SmallYear) -> None:
    client = app.test_client()
    with app.app_context():
        person = make_person(Role.VIEWER)
        sign_in(client, person)
        with transaction():
            facts: dict[str, Any] = {
                "scope": Scope.PERIOD,
                "year": 2025,
                "title": "2025年",
                "name": "a.zip",
                "token": "x",
            }
            pack = Pack(**facts, begun_at=clock.now() - timedelta(minutes=1), by_id=person.id)
            db.session.add(pack)
            db.session.flush()
            pack_id = pack.id
            files.draft_of(pack_id, "x").write_bytes(b"half")
    client.set_cookie("language", "en")
    assert "Interrupted" in page(client, f"{PACKS}/{pack_id}")
    make(client)
    finished(app)
    with app.app_context():
        assert db.session.get_one(Pack, pack_id).state is State.FAILED


def test_a_file_is_gone_after_its_day_and_told_of_for_ever(
    app: Flask, viewer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make(viewer)
    finished(app)
    later = clock.now() + KEPT_FOR + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    next_day = browser(app, Role.VIEWER)
    shown = page(next_day, place)
    assert "deleted after its day" in shown and "SHA-256" in shown
    assert next_day.get(f"{place}/file.zip").status_code == 404
    assert left_behind(app) == []


def test_only_who_made_a_pack_puts_it_away(app: Flask, year: SmallYear, viewer: FlaskClient) -> None:
    place = make(viewer)
    finished(app)
    assert browser(app, Role.VIEWER).post(f"{place}/put-away").status_code == 403
    assert viewer.post(f"{place}/put-away").status_code == 302
    assert left_behind(app) == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # it is about words, not about rows
def test_no_pack_tells_what_was_found_in_companies(app: Flask, year: SmallYear, viewer: FlaskClient) -> None:
    clerk = browser(app, Role.CLERK)
    with app.app_context():
        with transaction():
            company, point = make_place(PlaceKind.ENTERPRISE, name="某某机械厂"), make_check_list().points[0]
            event = session(company, title="送法入企")
            look(event, company, point, Found.RISK, by=year.clerk)
            check_up = str(db.session.scalars(select(CheckUp.id)).one())
        gathered = gather_now(WHOLE, parts_of(WHOLE))
        with transaction():
            kept = keep_drawing(WHOLE, title="封账", by=year.clerk, now=clock.now(), gathered=gathered).id
    for asked in (PACKS, f"{PACKS}?from=2025-03-04&to=2025-03-04", f"/reports/2025/drawings/{kept}/pack"):
        for maker in (viewer, clerk):
            place = make(maker, asked)
            finished(app)
            opened = download(viewer, place)
            said = {name: text for path, content in opened.files.items() for name, text in texts_of(path, content)}
            assert any("送法入企" in text for text in said.values())
            assert [name for name, text in said.items() if check_up in text or "/check-ups/" in text] == []
            figures = json.loads(opened.files["02 统计数.json"])
            found = {key: each for key, each in figures.items() if is_finding(key)}
            assert {key for key in found if ";" in key} == set()
            assert [each for each in found.values() if each["lines"] is not None] == []
            assert {each["value"] for each in found.values()} <= {None if "from=" in asked else 1, 0, None}
            assert any("企业体检结果只给到场的人看" in why for why in opened.why_left_out())


def texts_of(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """What can be read in a file, also in the parts of an office file."""
    if path.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from ((f"{path}:{name}", archive.read(name).decode(errors="ignore")) for name in archive.namelist())
    else:
        yield path, content.decode(errors="ignore")
