"""What was received is sealed day by day, and a line that is another afterwards is named."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from outreach import clock
from outreach.db import db, new_id
from outreach.jobs.chores.queries import last_done
from outreach.jobs.chores.running import do_what_is_due
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import note_hash
from outreach.logbook.seals.queries import last_seal, seals
from outreach.logbook.seals.sealing import seal_what_is_over
from outreach.logbook.seals.soundness import findings
from outreach.people.rules import Role
from tests.making import NOW, make_bureau, make_event, make_material, make_person, make_tally, stored
from tests.signing_in import sign_in
from tests.upgrades.filling import unguarded

DAY = timedelta(days=1)
#: Noon of the day after the last line.
THEN = NOW + 4 * DAY


@pytest.fixture
def lines(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Tally]]:
    """Lines of three days, of which one has none between them, with a note; sealed."""
    by, event, item = make_person(), make_event(), make_material()
    noted = new_id()
    made = [
        make_tally(event, item_id=item.id, quantity=30 + at, by=by, received_at=NOW + days * DAY)
        for at, days in enumerate((0, 0, 2))
    ]
    made.append(
        make_tally(event, item_id=item.id, by=by, id=noted, note_hash=note_hash(noted, "雨"), received_at=NOW + 3 * DAY)
    )
    stored(TallyNote(tally_id=noted, text="雨"))
    monkeypatch.setattr(clock, "now", lambda: THEN)
    assert seal_what_is_over(THEN) == {"days": 3, "lines": 4}
    yield made
    db.session.rollback()


def found() -> dict[str, str]:
    """Code -> what is said, of every finding."""
    said = {each.code: str(each.said) for each in findings()}
    db.session.rollback()
    return said


def tamper(statement: str, **values: object) -> None:
    """Do to the database what only somebody can who takes the triggers away and puts them back."""
    db.session.rollback()
    with unguarded(db.engine) as connection:
        connection.execute(text(statement), values)


def key_of(line: Tally) -> str:
    """Its id as the database has it."""
    return line.id.hex if db.engine.dialect.name == "sqlite" else str(line.id)


def test_a_day_is_sealed_once_when_it_is_over_and_what_came_later_with_the_next(lines: list[Tally]) -> None:
    assert [seal.day for seal in seals()] == [date(2025, 3, 4), date(2025, 3, 6), date(2025, 3, 7)]
    assert [seal.lines for seal in seals()] == [2, 1, 1]
    make_tally(lines[0].event, item_id=lines[0].item_id, by=lines[0].by, received_at=THEN)
    assert seal_what_is_over(THEN) == {"days": 0, "lines": 0}
    assert seal_what_is_over(clock.instant(clock.wall(THEN).replace(hour=0, minute=59) + DAY))["days"] == 0
    assert seal_what_is_over(clock.instant(clock.wall(THEN).replace(hour=1, minute=0) + DAY))["days"] == 1
    assert found() == {}


def test_a_seal_is_over_the_same_text_on_every_database(lines: list[Tally]) -> None:
    texts = [
        json.dumps(
            [
                *(
                    line.id.hex,
                    line.event_id.hex,
                    "handout",
                    line.item_id and line.item_id.hex,
                    line.quantity,
                    "counted",
                ),
                *("2025-03-04 01:00:00.000000", None, f"2025-03-0{day} 01:00:00.000000"),
                *(line.by_id.hex, line.sent_by_id.hex, None, 0, None, line.note_hash),
            ],
            separators=(",", ":"),
        )
        for line, day in ((lines[2], 6), (lines[3], 7))
    ]
    made = [hashlib.sha256(f"{said}\n".encode()).hexdigest() for said in texts]
    assert [seal.lines_sha256 for seal in seals()][1:] == made


def test_a_note_that_was_erased_breaks_no_seal(lines: list[Tally]) -> None:
    tamper("DELETE FROM tally_notes")
    assert found() == {}


@pytest.mark.parametrize("change", ["quantity = 7", "reason = 'x'", "clock_offset = 3", "note_hash = NULL"])
def test_a_line_that_was_changed_behind_the_triggers_is_named(lines: list[Tally], change: str) -> None:
    line = lines[3]
    tamper(f"UPDATE tallies SET {change} WHERE id = :id", id=key_of(line))
    said = found()
    assert said.keys() == {"changed_line", "broken_day"}
    assert str(line.id) in said["changed_line"] and line.event.title in said["changed_line"]


def test_a_line_that_was_deleted_behind_the_triggers_is_named(lines: list[Tally]) -> None:
    line_id, key = lines[1].id, key_of(lines[1])
    tamper("DELETE FROM tallies WHERE id = :id", id=key)
    said = found()
    assert said.keys() == {"lost_line", "broken_day"}
    assert str(line_id) in said["lost_line"]


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_line_that_was_put_into_a_day_that_is_over_is_named(lines: list[Tally], days: int) -> None:
    line = lines[0]
    added = make_tally(line.event, item_id=line.item_id, by=line.by, received_at=NOW + days * DAY + timedelta(hours=1))
    said = found()
    assert said.keys() == {"added_line", "broken_day"}
    assert str(added.id) in said["added_line"]


def test_a_line_of_another_day_is_gone_there_and_added_here(lines: list[Tally]) -> None:
    tamper(
        "UPDATE tallies SET received_at = (SELECT received_at FROM tallies WHERE id = :there) WHERE id = :id",
        id=key_of(lines[0]),
        there=key_of(lines[2]),
    )
    assert found().keys() == {"lost_line", "added_line", "broken_day"}


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE ledger_seals SET lines = 3 WHERE day = '2025-03-06'", {"broken_seal", "broken_day"}),
        ("DELETE FROM ledger_seals WHERE day = '2025-03-04'", {"broken_seal"}),
        ("DELETE FROM ledger_seals WHERE day = '2025-03-06'", {"broken_seal"}),
        ("DELETE FROM ledger_seals WHERE day = '2025-03-07'", {"other_seal"}),
        ("DELETE FROM ledger_seals", {"other_seal", "not_sealed"}),
    ],
)
def test_a_seal_that_was_changed_or_taken_away_is_named(lines: list[Tally], statement: str, codes: set[str]) -> None:
    tamper(statement)
    assert found().keys() == codes


def test_seals_that_were_made_anew_over_another_line_are_not_those_of_the_audit(lines: list[Tally]) -> None:
    tamper("DELETE FROM ledger_seals")
    tamper("UPDATE tallies SET quantity = 7 WHERE id = :id", id=key_of(lines[0]))
    seal_what_is_over(THEN)
    assert found().keys() == {"other_seal"}


def test_a_bureau_that_moved_to_another_zone_goes_on_sealing(lines: list[Tally]) -> None:
    zone = clock.zone().key
    clock.use_zone("America/New_York")
    try:
        make_tally(lines[0].event, item_id=lines[0].item_id, by=lines[0].by, received_at=NOW + 4 * DAY)
        assert seal_what_is_over(NOW + 9 * DAY) == {"days": 1, "lines": 1}
    finally:
        clock.use_zone(zone)
    assert found() == {}


def test_seals_are_made_by_themselves_and_missed_where_they_are_not(client: FlaskClient) -> None:
    app = client.application
    client.set_cookie("language", "en")
    with app.app_context():
        make_bureau()
        make_tally(make_event(), item_id=make_material().id)
        sign_in(client, make_person(Role.ADMIN))
        assert found().keys() == {"not_sealed"}
    assert "Nothing yet" in client.get("/admin").text
    assert "ledger.seals" in do_what_is_due(app, now=clock.now())
    with app.app_context():
        assert found() == {}
        turn, seal = last_done("ledger.seals"), last_seal()
        assert turn is not None and seal is not None and turn.facts == {"days": 1, "lines": 1}
        code = seal.code[:16]
    assert code in client.get("/admin").text
