"""Reading closings: which one holds, and which there are."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, exists, select

from outreach import periods
from outreach.db import db
from outreach.db.another import another
from outreach.errors import NotFound
from outreach.periods import Period
from outreach.reports.closings.models import Closing
from outreach.reports.closings.rules import BUREAU, Kind
from outreach.reports.filters import Filters


def closing_of(period: Period, team_id: uuid.UUID | None = None) -> Closing | None:
    """The closing that holds for exactly these days, of the whole bureau or of a team: the one nobody restated."""
    of_days = (Closing.first_day == period.first, Closing.last_day == period.last)
    return db.session.scalars(_standing().where(*of_days, Closing.scope == scope_of(team_id))).one_or_none()


def closing_under(filters: Filters) -> Closing | None:
    """The closing that holds for exactly these filters; None where they ask for more than days and a team."""
    if any(name != "team" for name in filters.used):
        return None
    return closing_of(filters.period, filters.team.id if filters.team else None)


def closings_of(year: int) -> Sequence[Closing]:
    """All closings of a year, restated ones among them, newest first."""
    days = periods.year(year)
    inside = Closing.first_day >= days.first, Closing.last_day <= days.last
    return db.session.scalars(select(Closing).where(*inside).order_by(Closing.at.desc(), Closing.id.desc())).all()


def closings_in_force(year: int) -> Sequence[Closing]:
    """Those that nobody restated, by first day, longer ones first, the bureau's before the teams'."""
    days = periods.year(year)
    inside = Closing.first_day >= days.first, Closing.last_day <= days.last
    in_order = Closing.first_day, Closing.last_day.desc(), Closing.team_id.is_not(None), Closing.id
    return db.session.scalars(_standing().where(*inside).order_by(*in_order)).all()


def closing(closing_id: uuid.UUID) -> Closing:
    """The closing; raises NotFound."""
    found = db.session.get(Closing, closing_id)
    if found is None:
        raise NotFound(code="no_such_closing", id=closing_id)
    return found


def restated_by(closing_id: uuid.UUID) -> Closing | None:
    """The closing by which this one was restated; None while it holds."""
    return db.session.scalars(select(Closing).where(Closing.restates_id == closing_id)).one_or_none()


def chain_of(one: Closing) -> list[Closing]:
    """Every closing of the same days and team, the oldest first."""
    same = Closing.first_day == one.first_day, Closing.last_day == one.last_day, Closing.scope == one.scope
    return list(db.session.scalars(select(Closing).where(*same).order_by(Closing.at, Closing.id)))


def was_ever_closed(kind: Kind, team_id: uuid.UUID | None) -> bool:
    """Whether some period of that length was closed for the team, or the bureau."""
    found = exists().where(Closing.kind == kind, Closing.scope == scope_of(team_id))
    return bool(db.session.scalar(select(found)))


def scope_of(team_id: uuid.UUID | None) -> str:
    """The word under which a closing is kept once."""
    return BUREAU if team_id is None else str(team_id)


def _standing() -> Select[Any]:
    newer = another(Closing, "newer_closing")
    return select(Closing).where(~exists().where(newer.restates_id == Closing.id))
