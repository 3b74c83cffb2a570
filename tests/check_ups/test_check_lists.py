"""Check-up lists: a draft is written from the version before, published, and never changes from then on."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.check_ups.lists.models import CheckList, CheckListVersion
from outreach.check_ups.lists.rules import Change, PointFacts, differences
from outreach.db import db, new_id
from outreach.laws.subjects import Subject
from outreach.people.rules import Role
from tests.logbook.sending import phone_of
from tests.making import make_bureau, make_check_list, make_law, make_person, make_team


@pytest.fixture
def lead(sqlite_app: Flask) -> Iterator[FlaskClient]:
    with sqlite_app.app_context():
        make_bureau()
        yield phone_of(sqlite_app, make_person(Role.LEAD, team=make_team()))


def versions() -> list[CheckListVersion]:
    db.session.rollback()
    return list(db.session.scalars(select(CheckListVersion).order_by(CheckListVersion.number)))


def test_a_list_is_made_written_and_published(lead: FlaskClient) -> None:
    team = make_team()
    answer = lead.post("/check-lists/new", data={"title": "工资", "subject": "pay", "team": str(team.id)})
    made = db.session.scalars(select(CheckList)).one()
    assert (made.subject, answer.location) == (Subject.PAY, f"/check-lists/{made.id}/versions/1")
    assert "没有要点的清单不能发布" in lead.post(f"/check-lists/{made.id}/draft/publish").text
    law = make_law(title="劳动法")
    said = {"title": "工资按月支付", "law": str(law.id), "article": "第五十条", "weight": "3", "within_days": "15"}
    lead.post(f"/check-lists/{made.id}/draft/points/new", data=said)
    lead.post(f"/check-lists/{made.id}/draft/publish", data={})
    (version,) = versions()
    assert version.published_at is not None
    (point,) = version.points
    assert (point.title, point.law_id, point.weight, point.within_days) == ("工资按月支付", law.id, 3, 15)
    assert "工资按月支付" in lead.get(f"/check-lists/{made.id}").text


def test_a_new_version_keeps_the_keys_and_shows_what_it_changes(lead: FlaskClient) -> None:
    first = make_check_list("合同", "名册")
    base = f"/check-lists/{first.list_id}"
    lead.post(f"{base}/draft")
    draft = versions()[1]
    assert [point.key for point in draft.points] == [point.key for point in first.points]
    one, two = draft.points
    lead.post(f"{base}/draft/points/{one.id}", data={"title": "书面合同", "weight": "2", "look_at": "花名册"})
    lead.post(f"{base}/draft/points/{two.id}/drop")
    lead.post(f"{base}/draft/points/new", data={"title": "工资条", "weight": "1"})
    page = lead.get(f"{base}/versions/2").text
    for told in ("原为：合同", "已删去", "新增"):
        assert told in page
    assert "版本 2" not in lead.get(base).text
    lead.post(f"{base}/draft/publish", data={"note": "法律修订"})
    assert [point.title for point in versions()[0].points] == ["合同", "名册"]
    assert "书面合同" in lead.get(base).text
    assert "法律修订" in lead.get(base).text


def test_a_published_version_never_changes(lead: FlaskClient) -> None:
    version = make_check_list("合同", "名册")
    point, base = version.points[0], f"/check-lists/{version.list_id}"
    assert lead.post(f"{base}/draft/points/{point.id}", data={"title": "别的", "weight": "1"}).status_code == 409
    lead.post(f"{base}/draft/points/{point.id}/drop")
    assert [each.title for each in versions()[0].points] == ["合同", "名册"]


def test_points_change_places_and_a_draft_is_thrown_away(lead: FlaskClient) -> None:
    version = make_check_list("合同", "名册")
    base = f"/check-lists/{version.list_id}"
    lead.post(f"{base}/draft")
    lead.post(f"{base}/draft/points/{versions()[1].points[1].id}/raise")
    assert [point.title for point in versions()[1].points] == ["名册", "合同"]
    lead.post(f"{base}/draft/drop")
    assert [each.number for each in versions()] == [1]


def test_a_list_is_taken_out_of_use_and_put_back(lead: FlaskClient) -> None:
    version = make_check_list(title="工资")
    base = f"/check-lists/{version.list_id}"
    lead.post(f"{base}/retire")
    assert "已停用" in lead.get("/check-lists").text
    lead.post(f"{base}/bring-back")
    assert "已停用" not in lead.get("/check-lists").text


def test_another_teams_list_stays_as_it_is(lead: FlaskClient) -> None:
    version = make_check_list(team=make_team("pension"))
    base = f"/check-lists/{version.list_id}"
    assert lead.get(base).status_code == 200
    assert lead.post(f"{base}/draft").status_code == 403
    assert lead.get(f"{base}/edit").status_code == 403


def test_what_a_version_changed_is_told_by_the_keys() -> None:
    one, two, three = new_id(), new_id(), new_id()
    before = [(one, PointFacts("合同")), (two, PointFacts("名册"))]
    after = [(one, PointFacts("书面合同", weight=3)), (three, PointFacts("工资条"))]
    assert differences(before, after) == [
        Change("书面合同", fields=(("title", "合同", "书面合同"), ("weight", 2, 3))),
        Change("工资条", is_new=True),
        Change("名册", is_gone=True),
    ]
