"""From when to when somebody belongs to a team or holds an office."""

from collections.abc import Iterable
from datetime import date, datetime

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import NotFound
from outreach.people.models import HeldCapacity, Membership, Person
from outreach.people.queries import teams
from outreach.people.rules import CapacitySpan, TeamSpan, check_spans
from outreach.people.words import CAPACITIES

#: What a line of the history is sorted and written by: name, first day, last day.
_Line = tuple[str, date, date | None]


def set_memberships(*, person: Person, spans: Iterable[TeamSpan], by: Actor, now: datetime) -> None:
    """Let the person belong to exactly these teams in these days.

    Raises Invalid for days that overlap and NotFound for an unknown team.
    """
    wanted = list(spans)
    check_spans(wanted)
    known = {team.id: team for team in teams()}
    if any(span.team_id not in known for span in wanted):
        raise NotFound()
    old = _written([(each.team.name, each.first_day, each.last_day) for each in person.memberships])
    kept = {(each.team_id, each.first_day): each for each in person.memberships}
    rows = []
    for span in wanted:
        row = kept.get((span.team_id, span.first_day)) or Membership(team=known[span.team_id], first_day=span.first_day)
        row.last_day = span.last_day
        rows.append(row)
    person.memberships = rows
    db.session.flush()
    new = _written([(known[span.team_id].name, span.first_day, span.last_day) for span in wanted])
    if new != old:
        record_change(person, "teams", old=old, new=new, by=by, now=now)
        record_act("person.teams_changed", by=by, now=now, subject=person, name=person.name, before=old, after=new)


def set_capacities(*, person: Person, spans: Iterable[CapacitySpan], by: Actor, now: datetime) -> None:
    """Let the person hold exactly these offices in these days; raises Invalid for days that overlap."""
    wanted = list(spans)
    check_spans(wanted)
    old = _written([(str(CAPACITIES[each.capacity]), each.first_day, each.last_day) for each in person.capacities])
    kept = {(each.capacity, each.first_day): each for each in person.capacities}
    rows = []
    for span in wanted:
        row = kept.get((span.capacity, span.first_day)) or HeldCapacity(
            capacity=span.capacity, first_day=span.first_day
        )
        row.last_day = span.last_day
        rows.append(row)
    person.capacities = rows
    db.session.flush()
    new = _written([(str(CAPACITIES[span.capacity]), span.first_day, span.last_day) for span in wanted])
    if new != old:
        record_change(person, "offices", old=old, new=new, by=by, now=now)
        record_act("person.offices_changed", by=by, now=now, subject=person, name=person.name, before=old, after=new)


def _written(lines: list[_Line]) -> str | None:
    ordered = sorted(lines, key=lambda line: (line[1], line[0]))
    return "; ".join(f"{name} {first}/{last or '…'}" for name, first, last in ordered) or None
