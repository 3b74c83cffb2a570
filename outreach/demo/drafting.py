"""The example's draft of the next year: one team has begun it from this year's plan, and left a line out."""

from datetime import datetime, timedelta

from outreach import clock
from outreach.db import db
from outreach.demo.lists import Lists
from outreach.drafts.actions import leave_line, make_draft
from outreach.drafts.queries import lines
from outreach.drafts.rules import State
from outreach.people.models import Team

_TEAM = "pension"
_PERCENT = 110
_BEGUN = timedelta(days=1)


def begin_draft(lists: Lists, *, now: datetime) -> None:
    """Make the draft of the year after that of the instant `now`, with its last open line left out."""
    year = clock.local_day(now).year
    by, team = lists.people[f"lead.{_TEAM}"], db.session.get_one(Team, lists.teams[_TEAM])
    draft = make_draft(
        from_year=year, to_year=year + 1, percent=_PERCENT, team=team, teams=[team], by=by, now=now - _BEGUN
    )
    found = db.session.scalars(lines(draft.id, [State.OPEN])).all()
    if found:
        leave_line(draft, found[-1].id)
