"""Figures typed by hand, and every value that was ever said of them."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.people.models import Person
from outreach.reports.typed.rules import Numbers, Shape


class TypedFigure(Base):
    """One figure of a year that is typed by hand: what it is called, who owes it by when, and how it is defined.

    The same figure has the same `code` in every year. `part_of` is the code of the figure that it is a part of, to
    which all parts add up. With `removed_at` it is on no list and in no text, but can be brought back.
    """

    __tablename__ = "typed_figures"
    __table_args__ = (
        UniqueConstraint("year", "code"),
        CheckConstraint("year BETWEEN 1950 AND 2150", name="year"),
        Index(None, "year", "position", "id"),
        Index(None, "owner_id", "due"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int] = mapped_column(SmallInteger)
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str]
    section: Mapped[str]
    unit: Mapped[str] = mapped_column(String(10))
    shape: Mapped[Shape] = mapped_column(words(Shape, "shape"))
    numerator_name: Mapped[str | None]
    denominator_name: Mapped[str | None]
    definition: Mapped[str]
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    due: Mapped[date | None]
    part_of: Mapped[str | None] = mapped_column(String(40))
    is_rounded: Mapped[bool] = mapped_column(default=False)
    """Whether it is printed by rule 13, with 余 and 超; else it is printed as it was typed."""
    version: Mapped[int] = mapped_column(SmallInteger, default=0)
    """The number of the value that holds; 0 where nothing was ever said."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    removed_at: Mapped[datetime | None]

    owner: Mapped[Person | None] = relationship(foreign_keys=owner_id, lazy="joined")


class TypedValue(Base):
    """What somebody said of a typed figure; only added to. The next one takes its place, and says why.

    An exam holds enrolled in `value`, sat in `denominator`, passed in `numerator`. All three None: it was taken back,
    and is blank again.
    """

    __tablename__ = "typed_values"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("value >= 0 AND numerator >= 0 AND denominator >= 0", name="not_negative"),
        CheckConstraint("numerator <= denominator", name="part_of_all"),
        CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name="file"),
        Index(None, "sha256"),
    )

    figure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("typed_figures.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    value: Mapped[int | None] = mapped_column(BigInteger)
    numerator: Mapped[int | None] = mapped_column(BigInteger)
    denominator: Mapped[int | None] = mapped_column(BigInteger)
    is_estimated: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str]
    """Where it comes from, in words; "" where nothing was said."""
    reason: Mapped[str]
    """Why it takes the place of the one before; "" for the first."""
    sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_files.sha256"))
    file_name: Mapped[str | None]

    by: Mapped[Person] = relationship(lazy="joined")

    @property
    def numbers(self) -> Numbers:
        """The numbers as the rules know them."""
        return Numbers(self.value, self.numerator, self.denominator)


append_only(TypedValue.__table__)  # type: ignore[arg-type]
