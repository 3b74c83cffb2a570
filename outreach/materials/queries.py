"""Reading what can be counted."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.web.searching import searched

#: name in `app.extensions` of callables (item's id) -> bool: whether a line of the ledger counts it; the ledger's floor
#: is above this one, so it tells us
IS_COUNTED = "outreach.item_is_counted"


def item(item_id: uuid.UUID, *, lock: bool = False) -> Item:
    """The item, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    # the team is joined from outside, which PostgreSQL can't lock, so the lock names the item's own table
    statement = select(Item).where(Item.id == item_id)
    if lock:
        statement = statement.with_for_update(of=Item).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such item."))
    return found


def locked_items(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Item]:
    """The items by id, locked in order of id, so that two who take the same wait for each other; raises NotFound."""
    asked = set(ids)
    statement = select(Item).where(Item.id.in_(asked)).order_by(Item.id).with_for_update(of=Item)
    found = {each.id: each for each in db.session.scalars(statement.execution_options(populate_existing=True))}
    if found.keys() != asked:
        raise NotFound(_("There is no such item."))
    return found


def is_counted(item_id: uuid.UUID) -> bool:
    """Whether a line of the ledger counts the item: then its unit is frozen (docs/design.md, section 6)."""
    asks: list[Callable[[uuid.UUID], bool]] = current_app.extensions.get(IS_COUNTED, [])
    return any(ask(item_id) for ask in asks)


def items_matching(kind: CountKind, *, words: str = "", retired: bool = False) -> Select[Any]:
    """The items of a kind in their order; every word stands in the name or is the code."""
    statement = select(Item).where(Item.kind == kind).order_by(Item.position, Item.id)
    for word in searched(words):
        statement = statement.where(
            Item.name.icontains(word, autoescape=True)
            | Item.name_en.icontains(word, autoescape=True)
            | (Item.code == word.lower())
        )
    return statement if retired else statement.where(Item.retired_at.is_(None))


def counts_in_use() -> dict[CountKind, int]:
    """How many items of each kind are in use."""
    statement = select(Item.kind, func.count()).where(Item.retired_at.is_(None)).group_by(Item.kind)
    found = dict(db.session.execute(statement).all())
    return {kind: found.get(kind, 0) for kind in CountKind}


def codes_of(kind: CountKind) -> set[str]:
    """Every code of the kind, of retired items too."""
    return set(db.session.scalars(select(Item.code).where(Item.kind == kind)))


def last_position(kind: CountKind) -> int:
    """The position of the kind's last item, 0 for none."""
    return db.session.scalar(select(func.max(Item.position)).where(Item.kind == kind)) or 0


def item_by_code(kind: CountKind, code: str) -> Item | None:
    """The item of the kind that has the code, retired or not."""
    return db.session.scalar(select(Item).where(Item.kind == kind, Item.code == code))


def item_named(kind: CountKind, name: str, *, but: uuid.UUID | None = None) -> Item | None:
    """An item of the kind with that name, one in use before a retired one."""
    statement = select(Item).where(Item.kind == kind, Item.name == name)
    if but is not None:
        statement = statement.where(Item.id != but)
    return db.session.scalar(statement.order_by(Item.retired_at.is_not(None), Item.id).limit(1))
