"""The pages of standard answers, and what phones ask for."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.rules import Role
from tests.making import make_answer, make_law, make_person, make_team, make_topic
from tests.signing_in import sign_in


def test_an_answer_is_written_read_and_retired(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        team, law = make_team("labor_relations"), make_law(title="中华人民共和国劳动合同法", short_title="劳动合同法")
        lead, viewer = make_person(Role.LEAD, team=team), make_person(Role.VIEWER)
    sign_in(client, lead)
    typed = {"wording": "没签合同能要双倍工资吗？", "text": "可以。", "team_id": str(team.id), "as_of": "2025-03-04"}
    assert client.post("/answers/new", data=typed | {"wording": ""}).status_code == 422
    said = client.post("/answers/new", data=typed | {"law_id": str(law.id), "article": "第八十二条"})
    page = client.get(said.location).text
    assert "《中华人民共和国劳动合同法》第八十二条" in page
    found = client.get("/answers?words=未签订劳动合同").text
    assert "<mark>没签合同</mark>能要" in found
    assert (
        "未找到" in client.get("/answers?words=工伤认定").text or "没有" in client.get("/answers?words=工伤认定").text
    )
    assert client.post(f"{said.location}/retire").status_code == 302
    assert client.get("/answers?state=retired").text.count("answer-card") > 1
    sign_in(client, viewer)
    assert client.get(said.location).status_code == 404
    assert client.get("/answers?state=retired").text.count('class="card answer-card"') == 0
    assert client.get("/answers/new").status_code == 403
    assert client.get("/api/answers").status_code == 403


def test_an_answer_that_may_name_somebody_is_asked_about_with_all_that_was_typed(
    sqlite_app: Flask, client: FlaskClient
):
    with sqlite_app.app_context():
        team = make_team()
        clerk = make_person(Role.CLERK)
    sign_in(client, clerk)
    typed = {"wording": "去哪里办？", "team_id": str(team.id), "as_of": "2025-03-04"}
    typed["text"] = "具体找张建国，不用排队，加他微信zjg138。"
    asked = client.post("/answers/new", data=typed)
    assert asked.status_code == 409 and "“张建国”" in asked.text and "“zjg138”" in asked.text
    assert typed["text"] in asked.text and client.get("/answers").text.count('class="card answer-card"') == 0
    yes = {"confirm": asked.text.split('name="confirm" value="')[1].split('"')[0]}
    assert client.post("/answers/new", data=typed | yes).status_code == 302


def test_a_phone_is_told_the_answers_once(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        old = make_law(title="某条例", in_force_to=date(2025, 1, 1))
        answer = make_answer(law_id=old.id, article="第三条", topic_id=make_topic(name="劳动合同").id)
        make_answer(retired_at=answer.made_at)
        person = make_person()
    sign_in(client, person)
    said = client.get("/api/answers")
    assert said.json["answers"] == [
        {
            "id": str(answer.id),
            "topic": "劳动合同",
            "question": "没签合同能要双倍工资吗？",
            "text": "可以。",
            "law": "《某条例》",
            "article": "第三条",
            "as_of": "2025-03-04",
            "changed": True,
        }
    ]
    assert said.json["tag"] in said.headers["ETag"]
    again = client.get("/api/answers", headers={"If-None-Match": said.headers["ETag"]})
    assert again.status_code == 304 and not again.data


def test_the_board_names_marked_answers_of_the_own_team(sqlite_app: Flask, client: FlaskClient):
    with sqlite_app.app_context():
        old = make_law(title="某条例", in_force_to=date(2025, 1, 1))
        make_answer(law_id=old.id)
        lead = make_person(Role.LEAD, team=make_team("labor_relations"))
        other = make_person(Role.LEAD, team=make_team("pension"))
    sign_in(client, lead)
    assert "/answers?state=marked" in client.get("/").text
    assert client.get("/answers?state=marked").text.count('class="card answer-card"') == 1
    sign_in(client, other)
    assert "/answers?state=marked" not in client.get("/").text


@pytest.mark.parametrize(("role", "is_of_team"), [(Role.CLERK, False), (Role.LEAD, True)])
def test_only_the_own_team_is_chosen_before_anybody_has(
    sqlite_app: Flask, client: FlaskClient, role: Role, is_of_team: bool
):
    with sqlite_app.app_context():
        make_team("employment")
        team = make_team("labor_relations")
        person = make_person(role, team=team if is_of_team else None)
    sign_in(client, person)
    page = client.get("/answers/new").text
    chosen = re.findall(r'<option selected value="([^"]*)">', page.split('name="team_id"')[1].split("</select>")[0])
    assert chosen == ([str(team.id)] if is_of_team else [""])
    refused = client.post("/answers/new", data={"team_id": ""})
    assert refused.status_code == 422 and "请选择分队" in refused.text
