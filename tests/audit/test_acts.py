"""What is done to events and to the ledger leaves an audit line."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.audit.models import AuditEntry
from outreach.db import db, new_id, transaction
from outreach.logbook.actions import record_all
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.people.rules import Role
from outreach.schedule import actions
from tests.making import NOW, make_event, make_person
from tests.signing_in import sign_in

LATER = NOW + timedelta(hours=3)


def told() -> list[tuple[str, str | None]]:
    """Every act with its reason."""
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.act, entry.facts.get("reason")) for entry in entries]


def test_an_event_that_is_changed_held_or_not_leaves_a_line(app_context: Flask) -> None:
    event, clerk = make_event(), make_person(Role.CLERK)
    with transaction():
        actions.change_event(event, by=clerk, now=LATER, title="送法进园区")
        actions.change_event(event, by=clerk, now=LATER, title="送法进园区")
        actions.declare_held(event, by=clerk, now=LATER)
        actions.declare_not_held(event, by=clerk, now=LATER, reason="下雨没办成")
    assert told() == [("event.changed", None), ("event.held", None), ("event.not_held", "下雨没办成")]


def test_a_line_of_the_ledger_that_is_taken_back_leaves_a_line_with_the_reason(app_context: Flask) -> None:
    event, clerk = make_event(), make_person(Role.CLERK)
    line = Line(new_id(), event.id, CountKind.HANDOUT, None, 5, NOW)
    undone = Line(new_id(), event.id, CountKind.HANDOUT, None, -5, NOW, reverses=line.id, reason="按错了")
    with transaction():
        record_all([line, undone], sender=clerk, now=LATER)
        record_all([undone], sender=clerk, now=LATER)
    assert told() == [("tally.reversed", "按错了")]


def test_figures_that_go_out_as_a_file_leave_a_line(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.VIEWER, name="李娜"))
    paths = ("/reports/2025.xlsx", "/reports/2025/figures/handouts/lines.csv")
    assert [client.get(path).status_code for path in paths] == [200, 200]
    with sqlite_app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [(entry.act, entry.by_name, entry.facts["year"]) for entry in entries] == [
            ("report.exported", "李娜", 2025)
        ] * 2
