"""The pages of the case library."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.people.rules import Role
from outreach.schedule.rules import Track
from tests.making import make_article, make_case, make_event, make_law, make_person, make_team
from tests.signing_in import sign_in


def typed(team) -> dict[str, str]:
    return {
        "title": "未订立书面劳动合同支付二倍工资案",
        "subject": "labour_contract",
        "team_id": str(team.id),
        "facts": "李某入职某公司八个月。",
        "outcome": "裁决支付二倍工资差额。",
        "lesson": "一个月内订立书面劳动合同。",
        "source": "arbitration",
        "laws": "《劳动合同法》第八十二条\n劳动法",
    }


def test_a_case_is_added_found_and_read(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        team = make_team("labor_relations")
        make_law(title="中华人民共和国劳动合同法", short_title="劳动合同法")
        make_law(title="中华人民共和国劳动法", short_title="劳动法")
        staff, viewer = make_person(team=team), make_person(Role.VIEWER)
    sign_in(client, staff)
    assert "《劳动合同法》" in client.get("/cases/new").text
    unknown = client.post("/cases/new", data=typed(team) | {"laws": "《某某法》第一条"})
    assert unknown.status_code == 422 and "《某某法》" in unknown.text
    named = client.post("/cases/new", data=typed(team) | {"facts": "班组长王大力打13812345678。"})
    assert named.status_code == 422 and "13812345678" in named.text and "王大力打" in named.text
    said = client.post("/cases/new", data=typed(team))
    page = client.get(said.location).text
    assert "《中华人民共和国劳动合同法》第八十二条" in page
    found = client.get("/cases?words=双倍工资").text
    assert "支付<mark>二倍工资</mark>案" in found
    assert "case-card" not in client.get("/cases?words=工伤认定").text
    assert "李某入职某公司八个月。" in client.get(f"{said.location}/print").text
    assert client.post(f"{said.location}/retire").status_code == 302
    assert "case-card" in client.get("/cases?state=retired").text
    sign_in(client, viewer)
    assert client.get(said.location).status_code == client.get(f"{said.location}/print").status_code == 404
    assert "case-card" not in client.get("/cases?state=retired").text
    assert client.get("/cases/new").status_code == 403


def test_a_name_is_saved_after_somebody_said_it_is_none(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        team = make_team("labor_relations")
        staff = make_person(team=team)
    sign_in(client, staff)
    data = typed(team) | {"facts": "张三入职某公司。", "laws": ""}
    asked = client.post("/cases/new", data=data)
    assert asked.status_code == 409 and "“张三”" in asked.text
    assert client.get("/cases").text.count("case-card") == 0
    yes = {"confirm": asked.text.split('name="confirm" value="')[1].split('"')[0]}
    other = client.post("/cases/new", data=data | yes | {"facts": "李四入职某公司。"})
    assert other.status_code == 409, "a yes holds for what it was said to"
    assert client.post("/cases/new", data=data | yes).status_code == 302


def test_where_a_case_was_told_is_seen_from_both_sides(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        team = make_team("labor_relations")
        case = make_case(team=team)
        event = make_event(team=team, track=Track.ENTERPRISE)
        article = make_article(team=team, day=clock.today())
        person = make_person(Role.LEAD, team=team)
    sign_in(client, person)
    chosen = client.get(f"/cases/for-event/{event.id}?words=未签合同").text
    assert f"/cases/{case.id}/events/{event.id}" in chosen
    assert client.post(f"/cases/{case.id}/events/{event.id}").location == f"/events/{event.id}#cases"
    assert article.title in client.get(f"/cases/{case.id}/told").text
    assert client.post(f"/cases/{case.id}/articles/{article.id}", data={"back": "case"}).location == f"/cases/{case.id}"
    assert case.title in client.get(f"/events/{event.id}").text
    page = client.get(f"/cases/{case.id}").text
    assert event.title in page and article.title in page
    client.post(f"/cases/{case.id}/events/{event.id}", data={"take_back": "1"})
    assert event.title not in client.get(f"/cases/{case.id}").text


def test_a_page_says_what_to_do_where_there_is_nothing(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        staff, viewer = make_person(team=make_team()), make_person(Role.VIEWER)
    sign_in(client, staff)
    assert "/cases/new" in client.get("/cases").text
    sign_in(client, viewer)
    assert "/cases/new" not in client.get("/cases").text


@pytest.mark.parametrize(("role", "is_of_team"), [(Role.CLERK, False), (Role.LEAD, True)])
def test_only_the_own_team_is_chosen_before_anybody_has(
    sqlite_app: Flask, client: FlaskClient, role: Role, is_of_team: bool
):
    with sqlite_app.app_context():
        make_team("employment")
        team = make_team("labor_relations")
        person = make_person(role, team=team if is_of_team else None)
    sign_in(client, person)
    page = client.get("/cases/new").text
    chosen = re.findall(r'<option selected value="([^"]*)">', page.split('name="team_id"')[1].split("</select>")[0])
    assert chosen == ([str(team.id)] if is_of_team else [""])
    refused = client.post("/cases/new", data={"team_id": ""})
    assert refused.status_code == 422 and "请选择分队" in refused.text
