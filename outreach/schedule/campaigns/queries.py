"""Reading campaigns and their editions."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from outreach.db import db
from outreach.errors import NotFound
from outreach.periods import Period
from outreach.schedule.models import Campaign, CampaignLaw, CampaignTag, Edition, Event
from outreach.schedule.rules import Status


def campaign(campaign_id: uuid.UUID) -> Campaign:
    """The campaign with its editions; raises NotFound."""
    whole = (selectinload(Campaign.editions), selectinload(Campaign.laws))
    found = db.session.scalar(select(Campaign).where(Campaign.id == campaign_id).options(*whole))
    if found is None:
        raise NotFound(code="no_such_campaign", id=campaign_id)
    return found


def find_campaign(campaign_id: uuid.UUID | None, code: str) -> Campaign | None:
    """The campaign of that id or of that code, retired ones too; None where there is none."""
    return db.session.scalar(select(Campaign).where(or_(Campaign.id == campaign_id, Campaign.code == code)))


def campaigns(*, retired: bool = False) -> Sequence[Campaign]:
    """All campaigns with their editions, in the bureau's order; retired ones too where asked for."""
    statement = select(Campaign).options(selectinload(Campaign.editions)).order_by(Campaign.position, Campaign.id)
    return db.session.scalars(statement if retired else statement.where(Campaign.retired_at.is_(None))).all()


def proposals(year: int) -> Sequence[tuple[Campaign, tuple[date, date]]]:
    """The campaigns in use without an edition of `year`, each with the days that its rule proposes for it."""
    open_ones = [each for each in campaigns() if all(edition.year != year for edition in each.editions)]
    proposed = ((each, each.recurrence.days_in(year)) for each in open_ones)
    return [(each, days) for each, days in proposed if days is not None]


def proposed_editions(year: int) -> Sequence[Edition]:
    """The editions of `year` whose days nobody has confirmed yet, by first day."""
    statement = select(Edition).where(Edition.year == year, Edition.is_proposed)
    return db.session.scalars(statement.order_by(Edition.first_day, Edition.id)).all()


def law_ids_of(edition_ids: Collection[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The laws that the campaigns of these editions explain, each once."""
    statement = select(CampaignLaw.law_id).join(Edition, Edition.campaign_id == CampaignLaw.campaign_id)
    return db.session.scalars(
        statement.where(Edition.id.in_(edition_ids)).distinct().order_by(CampaignLaw.law_id)
    ).all()


def laws_of_each(edition_ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the laws that the campaign of each edition explains, by the edition's id; as pages write ids."""
    ids = [uuid.UUID(each) for each in edition_ids]
    statement = select(Edition.id, CampaignLaw.law_id).join(CampaignLaw, Edition.campaign_id == CampaignLaw.campaign_id)
    found: dict[str, list[str]] = {}
    for edition_id, law_id in db.session.execute(statement.where(Edition.id.in_(ids)).order_by(CampaignLaw.law_id)):
        found.setdefault(str(edition_id), []).append(str(law_id))
    return found


def campaign_names() -> Sequence[Campaign]:
    """All campaigns, retired ones too, in the bureau's order and without their editions."""
    return db.session.scalars(select(Campaign).order_by(Campaign.position, Campaign.id)).all()


def edition(edition_id: uuid.UUID) -> Edition:
    """The edition with its campaign; raises NotFound."""
    found = find_edition(edition_id)
    if found is None:
        raise NotFound(code="no_such_edition", id=edition_id)
    return found


def edition_before(edition_id: uuid.UUID, year: int) -> Edition | None:
    """The edition of another year of the same campaign; None where it has none."""
    of_campaign = select(Edition.campaign_id).where(Edition.id == edition_id).scalar_subquery()
    return db.session.scalar(select(Edition).where(Edition.campaign_id == of_campaign, Edition.year == year))


def find_edition(edition_id: uuid.UUID | None) -> Edition | None:
    """The edition with its campaign; None where there is no such one."""
    return None if edition_id is None else db.session.get(Edition, edition_id)


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
