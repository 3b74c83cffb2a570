"""Drawings: figures drawn at an instant and kept with the lines behind them (rule of the count 12)."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.people.models import Person
from outreach.reports.typed.rules import Shape

#: The key of a figure, or the word of a part of one.
LONGEST_KEY = 200


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
    seal: Mapped["DrawingSeal | None"] = relationship(lazy="joined")


class DrawingSeal(Base):
    """The check code 校验码 of a drawing (`drawings.checking`); one that is older than the codes has none."""

    __tablename__ = "drawing_seals"

    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64))


class DrawnFigure(Base):
    """One figure of a drawing, or a part of one (`reports.parts`), in the words and by the definition of that day."""

    __tablename__ = "drawn_figures"

    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(10))
    wording: Mapped[str]
    definition: Mapped[str]
    reason: Mapped[str | None]
    """Why there is no value, where there is none."""
    label: Mapped[str | None]
    """What it was called then; None in a drawing that is older than the labels."""
    estimated: Mapped[int] = mapped_column(BigInteger, default=0)
    """The part of the value that was not counted but estimated."""
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
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    line_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    quantity: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str]
    url: Mapped[str]
    is_undecided: Mapped[bool] = mapped_column(default=False)
    team: Mapped[str | None]
    by_name: Mapped[str | None]
    """Who led and who logged, by the names of that day; None where nobody did, or where the drawing is older."""


class DrawnTyped(Base):
    """A figure typed by hand as it stood when the drawing was made, of the drawing's year or of one before.

    It has no lines: `source` says where it came from, `by_name` and `typed_at` who typed it and when. All numbers None:
    nobody had said anything. An exam holds enrolled in `value`, sat in `denominator`, passed in `numerator`.
    """

    __tablename__ = "drawn_typed"

    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    label: Mapped[str]
    section: Mapped[str]
    unit: Mapped[str] = mapped_column(String(10))
    shape: Mapped[Shape] = mapped_column(words(Shape, "shape"))
    numerator_name: Mapped[str | None]
    denominator_name: Mapped[str | None]
    value: Mapped[int | None] = mapped_column(BigInteger)
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    denominator: Mapped[int | None] = mapped_column(BigInteger)
    is_estimated: Mapped[bool] = mapped_column(default=False)
    is_rounded: Mapped[bool] = mapped_column(default=False)
    wording: Mapped[str]
    definition: Mapped[str]
    source: Mapped[str]
    sha256: Mapped[str | None] = mapped_column(String(64))
    by_name: Mapped[str | None]
    typed_at: Mapped[datetime | None]


append_only(Drawing.__table__)  # type: ignore[arg-type]
append_only(DrawingSeal.__table__)  # type: ignore[arg-type]
append_only(DrawnFigure.__table__, has_own_seal=True)  # type: ignore[arg-type]
append_only(DrawnLine.__table__, has_own_seal=True)  # type: ignore[arg-type]
append_only(DrawnTyped.__table__, has_own_seal=True)  # type: ignore[arg-type]
