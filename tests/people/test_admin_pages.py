"""The administrator's pages about people, teams and the bureau."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.people.actions import make_token
from outreach.people.models import BearerToken
from outreach.people.queries import person_by_username, team_by_code, the_bureau
from outreach.people.rules import Role, Scope
from tests.making import NOW, make_bureau, make_person, make_team
from tests.signing_in import sign_in

PAGES = [
    "/admin",
    "/admin/people",
    "/admin/people/new",
    "/admin/teams",
    "/admin/teams/new",
    "/admin/bureau",
    "/admin/audit",
]


@pytest.fixture
def admin(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of the administrator."""
    with sqlite_app.app_context():
        make_bureau()
        make_team()
        sign_in(client, make_person(Role.ADMIN, username="admin"))
    return client


def path_of(app: Flask, username: str, end: str = "") -> str:
    with app.app_context():
        person = person_by_username(username)
        assert person is not None
        return f"/admin/people/{person.id}{end}"


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEAD, Role.STAFF, Role.VIEWER])
def test_only_the_admin_opens_the_administration(sqlite_app: Flask, client: FlaskClient, role: Role) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(role))
    assert {client.get(path).status_code for path in PAGES} == {403}


def test_a_person_is_added_with_team_office_and_temporary_password(sqlite_app: Flask, admin: FlaskClient) -> None:
    with sqlite_app.app_context():
        team = team_by_code("employment")
        assert team is not None
    typed = {
        "name": "李娜",
        "username": "Li.Na",
        "role": "lead",
        "memberships-0-team": str(team.id),
        "memberships-0-first_day": "2025年3月1日",
        "memberships-0-last_day": "",
        "memberships-1-team": "",
        "offices-0-capacity": "arbitrator",
        "offices-0-first_day": "2024-01-01",
    }
    answer = admin.post("/admin/people/new", data=typed)
    assert answer.status_code == 200
    password = re.findall(r'id="secret">([^<]+)<', answer.text)[0]
    page = admin.get(path_of(sqlite_app, "li.na")).text
    assert "2025年3月1日 周六起" in page.split('class="history"')[1]
    assert "2025-03-01/" not in page
    assert "2025年3月1日" in page
    assert "2024年1月1日" in page
    assert password not in page
    assert "李娜" in admin.get("/admin/people", query_string={"team": str(team.id), "role": "lead"}).text


def test_a_lead_without_a_team_and_two_teams_at_once_are_asked_about_once(
    sqlite_app: Flask, admin: FlaskClient
) -> None:
    admin.set_cookie("language", "en")
    with sqlite_app.app_context():
        one, other = make_team("employment").id, make_team("pension").id
    asked = admin.post("/admin/people/new", data={"name": "李娜", "username": "li.na", "role": "lead"})
    assert asked.status_code == 409 and "A team lead without a team" in asked.text
    yes = {"confirm": re.findall(r'name="confirm" value="([^"]+)"', asked.text)}
    meant = {"name": "李娜", "username": "li.na", "role": "lead"} | yes
    assert admin.post("/admin/people/new", data=meant).status_code == 200
    path = path_of(sqlite_app, "li.na", "/edit")
    typed = {"name": "李娜", "username": "li.na", "role": "lead"}
    first = {"memberships-0-team": str(one), "memberships-0-first_day": "2024-01-01", "memberships-0-last_day": ""}
    second = {"memberships-1-team": str(other), "memberships-1-first_day": "2025-01-01"}
    assert admin.post(path, data=typed | {"name": "李娜娜"}).status_code == 302, "it was so before"
    assert admin.post(path, data=typed | first).status_code == 302
    asked = admin.post(path, data=typed | first | second)
    assert asked.status_code == 409 and "two teams at once" in asked.text
    assert admin.post(path, data=typed | first | {"memberships-0-last_day": "2024-12-31"} | second).status_code == 302
    asked = admin.post(path, data=typed | first | second)
    assert asked.status_code == 409
    yes = {"confirm": re.findall(r'name="confirm" value="([^"]+)"', asked.text)}
    assert admin.post(path, data=typed | first | second | yes).status_code == 302
    assert admin.post(path, data=typed | first | second | {"role": "staff"}).status_code == 302, "it was so before"


def test_a_refused_person_keeps_what_was_typed(sqlite_app: Flask, admin: FlaskClient) -> None:
    typed = {
        "name": "李娜",
        "username": "admin",
        "role": "staff",
        "memberships-0-first_day": "31.31.",
        "offices-0-capacity": "",
    }
    answer = admin.post("/admin/people/new", data=typed)
    assert answer.status_code == 422
    assert 'value="李娜"' in answer.text
    assert 'value="31.31."' in answer.text
    answer = admin.post("/admin/people/new", data={"name": "李娜", "username": "admin", "role": "staff"})
    assert answer.status_code == 422, "the user name is taken"


def test_a_disabled_person_is_kept_and_can_come_back(sqlite_app: Flask, admin: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_person(username="li.na", name="李娜")
    page = path_of(sqlite_app, "li.na")
    admin.post(page + "/disable", data={})
    assert "李娜" in admin.get("/admin/people?state=disabled").text
    assert "李娜" not in admin.get("/admin/people?state=active").text
    admin.post(page + "/enable", data={})
    assert "李娜" in admin.get("/admin/people?state=active").text


def test_the_last_admin_can_not_be_disabled_on_the_page(sqlite_app: Flask, admin: FlaskClient) -> None:
    page = path_of(sqlite_app, "admin")
    admin.post(page + "/disable", data={})
    assert admin.get("/admin").status_code == 200


def test_ending_an_account_takes_two_steps_and_is_not_offered_for_ones_own(
    sqlite_app: Flask, admin: FlaskClient
) -> None:
    with sqlite_app.app_context():
        make_person(username="li.na", name="李娜")
    page = admin.get(path_of(sqlite_app, "li.na")).text
    before = page.partition('/reset-password"')[0]
    assert "<details" in before and before.rpartition("<details")[2].count("</details>") == 0
    disable = path_of(sqlite_app, "li.na", "/disable")
    assert f'href="{disable}"' in page and f'action="{disable}"' not in page
    assert f'action="{disable}"' in admin.get(disable).text
    own = admin.get(path_of(sqlite_app, "admin")).text
    assert "/disable" not in own
    assert "/reset-password" not in own
    assert admin.get(path_of(sqlite_app, "admin", "/disable")).status_code == 302
    assert admin.post(path_of(sqlite_app, "admin", "/reset-password"), data={}).status_code == 302


def test_teams_and_the_bureau_are_changed(sqlite_app: Flask, admin: FlaskClient) -> None:
    typed = {"code": "wages", "name": "农民工工资", "mark": "薪", "palette": "5", "position": "５"}
    assert admin.post("/admin/teams/new", data=typed).status_code == 302
    assert admin.post("/admin/teams/new", data=typed | {"mark": "资"}).status_code == 422, "the code is taken"
    with sqlite_app.app_context():
        team = team_by_code("wages")
        assert team is not None
        path = f"/admin/teams/{team.id}"
    assert admin.post(path, data=typed | {"name": "根治欠薪"}).status_code == 302
    assert "农民工工资" in admin.get(path).text, "the history keeps the old name"
    assert admin.post("/admin/bureau", data={"name": "新名称人社局", "views_label": "人次"}).status_code == 302
    with sqlite_app.app_context():
        bureau = the_bureau()
        assert bureau is not None
        assert (bureau.name, bureau.views_label) == ("新名称人社局", "人次")


@pytest.mark.parametrize(
    "path", ["/admin/people/01a208ef-5b00-7260-b593-25b5f2b2b166", "/admin/teams/01a208ef-5b00-7260-b593-25b5f2b2b166"]
)
def test_what_is_not_there_is_not_found(admin: FlaskClient, path: str) -> None:
    assert admin.get(path).status_code == 404


def test_saving_an_account_unchanged_changes_nothing(sqlite_app: Flask, admin: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_person(Role.LEAD, username="li.na", name="李娜", team=team_by_code("employment"))
    path = path_of(sqlite_app, "li.na", "/edit")
    page = admin.get(path).text
    chosen = dict(re.findall(r'<select[^>]* name="([^"]+)".*?<option selected value="([^"]*)"', page, re.DOTALL))
    typed = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    assert admin.post(path, data=chosen | typed).status_code == 302
    with sqlite_app.app_context():
        person = person_by_username("li.na")
        assert person is not None
        assert (person.role, len(person.memberships), changes_of(person)) == (Role.LEAD, 1, [])


def test_those_without_a_password_get_one_on_a_page_to_cut_and_only_once(sqlite_app: Flask, admin: FlaskClient) -> None:
    admin.set_cookie("language", "en")
    assert "no password yet" not in admin.get("/admin/people").text.partition("</form>")[2]
    with sqlite_app.app_context():
        has = make_person(name="有密码", password_hash="x")
        make_person(name="张三丰", username="zhang")
        paired = make_person(name="李四光", username="li")
        with transaction():
            token, _secret = make_token(person=paired, scope=Scope.LOG, label="phone", by=paired, now=NOW)
        token_id = token.id
        make_person(name="已停用", disabled_at=NOW)
        kept = has.password_hash
    shown = admin.get("/admin/people?state=no_password").text
    assert "2 people have no password yet" in shown
    assert [name in shown for name in ("张三丰", "李四光", "有密码", "已停用")] == [True, True, False, False]
    given = admin.post("/admin/people/passwords").text
    found = re.findall(r"<code>(zhang|li)</code></td>.*?<code class=\"secret\">([^<]+)</code>", given, re.DOTALL)
    assert sorted(name for name, _password in found) == ["li", "zhang"]
    for username, password in found:
        entered = sqlite_app.test_client().post("/sign-in", data={"username": username, "password": password})
        assert entered.status_code == 302
    again = admin.post("/admin/people/passwords", follow_redirects=True).text
    assert "Everybody has a password by now" in again and "secret" not in again
    with sqlite_app.app_context():
        assert person_by_username(has.username).password_hash == kept
        assert db.session.get_one(BearerToken, token_id).revoked_at is None, "the phone goes on"


def test_a_page_with_a_new_password_that_is_loaded_again_makes_no_other(sqlite_app: Flask, admin: FlaskClient) -> None:
    admin.set_cookie("language", "en")
    with sqlite_app.app_context():
        make_person(username="zhang")
    page, reset = path_of(sqlite_app, "zhang"), path_of(sqlite_app, "zhang", "/reset-password")
    seen = re.search(r'name="seen" value="(\d+)"', admin.get(page).text)
    assert seen
    first = admin.post(reset, data={"seen": seen[1]}).text
    password = re.search(r'id="secret">([^<]+)<', first)
    assert password
    assert "made already" in admin.post(reset, data={"seen": seen[1]}, follow_redirects=True).text
    entered = sqlite_app.test_client().post("/sign-in", data={"username": "zhang", "password": password[1]})
    assert entered.status_code == 302
