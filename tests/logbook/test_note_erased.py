"""The note of a line that holds personal data is erased: for good, and without a word of it in the audit."""

import uuid

import pytest
from flask import Flask

from outreach.audit.models import AuditEntry
from outreach.db import db, new_id, transaction
from outreach.errors import Conflict, Forbidden
from outreach.logbook import queries, soundness
from outreach.logbook.erasing import erase_note, erased_among
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import note_hash
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.logbook.sending import a_line, phone_of, send
from tests.making import NOW, make_bureau, make_event, make_person, make_tally, make_team, stored
from tests.signing_in import sign_in

WORDS = "张三13812341234来问工伤"


def test_the_words_are_gone_and_a_phone_does_not_bring_them_back(app_context: Flask) -> None:
    event, phone = make_event(), phone_of(app_context, make_person())
    sent = a_line(event, note=WORDS)
    send(phone, sent)
    lead = make_person(Role.LEAD, team=make_team())
    before = db.session.get_one(Tally, uuid.UUID(sent["id"]))
    kept = (before.quantity, before.note_hash)
    erase(before, by=lead)
    assert send(phone, sent)[sent["id"]]["answer"] == "already_there"
    line = queries.logged_line(before.id)
    assert line.note is None and db.session.scalars(db.select(TallyNote)).all() == []
    after = db.session.get_one(Tally, before.id)
    assert (after.quantity, after.note_hash) == kept
    erasure = erased_among([after.id])[after.id]
    assert (erasure.at, erasure.by_id) == (NOW, lead.id)
    assert list(soundness.findings()) == []
    entry = db.session.scalars(db.select(AuditEntry).where(AuditEntry.act == "line.note_erased")).one()
    assert entry.by_id == lead.id and "张三" not in f"{entry.facts}"
    with pytest.raises(Conflict):
        erase(after, by=lead)


def erase(line: Tally, *, by: Person) -> None:
    """Erase the note of the line."""
    with transaction():
        erase_note(line.id, db.session.get_one(Event, line.event_id), by=db.session.merge(by), now=NOW)


@pytest.mark.parametrize(
    ("role", "team", "may"),
    [
        (Role.LEAD, "employment", True),
        (Role.CLERK, None, True),
        (Role.ADMIN, None, True),
        (Role.LEAD, "pension", False),
        (Role.STAFF, "employment", False),
    ],
)
def test_the_lead_of_the_team_and_the_office_erase(app_context: Flask, role: Role, team: str | None, may: bool) -> None:
    line = noted()
    by = make_person(role, team=make_team(team) if team else None)
    if may:
        erase(line, by=by)
    else:
        with pytest.raises(Forbidden):
            erase(line, by=by)
    assert (queries.logged_line(line.id).note is None) is may


def test_a_page_asks_before_and_tells_afterwards(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        line = noted()
        page, path = f"/events/{line.event_id}", f"/log/lines/{line.id}/erase-note"
        lead, staff = make_person(Role.LEAD, team=make_team(), name="周队长"), make_person(team=make_team())
        desk, own = (sqlite_app.test_client() for _each in range(2))
        sign_in(desk, lead)
        sign_in(own, staff)
    assert path not in own.get(page).text
    assert (own.get(path).status_code, own.post(path).status_code) == (403, 403)
    assert path in desk.get(page).text
    asked = desk.get(path).text
    assert WORDS in asked and "清除后不能恢复" in asked
    assert desk.post(path).status_code == 302
    shown = desk.get(page).text
    assert WORDS not in shown and "由周队长清除" in shown and path not in shown
    assert page in desk.get(path).location


def noted() -> Tally:
    """A line of an event of the employment team that has the note."""
    line_id = new_id()
    line = make_tally(make_event(team=make_team()), 5, id=line_id, note_hash=note_hash(line_id, WORDS))
    stored(TallyNote(tally_id=line.id, text=WORDS))
    return line
