"""Stored files, and what each of them is evidence for."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.evidence.rules import PictureKind


class StoredFile(Base):
    """One file in the evidence store, named by the SHA-256 of what is stored; the same photo twice is one file."""

    __tablename__ = "stored_files"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    stored_at: Mapped[datetime]


class Evidence(Base):
    """A file shown as proof of something above this floor, named by its table and id."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("subject_type", "subject_id", "sha256"),
        Index(None, "subject_type", "subject_id", "added_at"),
        Index(None, "keep_until", "id"),
        Index(None, "sha256"),
        CheckConstraint("kind <> 'scan' OR NOT shows_people OR keep_until IS NOT NULL", name="keep_until"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    name: Mapped[str]
    caption: Mapped[str | None]
    shows_people: Mapped[bool] = mapped_column(default=False)
    """Faces or personal data in view: kept out of every export."""
    kind: Mapped[PictureKind] = mapped_column(words(PictureKind, "kind"), default=PictureKind.PHOTO)
    keep_until: Mapped[date | None]
    """The last day on which the file is kept: of sheets with names."""
    erased_at: Mapped[datetime | None]
    """The file is gone, for its time was over; the row stays with its hash."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[uuid.UUID]
    removed_at: Mapped[datetime | None]

    file: Mapped[StoredFile] = relationship(lazy="joined")
