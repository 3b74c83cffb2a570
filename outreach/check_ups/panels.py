"""What check-ups add to the page of an event and of a company."""

from datetime import timedelta

from flask import render_template
from sqlalchemy import ColumnElement

from outreach import clock
from outreach.check_ups import queries
from outreach.check_ups.lists.models import CheckList
from outreach.check_ups.lists.planned import planned_at
from outreach.check_ups.queries import Filters, State
from outreach.check_ups.rights import seen_by, sees_visit, told_before
from outreach.check_ups.rules import Found
from outreach.check_ups.sheet import lists_with_risks_before
from outreach.people.access import teams_acted_for
from outreach.places.models import Place
from outreach.places.rules import WIDE, PlaceKind
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Status, Track
from outreach.web.access import acting_person

SHOWN = 10
#: For so long what is owed tells of answers that came to a voided check-up.
TOLD_FOR = timedelta(days=30)


def event_panel(event: Event) -> str:
    """The check-ups of the event that the person sees, and the way to begin one where one may be expected."""
    found = queries.page_of_check_ups(Filters(event_id=event.id), 1, SHOWN, seen=_seen())
    voided = queries.count_of_check_ups(Filters(event_id=event.id, state=State.VOIDED), _seen())
    is_for_it = event.track is Track.ENTERPRISE or any(each.form is Form.CHECK_UP for each in event.forms)
    may_begin = is_for_it and event.status is not Status.CANCELLED
    if not (found.total or voided or may_begin):
        return ""
    counts = queries.counts_of(found)
    shown = {"event": event, "page": found, "counts": counts, "may_begin": may_begin, "Found": Found}
    shown["planned"], shown["voided"] = planned_at(event.id), voided
    shown["answered"] = queries.answered_since_void(_seen(), event_id=event.id, most=SHOWN) if voided else []
    shown["risks_before"] = _risks_before(event) if _goes_to_a_company(event) else ()
    may_put_down = may_change(acting_person(), event, clock.now())
    shown["may_plan"] = may_begin and may_put_down
    shown["outside"] = queries.answered_from_outside(event, clock.today()) if may_put_down else []
    return render_template("check_ups/event_panel.html", **shown)


def _risks_before(event: Event) -> list[tuple[CheckList, int]]:
    return lists_with_risks_before(event, told_before(acting_person(), event, event.place, clock.today()))


def _goes_to_a_company(event: Event) -> bool:
    """Whether the person sees what is found there, and it is still to come."""
    is_ahead = event.status is Status.PLANNED and event.place.kind is PlaceKind.ENTERPRISE
    return is_ahead and sees_visit(acting_person(), event, clock.today())


def place_panel(place: Place) -> str:
    """The check-ups of a company that the person sees, the latest first; nothing where there is none."""
    if place.kind in WIDE:
        return ""
    found = queries.page_of_check_ups(Filters(place_id=place.id), 1, SHOWN, seen=_seen())
    if not found.total:
        return ""
    counts = queries.counts_of(found)
    return render_template("check_ups/place_panel.html", place=place, page=found, counts=counts, Found=Found)


def voided_panel() -> str:
    """To which voided check-ups of the person's teams answers came of late; nothing where none did."""
    person, now = acting_person(), clock.now()
    team_ids = teams_acted_for(person, clock.local_day(now))
    found = queries.answered_since_void(_seen(), team_ids=team_ids, since=now - TOLD_FOR, most=SHOWN)
    return render_template("check_ups/voided_panel.html", answered=found) if found else ""


def _seen() -> ColumnElement[bool]:
    return seen_by(acting_person(), clock.today())
