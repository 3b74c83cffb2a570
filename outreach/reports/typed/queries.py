"""Reading the figures typed by hand: those of a year, and what holds of each."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.reports.typed.models import TypedFigure, TypedValue
from outreach.reports.typed.said import Said, said_of


@dataclass(frozen=True)
class Standing:
    """A typed figure with the value that holds, None where nobody has said one."""

    figure: TypedFigure
    value: TypedValue | None

    @property
    def said(self) -> Said:
        """The two as plain values."""
        return said_of(self.figure, self.value)


_HOLDS = and_(TypedValue.figure_id == TypedFigure.id, TypedValue.number == TypedFigure.version)


def standings(*years: int) -> Sequence[Standing]:
    """The typed figures of the years with what holds, in the order of their pages; without those that were removed."""
    statement = (
        select(TypedFigure, TypedValue)
        .outerjoin(TypedValue, _HOLDS)
        .where(TypedFigure.year.in_(years), TypedFigure.removed_at.is_(None))
        .order_by(TypedFigure.year.desc(), TypedFigure.position, TypedFigure.id)
    )
    return [Standing(figure, value) for figure, value in db.session.execute(statement).unique()]


def standing(year: int, code: str) -> Standing:
    """The typed figure with what holds of it, also one that was removed; raises NotFound."""
    found = db.session.execute(
        select(TypedFigure, TypedValue)
        .outerjoin(TypedValue, _HOLDS)
        .where(TypedFigure.year == year, TypedFigure.code == code)
    ).first()
    if found is None:
        raise NotFound(code="no_such_figure", year=year, key=code)
    return Standing(found[0], found[1])


def values_of(figure: TypedFigure) -> Sequence[TypedValue]:
    """Every value that was ever said of it, newest first."""
    statement = select(TypedValue).where(TypedValue.figure_id == figure.id).order_by(TypedValue.number.desc())
    return db.session.scalars(statement).all()


def figure_to_change(year: int, code: str) -> TypedFigure:
    """The figure, locked until the transaction ends; raises NotFound."""
    asked = (
        select(TypedFigure).where(TypedFigure.year == year, TypedFigure.code == code).with_for_update(of=TypedFigure)
    )
    found = db.session.scalars(asked.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound(code="no_such_figure", year=year, key=code)
    return found


def codes_of(year: int) -> set[str]:
    """All codes of a year, those of removed figures too."""
    return set(db.session.scalars(select(TypedFigure.code).where(TypedFigure.year == year)))


def removed_of(year: int) -> Sequence[TypedFigure]:
    """The figures of a year that were taken off its list."""
    statement = select(TypedFigure).where(TypedFigure.year == year, TypedFigure.removed_at.is_not(None))
    return db.session.scalars(statement.order_by(TypedFigure.position, TypedFigure.id)).all()


def last_year_with_figures(year: int) -> int | None:
    """The last year before `year` that has typed figures; None where there is none."""
    before = select(func.max(TypedFigure.year)).where(TypedFigure.year < year, TypedFigure.removed_at.is_(None))
    return db.session.scalar(before)


def codes_to_carry(year: int) -> set[str]:
    """The codes of the last year before that has figures, as far as `year` lacks them."""
    before = last_year_with_figures(year)
    return set() if before is None else {each.figure.code for each in standings(before)} - codes_of(year)


def value_of(figure: TypedFigure, number: int) -> TypedValue:
    """One of the values that were said of it; raises NotFound."""
    found = db.session.get(TypedValue, (figure.id, number))
    if found is None:
        raise NotFound(code="no_such_value", number=number)
    return found


def owed(until: date, owner_id: uuid.UUID | None, *, most: int) -> Sequence[TypedFigure]:
    """Blank figures that are due on or before `until`, first due first; of one owner, or (None) of everybody."""
    blank = or_(
        TypedFigure.version == 0,
        select(TypedValue.number)
        .where(
            _HOLDS,
            TypedValue.value.is_(None),
            TypedValue.numerator.is_(None),
            TypedValue.denominator.is_(None),
        )
        .exists(),
    )
    asked = select(TypedFigure).where(TypedFigure.due <= until, TypedFigure.removed_at.is_(None), blank)
    if owner_id is not None:
        asked = asked.where(TypedFigure.owner_id == owner_id)
    return db.session.scalars(asked.order_by(TypedFigure.due, TypedFigure.position, TypedFigure.id).limit(most)).all()
