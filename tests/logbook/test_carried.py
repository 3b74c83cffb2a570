"""A phone's file at the office: in the name of who counted, twice is once, and a bad file is told what it is."""

import io
import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.audit.models import AuditEntry
from outreach.db import db, new_id, transaction
from outreach.errors import Conflict, Invalid
from outreach.jobs.models import Job
from outreach.logbook.carried.actions import bring_in, counted, prepare, rehearse, take_in
from outreach.logbook.carried.rules import MOST_BYTES, MOST_ITEMS, parse_file
from outreach.logbook.models import Tally
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.logbook.sending import a_line, ledger, phone_of, taking_back
from tests.making import NOW, make_bureau, make_event, make_person, make_place, make_team


def file_of(person: Any, *bodies: dict[str, Any], what: str = "tally", **changes: Any) -> bytes:
    """A file as a phone writes it."""
    items = [
        {"what": what, "made": NOW.isoformat(), "label": "手册", "title": "进园区", "body": body} for body in bodies
    ]
    named = {"id": str(person.id), "name": person.name} if isinstance(person, Person) else person
    whole = {"format": "outreach-queue", "version": 1, "saved_at": NOW.isoformat(), "person": named, "items": items}
    return json.dumps(whole | changes, ensure_ascii=False).encode()


def brought(content: bytes, by: Person) -> dict[str, int]:
    """The counts of an import of the file."""
    with transaction():
        job = prepare(content=content, name="outreach-2025-03-04-0930.json", by=by, now=NOW)
    with transaction():
        done = bring_in(job=job, sender=by, clock_now=lambda: NOW)
    counts: dict[str, int] = done.facts["counts"]
    return counts


def test_lines_come_in_under_the_name_of_who_counted_and_twice_is_once(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event()
    content = file_of(worker, a_line(event, 5), a_line(event, 7))
    assert brought(content, clerk)["recorded"] == 2
    before = ledger()
    assert brought(content, clerk) == {"recorded": 0, "already_there": 2, "differs": 0, "refused": 0}
    assert ledger() == before
    tallies = db.session.scalars(select(Tally)).all()
    assert {(tally.by_id, tally.sent_by_id) for tally in tallies} == {(worker.id, clerk.id)}
    assert "carried.imported" in db.session.scalars(select(AuditEntry.act)).all()


def test_the_preview_tries_everything_and_keeps_nothing(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event()
    right = a_line(event, 5)
    carried = parse_file(file_of(worker, right, taking_back(right), a_line(str(uuid.uuid4()), 1)))
    answered = rehearse(carried, sender=clerk, now=NOW)
    assert [each.answer for each in answered] == ["recorded", "recorded", "refused"]
    assert ledger() == []
    with transaction():
        assert counted(take_in(carried, sender=clerk, now=NOW))["recorded"] == 2


def test_an_event_of_the_phone_comes_before_its_numbers(app_context: Flask) -> None:
    worker, clerk = make_person(team=make_team("employment")), make_person(Role.CLERK)
    place = make_place()
    made = {"id": str(new_id()), "title": "门口咨询", "place": str(place.id), "starts_at": "2025-03-04T09:00:00+08:00"}
    made |= {"ends_at": "2025-03-04T11:00:00+08:00", "team": "employment"}
    line = a_line(made["id"], 9)
    tally = json.loads(file_of(worker, line))["items"]
    event = json.loads(file_of(worker, made, what="event"))["items"]
    content = file_of(worker, items=tally + event)
    assert brought(content, clerk)["recorded"] == 2
    assert db.session.get_one(Event, uuid.UUID(made["id"])).title == "门口咨询"


def test_what_was_edited_after_it_was_sent_differs(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event()
    line = a_line(event, 5)
    brought(file_of(worker, line), clerk)
    assert brought(file_of(worker, line | {"quantity": 500}), clerk)["differs"] == 1
    assert [tally.quantity for tally in db.session.scalars(select(Tally))] == [5]


def test_one_bad_line_never_sinks_the_others(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event()
    bad = [a_line(event, -3), {"id": "x"}, a_line(event, "5"), a_line(event, 1, by=str(uuid.uuid4())), {}]
    counts = brought(file_of(worker, *bad, a_line(event, 4)), clerk)
    assert (counts["recorded"], counts["refused"]) == (1, 5)


def test_a_file_waits_for_one_word(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event()
    with transaction():
        job = prepare(content=file_of(worker, a_line(event)), name="x", by=clerk, now=NOW)
    for _time in range(2):
        try:
            with transaction():
                bring_in(job=job, sender=clerk, clock_now=lambda: NOW)
        except Conflict:
            break
    else:
        pytest.fail("taken twice")
    assert job.content is None
    assert len(ledger()) == 1


PERSON = {"id": str(uuid.uuid4()), "name": "王秀英"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"[]", "damaged"),
        (b'{"format": "outreach-queue", "version": 1', "damaged"),
        (b'{"a": NaN}', "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"{}", "foreign"),
        (b'{"type": "FeatureCollection"}', "foreign"),
        (file_of(PERSON, {}, version=2), "newer"),
        (file_of(PERSON), "empty"),
        (file_of(PERSON, items="x"), "empty"),
        (file_of(None, {}), "empty"),
        (file_of({"id": "x"}, {}), "damaged"),
        (file_of(PERSON, {}, what="bomb"), "damaged"),
        (file_of(PERSON, items=["x"]), "damaged"),
        (file_of(PERSON, items=[{"what": "tally", "body": []}]), "damaged"),
        (file_of(PERSON, *[{}] * (MOST_ITEMS + 1)), "too_many"),
        (b" " * (MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_file_of_a_phone_is_told_so(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_file(content)
    assert refusal.value.code == code
    assert refusal.value.field == "file"


def test_a_text_with_a_mark_at_its_beginning_is_read_too() -> None:
    """Editors of Windows put it there."""
    assert parse_file(b"\xef\xbb\xbf" + file_of(PERSON, {"id": "x"})).name == "王秀英"


@pytest.fixture
def office(sqlite_app: Flask) -> Flask:
    with sqlite_app.app_context():
        make_bureau()
    return sqlite_app


def upload(desk: FlaskClient, content: bytes) -> Any:
    data = {"file": (io.BytesIO(content), "outreach.json")}
    return desk.post("/log/carried", data=data, content_type="multipart/form-data")


def test_the_office_sees_each_line_and_brings_them_in(office: Flask) -> None:
    with office.app_context():
        worker, staff, event = make_person(name="王秀英"), make_person(), make_event()
    desk = phone_of(office, staff)
    answer = upload(desk, file_of(worker, a_line(event, 5), a_line(str(uuid.uuid4()), 6)))
    preview = answer.headers["Location"]
    shown = desk.get(preview).text
    assert "王秀英" in shown and "没有收下" in shown and "导入 1 个数字" in shown
    with office.app_context():
        assert ledger() == []
    assert desk.post(preview).headers["Location"] == preview
    assert "手册" in desk.get(preview).text
    assert desk.post(preview).status_code == 409
    again = upload(desk, file_of(worker, a_line(event, 5))).headers["Location"]
    assert desk.post(again + "/drop").status_code == 302
    assert desk.get(again).status_code == 302
    with office.app_context():
        assert len(ledger()) == 1


def test_a_text_can_be_pasted_and_what_is_wrong_stands_at_the_field(office: Flask) -> None:
    with office.app_context():
        worker, event = make_person(), make_event()
    desk = phone_of(office, worker)
    assert desk.post("/log/carried", data={"text": file_of(worker, a_line(event)).decode()}).status_code == 302
    refused = desk.post("/log/carried", data={"text": "姓名,数量"})
    assert refused.status_code == 422
    assert "姓名,数量" in refused.text and "损坏" in refused.text
    assert upload(desk, b"{}").status_code == 422
    assert desk.post("/log/carried", data={}).status_code == 422


def test_somebody_elses_file_stays_theirs(office: Flask) -> None:
    with office.app_context():
        worker, other, event = make_person(), make_person(), make_event()
        viewer = make_person(Role.VIEWER)
    preview = upload(phone_of(office, worker), file_of(worker, a_line(event))).headers["Location"]
    assert phone_of(office, other).get(preview).status_code == 404
    assert phone_of(office, viewer).get("/log/carried").status_code == 403


def test_a_forgotten_file_is_put_aside(office: Flask) -> None:
    with office.app_context():
        worker, event = make_person(), make_event()
        with transaction():
            old = prepare(content=file_of(worker, a_line(event)), name="x", by=worker, now=NOW - timedelta(days=3))
        with transaction():
            prepare(content=file_of(worker, a_line(event)), name="y", by=worker, now=NOW)
        db.session.refresh(old)
        assert old.content is None
        assert db.session.query(Job).count() == 2


def test_the_pages_of_the_queue_hold_nobodys_data_and_open_for_everybody(office: Flask) -> None:
    client = office.test_client()
    for path in ("/log/queue", "/log/carry"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "data-waiting-chip" in answer.text
        assert re.search(r'data-person="[^"]', answer.text) is None


def test_the_number_waiting_is_on_the_pages_of_who_logs_only(office: Flask) -> None:
    with office.app_context():
        worker, viewer = make_person(name="王秀英"), make_person(Role.VIEWER)
    page = phone_of(office, worker).get("/account").text
    assert f'data-person="{worker.id}"' in page and "logbook/waiting/waiting.js" in page
    assert "data-waiting-chip" not in phone_of(office, viewer).get("/account").text
    assert "data-waiting-chip" in office.test_client().get("/sign-in").text
    assert "data-waiting-chip" not in office.test_client().get("/order").text


def test_the_stored_line_is_told_to_who_holds_another_under_its_id(office: Flask) -> None:
    with office.app_context():
        worker, event = make_person(name="王秀英"), make_event(title="进园区")
    phone = phone_of(office, worker)
    line = a_line(event, 5)
    phone.post("/api/tallies", json={"tallies": [line]}, headers={"Sec-Fetch-Site": "same-origin"})
    said = phone.get(f"/api/tallies/{line['id']}").get_json()["line"]
    assert (said["quantity"], said["by"], said["title"], said["undone"]) == (5, "王秀英", "进园区", False)
    assert said["kind"] == "handout"
    assert phone.get(f"/api/tallies/{uuid.uuid4()}").status_code == 404
    assert office.test_client().get(f"/api/tallies/{line['id']}").status_code == 401
