"""Drawings: figures drawn at an instant and kept with the lines behind them (rule of the count 12)."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id
from outreach.people.models import Person


class Drawing(Base):
    """One drawing 一次统计: when, by whom, of which days, under which filters."""

    __tablename__ = "drawings"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"), Index(None, "year", "at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    title: Mapped[str]
    year: Mapped[int] = mapped_column(SmallInteger)
    first_day: Mapped[date]
    last_day: Mapped[date]
    filters: Mapped[dict[str, Any]]

    by: Mapped[Person | None] = relationship(lazy="joined")


class DrawnFigure(Base):
    """One figure of a drawing, in the words and by the definition of that day."""

    __tablename__ = "drawn_figures"

    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(10))
    wording: Mapped[str]
    definition: Mapped[str]
    reason: Mapped[str | None]
    """Why there is no value, where there is none."""
    undecided: Mapped[int] = mapped_column(BigInteger, default=0)
    """The part of the value that waited for a lead's decision then."""


class DrawnLine(Base):
    """One line behind a drawn figure; `line_id` names the tally, event, place or reading as it was then."""

    __tablename__ = "drawn_lines"
    __table_args__ = (
        ForeignKeyConstraint(["drawing_id", "key"], ["drawn_figures.drawing_id", "drawn_figures.key"]),
        {"sqlite_with_rowid": False},
    )

    drawing_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    line_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    quantity: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str]
    url: Mapped[str]
    is_undecided: Mapped[bool] = mapped_column(default=False)


append_only(Drawing.__table__)  # type: ignore[arg-type]
append_only(DrawnFigure.__table__)  # type: ignore[arg-type]
append_only(DrawnLine.__table__)  # type: ignore[arg-type]
