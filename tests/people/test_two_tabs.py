"""Two who change the same person, team or bureau: the second is told what the first changed, and nothing is lost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, transaction
from outreach.people.actions import change_bureau, change_team
from outreach.people.actions.spans import set_memberships
from outreach.people.actions.teams import TeamFacts
from outreach.people.models import Person
from outreach.people.queries import person_by_username, team_by_code, the_bureau
from outreach.people.rules import Post, Role, TeamSpan
from tests.making import NOW, make_bureau, make_person, make_team
from tests.signing_in import sign_in

END = date(2025, 11, 30)


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """A browser of the administrator, where somebody of a team is to be changed."""
    client = app.test_client()
    with app.app_context():
        make_bureau()
        admin, person = make_person(Role.ADMIN, username="admin"), make_person(username="li.na", team=make_team())
        sign_in(client, admin)
        client.person = person.id  # type: ignore[attr-defined]
    return client


def test_the_end_of_a_persons_team_outlives_another_tab(app: Flask, admin: FlaskClient) -> None:
    path = f"/admin/people/{admin.person}/edit"  # type: ignore[attr-defined]
    second = sent_by(admin.get(path).text)

    def end_membership(by: Person) -> None:
        person = person_by_username("li.na")
        assert person is not None
        [known] = person.memberships
        set_memberships(person=person, spans=[TeamSpan(known.team_id, known.first_day, END)], by=by, now=NOW)

    meanwhile(app, end_membership)
    asked = admin.post(path, data=second | {"role": "lead"})
    assert asked.status_code == 409
    assert "你打开后，有人改过这里" in asked.text
    assert "– 2025年11月30日 周日" in asked.text
    assert sent_by(asked.text)["role"] == "lead"  # what was typed is kept
    assert state(app) == (Role.STAFF, END)
    yes = re.findall(r'name="confirm" value="([^"]+)"', asked.text)[0]
    assert admin.post(path, data=sent_by(asked.text) | {"confirm": yes}).status_code == 302
    assert state(app) == (Role.LEAD, None)  # the person said so
    assert admin.post(path, data=sent_by(admin.get(path).text) | {"role": "staff"}).status_code == 302
    assert state(app) == (Role.STAFF, None)


def test_a_bureaus_and_a_teams_new_name_outlive_another_tab(app: Flask, admin: FlaskClient) -> None:
    with app.app_context():
        team = team_by_code("employment")
        assert team is not None
        paths = ["/admin/bureau", f"/admin/teams/{team.id}"]
    opened = [sent_by(admin.get(path).text) for path in paths]

    def rename(by: Person) -> None:
        team, bureau = team_by_code("employment"), the_bureau()
        assert team is not None and bureau is not None
        facts = TeamFacts("就业分队", team.name_en, team.mark, team.palette, team.position)
        change_team(team=team, facts=facts, by=by, now=NOW)
        change_bureau(bureau=bureau, name="新县人社局", views_label=bureau.views_label, by=by, now=NOW)

    meanwhile(app, rename)
    for path, sent, stands in zip(paths, opened, ("新县人社局", "就业分队"), strict=True):
        asked = admin.post(path, data=sent | {"name": "老名字"})
        assert (asked.status_code, f"现在是：{stands}" in asked.text) == (409, True)
    with app.app_context():
        team, bureau = team_by_code("employment"), the_bureau()
        assert team is not None and bureau is not None
        assert (team.name, bureau.name) == ("就业分队", "新县人社局")


def test_posts_go_to_whom_they_were_chosen_for_though_the_administrators_be_others(app: Flask) -> None:
    client = app.test_client()
    with app.app_context():
        make_bureau()
        admins = [make_person(Role.ADMIN, name=name) for name in ("乙", "丙", "丁")]
        sign_in(client, admins[0])
        posts = {str(admin.id): post for admin, post in zip(admins, Post, strict=True)}
    sent = sent_by(client.get("/admin/posts").text)
    lines = [name.removesuffix("person") for name in sent if name.endswith("-person")]
    sent |= {f"{line}post": posts[sent[f"{line}person"]].value for line in lines}
    with app.app_context():
        make_person(Role.ADMIN, username="new", name="一")  # stands before the others
    asked = client.post("/admin/posts", data=sent)
    assert asked.status_code == 409
    yes = re.findall(r'name="confirm" value="([^"]+)"', asked.text)[0]
    assert client.post("/admin/posts", data=sent | {"confirm": yes}).status_code == 422  # the new one has none
    with app.app_context():
        db.session.execute(db.update(Person).where(Person.username == "new").values(role=Role.STAFF))
        db.session.commit()
    asked = client.post("/admin/posts", data=sent)  # whether the posts are to be apart
    yes = re.findall(r'name="confirm" value="([^"]+)"', asked.text)[0]
    assert client.post("/admin/posts", data=sent | {"confirm": yes}).status_code == 302
    with app.app_context():
        given = {str(person.id): person.post for person in db.session.scalars(db.select(Person)) if person.post}
    assert given == posts


def meanwhile(app: Flask, act: Callable[[Person], None]) -> None:
    """Let another administrator do that."""
    with app.app_context(), transaction():
        other = db.session.scalars(db.select(Person).where(Person.role == Role.ADMIN).order_by(Person.id)).first()
        assert other is not None
        act(other)


def state(app: Flask) -> tuple[Role, date | None]:
    """The person's role, and till when the team has the person."""
    with app.app_context():
        person = person_by_username("li.na")
        assert person is not None
        return person.role, person.memberships[0].last_day


def sent_by(page: str) -> dict[str, str]:
    """What a browser sends of the page's form, where nothing is typed."""
    form = page.split('<form class="form', 1)[1].split("</form>", maxsplit=1)[0]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = (re.search(rf'\b{word}="([^"]*)"', tag) for word in ("name", "value"))
        is_off = re.search(r'type="(checkbox|radio)"', tag) and not re.search(r"\bchecked\b", tag)
        if name and not is_off:
            sent[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options) or re.search(r'value="([^"]*)"', options)
        sent[name] = chosen[1] if chosen else ""
    return sent | dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
