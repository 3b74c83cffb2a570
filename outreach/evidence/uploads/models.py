"""Pictures on their way: what the phone said of each. How many bytes are there, only the file itself says."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, words
from outreach.evidence.rules import PictureKind


class Upload(Base):
    """One picture that a phone has said it will send; its id comes from the phone."""

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("evidence_id IS NULL OR refused IS NULL", name="answer"),
        Index(None, "person_id", "declared_at"),
        Index(None, "subject_type", "subject_id", "sha256"),
        Index(None, "declared_at"),
        Index(None, "evidence_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID]
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID]
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes that are sent, not of what is stored."""
    size: Mapped[int]
    name: Mapped[str]
    kind: Mapped[PictureKind] = mapped_column(words(PictureKind, "kind"))
    caption: Mapped[str | None]
    shows_people: Mapped[bool]
    declared_at: Mapped[datetime]
    evidence_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("evidence.id"))
    refused: Mapped[str | None] = mapped_column(String(20))
    """The code of why the picture was not taken."""

    @property
    def is_open(self) -> bool:
        """Whether more of it is waited for."""
        return self.evidence_id is None and self.refused is None
