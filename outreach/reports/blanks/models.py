"""Forms of others, what their cells are tied to, and what was filled in when."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.people.models import Person
from outreach.reports.blanks.packages import Kind
from outreach.reports.blanks.rules import Printed, TieKind
from outreach.reports.drawings.models import LONGEST_KEY

LONGEST_ADDRESS = 200


class Blank(Base):
    """A form 外来表格 that comes again and again: who sends it, and its newest version."""

    __tablename__ = "blanks"
    __table_args__ = (Index(None, "retired_at", "title", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str]
    sender: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger, default=1)
    """The number of the version that is filled now."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    retired_at: Mapped[datetime | None]


class BlankVersion(Base):
    """The form as it came once: its file, kept as it was."""

    __tablename__ = "blank_versions"
    __table_args__ = (UniqueConstraint("blank_id", "number"), Index(None, "sha256"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    blank_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("blanks.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("stored_files.sha256"))
    file_name: Mapped[str]
    kind: Mapped[Kind] = mapped_column(words(Kind, "kind"))
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


class BlankTie(Base):
    """What goes into one cell of a version: a figure by its word, a fact, a fixed text, or what is asked each time."""

    __tablename__ = "blank_ties"
    __table_args__ = (CheckConstraint("kind = 'text' OR length(word) > 0", name="word"),)

    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("blank_versions.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), primary_key=True)
    label: Mapped[str]
    kind: Mapped[TieKind] = mapped_column(words(TieKind, "kind"))
    word: Mapped[str] = mapped_column(String(LONGEST_KEY))
    """The word of a figure or a fact, or what is asked; "" for a fixed text."""
    text: Mapped[str]
    printed: Mapped[Printed] = mapped_column(words(Printed, "printed"), default=Printed.NUMBER)


class Filling(Base):
    """The form filled for some days, at one instant: the drawing behind it, and the file that left the house."""

    __tablename__ = "fillings"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"), Index(None, "blank_id", "at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    blank_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("blanks.id"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("blank_versions.id"))
    drawing_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("drawings.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    first_day: Mapped[date]
    last_day: Mapped[date]
    filters: Mapped[dict[str, Any]]
    said: Mapped[str]
    """The days and the team in the words of that day."""
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("stored_files.sha256"))
    file_name: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")
    version: Mapped[BlankVersion] = relationship(lazy="joined")


class FilledCell(Base):
    """One cell of a filling: what went into it, and why nothing did."""

    __tablename__ = "filled_cells"

    filling_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("fillings.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    label: Mapped[str]
    kind: Mapped[TieKind] = mapped_column(words(TieKind, "kind"))
    word: Mapped[str] = mapped_column(String(LONGEST_KEY))
    named: Mapped[str]
    """What it was tied to, in words."""
    written: Mapped[str | None]
    """What stands in the cell; None where it was left empty."""
    trouble: Mapped[str | None]
    """Why it was left empty, or what is to be known of the number."""


append_only(BlankVersion.__table__)  # type: ignore[arg-type]
append_only(Filling.__table__)  # type: ignore[arg-type]
append_only(FilledCell.__table__)  # type: ignore[arg-type]
