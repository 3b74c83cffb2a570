"""Reading the figures typed by hand: those of a year, and what holds of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

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
