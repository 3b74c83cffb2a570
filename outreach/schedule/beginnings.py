"""What a new event begins with when it is planned from a gap: the team's usual way, on the first day that suits."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.people.models import Person, Team
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule import queries
from outreach.schedule.facts import facts_of
from outreach.schedule.models import Edition, Event
from outreach.schedule.rules import Duty, Standing, Status, Track
from outreach.schedule.suggestions.queries import diary_of, suggestions
from outreach.schedule.suggestions.rules import Span, Suggestion
from outreach.web.language import in_bureau_language

#: How far back the team's usual way is looked for.
_BEHIND = timedelta(days=3 * 366)
#: What an event takes over from the last one that was like it.
_USUAL = ("track", "forms", "planned_items", "law_ids")


def said_of_visit(
    person: Person, now: datetime, *, place: Place, team: Team, edition: Edition | None, day: date | None = None
) -> dict[str, Any]:
    """What the form shows for a team's visit: the first day that suits (or `day`), the usual staff, materials, laws.

    The usual way is that of the last event that the team held at such a place. Of its staff those come who are of the
    team and free; an edition brings its own laws. Where nobody was ever on one, whoever plans it, in charge.
    """
    said: dict[str, Any] = {"title": title_of_visit(place, team), "lead_team_id": team.id, "place_id": place.id}
    today = clock.local_day(now)
    days = suggestions(place=place, team_id=team.id, now=now, edition=edition) if day is None else []
    slot = days[0] if days else None
    if slot is not None:
        said |= {"starts_on": slot.day, "starts_at": slot.start, "ends_at": slot.end}
    like = last_like(team.id, place.kind, today)
    if like is not None:
        usual: dict[str, Any] = dict(facts_of(like))
        said |= {field: usual[field] for field in _USUAL if field != "law_ids" or edition is None}
        said["staff"] = _free(usual["staff"], team.id, slot)
    if not said.get("staff") and team.id in person.team_ids_on(today):
        said["staff"] = {person.id: Duty.LEAD}
    return said


def title_of_visit(place: Place, team: Team) -> str:
    """三江镇工伤保险普法宣传, in the bureau's language."""
    with in_bureau_language():
        return str(_("%(team)s outreach at %(place)s", team=team.name, place=place.name))


def last_like(team_id: uuid.UUID, kind: PlaceKind, today: date) -> Event | None:
    """The team's last event that was held as a host in three years: at a place of the kind, else anywhere."""
    held = (
        select(Event.id)
        .where(Event.lead_team_id == team_id, Event.status == Status.HELD, Event.day >= today - _BEHIND)
        .where(Event.track != Track.INTERNAL, Event.standing != Standing.INVITED)
        .order_by(Event.day.desc(), Event.id)
        .limit(1)
    )
    there = held.join(Place, Place.id == Event.place_id).where(Place.kind == kind)
    found = db.session.scalar(there) or db.session.scalar(held)
    return None if found is None else queries.event(found)


def _free(staff: dict[uuid.UUID, Duty], team_id: uuid.UUID, slot: Suggestion | None) -> dict[uuid.UUID, Duty]:
    if slot is None:
        return staff
    diary = diary_of(team_id, Period(slot.day, slot.day))
    free = diary.people_free(Span(datetime.combine(slot.day, slot.start), datetime.combine(slot.day, slot.end)))
    return {who: duty for who, duty in staff.items() if who in free}
