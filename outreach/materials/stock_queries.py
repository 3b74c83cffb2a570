"""Reading the stock of materials."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.errors import NotFound
from outreach.materials.models import Item, Material, Movement
from outreach.materials.rules import MovementKind
from outreach.materials.stock_rules import Moved, Stock, stock_of
from outreach.people.models import Person, Team
from outreach.periods import Period
from outreach.web.paging import Page, number_within
from outreach.web.searching import searched

MOVEMENTS_ON_A_PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One movement as a list shows it: what it is, what lay in the store after it, and whether it was taken back."""

    id: uuid.UUID
    kind: MovementKind
    quantity: int
    is_outside: bool
    day: date
    team: Team | None
    note: str | None
    made_at: Any
    made_by: str | None
    reverses_id: uuid.UUID | None
    is_undone: bool
    balance: int

    @property
    def is_reversal(self) -> bool:
        """Whether it takes another one back."""
        return self.reverses_id is not None


def on_hand(item_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """What lies in the store of each of the materials that has any movement; one without is not kept in stock."""
    return {item_id: stock.on_hand for item_id, stock in stocks(item_ids).items()}


def stocks(
    item_ids: Collection[uuid.UUID], *, period: Period | None = None, team_id: uuid.UUID | None = None
) -> dict[uuid.UUID, Stock]:
    """The sums of the movements of each material that has any, of all days or those of `period`, or of one team."""
    conditions: list[ColumnElement[bool]] = [Movement.item_id.in_(item_ids)]
    if period is not None:
        conditions.append(Movement.day.between(period.first, period.last))
    if team_id is not None:
        conditions.append(Movement.team_id == team_id)
    return _stocks(*conditions)


def stocks_that_moved(period: Period) -> dict[uuid.UUID, Stock]:
    """The sums of the movements in `period`, of every material that has one there."""
    return _stocks(Movement.day.between(period.first, period.last))


def on_hand_at(day: date) -> dict[uuid.UUID, int]:
    """What lay in the store at the end of the local day, of every material that had any movement by then."""
    return {item_id: stock.on_hand for item_id, stock in _stocks(Movement.day <= day).items()}


def stock(item_id: uuid.UUID) -> Stock:
    """The sums of one material's movements."""
    return stocks([item_id]).get(item_id, Stock())


def team_stocks(item_id: uuid.UUID) -> list[tuple[Team, Stock]]:
    """What each team that ever had some of the material took, brought back and lost, in the order of the teams."""
    sums = (
        select(Movement.team_id, Movement.kind, Movement.is_outside, func.sum(Movement.quantity))
        .where(Movement.item_id == item_id, Movement.team_id.is_not(None))
        .group_by(Movement.team_id, Movement.kind, Movement.is_outside)
        .order_by(Movement.team_id)
    )
    rows = db.session.execute(sums).all()
    by_team = {
        team_id: stock_of(Moved(kind, outside, int(total)) for _team, kind, outside, total in group)
        for team_id, group in groupby(rows, key=lambda row: row[0])
    }
    teams = db.session.scalars(select(Team).where(Team.id.in_(by_team)).order_by(Team.position, Team.code))
    return [(team, by_team[team.id]) for team in teams]


def entries_of(item_id: uuid.UUID, number: int = 1, size: int = MOVEMENTS_ON_A_PAGE) -> Page[Entry]:
    """The movements of the material, newest first, each with the balance after it."""
    total = db.session.scalar(select(func.count()).where(Movement.item_id == item_id)) or 0
    number = number_within(number, size, total)
    statement = _entries().where(Movement.item_id == item_id).order_by(*(column.desc() for column in _ORDER))
    rows = db.session.execute(statement.limit(size).offset((number - 1) * size))
    return Page([Entry(*row) for row in rows], number, size, total)


def all_entries(period: Period | None = None) -> Any:
    """Every movement with its material, by material and oldest first: rows of (Item, the facts of an Entry)."""
    statement = _entries().add_columns(Item).join(Item, Item.id == Movement.item_id)
    if period is not None:
        statement = statement.where(Movement.day.between(period.first, period.last))
    return statement.order_by(Item.position, Item.id, *_ORDER)


def material(item_id: uuid.UUID) -> Item:
    """The material; raises NotFound for what is not kept in stock."""
    found = db.session.get(Material, item_id)
    if found is None:
        raise NotFound(_("There is no such item."))
    return found


def movement(movement_id: uuid.UUID) -> Movement:
    """The movement; raises NotFound."""
    found = db.session.get(Movement, movement_id)
    if found is None:
        raise NotFound(_("There is no such movement."))
    return found


def is_undone(movement_id: uuid.UUID) -> bool:
    """Whether another movement takes it back."""
    return bool(db.session.scalar(select(exists().where(Movement.reverses_id == movement_id))))


def materials_in_stock(*, words: str = "", retired: bool = False) -> Select[Any]:
    """The materials in their order, for a page; those that are retired only where they are asked for or lie there."""
    statement = select(Material).order_by(Item.position, Item.id)
    for word in searched(words):
        statement = statement.where(Item.name.icontains(word, autoescape=True) | (Item.code == word.lower()))
    return statement if retired else statement.where(Item.retired_at.is_(None))


_ORDER = (Movement.day, Movement.made_at, Movement.id)
_STORED = case((Movement.is_outside, 0), else_=Movement.quantity)


def _entries() -> Any:
    """The facts of an Entry, in the order of its fields."""
    reversal = aliased(Movement)
    undone = exists().where(reversal.reverses_id == Movement.id).correlate(Movement)
    balance = func.sum(_STORED).over(partition_by=Movement.item_id, order_by=_ORDER, rows=(None, 0))
    what = (Movement.id, Movement.kind, Movement.quantity, Movement.is_outside, Movement.day, Team, Movement.note)
    who = (Movement.made_at, Person.name, Movement.reverses_id, undone, balance)
    return (
        select(*what, *who)
        .outerjoin(Team, Team.id == Movement.team_id)
        .outerjoin(Person, Person.id == Movement.made_by_id)
    )


def _stocks(*conditions: ColumnElement[bool]) -> dict[uuid.UUID, Stock]:
    statement = (
        select(Movement.item_id, Movement.kind, Movement.is_outside, func.sum(Movement.quantity))
        .where(and_(*conditions))
        .group_by(Movement.item_id, Movement.kind, Movement.is_outside)
        .order_by(Movement.item_id)
    )
    rows = db.session.execute(statement).all()
    return {
        item_id: stock_of(Moved(kind, outside, int(total)) for _item, kind, outside, total in group)
        for item_id, group in groupby(rows, key=lambda row: row[0])
    }
