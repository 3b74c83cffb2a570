"""The plan as a responsibility list with the columns of the form, on both databases."""

import io
import zipfile
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db
from outreach.people.rules import Role
from outreach.schedule.campaigns.responsibility import Line, responsibility_list
from outreach.schedule.models import Assignment, CampaignLaw, EventForm, ExplainedLaw, PlannedItem
from outreach.schedule.rules import Duty, Form, Status, Track
from outreach.sheets import read_table
from tests.making import (
    NOW,
    make_edition,
    make_event,
    make_group,
    make_law,
    make_material,
    make_person,
    make_team,
    stored,
)
from tests.signing_in import sign_in


def a_plan() -> None:
    """A campaign with one event held and one planned, one cancelled, and an event of a team beside it."""
    edition = make_edition(first_day=date(2025, 6, 1), last_day=date(2025, 6, 30))
    own, other = make_law(title="安全生产法"), make_law(title="=工伤保险条例")
    stored(CampaignLaw(campaign_id=edition.campaign_id, law_id=own.id))
    first = make_event(editions=(edition,), status=Status.HELD, expected_handouts=300, expected_consultations=40)
    second = make_event(editions=(edition,), starts_at=NOW + timedelta(days=5), expected_handouts=200)
    make_event(editions=(edition,), status=Status.CANCELLED, expected_handouts=999)
    make_event(team=make_team("pension"), track=Track.INTERNAL)
    for event in (first, second):
        stored(EventForm(event_id=event.id, form=Form.TALK))
    stored(Assignment(event_id=first.id, person_id=make_person(name="李娜").id, duty=Duty.LEAD))
    stored(Assignment(event_id=first.id, person_id=make_person(name="司机").id, duty=Duty.DRIVER))
    stored(ExplainedLaw(event_id=second.id, law_id=other.id))
    stored(PlannedItem(event_id=first.id, item_id=make_material(name="折页").id, quantity=300))
    stored(PlannedItem(event_id=second.id, item_id=make_group(name="农民工").id, quantity=None))


def lines_of_2025() -> list[Line]:
    """The list, read anew."""
    db.session.expire_all()
    return responsibility_list(2025)


def test_a_campaign_is_a_line_and_a_team_s_other_events_are_one(app_context: Flask) -> None:
    a_plan()
    campaign, beside = lines_of_2025()
    assert "《安全生产法》" in campaign.content and "《=工伤保险条例》" in campaign.content
    assert "6月1日" in campaign.content and campaign.leader == ""
    assert (campaign.people, campaign.offices, campaign.carriers) == ("李娜", "就业创业", "折页")
    assert campaign.audience == "社会公众、农民工" and campaign.measures == "集中宣讲"
    assert campaign.standard.split("\n") == [
        "计划开展2场",
        "其中已开展1场",
        "预计发放资料500份",
        "预计解答咨询40人次",
    ]
    assert (beside.number, beside.offices, beside.audience) == (2, "养老保险", "本局干部职工")


def test_an_empty_year_has_no_line(app_context: Flask) -> None:
    assert responsibility_list(2025) == []


def test_the_workbook_has_two_rows_of_headings_and_prints_across(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.VIEWER))
        assert "还没有安排" in client.get("/campaigns/2025/responsibility-list").text
        a_plan()
    page = client.get("/campaigns/2025/responsibility-list").text
    assert 'colspan="3"' in page and 'rowspan="2"' in page and "责任处室" in page
    content = client.get("/campaigns/2025/responsibility-list.xlsx").data
    table = read_table(content, "清单.xlsx")
    headings = "".join(table.header)
    for heading in (
        "序号",
        "内容清单",
        "责任领导",
        "责任人",
        "责任处室",
        "普法对象",
        "学习宣传载体",
        "方式措施",
        "标准清单",
    ):
        assert heading in headings
    assert len(table.rows) == 2
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert 'orientation="landscape"' in sheet and 'paperSize="9"' in sheet and "<f>" not in sheet
    assert sheet.count("<mergeCell ") == 6
    assert client.get("/campaigns/1/responsibility-list").status_code == 404
