"""Closing a period: its drawing is kept whole, and nothing moves it any more (rule 12)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.db.snapshot import snapshot_of_now
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person, Team
from outreach.reports.closings import queries, rules, since
from outreach.reports.closings.checks.finding import Finding
from outreach.reports.closings.checks.listing import check_list
from outreach.reports.closings.labels import said_stretch
from outreach.reports.closings.models import Closing, LeftSinceClosing
from outreach.reports.closings.rights import check_may_close
from outreach.reports.closings.rules import Stretch
from outreach.reports.drawings.actions import LONGEST_TITLE, keep_drawing
from outreach.reports.drawings.gathering import Gathered, gather
from outreach.reports.figures import FIGURES
from outreach.reports.filters import Filters, chosen_team
from outreach.reports.parts import Part, part_of
from outreach.reports.queries import teams_in
from outreach.schedule import queries as schedule
from outreach.schedule.access import may_change

#: The acts of the audit.
CLOSED, RESTATED = "period.closed", "period.restated"


@dataclass(frozen=True)
class Restated:
    """Which closing is restated 重述, and why."""

    closing_id: uuid.UUID
    reason: str


@dataclass(frozen=True)
class Ready:
    """What a closing needs to know, read before its transaction: what stands open, and all that it keeps."""

    found: Sequence[Finding]
    gathered: Gathered


def ready_to_close(stretch: Stretch, team: Team | None = None) -> Ready:
    """Look over the days and gather their drawing, in a snapshot of this instant; nobody waits meanwhile."""
    filters = filters_of(stretch, team)
    with snapshot_of_now() as at:
        return Ready(check_list(filters, at), gather(filters, parts_of(filters), at=at))


def close_period(
    stretch: Stretch,
    team: Team | None = None,
    *,
    by: Person,
    now: datetime,
    note: str = "",
    reason: str = "",
    restated: Restated | None = None,
    ready: Ready | None = None,
) -> Closing:
    """Declare the figures of a month, quarter or year final, for a team or for the whole bureau.

    `reason` says why it is closed over what must be mended first. The closing is of the instant at which it was made
    `ready`: what is received later is "since closing". Without that, this is a transaction of one instant.
    Raises Forbidden; Conflict where the days are not over (`not_over`), where they are closed already
    (`closed_already`) or where somebody else restated the same closing (`restated_already`); Invalid for a reason that
    is missing or too long.
    """
    today = clock.local_day(now)
    team_id = team.id if team else None
    check_may_close(by, stretch.kind, team_id, today)
    rules.check_is_over(stretch.period, today)
    old = _checked(stretch, team_id, restated)
    for field, text in (("note", note), ("reason", reason), ("restate_reason", restated.reason if restated else "")):
        if len(text) > rules.LONGEST_NOTE:
            raise Invalid(_("Write at most %(most)d characters.", most=rules.LONGEST_NOTE), field=field)
    filters = filters_of(stretch, team)
    found = [each.kept() for each in (ready.found if ready else check_list(filters, now))]
    rules.check_reason(found, reason.strip())
    title = title_of(stretch, team, is_restated=old is not None)
    gathered = ready.gathered if ready else gather(filters, parts_of(filters), at=now)
    drawing = keep_drawing(filters, title=title, by=by, now=now, gathered=gathered)
    closing = Closing(
        drawing_id=drawing.id,
        kind=stretch.kind,
        first_day=filters.period.first,
        last_day=filters.period.last,
        team_id=team_id,
        scope=queries.scope_of(team_id),
        at=drawing.at,
        by_id=by.id,
        by_name=by.name,
        note=note.strip() or None,
        findings={"findings": found},
        reason=reason.strip() or None,
        restates_id=old and old.id,
        restate_reason=restated.reason.strip() if restated else None,
    )
    db.session.add(closing)
    db.session.flush()
    why = closing.restate_reason or closing.reason
    record_act(RESTATED if old else CLOSED, by=by, now=now, subject=closing, title=title, reason=why)
    return closing


def leave_lines(tally_ids: Sequence[uuid.UUID], *, by: Person, now: datetime) -> int:
    """Leave lines that came after a closing as they are: told as "since closing", and asked about no more; how many.

    Lines of events of other teams are left out, and those that somebody has seen to meanwhile.
    """
    mine = {event.id for event in schedule.events_among(since.events_of(tally_ids)) if may_change(by, event, now)}
    left = since.closing_before(tally_ids, mine)
    for tally_id, closing_id in left.items():
        db.session.add(LeftSinceClosing(tally_id=tally_id, closing_id=closing_id, by_id=by.id, at=now))
    db.session.flush()
    if left:
        record_act("since_closing.left", by=by, now=now, count=len(left))
    return len(left)


def filters_of(stretch: Stretch, team: Team | None = None) -> Filters:
    """What a closing draws."""
    return Filters(stretch.year, stretch.period, team=chosen_team(team) if team else None)


def parts_of(filters: Filters) -> Sequence[Part]:
    """What the bureau's closing keeps beside its figures: each figure by team, so that a team's share is told too."""
    if filters.team is not None:
        return ()
    teams = [chosen_team(team) for team in teams_in(filters.period)]
    divided = [key for key, figure in FIGURES.items() if "team" in figure.dimensions]
    return [part_of(key, filters, team=team) for key in divided for team in teams]


def title_of(stretch: Stretch, team: Team | None, *, is_restated: bool) -> str:
    """What the drawing of a closing is called."""
    period = said_stretch(stretch)
    said = _("Closing: %(period)s, restated", period=period) if is_restated else _("Closing: %(period)s", period=period)
    return (f"{said} · {team.name}" if team else said)[:LONGEST_TITLE]


def _checked(stretch: Stretch, team_id: uuid.UUID | None, restated: Restated | None) -> Closing | None:
    """The closing that is restated by the new one; None where these days were never closed."""
    holds = queries.closing_of(stretch.period, team_id)
    if restated is None:
        if holds is not None:
            message = _(
                "These days were closed on %(day)s by %(name)s.", day=clock.local_day(holds.at), name=holds.by_name
            )
            raise Conflict(message, code="closed_already", closing=holds.id)
        return None
    if not restated.reason.strip():
        raise Invalid(_("Say why it is restated."), field="restate_reason", code="restate_reason_needed")
    if holds is None or holds.id != restated.closing_id:
        raise Conflict(_("Somebody else has restated this closing meanwhile."), code="restated_already")
    return holds
