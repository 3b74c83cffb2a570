"""Administering in three hands."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid
from outreach.people.actions import add_person, change_person, disable_person, enable_person
from outreach.people.actions.posts import put_posts_together, set_posts
from outreach.people.models import Person
from outreach.people.rules import Post, Role
from tests.jobs.bringing import confirm
from tests.making import NOW, make_bureau, make_person, make_team
from tests.signing_in import sign_in

ALL = (Post.SYSTEM, Post.SECURITY, Post.AUDIT)


@pytest.fixture
def three(app_context: Flask) -> list[Person]:
    """The holders of the three posts, which are apart."""
    people = [make_person(Role.ADMIN), make_person(Role.ADMIN), make_person(Role.VIEWER)]
    with transaction():
        set_posts(posts=dict(zip(people, ALL, strict=True)), by=people[0], now=NOW, is_confirmed=True)
    return people


def test_every_administrator_has_one_post_or_none_has(three: list[Person]) -> None:
    assert [(person.role, person.post) for person in three] == [(Role.ADMIN, post) for post in ALL]
    with transaction():
        put_posts_together(by=three[0], now=NOW)
    assert [person.post for person in three] == [None, None, None]


def test_a_post_stays_with_somebody(three: list[Person]) -> None:
    system, security, audit = three
    for person in three:
        with pytest.raises(Conflict), transaction():
            change_person(person=person, username=person.username, name="x", role=Role.STAFF, by=security, now=NOW)
    with pytest.raises(Conflict), transaction():
        disable_person(person=audit, by=security, now=NOW)
    with pytest.raises(Invalid), transaction():
        set_posts(posts={system: Post.SYSTEM, security: Post.SECURITY, audit: Post.SYSTEM}, by=security, now=NOW)
    posts = {system: Post.SYSTEM, security: Post.AUDIT, audit: Post.SECURITY}
    with pytest.raises(Conflict), transaction():
        set_posts(posts=posts, by=security, now=NOW)


def test_nobody_becomes_an_administrator_of_everything_beside_the_posts(three: list[Person]) -> None:
    staff = make_person()
    closed = make_person(Role.ADMIN, disabled_at=NOW)
    by = three[1]
    refused: list[Callable[[], object]] = [
        lambda: add_person(username="li.na", name="李娜", role=Role.ADMIN, by=by, now=NOW),
        lambda: change_person(person=staff, username=staff.username, name="x", role=Role.ADMIN, by=by, now=NOW),
        lambda: enable_person(person=closed, by=by, now=NOW),
        lambda: set_posts(posts=dict(zip(three[:2], ALL, strict=False)), by=by, now=NOW),
    ]
    for act in refused:
        with pytest.raises(Invalid), transaction():
            act()


def test_a_holder_who_leaves_the_post_has_it_no_more(three: list[Person]) -> None:
    second = make_person()
    with transaction():
        set_posts(posts=dict(zip(three, ALL, strict=True)) | {second: Post.AUDIT}, by=three[1], now=NOW)
        change_person(person=three[2], username="chen", name="陈", role=Role.STAFF, by=three[1], now=NOW)
    assert (three[2].role, three[2].post) == (Role.STAFF, None)


def test_the_system_post_brings_people_in_and_the_security_post_gives_the_password(
    sqlite_app: Flask, client: FlaskClient
) -> None:
    with sqlite_app.app_context():
        make_bureau()
        make_team(name="就业创业")
        holders = {post: make_person(Role.ADMIN, post=post) for post in ALL}
        sign_in(client, holders[Post.SYSTEM])
        security, audit = sqlite_app.test_client(), sqlite_app.test_client()
        sign_in(security, holders[Post.SECURITY])
        sign_in(audit, holders[Post.AUDIT])
    client.set_cookie("language", "en")
    assert "/imports/people" in client.get("/admin").text and client.get("/imports/places").status_code == 403
    brought = client.post("/imports/people", data={"text": "姓名\t用户名\t分队\n李娜\tli.na\t就业创业"})
    preview = brought.headers["Location"]
    assert confirm(client, client.get(preview)).status_code == 200
    assert 'href="/admin"' in client.get(preview).text and "/admin/people" not in client.get(preview).text
    for other in (security, audit):
        assert other.get("/imports/people").status_code == 403 and other.get(preview).status_code == 403
        assert "/imports/people" not in other.get("/admin").text
    assert "/imports/people" not in security.get("/admin/people").text
    with sqlite_app.app_context():
        person = db.session.scalars(select(Person).where(Person.username == "li.na")).one()
        assert (person.role, person.password_hash) == (Role.STAFF, None)
        assert security.get(f"/admin/people/{person.id}").status_code == 200


def test_the_page_parts_administering_and_each_begins_at_the_own_desk(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        admin, second = make_person(Role.ADMIN, name="安"), make_person(Role.ADMIN, name="白")
        other = make_person(name="陈")
        sign_in(client, admin)
        other_id = str(other.id)
        typed = {"lines-0-person": str(admin.id), "lines-1-person": str(second.id)}
    client.set_cookie("language", "en")
    typed |= {"lines-0-post": "security", "lines-1-post": "system"}
    assert "takes three administrators" in client.post("/admin/posts", data=typed).text
    for half, said in (({"other": other_id}, "Choose the post of"), ({"other_post": "audit"}, "Choose who is to have")):
        assert said in client.post("/admin/posts", data=typed | half).text
    asked = client.post("/admin/posts", data=typed | {"other": other_id, "other_post": "audit"})
    assert asked.status_code == 409 and "No page puts the posts together again" in asked.text
    assert "Never signed in so far: 安、白、陈." in asked.text
    yes = asked.text.split('name="confirm" value="')[1].split('"')[0]
    sent = typed | {"other": other_id, "other_post": "audit", "confirm": yes}
    assert client.post("/admin/posts", data=sent).status_code == 302
    page = client.get("/", follow_redirects=True).text
    assert "Add person" in page
    assert "Open the audit" not in page
    refused = client.get("/admin/audit")
    assert refused.status_code == 403
    assert "another of the three posts" in refused.text and "Ask the administrator" not in refused.text
    shown = client.get(f"/admin/people/{other_id}").text
    assert "Administrator · Audit administrator" in shown and "Everything, and the accounts" not in shown
    assert "— became Audit administrator" in shown
    with sqlite_app.app_context():
        stored = {person.name: person.post for person in db.session.scalars(select(Person))}
    assert stored == {"安": Post.SECURITY, "白": Post.SYSTEM, "陈": Post.AUDIT}
