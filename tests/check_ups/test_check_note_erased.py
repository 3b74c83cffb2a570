"""A note that holds personal data is erased: for good, everywhere, and without a word of it in the audit."""

import pytest
from flask import Flask

from outreach.audit.models import AuditEntry
from outreach.check_ups import queries, soundness
from outreach.check_ups.erasing import erase_note
from outreach.check_ups.models import CheckAnswer, CheckNote, CheckUp
from outreach.check_ups.notices import actions as notices
from outreach.check_ups.phone import phone_facts
from outreach.check_ups.rules import Found
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from tests.check_ups.notices.visits import make_check_up, make_list
from tests.check_ups.sending import a_check, at, send_checks
from tests.logbook.sending import phone_of
from tests.making import NOW, make_bureau, make_check_list, make_event, make_person, make_place, make_team
from tests.signing_in import sign_in

WORDS = "张三13812341234未签合同"


def test_the_words_are_gone_and_a_phone_does_not_bring_them_back(app_context: Flask) -> None:
    event = make_event(team=make_team("employment"), track=Track.ENTERPRISE)
    (point, _other), company = make_check_list().points, make_place(PlaceKind.ENTERPRISE)
    sent = a_check(event, point, note=WORDS, **at(company))
    phone, lead = phone_of(app_context, make_person(team=make_team())), make_person(Role.LEAD, team=make_team())
    send_checks(phone, sent)
    before = db.session.scalars(db.select(CheckAnswer)).one()
    kept = (before.found, before.note_hash, before.content_hash)
    with transaction():
        erase_note(queries.answer(before.id), by=db.session.merge(lead), now=NOW)
    assert send_checks(phone, sent)[sent["id"]]["answer"] == "already_there"
    after = db.session.scalars(db.select(CheckAnswer)).one()
    assert (after.found, after.note_hash, after.content_hash) == kept
    assert after.note is None and db.session.scalars(db.select(CheckNote)).all() == []
    assert after.note_erasure is not None
    assert (after.note_erasure.at, after.note_erasure.by_id) == (NOW, lead.id)
    (told,) = phone_facts(lead, NOW.date(), [db.session.get_one(Event, event.id)])["check_ups"]
    assert [each["note"] for each in told["answers"]] == [None]
    assert list(soundness.findings()) == []
    entry = db.session.scalars(db.select(AuditEntry).where(AuditEntry.act == "check_answer.note_erased")).one()
    assert entry.by_id == lead.id and "张三" not in f"{entry.facts}"
    with pytest.raises(Conflict), transaction():
        erase_note(queries.answer(after.id), by=db.session.merge(lead), now=NOW)


@pytest.mark.parametrize(
    ("role", "team", "may"),
    [
        (Role.LEAD, "labor_relations", True),
        (Role.CLERK, None, True),
        (Role.ADMIN, None, True),
        (Role.LEAD, "pension", False),
        (Role.STAFF, "labor_relations", False),
        (Role.VIEWER, None, False),
    ],
)
def test_the_lead_of_the_team_and_the_office_erase(app_context: Flask, role: Role, team: str | None, may: bool) -> None:
    answer = noted()[1]
    by = make_person(role, team=make_team(team) if team else None)
    if may:
        with transaction():
            erase_note(queries.answer(answer.id), by=db.session.merge(by), now=NOW)
    else:
        with pytest.raises(Forbidden), transaction():
            erase_note(queries.answer(answer.id), by=db.session.merge(by), now=NOW)
    assert (queries.answer(answer.id).note is None) is may


def test_a_page_asks_before_and_tells_afterwards(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        check_up, answer = noted()
        page, path = f"/check-ups/{check_up.id}", f"/check-ups/answers/{answer.id}/erase-note"
        lead = make_person(Role.LEAD, team=make_team("labor_relations"), name="周队长")
        staff = make_person(team=make_team("labor_relations"))
        clients = [sqlite_app.test_client() for _each in range(2)]
        for client, person in zip(clients, (staff, lead), strict=True):
            sign_in(client, person)
    own, desk = clients
    assert path not in own.get(page).text
    assert (own.get(path).status_code, own.post(path).status_code) == (403, 403)
    assert path in desk.get(page).text
    asked = desk.get(path).text
    assert WORDS in asked and "清除后不能恢复" in asked and "风险提示书里有这段文字" not in asked
    assert WORDS in desk.get(page).text
    assert desk.post(path).status_code == 302
    shown = desk.get(page).text
    assert WORDS not in shown and "由周队长清除" in shown and path not in shown
    assert desk.get(path).location.startswith(page)


def test_it_is_said_which_notice_keeps_the_words(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        check_up, _answer = noted()
        by, clerk = make_person(Role.CLERK), make_person(Role.CLERK)
        with transaction():
            notice = notices.make_notice(queries.check_up(check_up.id), by=by, now=NOW)
            said = {"found": f"经查：{WORDS}。", "personal_is_meant": True}
            notices.change_item(notice, notice.items[0], by=by, now=NOW, **said)  # type: ignore[arg-type]
            notices.review_notice(notice, by=clerk, now=NOW)
            link = f"/notices/{notice.id}"
        path = f"/check-ups/answers/{db.session.scalars(db.select(CheckAnswer.id)).one()}/erase-note"
        client = sqlite_app.test_client()
        sign_in(client, db.session.get_one(Person, clerk.id))
    asked = client.get(path).text
    assert (
        "风险提示书里有这段文字" in asked
        and asked.count(link) == 2
        and "已审核的提示书保持原样" in asked
        and "请到那里修改" in asked
    )
    client.post(path)
    assert WORDS in client.get(f"{link}/print").text


def noted() -> tuple[CheckUp, CheckAnswer]:
    """A check-up of the labour team with one answer that has the note."""
    (point,) = make_list("签订合同").points
    check_up = make_check_up({point: Found.RISK}, notes={point: WORDS}, team=make_team("labor_relations"))
    return check_up, db.session.scalars(db.select(CheckAnswer)).one()
