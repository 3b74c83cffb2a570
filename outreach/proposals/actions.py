"""Answering a proposal: it becomes an event, or is dismissed with a reason."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict
from outreach.materials.models import Item
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State, track_at
from outreach.schedule import actions as schedule
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.refusals import other_team
from outreach.schedule.rules import Duty, Form, Track, check_needed
from outreach.web.language import in_bureau_language


def accept_proposal(
    proposal: Proposal,
    *,
    starts_at: datetime,
    ends_at: datetime,
    materials: Mapping[uuid.UUID, int | None],
    by: Person,
    now: datetime,
    anyway: Anyway | None = None,
) -> Event:
    """The event that the proposal becomes, with just those materials, of the campaign if its days hold it.

    Raises Forbidden for another team's, Conflict for an answered one, and asks as `plan_event` does.
    """
    check_open(proposal, by, now)
    day, edition = clock.local_day(starts_at), proposal.edition
    track = track_at(proposal.place.kind)
    with in_bureau_language():
        facts = {"topic": proposal.topic.name, "place": proposal.place.name}
        title = gettext("%(topic)s: legal outreach at %(place)s", **facts)
        note = gettext(
            "Proposed since more is asked: %(asked)d from %(first)s to %(last)s, %(before)d the year before.",
            asked=proposal.asked,
            before=proposal.asked_before,
            first=proposal.first_day.isoformat(),
            last=proposal.last_day.isoformat(),
        )
    event = schedule.plan_event(
        by=by,
        now=now,
        anyway=anyway,
        title=title,
        track=track,
        lead_team_id=proposal.team_id,
        place_id=proposal.place_id,
        starts_at=starts_at,
        ends_at=ends_at,
        forms=[Form.TALK, Form.CASES] if track is Track.ENTERPRISE else [Form.DESK, Form.HANDOUT],
        edition_ids=[] if edition is None or day not in edition.days else [edition.id],
        planned_items=dict(materials),
        staff={by.id: Duty.LEAD} if by.role is Role.LEAD else {},
        note=note,
    )
    proposal.state, proposal.event_id, proposal.ended_at, proposal.ended_by_id = State.ACCEPTED, event.id, now, by.id
    db.session.flush()
    record_act("proposal.accepted", by=by, now=now, subject=proposal, event=event.title)
    return event


def dismiss_proposal(proposal: Proposal, *, reason: str, by: Person, now: datetime) -> Proposal:
    """The proposal, dismissed; it is not made again for these months."""
    check_open(proposal, by, now)
    proposal.reason = check_needed(reason, "reason", 300)
    proposal.state, proposal.ended_at, proposal.ended_by_id = State.DISMISSED, now, by.id
    db.session.flush()
    asked, place = db.session.get_one(Item, proposal.topic_id).name, db.session.get_one(Place, proposal.place_id).name
    record_act("proposal.dismissed", by=by, now=now, subject=proposal, name=asked, place=place, reason=proposal.reason)
    return proposal


def check_open(proposal: Proposal, by: Person, now: datetime) -> None:
    """Raise Forbidden for another team's proposal, Conflict for one that was answered."""
    if not may_plan_for(by, proposal.team_id, clock.local_day(now)):
        raise other_team()
    if proposal.state is not State.OPEN:
        raise Conflict(_("This proposal was answered already."), code="not_open")
