"""Reading proposals, and what is known of the places that one could be made for."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.proposals.models import Proposal
from outreach.proposals.rules import LONG_UNVISITED, State
from outreach.schedule.models import CampaignTag, Edition, Event, JoiningTeam
from outreach.schedule.rules import Status, Track

MOST_MATERIALS = 3


def proposal(proposal_id: uuid.UUID, *, lock: bool = False) -> Proposal:
    """The proposal, with `lock` kept from others until the transaction ends; raises NotFound."""
    statement = select(Proposal).where(Proposal.id == proposal_id)
    if lock:
        statement = statement.with_for_update(of=Proposal).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such proposal."))
    return found


def proposals(*, state: State | None = None, team_ids: Collection[uuid.UUID] | None = None) -> Select[Proposal]:
    """The proposals of those teams (None: of all): the open ones first, then the latest."""
    order = (case((Proposal.state == State.OPEN, 0), else_=1), Proposal.made_at.desc(), Proposal.asked.desc())
    statement = select(Proposal).order_by(*order, Proposal.id)
    if state is not None:
        statement = statement.where(Proposal.state == state)
    if team_ids is not None:
        statement = statement.where(Proposal.team_id.in_(team_ids))
    return statement.options(joinedload(Proposal.event), joinedload(Proposal.last_event))


def open_count(team_ids: Collection[uuid.UUID] | None) -> int:
    """How many are open for those teams."""
    statement = select(func.count()).select_from(Proposal).where(Proposal.state == State.OPEN)
    if team_ids is not None:
        statement = statement.where(Proposal.team_id.in_(team_ids))
    return db.session.scalar(statement) or 0


def proposed_since(topic_id: uuid.UUID, first_day: date) -> set[uuid.UUID]:
    """Where an event on the topic is proposed already: still open, or for days that reach to `first_day` or later."""
    is_near = or_(Proposal.state == State.OPEN, Proposal.last_day >= first_day)
    return set(db.session.scalars(select(Proposal.place_id).where(Proposal.topic_id == topic_id, is_near)))


def in_use(place_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Place]:
    """Those of the places that are not retired."""
    statement = select(Place).where(Place.id.in_(place_ids), Place.retired_at.is_(None))
    return {place.id: place for place in db.session.scalars(statement)}


def last_visits(team_id: uuid.UUID, place_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Event]:
    """The team's last event at each of the places, led or joined, held or still planned."""
    number = func.row_number().over(partition_by=Event.place_id, order_by=(Event.day.desc(), Event.id)).label("number")
    ranked = select(Event.id, number).where(Event.place_id.in_(place_ids), *_of_team(team_id)).subquery("ranked")
    statement = select(Event).join(ranked, ranked.c.id == Event.id).where(ranked.c.number == 1)
    return {event.place_id: event for event in db.session.scalars(statement)}


def unvisited_near(place: Place, kind: PlaceKind, team_id: uuid.UUID, today: date) -> Place | None:
    """A place of the kind in the same park or township where the team was not for long, nor plans to be."""
    visited = select(Event.place_id).where(Event.day >= today - LONG_UNVISITED, *_of_team(team_id))
    statement = select(Place).where(
        Place.kind == kind,
        Place.parent_id.is_not_distinct_from(place.parent_id),
        Place.retired_at.is_(None),
        Place.id.not_in(visited),
    )
    return db.session.scalar(statement.order_by(Place.is_key_enterprise.desc(), Place.name, Place.id).limit(1))


def usual_edition(team_id: uuid.UUID, days: Period) -> Edition | None:
    """The edition with days among those to whose campaign most events of the team belonged."""
    tagged, other = aliased(CampaignTag), aliased(Edition)
    belonged = (
        select(func.count())
        .select_from(tagged)
        .join(other, other.id == tagged.edition_id)
        .join(Event, Event.id == tagged.event_id)
        .where(other.campaign_id == Edition.campaign_id, Event.lead_team_id == team_id)
        .scalar_subquery()
    )
    statement = select(Edition).where(Edition.first_day <= days.last, Edition.last_day >= days.first, belonged > 0)
    return db.session.scalar(statement.order_by(belonged.desc(), Edition.first_day, Edition.id).limit(1))


def usual_materials(topic_id: uuid.UUID, team_id: uuid.UUID, since: date) -> Sequence[Item]:
    """What the team handed out most since that day at events at which the topic was asked about."""
    asked = aliased(Tally)
    handed = (
        select(Tally.item_id, func.sum(Tally.quantity).label("pieces"))
        .join(Event, Event.id == Tally.event_id)
        .where(
            Tally.kind == CountKind.HANDOUT,
            Tally.item_id.is_not(None),
            Event.lead_team_id == team_id,
            Event.status == Status.HELD,
            Event.day >= since,
            exists().where(asked.event_id == Event.id, asked.kind == CountKind.CONSULTATION, asked.item_id == topic_id),
        )
        .group_by(Tally.item_id)
        .subquery("handed")
    )
    statement = select(Item).join(handed, handed.c.item_id == Item.id)
    statement = statement.where(Item.retired_at.is_(None), handed.c.pieces > 0)
    return db.session.scalars(statement.order_by(handed.c.pieces.desc(), Item.id).limit(MOST_MATERIALS)).all()


def _of_team(team_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    joins = exists().where(JoiningTeam.event_id == Event.id, JoiningTeam.team_id == team_id)
    return (
        Event.status != Status.CANCELLED,
        Event.track != Track.INTERNAL,
        or_(Event.lead_team_id == team_id, joins),
    )
