"""The pages about two tallies of one desk: who is asked, who may decide, and what everybody sees meanwhile."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import new_id, transaction
from outreach.logbook.actions import record_all
from outreach.logbook.doubles.asking import asked_at
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.logbook.sending import phone_of
from tests.making import NOW, make_event, make_person, make_team


@pytest.fixture
def event(sqlite_app: Flask) -> Event:
    with sqlite_app.app_context():
        return make_event(team=make_team(), title="街头咨询")


@pytest.fixture
def people(sqlite_app: Flask) -> tuple[Person, Person]:
    with sqlite_app.app_context():
        return make_person(name="王秀英"), make_person(name="李建国")


@pytest.fixture
def lead(sqlite_app: Flask) -> Person:
    with sqlite_app.app_context():
        return make_person(Role.LEAD, team=make_team())


@pytest.fixture(autouse=True)
def asked(sqlite_app: Flask, event: Event, people: tuple[Person, Person]) -> None:
    """王秀英 heard 87 people and 李建国 64, at the same desk or not."""
    with sqlite_app.app_context():
        for person, quantity, minute in ((people[0], 87, 130), (people[1], 64, 140)):
            at = NOW + timedelta(minutes=minute)
            line = Line(new_id(), event.id, CountKind.CONSULTATION, None, quantity, at)
            with transaction():
                record_all([line], sender=person, now=at)


def form_of(app: Flask, event: Event) -> tuple[str, dict[str, str]]:
    """The address and the fields of the one question's form."""
    with app.app_context():
        (asked,) = asked_at(event.id)
        prefix = f"d{asked.double.id.hex}-"
        fields = {"decision_id": str(new_id()), "seen": asked.seen, "word": "同一个台"}
        fields |= {f"part_{side.person_id}": str(side.total) for side in asked.sides}
        return f"/doubles/{event.id}/{asked.double.id}", {prefix + name: value for name, value in fields.items()}


def decide(client: FlaskClient, app: Flask, event: Event, choice: str, **changes: str) -> str:
    address, fields = form_of(app, event)
    prefix = next(iter(fields)).partition("-")[0] + "-"
    fields |= {prefix + "choice": choice} | {prefix + name: value for name, value in changes.items()}
    return client.post(address, data=fields, follow_redirects=True).text


def test_the_lead_is_asked_at_home_and_decides(
    sqlite_app: Flask, event: Event, people: tuple[Person, Person], lead: Person
) -> None:
    client = phone_of(sqlite_app, lead)
    home = client.get("/").text
    assert "是同一个台吗？（1）" in home
    assert f"/doubles/{event.id}" in home
    page = client.get(f"/doubles/{event.id}").text
    for words in ("两份都算：151", "只算王秀英的：87", "只算李建国的：64", "按此拆分"):
        assert words in page
    page = decide(client, sqlite_app, event, f"keep:{people[0].id}")
    assert "已决定。以后随时可以改。" in page
    assert "“同一个台”" in page
    assert "是同一个台吗" not in client.get("/").text
    assert "待核" not in client.get(f"/events/{event.id}").text
    assert "87 + 64" in client.get(f"/events/{event.id}").text  # the history


def test_each_page_says_why_it_is_asked(
    sqlite_app: Flask, event: Event, people: tuple[Person, Person], lead: Person
) -> None:
    client = phone_of(sqlite_app, lead)
    pages = ("/", f"/doubles/{event.id}", f"/events/{event.id}")
    for page in pages:
        text = client.get(page).text
        assert "事后补记的总数，可能包含了现场登记的数。" in text and "同一时间" not in text
    with sqlite_app.app_context(), transaction():
        for minute in (5, 60):
            at = NOW + timedelta(minutes=minute)
            lines = [Line(new_id(), event.id, CountKind.CONSULTATION, None, 3, at) for _person in people]
            record_all(lines[:1], sender=people[0], now=at)
            record_all(lines[1:], sender=people[1], now=at)
    for page in pages:
        assert "他们在同一时间登记。" in client.get(page).text


def test_everybody_sees_what_is_undecided_and_blames_nobody(
    sqlite_app: Flask, event: Event, people: tuple[Person, Person]
) -> None:
    client = phone_of(sqlite_app, people[0])
    page = client.get(f"/events/{event.id}").text
    assert "其中 151 人次 待核" in page
    assert page.count('<span class="tag warn">待核</span>') == 2
    assert "其中 151 人次 待核" in client.get(f"/log/{event.id}").text
    assert "待核" in client.get("/events?when=all").text
    page = client.get(f"/doubles/{event.id}").text
    assert "谁都没有做错" in page
    assert "按此拆分" not in page
    assert "是同一个台吗" not in client.get("/").text


def test_only_the_own_lead_may_decide(sqlite_app: Flask, event: Event, people: tuple[Person, Person]) -> None:
    with sqlite_app.app_context():
        other = make_person(Role.LEAD, team=make_team("pension"))
    address, fields = form_of(sqlite_app, event)
    for person in (people[0], other):
        assert phone_of(sqlite_app, person).post(address, data=fields | {"choice": "add"}).status_code in (403, 422)
    with sqlite_app.app_context():
        assert asked_at(event.id)[0].is_open


@pytest.mark.parametrize(
    ("choice", "changes", "words"),
    [
        ("add", {"word": ""}, "一句话说明原因"),
        ("split", {}, "改变"),
        ("keep:nobody", {}, "请选择保留谁的数。"),
        ("", {}, "这张表读不了，请刷新页面。"),
    ],
)
def test_what_can_not_be_decided_is_said(
    sqlite_app: Flask, event: Event, lead: Person, choice: str, changes: dict[str, str], words: str
) -> None:
    page = decide(phone_of(sqlite_app, lead), sqlite_app, event, choice, **changes)
    assert words in page
    with sqlite_app.app_context():
        assert asked_at(event.id)[0].is_open is (choice != "split")


def test_a_decision_is_taken_back_with_a_word(sqlite_app: Flask, event: Event, lead: Person) -> None:
    client = phone_of(sqlite_app, lead)
    address, _fields = form_of(sqlite_app, event)
    assert "没有可撤回的决定" in client.post(f"{address}/reopen", data={"word": "再看"}, follow_redirects=True).text
    decide(client, sqlite_app, event, "add")
    page = client.post(f"{address}/reopen", data={"word": "问过了，是一个台"}, follow_redirects=True).text
    assert "决定已撤回。" in page
    assert "只算王秀英的：87" in page


def test_an_event_without_a_question_says_so(sqlite_app: Flask, lead: Person) -> None:
    with sqlite_app.app_context():
        quiet = make_event()
    assert "这里没有要决定的" in phone_of(sqlite_app, lead).get(f"/doubles/{quiet.id}").text
