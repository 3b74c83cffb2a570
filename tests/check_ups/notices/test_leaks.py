"""What notices say and check-ups note leaves the office nowhere: no page of viewers, no export, feed or pack."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from outreach import clock
from outreach.check_ups.models import CheckAnswer, CheckUp
from outreach.check_ups.notices import actions
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.queries import check_up
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.evidence.actions import add_picture, keep_picture
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PictureKind
from outreach.people.actions.feed_links import renew_feed_token
from outreach.people.feed_tokens import token_text
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.filters import Filters
from outreach.reports.packs.asked import of_period
from tests.check_ups.notices.visits import make_check_up, make_list
from tests.evidence.pictures import picture
from tests.making import NOW, make_bureau, make_person, make_team
from tests.reports.packs.opening import make_evidence, packed
from tests.signing_in import sign_in

#: What stands in a notice, in a note, and at a point: nobody outside may read any of it.
SECRETS = ("机密风险", "机密备注", "机密文号", "机密要点", "机密签收")
PLACES = (
    *("/", "/events", "/events.csv", "/events.xlsx", "/calendar", "/places", "/campaigns", "/coverage"),
    *("/coverage.csv", "/reports", "/reports/2025", "/reports/2025.json", "/reports/2025.xlsx", "/reports/targets"),
    *("/follow-ups", "/follow-ups/export.csv", "/media/list.csv", "/notices", "/questions", "/laws", "/media/proofs"),
    *("/cases", "/answers"),
)


@pytest.fixture
def told(sqlite_app: Flask) -> Iterator[Notice]:
    """A notice that was handed over, with a signed page, and was not released."""
    with sqlite_app.app_context():
        make_bureau()
        by, clerk = make_person(Role.CLERK), make_person(Role.CLERK)
        (point,) = make_list("机密要点", team=make_team("labor_relations")).points
        checked: CheckUp = make_check_up({point: Found.RISK}, notes={point: "机密备注"})
        with transaction():
            notice = actions.make_notice(check_up(checked.id), by=by, now=NOW)
            actions.change_item(notice, notice.items[0], found="机密风险", by=by, now=NOW)
            said = {"number": "机密文号", "opening": "机密风险", "closing": None, "contact": None, "revisit_on": None}
            actions.change_notice(notice, by=by, now=NOW, **said)  # type: ignore[arg-type]
            actions.review_notice(notice, by=clerk, now=NOW)
            actions.hand_over(notice, clock.local_day(NOW), by=by, now=NOW)
        make_evidence(notice, by, caption="机密签收", name="机密签收.jpg")
        yield db.session.scalars(db.select(Notice)).one()


def unpacked(content: bytes) -> str:
    """All text in an answer, also in a file that is a zip."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(unpacked(archive.read(name)) for name in archive.namelist())


def check_tells_nothing(answer: TestResponse, where: str) -> None:
    """Fail where one of the secrets stands in it."""
    said = unpacked(answer.data)
    assert [secret for secret in SECRETS if secret in said] == [], where


def answers(app: Flask, role: Role, places: tuple[str, ...]) -> Iterator[tuple[str, TestResponse]]:
    """What somebody of the role gets at each place."""
    client = app.test_client()
    with app.app_context():
        sign_in(client, make_person(role))
    for place in places:
        yield place, client.get(place)


def test_viewers_read_nothing_of_a_notice_anywhere(sqlite_app: Flask, told: Notice) -> None:
    event, company, mine = told.check_up.event_id, told.check_up.place_id, told.id
    evidence = db.session.scalars(db.select(Evidence)).one().id
    own = (f"/events/{event}", f"/events/{event}.ics", f"/places/{company}", f"/check-ups/{told.check_up_id}")
    own += (f"/notices/{mine}", f"/evidence/{evidence}", f"/evidence/{evidence}/small", "/risks", "/check-ups")
    db.session.remove()
    for place, answer in answers(sqlite_app, Role.VIEWER, PLACES + own):
        assert answer.status_code in {200, 302, 303, 403, 404}, place
        if answer.status_code == 200:
            check_tells_nothing(answer, place)
    closed = {place: answer.status_code for place, answer in answers(sqlite_app, Role.VIEWER, own)}
    assert closed[f"/evidence/{evidence}"] == closed[f"/evidence/{evidence}/small"] == 404
    assert closed[f"/notices/{mine}"] == 404
    assert closed["/risks"] == closed["/check-ups"] == 403


@pytest.mark.parametrize(("role", "status"), [(Role.VIEWER, 404), (Role.STAFF, 404), (Role.LEAD, 200)])
def test_viewers_and_other_teams_never_get_a_photo_of_a_finding(
    sqlite_app: Flask, told: Notice, role: Role, status: int
) -> None:
    finding, by = db.session.scalars(db.select(CheckAnswer)).one(), db.session.get_one(Person, told.made_by_id)
    kept = keep_picture(picture())
    with transaction():
        facts: dict[str, Any] = {"name": "a.jpg", "kind": PictureKind.PHOTO, "shows_people": False, "caption": None}
        photo = add_picture(finding, kept, by=by, now=NOW, **facts).id
    db.session.remove()
    pictures = (f"/evidence/{photo}", f"/evidence/{photo}/small")
    sent = [
        (answer.status_code, answer.headers["Cache-Control"]) for _place, answer in answers(sqlite_app, role, pictures)
    ]
    assert sent == [(status, "no-store")] * 2


def test_no_export_of_the_office_holds_a_notice(sqlite_app: Flask, told: Notice) -> None:
    db.session.remove()
    exports = tuple(place for place in PLACES if "." in place)
    for place, answer in answers(sqlite_app, Role.CLERK, exports):
        assert answer.status_code == 200, place
        check_tells_nothing(answer, place)


def test_no_feed_holds_a_notice(sqlite_app: Flask, told: Notice) -> None:
    with transaction():
        owner = db.session.get_one(Person, told.made_by_id)
        token = token_text(renew_feed_token(owner, by=owner, now=clock.now()))
    db.session.remove()
    for feed in ("all", "mine", "teams/labor_relations"):
        check_tells_nothing(sqlite_app.test_client().get(f"/feeds/{token}/{feed}.ics"), feed)


def test_no_pack_holds_a_notice_or_its_signed_page(told: Notice, tmp_path: Path) -> None:
    opened, _made = packed(of_period(Filters.of_year(2025)), tmp_path / "a.zip")
    for name, content in opened.files.items():
        said = name + unpacked(content)
        assert [secret for secret in SECRETS if secret in said] == [], name
