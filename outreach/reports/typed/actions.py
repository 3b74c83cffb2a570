"""Saying which figures of a year are typed by hand, and what they are."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.people.queries import person_by_id
from outreach.periods import in_year
from outreach.reports.typed.models import TypedFigure
from outreach.reports.typed.queries import codes_of, last_year_with_figures, standings
from outreach.reports.typed.rights import check_may_define
from outreach.reports.typed.rules import CODE, Shape
from outreach.reports.typed.usual import USUAL, due_of

#: These stand still once a value was said: it would mean something else under another of them.
FROZEN = ("unit", "shape")


@dataclass(frozen=True)
class FigureFacts:
    """What a typed figure is."""

    name: str
    section: str
    unit: str
    definition: str
    shape: Shape = Shape.NUMBER
    numerator_name: str | None = None
    denominator_name: str | None = None
    owner_id: uuid.UUID | None = None
    due: date | None = None
    part_of: str | None = None
    is_rounded: bool = False


def add_figure(year: int, facts: FigureFacts, *, by: Person, now: datetime, code: str = "") -> TypedFigure:
    """Another figure of the year, at the end of the list; without a `code` it gets one.

    Raises Forbidden, Invalid for what is missing, and Conflict (`code_taken`) where the year has that code already.
    """
    check_may_define(by)
    taken = codes_of(year)
    code = code or _free_code(taken)
    if not CODE.fullmatch(code):
        raise Invalid(_("A code is made of small letters, digits and _, and begins with a letter."), field="code")
    if code in taken:
        raise Conflict(_("%(year)s has a figure with this code already.", year=year), code="code_taken", field="code")
    _check(year, code, facts)
    figure = _put(year, code, facts, by=by, now=now)
    record_act("typed.added", by=by, now=now, subject=figure, year=year, name=facts.name)
    return figure


def add_usual(year: int, codes: Collection[str], *, by: Person, now: datetime) -> int:
    """Those of the usual figures that are asked for and not there yet; how many."""
    check_may_define(by)
    taken = codes_of(year)
    wanted = [each for each in USUAL if each.code in codes and each.code not in taken]
    for each in wanted:
        facts = {name: value for name, value in asdict(each).items() if name != "code"}
        _put(year, each.code, FigureFacts(**facts, due=due_of(year)), by=by, now=now)
    if wanted:
        record_act("typed.begun", by=by, now=now, year=year, count=len(wanted))
    return len(wanted)


def carry_over(year: int, *, by: Person, now: datetime) -> int:
    """The definitions of the last year before that has some, without their values; how many. What is there stays."""
    check_may_define(by)
    before = last_year_with_figures(year)
    if before is None:
        return 0
    taken, years = codes_of(year), year - before
    wanted = [each.figure for each in standings(before) if each.figure.code not in taken]
    for figure in wanted:
        facts = replace(facts_of(figure), due=figure.due and in_year(figure.due, figure.due.year + years))
        if figure.owner is not None and not figure.owner.is_active:
            facts = replace(facts, owner_id=None)
        _put(year, figure.code, facts, by=by, now=now)
    if wanted:
        record_act("typed.carried_over", by=by, now=now, year=year, before=before, count=len(wanted))
    return len(wanted)


def change_figure(figure: TypedFigure, facts: FigureFacts, *, by: Person, now: datetime) -> TypedFigure:
    """The figure with other facts; every change is in its history.

    Raises Conflict (`frozen`) for another unit or shape once a value was said.
    """
    check_may_define(by)
    old = facts_of(figure)
    if figure.version and any(getattr(old, name) != getattr(facts, name) for name in FROZEN):
        message = _("Numbers were typed already: make another figure for another unit or kind.")
        raise Conflict(message, code="frozen", field="unit" if old.unit != facts.unit else "shape")
    _check(figure.year, figure.code, facts)
    for name, value in asdict(facts).items():
        before = getattr(figure, name)
        if before != value:
            said = [_said(name, each) for each in (before, value)]
            record_change(figure, name, old=said[0], new=said[1], by=by, now=now)
            setattr(figure, name, value)
    db.session.flush()
    return figure


def remove_figure(figure: TypedFigure, *, by: Person, now: datetime) -> None:
    """Take the figure off the list; its values stay, and it can be brought back."""
    check_may_define(by)
    if figure.removed_at is None:
        figure.removed_at = now
        record_act("typed.removed", by=by, now=now, subject=figure, year=figure.year, name=figure.name)
    db.session.flush()


def restore_figure(figure: TypedFigure, *, by: Person, now: datetime) -> None:
    """Bring it back."""
    check_may_define(by)
    if figure.removed_at is not None:
        figure.removed_at = None
        record_act("typed.restored", by=by, now=now, subject=figure, year=figure.year, name=figure.name)
    db.session.flush()


def facts_of(figure: TypedFigure) -> FigureFacts:
    """What the figure is now."""
    return FigureFacts(**{name: getattr(figure, name) for name in FigureFacts.__dataclass_fields__})


def _check(year: int, code: str, facts: FigureFacts) -> None:
    for name, message in (
        ("name", _("Give the figure a name.")),
        ("unit", _("Say in which unit it counts, such as 件.")),
        ("definition", _("Say what is counted, so that next year counts the same.")),
    ):
        if not getattr(facts, name):
            raise Invalid(message, field=name)
    if facts.part_of is None:
        return
    others = {each.figure.code: each.figure for each in standings(year)}
    whole = others.get(facts.part_of)
    if whole is None or whole.code == code or whole.part_of is not None:
        raise Invalid(_("A figure is a part of another one, which is no part itself."), field="part_of")
    if (whole.unit, whole.shape) != (facts.unit, facts.shape):
        raise Invalid(_("Parts count in the unit and kind of their total."), field="part_of")
    if any(each.part_of == code for each in others.values()):
        raise Invalid(_("This figure has parts itself."), field="part_of")


def _put(year: int, code: str, facts: FigureFacts, *, by: Person, now: datetime) -> TypedFigure:
    last = db.session.scalar(select(func.max(TypedFigure.position)).where(TypedFigure.year == year))
    figure = TypedFigure(year=year, code=code, position=(last or 0) + 1, made_at=now, made_by_id=by.id, **asdict(facts))
    db.session.add(figure)
    db.session.flush()
    return figure


def _free_code(taken: Collection[str]) -> str:
    return next(code for number in range(1, len(taken) + 2) if (code := f"own_{number}") not in taken)


def _said(name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    return person_by_id(value).name if name == "owner_id" else str(value)
