"""Reading drafts: the list of them, their lines by what became of them, and the plan that one is made of."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from outreach import periods
from outreach.db import db
from outreach.drafts.models import Draft, DraftLine
from outreach.drafts.rules import State
from outreach.errors import NotFound
from outreach.people.models import Team
from outreach.schedule.models import Edition, Event
from outreach.schedule.rules import Status


def draft(draft_id: uuid.UUID, *, lock: bool = False) -> Draft:
    """The draft, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    statement = select(Draft).where(Draft.id == draft_id)
    if lock:
        statement = statement.with_for_update(of=Draft).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound()
    return found


def drafts() -> Select[Any]:
    """All drafts, the newest first."""
    return select(Draft).order_by(Draft.made_at.desc(), Draft.id)


def keep_others_waiting(teams: Collection[Team]) -> None:
    """Let nobody else make a draft of these teams until the transaction ends: each would find the other's not there."""
    locked = select(Team.id).where(Team.id.in_([team.id for team in teams])).order_by(Team.id)
    db.session.execute(locked.with_for_update(key_share=True)).all()


def standing_draft(from_year: int, to_year: int, team_id: uuid.UUID | None) -> Draft | None:
    """The draft of just that, not undone, if there is one: a second click makes no second draft."""
    same = (Draft.from_year == from_year, Draft.to_year == to_year, Draft.team_id.is_not_distinct_from(team_id))
    statement = select(Draft).where(*same, Draft.undone_at.is_(None)).order_by(Draft.made_at.desc(), Draft.id)
    return db.session.scalar(statement.limit(1))


def lines(draft_id: uuid.UUID, states: Collection[State]) -> Select[Any]:
    """The lines in one of the states, in the order of the list."""
    wanted = (DraftLine.draft_id == draft_id, DraftLine.state.in_(states))
    return select(DraftLine).where(*wanted).order_by(DraftLine.position, DraftLine.id)


def counts(draft_id: uuid.UUID) -> dict[State, int]:
    """How many lines are in each state."""
    statement = select(DraftLine.state, func.count()).where(DraftLine.draft_id == draft_id).group_by(DraftLine.state)
    found = {row.state: row[1] for row in db.session.execute(statement)}
    return {state: found.get(state, 0) for state in State}


def events_to_move(from_year: int, to_year: int, team_ids: Collection[uuid.UUID]) -> Sequence[Event]:
    """The old year's events of the teams, by day: not cancelled, and not in a standing draft of the new year yet."""
    days = periods.year(from_year)
    moved = (
        select(DraftLine.source_id)
        .join(Draft, Draft.id == DraftLine.draft_id)
        .where(Draft.to_year == to_year, Draft.undone_at.is_(None), DraftLine.source_id.is_not(None))
    )
    return db.session.scalars(
        select(Event)
        .where(
            Event.day.between(days.first, days.last),
            Event.status != Status.CANCELLED,
            Event.lead_team_id.in_(team_ids),
            Event.id.not_in(moved),
        )
        .order_by(Event.day, Event.starts_at, Event.id)
    ).all()


def editions_of(year: int) -> dict[uuid.UUID, Edition]:
    """The year's editions, by campaign."""
    return {each.campaign_id: each for each in db.session.scalars(select(Edition).where(Edition.year == year))}
