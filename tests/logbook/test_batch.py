"""The batch as phones send it: each line gets its own answer, and nothing is stored by halves."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import db, new_id, transaction
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import note_hash
from outreach.people.actions.tokens import make_token
from outreach.people.models import Person
from outreach.people.rules import Role, Scope
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.logbook.sending import AT, a_line, codes, ledger, phone_of, post, send, strange_phone, taking_back
from tests.making import NOW, make_event, make_material, make_person, make_tally, make_team, make_topic, stored


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event()


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


def secret_of(person: Person, scope: Scope) -> str:
    with transaction():
        return make_token(person=person, scope=scope, by=Machine(), now=NOW, label="手机")[1]


def lines_stored() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Tally)) or 0


def test_a_batch_sent_twice_counts_once(phone: FlaskClient, event: Event) -> None:
    lines = [a_line(event, 5), a_line(event, 0), a_line(event, 3, kind="consultation")]
    assert codes(send(phone, *lines)) == ["recorded"] * 3
    before = ledger()
    assert codes(send(phone, *lines)) == ["already_there"] * 3
    assert ledger() == before


def test_the_line_keeps_who_counted_and_who_sent(phone: FlaskClient, event: Event, person: Person) -> None:
    colleague = make_person()
    material = make_material(code="m")
    line = a_line(event, 8, item="m", by=str(colleague.id), note="给了王师傅", basis="estimated")
    send(phone, line, **{"X-Device-Time": (clock.now() + timedelta(minutes=5)).isoformat()})
    kept = db.session.scalars(select(Tally)).one()
    assert (kept.by_id, kept.sent_by_id, kept.item_id) == (colleague.id, person.id, material.id)
    assert kept.at == datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
    assert kept.clock_offset == pytest.approx(300, abs=5)
    assert kept.note_hash == note_hash(kept.id, "给了王师傅")
    assert db.session.get_one(TallyNote, kept.id).text == "给了王师傅"


def test_one_bad_line_never_sinks_the_others(phone: FlaskClient, event: Event) -> None:
    make_topic(code="t")
    good, bad = a_line(event, 5), a_line(event, "many")
    lines = [bad, "nonsense", {"id": "x"}, a_line(event, 1, item="t"), a_line(event, 10**30), good, None]
    answers = send(phone, *lines)
    assert answers[bad["id"]]["code"] == "quantity_not_whole"
    assert [answers[f"#{index}"]["code"] for index in (1, 2, 6)] == ["not_a_line", "bad_id", "not_a_line"]
    assert answers[good["id"]]["answer"] == "recorded"
    assert all(answer["message"] for answer in answers.values())
    assert lines_stored() == 1


def test_ids_compare_in_lower_case(phone: FlaskClient, event: Event) -> None:
    line = a_line(event)
    first = send(phone, line | {"id": line["id"].upper()})
    assert first[line["id"]]["answer"] == "recorded"
    assert send(phone, line)[line["id"]]["answer"] == "already_there"


def test_one_id_with_other_content_differs_and_the_first_stands(phone: FlaskClient, event: Event) -> None:
    line = a_line(event, 5)
    assert codes(send(phone, line, line | {"quantity": 6})) == ["differs"]
    assert codes(send(phone, line | {"quantity": 7})) == ["differs"]
    assert codes(send(phone, line, line)) == ["already_there"]
    assert db.session.scalar(select(Tally.quantity)) == 5


def test_a_known_line_is_there_whatever_became_of_the_lists(phone: FlaskClient, event: Event) -> None:
    colleague = make_person()
    line = a_line(event, 5, by=str(colleague.id))
    send(phone, line)
    colleague.disabled_at = NOW
    stored(colleague)
    assert codes(send(phone, line)) == ["already_there"]
    assert codes(send(phone, a_line(event, 5, by=str(colleague.id)))) == ["person_inactive"]


def test_a_reversal_may_follow_its_line_in_one_batch(phone: FlaskClient, event: Event) -> None:
    line = a_line(event, 5)
    back = taking_back(line)
    again = taking_back(back, reason="没按错")
    assert codes(send(phone, line, back, again)) == ["recorded"] * 3
    assert db.session.scalar(select(func.sum(Tally.quantity))) == 5
    early = a_line(event, 9)
    assert codes(send(phone, taking_back(early), early)) == ["unknown_line", "recorded"]


def test_a_retired_item_is_taken_for_the_phone_may_not_know(phone: FlaskClient, event: Event) -> None:
    make_material(code="old", retired_at=NOW)
    assert codes(send(phone, a_line(event, 1, item="old"))) == ["recorded"]


@pytest.mark.parametrize(
    ("facts", "code", "status"),
    [
        ({"status": Status.PLANNED}, "recorded", Status.HELD),
        ({"status": Status.PLANNED, "track": Track.INTERNAL}, "recorded", Status.HELD),
        ({"status": Status.HELD}, "recorded", Status.HELD),
        ({"status": Status.CANCELLED}, "event_cancelled", Status.CANCELLED),
        ({"status": Status.HELD, "reviewed_at": NOW}, "event_reviewed", Status.HELD),
    ],
)
def test_the_first_tally_of_any_kind_marks_the_event_held(
    phone: FlaskClient, app_context: Flask, facts: dict[str, Any], code: str, status: Status
) -> None:
    event = make_event(**facts)
    assert codes(send(phone, a_line(event, 0))) == [code]
    db.session.rollback()
    db.session.refresh(event)
    assert event.status is status


def test_undoing_the_only_tally_leaves_the_event_as_it_is(phone: FlaskClient, event: Event) -> None:
    line = a_line(event, 5)
    send(phone, line)
    with transaction():
        db.session.execute(text("UPDATE events SET status = 'planned', held_at = NULL"))
    send(phone, taking_back(line))
    db.session.refresh(event)
    assert event.status is Status.PLANNED


def test_five_hundred_lines_are_few_statements(phone: FlaskClient, app_context: Flask, event: Event) -> None:
    lines = [a_line(event, number + 1, note="备注") for number in range(500)]
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    try:
        answers = send(phone, *lines)
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    assert set(codes(answers)) == {"recorded"}
    assert len(seen) < 30
    assert lines_stored() == 500


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "not_json"),
        (b"", 400, "not_json"),
        (b"[" * 100_000, 400, "not_json"),
        (b'{"tallies": [NaN]}', 400, "not_json"),
        ('{"tallies": "你好"}'.encode("gb18030"), 400, "not_utf8"),
        (b"[]", 400, "no_batch"),
        (b"5", 400, "no_batch"),
        (b'{"tallies": {}}', 400, "no_batch"),
        (b'{"tallies": [], "tallies": []}', 400, "no_batch"),
        (json.dumps({"tallies": [{}] * 501}).encode(), 413, "too_many_lines"),
        (json.dumps({"tallies": [{"id": "x"}] * 10_000}).encode(), 413, "too_many_lines"),
        (b'{"tallies": [' + b" " * (1024 * 1024) + b"]}", 413, "too_large"),
    ],
)
def test_what_is_no_batch_gets_its_own_answer(phone: FlaskClient, body: bytes, status: int, code: str) -> None:
    answer = post(phone, body)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert lines_stored() == 0


def test_an_empty_batch_has_no_answers(phone: FlaskClient) -> None:
    assert send(phone) == {}


def test_a_line_with_a_number_of_thousands_of_digits_sinks_only_itself(phone: FlaskClient, event: Event) -> None:
    huge, twice, good = a_line(event), a_line(event), a_line(event)
    body = json.dumps({"tallies": [huge, twice, good]})
    body = body.replace('"quantity": 5', '"quantity": ' + "9" * 5000, 1)
    body = body.replace('"quantity": 5', '"quantity": 5, "quantity": 6', 1)
    answers = post(phone, body.encode()).json["answers"]
    assert codes(answers) == ["quantity_too_large", "duplicate_key", "recorded"]


def test_strangers_other_sites_and_forms_are_turned_away(app_context: Flask, phone: FlaskClient, event: Event) -> None:
    body = json.dumps({"tallies": [a_line(event)]})
    json_type = {"content_type": "application/json"}
    own = {"Sec-Fetch-Site": "same-origin"}
    assert post(strange_phone(app_context), body.encode()).status_code == 401
    assert phone.post("/api/tallies", data=body, **json_type).status_code == 403
    assert (
        phone.post("/api/tallies", data=body, headers={"Sec-Fetch-Site": "cross-site"}, **json_type).status_code == 403
    )
    assert (
        phone.post("/api/tallies", data=body, headers={"Origin": "https://evil.example"}, **json_type).status_code
        == 403
    )
    assert phone.post("/api/tallies", data=body, headers=own, content_type="text/plain").status_code == 400
    assert phone.post("/api/tallies", data=body, headers={"Origin": "http://localhost"}, **json_type).status_code == 200
    assert lines_stored() == 1


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [(Role.STAFF, Scope.LOG, 200), (Role.STAFF, Scope.READ, 401), (Role.VIEWER, Scope.LOG, 403)],
)
def test_a_token_logs_when_its_scope_and_its_person_may(
    app_context: Flask, event: Event, role: Role, scope: Scope, status: int
) -> None:
    secret = secret_of(make_person(role), scope)
    answer = strange_phone(app_context).post(
        "/api/tallies", json={"tallies": [a_line(event)]}, headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == status
    wrong = strange_phone(app_context).get("/api/phone", headers={"Authorization": "Bearer outreach_nothing"})
    assert wrong.status_code == 401


def test_nobody_sends_the_lines_of_another_person(phone: FlaskClient, event: Event, person: Person) -> None:
    line = a_line(event)
    answer = post(phone, {"tallies": [line], "person": str(make_person().id)})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "other_person")
    assert post(phone, {"tallies": [line], "person": "me"}).status_code == 400
    assert lines_stored() == 0
    assert post(phone, {"tallies": [line], "person": str(person.id).upper()}).status_code == 200
    assert lines_stored() == 1


def test_the_answer_speaks_the_language_of_the_request(phone: FlaskClient, event: Event) -> None:
    said = send(phone, a_line(event, 0, kind="consultation"), **{"Accept-Language": "en"})
    assert next(iter(said.values()))["message"] == "Zero is only said as “none handed out”."


@pytest.mark.parametrize("statement", ["UPDATE tallies SET quantity = 1", "DELETE FROM tallies"])
def test_the_database_itself_refuses_to_change_the_ledger(app_context: Flask, event: Event, statement: str) -> None:
    make_tally(event, 5)
    with pytest.raises(DatabaseError, match="is only added to"), transaction():
        db.session.execute(text(statement))
    assert db.session.scalar(select(Tally.quantity)) == 5


def test_the_database_itself_refuses_half_a_reversal(app_context: Flask, event: Event) -> None:
    line = make_tally(event, 5)
    with pytest.raises(IntegrityError):
        make_tally(event, -4, reverses_id=line.id, reason="按错了")
    db.session.rollback()
    with pytest.raises(IntegrityError):
        make_tally(event, -4)
    db.session.rollback()


def test_the_phone_gets_its_days(app_context: Flask, phone: FlaskClient, person: Person) -> None:
    now = clock.now()
    team = make_team()
    make_material(code="m", name="就业手册", bundle=100)
    make_material(code="old", retired_at=NOW)
    mine = make_event(team=team, starts_at=now)
    soon = make_event(team=team, starts_at=now + timedelta(days=14))
    far = make_event(team=team, starts_at=now + timedelta(days=16))
    others_today = make_event(team=make_team("pension"), starts_at=now)
    others = make_event(team=make_team("pension"), starts_at=now + timedelta(days=1))
    facts = phone.get("/api/phone").json
    ids = {each["id"] for each in facts["events"]}
    assert {str(mine.id), str(soon.id), str(others_today.id)} <= ids
    assert not {str(far.id), str(others.id)} & ids
    assert facts["person"] == {"id": str(person.id), "name": person.name, "role": "staff", "teams": ["employment"]}
    assert [item["code"] for item in facts["materials"]] == ["m"]
    assert facts["materials"][0]["bundle"] == 100
    assert datetime.fromisoformat(facts["server_time"]).tzinfo is not None
    assert {each["id"] for each in facts["places"]} >= {str(mine.place_id), str(far.place_id)}
    assert [each["code"] for each in facts["teams"]] == ["employment", "pension"]
    first = facts["events"][0]
    assert {"title", "day", "starts_at", "ends_at", "place", "team", "mark", "status", "mine", "items"} <= set(first)


def test_an_instant_is_compared_as_an_instant(phone: FlaskClient, event: Event) -> None:
    line = a_line(event, 5, at=AT)
    send(phone, line)
    assert codes(send(phone, line | {"at": "2025-03-04T01:30:00Z"})) == ["already_there"]
    assert codes(send(phone, line | {"id": str(new_id()), "at": "1970-01-01T00:00:00Z"})) == ["recorded"]
