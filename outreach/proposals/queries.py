"""Reading proposals, and what is known of the places that one could be made for."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.counting import COUNTED_TRACKS
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.proposals.models import Proposal
from outreach.proposals.rules import LONG_UNVISITED, USUAL, State, taken_along
from outreach.schedule.models import CampaignTag, Edition, Event, JoiningTeam
from outreach.schedule.rules import Status, Track

MOST_MATERIALS = 3
#: The last day of each team at each place.
LastDays = Mapping[tuple[uuid.UUID, uuid.UUID], date]
_OUTSIDE = (Event.status != Status.CANCELLED, Event.track != Track.INTERNAL)


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
    """The proposals of those teams (None: of all): the open ones first, then the latest.

    Events and places are read for a page alone: joined, PostgreSQL read all 20,000 events for the thirty of a page.
    """
    order = (case((Proposal.state == State.OPEN, 0), else_=1), Proposal.made_at.desc(), Proposal.asked.desc())
    statement = select(Proposal).order_by(*order, Proposal.id)
    if state is not None:
        statement = statement.where(Proposal.state == state)
    if team_ids is not None:
        statement = statement.where(Proposal.team_id.in_(team_ids))
    return statement.options(*(selectinload(each) for each in (Proposal.place, Proposal.event, Proposal.last_event)))


def open_count(team_ids: Collection[uuid.UUID] | None) -> int:
    """How many are open for those teams."""
    statement = select(func.count()).select_from(Proposal).where(Proposal.state == State.OPEN)
    if team_ids is not None:
        statement = statement.where(Proposal.team_id.in_(team_ids))
    return db.session.scalar(statement) or 0


def proposed_since(topic_ids: Collection[uuid.UUID], first_day: date) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Topics and places that are proposed already: still open, or for days that reach to `first_day` or later."""
    is_near = or_(Proposal.state == State.OPEN, Proposal.last_day >= first_day)
    statement = select(Proposal.topic_id, Proposal.place_id).where(Proposal.topic_id.in_(topic_ids), is_near)
    return {(row[0], row[1]) for row in db.session.execute(statement)}


def last_days(team_ids: Collection[uuid.UUID], since: date) -> LastDays:
    """The last day since then at which each team is or will be at a place, leading or joining."""
    led = select(Event.lead_team_id, Event.place_id, Event.day).where(Event.lead_team_id.in_(team_ids))
    joined = select(JoiningTeam.team_id, Event.place_id, Event.day).join(Event, Event.id == JoiningTeam.event_id)
    joined = joined.where(JoiningTeam.team_id.in_(team_ids))
    found: dict[tuple[uuid.UUID, uuid.UUID], date] = {}
    for statement in (led, joined):
        team_id, place_id, day = statement.selected_columns
        grouped = statement.where(Event.day >= since, *_OUTSIDE).with_only_columns(team_id, place_id, func.max(day))
        for key_team, key_place, last in db.session.execute(grouped.group_by(team_id, place_id)):
            found[key_team, key_place] = max(last, found.get((key_team, key_place), last))
    return found


def days_held(period: Period, place_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[date]]:
    """The day of each event at each of the places in the period that was held and whose questions count."""
    statement = select(Event.place_id, Event.day).where(
        Event.place_id.in_(place_ids),
        Event.day.between(period.first, period.last),
        Event.status == Status.HELD,
        Event.track.in_(COUNTED_TRACKS),
    )
    found: dict[uuid.UUID, list[date]] = defaultdict(list)
    for place_id, day in db.session.execute(statement):
        found[place_id].append(day)
    return found


def last_visits(team_id: uuid.UUID, place_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, uuid.UUID]:
    """The team's last event at each of the places, led or joined, held or still planned."""
    number = func.row_number().over(partition_by=Event.place_id, order_by=(Event.day.desc(), Event.id)).label("number")
    mine = select(Event.id, Event.place_id, number).where(Event.place_id.in_(place_ids), *_of_team(team_id))
    ranked = mine.subquery("ranked")
    rows = db.session.execute(select(ranked.c.place_id, ranked.c.id).where(ranked.c.number == 1))
    return {row[0]: row[1] for row in rows}


def standing_events(proposals: Collection[Proposal]) -> dict[uuid.UUID, Event]:
    """Of each proposal the team's event that stands at its place since its months began: the next one, else the last.

    Led or joined, held or still planned; the event that the proposal itself became is none of them.
    """
    if not proposals:
        return {}
    first_day, places = min(each.first_day for each in proposals), {each.place_id for each in proposals}
    teams = {each.team_id for each in proposals}
    joined = exists().where(JoiningTeam.event_id == Event.id, JoiningTeam.team_id.in_(teams))
    statement = select(Event).where(Event.place_id.in_(places), Event.day >= first_day, *_OUTSIDE)
    statement = statement.where(or_(Event.lead_team_id.in_(teams), joined)).order_by(Event.day.desc(), Event.id)
    events = db.session.scalars(statement).unique().all()
    found = {each.id: [event for event in events if _stands_for(each, event)] for each in proposals}
    return {proposal_id: next(iter(mine)) for proposal_id, mine in found.items() if mine}


def _stands_for(proposal: Proposal, event: Event) -> bool:
    teams = {event.lead_team_id, *(each.team_id for each in event.joining)}
    is_there = event.place_id == proposal.place_id and event.day >= proposal.first_day
    return is_there and proposal.team_id in teams and event.id != proposal.event_id


def unvisited_near(place_id: uuid.UUID, kind: PlaceKind, team_id: uuid.UUID, today: date) -> uuid.UUID | None:
    """A place of the kind in the same park or township where the team was not for long, nor plans to be."""
    parent_id = select(Place.parent_id).where(Place.id == place_id).scalar_subquery()
    visited = exists().where(Event.place_id == Place.id, Event.day >= today - LONG_UNVISITED, *_of_team(team_id))
    statement = select(Place.id).where(
        Place.kind == kind, Place.parent_id.is_not_distinct_from(parent_id), Place.retired_at.is_(None), ~visited
    )
    return db.session.scalar(statement.order_by(Place.is_key_enterprise.desc(), Place.name, Place.id).limit(1))


def usual_edition(team_id: uuid.UUID, days: Period) -> uuid.UUID | None:
    """The edition with days among those to whose campaign most events of the team belonged in the last years."""
    tagged, other = aliased(CampaignTag), aliased(Edition)
    belonged = (
        select(func.count())
        .select_from(other)
        .join(tagged, tagged.edition_id == other.id)
        .join(Event, Event.id == tagged.event_id)
        .where(
            other.campaign_id == Edition.campaign_id,
            other.last_day >= days.first - USUAL,
            Event.lead_team_id == team_id,
        )
        .correlate(Edition)
        .scalar_subquery()
    )
    counted = select(Edition.id, Edition.first_day, belonged.label("belonged"))
    ahead = counted.where(Edition.first_day <= days.last, Edition.last_day >= days.first).subquery("ahead")
    statement = select(ahead.c.id).where(ahead.c.belonged > 0)
    return db.session.scalar(statement.order_by(ahead.c.belonged.desc(), ahead.c.first_day, ahead.c.id).limit(1))


@dataclass(frozen=True)
class Usual:
    """A material that is usual for a topic, and how many are taken along to an event."""

    item: Item
    quantity: int


def usual_materials(topic_id: uuid.UUID, team_id: uuid.UUID, since: date) -> Sequence[Usual]:
    """What the team handed out most since that day at events at which the topic was asked about, and how many at one.

    The number is the mean of the events at which the material was handed out, up to a whole ten.
    """
    asked = aliased(Tally)
    handed = (
        select(
            Tally.item_id,
            func.sum(Tally.quantity).label("pieces"),
            func.count(Tally.event_id.distinct()).label("events"),
        )
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
    statement = select(Item, handed.c.pieces, handed.c.events).join(handed, handed.c.item_id == Item.id)
    statement = statement.where(Item.retired_at.is_(None), handed.c.pieces > 0)
    rows = db.session.execute(statement.order_by(handed.c.pieces.desc(), Item.id).limit(MOST_MATERIALS))
    return [Usual(item, taken_along(int(pieces), events)) for item, pieces, events in rows]


def _of_team(team_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    joins = exists().where(JoiningTeam.event_id == Event.id, JoiningTeam.team_id == team_id)
    return (*_OUTSIDE, or_(Event.lead_team_id == team_id, joins))
