"""Which events a calendar feed holds."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import selectinload

from outreach import clock
from outreach.db import db
from outreach.feeds.rules import first_day_shown, last_day_shown
from outreach.places.models import Place
from outreach.schedule.campaign_queries import editions_covering
from outreach.schedule.deadline_queries import deadlines_in
from outreach.schedule.models import Assignment, CampaignTag, Deadline, Edition, Event, JoiningTeam
from outreach.schedule.queries import ahead_of
from outreach.schedule.rules import Status


def events_in_feed(
    now: datetime,
    *,
    person_id: uuid.UUID | None = None,
    team_id: uuid.UUID | None = None,
    campaign_id: uuid.UUID | None = None,
) -> list[Event]:
    """The events that a feed shows at `now`, by day, start and id; all, one person's, one team's or one campaign's."""
    query = (
        select(Event)
        .where(Event.day >= first_day_shown(clock.local_day(now)))
        .order_by(Event.day, Event.starts_at, Event.id)
        .options(selectinload(Event.place).selectinload(Place.parent))
    )
    for asked in _asked(person_id, team_id, campaign_id):
        query = query.where(asked)
    return [event for event in db.session.scalars(query) if is_shown(event, now)]


def themes_in_feed(now: datetime) -> tuple[Sequence[Edition], Sequence[Deadline]]:
    """The editions and the deadlines of the same days, in their order."""
    period = ahead_of(first_day_shown(clock.local_day(now)))
    return editions_covering(period), deadlines_in(period)


def is_shown(event: Event, now: datetime) -> bool:
    """Whether the event is in the feeds at all: a cancelled one leaves them after a while."""
    if event.status is not Status.CANCELLED or event.cancelled_at is None:
        return True
    return clock.local_day(now) <= last_day_shown(event.day, clock.local_day(event.cancelled_at))


def _asked(
    person_id: uuid.UUID | None, team_id: uuid.UUID | None, campaign_id: uuid.UUID | None
) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if person_id is not None:
        asked.append(Event.staff.any(Assignment.person_id == person_id))
    if team_id is not None:
        asked.append(or_(Event.lead_team_id == team_id, Event.joining.any(JoiningTeam.team_id == team_id)))
    if campaign_id is not None:
        of_campaign = and_(CampaignTag.edition_id == Edition.id, Edition.campaign_id == campaign_id)
        asked.append(Event.id.in_(select(CampaignTag.event_id).join(Edition, of_campaign)))
    return asked
