"""Reading campaigns and their editions."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from outreach.db import db
from outreach.errors import NotFound
from outreach.periods import Period
from outreach.schedule.models import Campaign, CampaignTag, Edition, Event
from outreach.schedule.rules import Status


def campaign(campaign_id: uuid.UUID) -> Campaign:
    """The campaign with its editions; raises NotFound."""
    found = db.session.scalar(
        select(Campaign).where(Campaign.id == campaign_id).options(selectinload(Campaign.editions))
    )
    if found is None:
        raise NotFound(code="no_such_campaign", id=campaign_id)
    return found


def campaigns(*, retired: bool = False) -> Sequence[Campaign]:
    """All campaigns with their editions, in the bureau's order; retired ones too where asked for."""
    statement = select(Campaign).options(selectinload(Campaign.editions)).order_by(Campaign.position, Campaign.id)
    return db.session.scalars(statement if retired else statement.where(Campaign.retired_at.is_(None))).all()


def edition(edition_id: uuid.UUID) -> Edition:
    """The edition with its campaign; raises NotFound."""
    found = db.session.get(Edition, edition_id)
    if found is None:
        raise NotFound(code="no_such_edition", id=edition_id)
    return found


def editions_covering(period: Period) -> Sequence[Edition]:
    """The editions that have a day in `period`, with their campaigns, ordered by first day, longest first, then id."""
    return db.session.scalars(
        select(Edition)
        .where(Edition.first_day <= period.last, Edition.last_day >= period.first)
        .order_by(Edition.first_day, Edition.last_day.desc(), Edition.id)
    ).all()


def counts_by_edition(edition_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[Status, int]]:
    """How many events of each status are tagged to each of the editions that has any."""
    statement = (
        select(CampaignTag.edition_id, Event.status, func.count())
        .join(Event, Event.id == CampaignTag.event_id)
        .where(CampaignTag.edition_id.in_(edition_ids))
        .group_by(CampaignTag.edition_id, Event.status)
    )
    counts: dict[uuid.UUID, dict[Status, int]] = {}
    for edition_id, status, count in db.session.execute(statement):
        counts.setdefault(edition_id, {})[status] = count
    return counts
