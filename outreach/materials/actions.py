"""What is done to items: added, changed, put into order, retired, brought back. What was counted is never deleted."""

import re
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.materials.models import Display, Group, Item, Material, Topic
from outreach.materials.queries import codes_of, is_counted, item_named, items_matching, last_position
from outreach.materials.rules import (
    LARGEST_BUNDLE,
    MAIN_UNIT,
    CountKind,
    QuestionKind,
    counted_unit,
    free_codes,
    has_own_unit,
    is_unit,
)
from outreach.people.models import Team

CLASSES: dict[CountKind, type[Item]] = {
    CountKind.HANDOUT: Material,
    CountKind.CONSULTATION: Topic,
    CountKind.ATTENDANCE: Group,
    CountKind.DISPLAY: Display,
}
#: The fields by which figures are summed and tables are parted.
MOVING = frozenset({"unit", "counted_as", "team", "question"})
_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")


@dataclass(frozen=True)
class ItemFacts:
    """What can be changed about an item; the unit of topics and groups is always 人次."""

    name: str
    name_en: str | None = None
    unit: str = ""
    counts_as_copies: bool = False
    bundle: int | None = None
    team_id: uuid.UUID | None = None
    question: QuestionKind | None = None


def add_item(
    *,
    kind: CountKind,
    facts: ItemFacts,
    by: Actor,
    now: datetime,
    code: str = "",
    same_name_is_meant: bool = False,
) -> Item:
    """A new item at the end of its list; without a `code` it gets the next free one, which never changes.

    Raises Invalid, and asks a Question (`same_name`) when the kind has one of that name already.
    """
    values = _checked(kind, facts)
    if not same_name_is_meant:
        _ask_of_namesake(kind, facts.name, None)
    code = _checked_code(kind, code)
    item = CLASSES[kind](code=code, position=last_position(kind) + 1, **values)
    db.session.add(item)
    db.session.flush()
    record_act("item.added", by=by, now=now, subject=item, kind=kind, code=code, name=item.name)
    return item


def change_item(*, item: Item, facts: ItemFacts, by: Actor, now: datetime, same_name_is_meant: bool = False) -> None:
    """Set what is known of the item. Raises Conflict at `unit` once a line of the ledger counts it; asks as above."""
    values = _checked(item.kind, facts)
    changed = {field: value for field, value in values.items() if value != getattr(item, field)}
    if not changed:
        return
    if "name" in changed and not same_name_is_meant:
        _ask_of_namesake(item.kind, values["name"], item)
    if "unit" in changed and is_counted(item.id):
        message = _("This was counted in %(unit)s already, so its unit stays. Add a new item instead.", unit=item.unit)
        raise Conflict(message, field="unit", code="unit_frozen")
    before = _written(item)
    for field, value in changed.items():
        setattr(item, field, value)
    db.session.flush()
    if "team_id" in changed:
        db.session.refresh(item, ["team"])
    after = _written(item)
    for field, old in before.items():
        if after[field] != old:
            moves = field in MOVING
            record_change(item, field, old=old, new=after[field], by=by, now=now, moves_figure=moves)
    record_act("item.changed", by=by, now=now, subject=item, name=item.name, fields=sorted(changed))


def move_item(*, item: Item, steps: int, by: Actor, now: datetime) -> None:
    """Put the item `steps` places further down its list (up, where negative), as far as there is a list."""
    order = list(db.session.scalars(items_matching(item.kind)))
    if item not in order:
        return
    at = order.index(item)
    order.insert(min(max(0, at + steps), len(order) - 1), order.pop(at))
    for position, each in enumerate(order, start=1):
        each.position = position
    db.session.flush()
    record_act("item.moved", by=by, now=now, subject=item, name=item.name, position=order.index(item) + 1)


def retire_item(*, item: Item, by: Actor, now: datetime) -> None:
    """Take the item out of the lists; what was counted stays counted."""
    if item.retired_at is None:
        item.retired_at = now
        _note_use(item, "item.retired", in_use=False, by=by, now=now)


def bring_back_item(*, item: Item, by: Actor, now: datetime) -> None:
    """Put a retired item back into the lists."""
    if item.retired_at is not None:
        item.retired_at = None
        _note_use(item, "item.brought_back", in_use=True, by=by, now=now)


def _note_use(item: Item, act: str, *, in_use: bool, by: Actor, now: datetime) -> None:
    db.session.flush()
    old, new = ("yes", "no") if in_use else ("no", "yes")
    record_change(item, "retired", old=old, new=new, by=by, now=now)
    record_act(act, by=by, now=now, subject=item, name=item.name)


def _checked(kind: CountKind, facts: ItemFacts) -> dict[str, Any]:
    """The columns of an item with these facts; raises Invalid."""
    name = " ".join(facts.name.split())
    if not name or len(name) > 100:
        raise Invalid(_("Enter a name of up to 100 characters."), field="name", code="name")
    facts = replace(facts, name=name, name_en=facts.name_en or None)
    values = asdict(facts)
    counts_as_copies = values.pop("counts_as_copies")
    values["unit"] = _checked_unit(kind, facts.unit)
    values["counted_as"] = counted_unit(kind, values["unit"], counts_as_copies=counts_as_copies)
    if kind is not CountKind.HANDOUT:
        values["bundle"] = None
    if kind is not CountKind.CONSULTATION:
        values["team_id"] = values["question"] = None
    if values["bundle"] is not None and not 1 <= values["bundle"] <= LARGEST_BUNDLE:
        message = _("A bundle holds from 1 to %(most)d pieces.", most=LARGEST_BUNDLE)
        raise Invalid(message, field="bundle", code="bundle")
    if values["team_id"] is not None and db.session.get(Team, values["team_id"]) is None:
        raise Invalid(_("Choose one of the list."), field="team_id", code="no_such_team")
    return values


def _checked_unit(kind: CountKind, unit: str) -> str:
    if not has_own_unit(kind):
        return MAIN_UNIT[kind]
    unit = unit.strip() or MAIN_UNIT[kind]
    if not is_unit(unit):
        raise Invalid(_("A unit is a short word without digits, such as 份 or 册."), field="unit", code="unit")
    return unit


def _checked_code(kind: CountKind, code: str) -> str:
    code = code.strip().lower()
    taken = codes_of(kind)
    if not code:
        return next(free_codes(kind, taken))
    if not _CODE.fullmatch(code):
        message = _("A code has up to 40 small letters, digits, dots, hyphens or underscores.")
        raise Invalid(message, field="code", code="code")
    if code in taken:
        raise Invalid(_("Another item has this code."), field="code", code="taken")
    return code


def _ask_of_namesake(kind: CountKind, name: str, item: Item | None) -> None:
    twin = item_named(kind, name, but=None if item is None else item.id)
    if twin is None:
        return
    if twin.retired_at is not None:
        message = _("“%(name)s” is already in the list, but retired. Is this another one?", name=name)
    else:
        message = _("“%(name)s” is already in the list. Is this another one of the same name?", name=name)
    raise Question(message, code="same_name", item=str(twin.id))


def _written(item: Item) -> dict[str, str | None]:
    return {
        "name": item.name,
        "name_en": item.name_en,
        "unit": item.unit,
        "counted_as": item.counted_as,
        "bundle": None if item.bundle is None else str(item.bundle),
        "team": item.team.name if item.team is not None else None,
        "question": None if item.question is None else item.question.value,
    }
