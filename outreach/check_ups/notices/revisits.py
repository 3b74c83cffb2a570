"""The revisit of a company: an event of the team that led the check-up, or any at which it was seen again."""

from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_change
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import queries, rules
from outreach.check_ups.notices.models import Notice
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.schedule.actions import plan_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Status, Track

STARTS, ENDS = time(9), time(11)
#: How long before its day the home board begins to remind of a revisit.
AHEAD = timedelta(days=14)


def plan_revisit(
    notice: Notice,
    *,
    title: str,
    day: date | None,
    starts_at: time,
    ends_at: time,
    by: Person,
    now: datetime,
    anyway: Anyway | None = None,
    past_is_meant: bool = False,
) -> Event:
    """The event of the revisit; the notice points to it, and its day is the planned day from then on.

    What the paper promised stays beside it, and needs no reason here: the day on paper is an about.

    Raises Conflict where one is planned already, and asks as `plan_event` does.
    """
    if not rules.may_take(notice.state, rules.Step.PLAN_REVISIT):
        raise Conflict(_("Somebody was quicker: the notice is not where it was. Look at it again."), code="wrong_state")
    if notice.revisit_event is not None and notice.revisit_event.status is not Status.CANCELLED:
        raise Conflict(_("The revisit is planned already."), code="already_planned")
    if day is None or day <= clock.local_day(notice.check_up.event.starts_at):
        raise Invalid(_("This day is not after the check-up."), field="day", code="day_out_of_range")
    event = plan_event(
        title=title,
        track=Track.ENTERPRISE,
        lead_team_id=notice.check_up.event.lead_team_id,
        place_id=notice.check_up.place_id,
        starts_at=clock.instant(datetime.combine(day, starts_at)),
        ends_at=clock.instant(datetime.combine(day, ends_at)),
        forms=[Form.CHECK_UP],
        by=by,
        now=now,
        anyway=anyway,
        past_is_meant=past_is_meant,
    )
    notice.revisit_on, notice.moved_because = day, None
    _link(notice, event, by=by, now=now)
    db.session.refresh(notice)
    return event


def link_seen_again(check_up: CheckUp, *, by: Person, now: datetime) -> None:
    """The event of a finished check-up is the revisit for each earlier notice of the company that waits for one.

    The day that the paper says stays as the company read it.
    """
    event = check_up.event
    if event.status is not Status.CANCELLED:
        for notice in queries.awaiting_revisit(check_up):
            _link(notice, event, by=by, now=now)


def unlink_seen_again(check_up: CheckUp, *, by: Person, now: datetime) -> None:
    """The event of a check-up that was voided is no revisit of its company any more."""
    for notice in queries.revisited_by(check_up):
        notice.revisit_event_id, notice.changed_at = None, now
        record_change(notice, "revisit", old=check_up.event.title, new=None, by=by, now=now)
    db.session.flush()


def _link(notice: Notice, event: Event, *, by: Person, now: datetime) -> None:
    notice.revisit_event_id, notice.changed_at = event.id, now
    record_change(notice, "revisit", old=None, new=event.title, by=by, now=now)
    db.session.flush()
