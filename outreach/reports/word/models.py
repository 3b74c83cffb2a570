"""The templates that a bureau has brought, in the order in which they came into use."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id
from outreach.people.models import Person


class WordTemplate(Base):
    """A template from the instant on when it came into use; the newest row is in use. Only added to.

    One without a file is the program's own, to which the bureau went back.
    """

    __tablename__ = "word_templates"
    __table_args__ = (
        CheckConstraint("(sha256 IS NULL) = (name IS NULL)", name="file"),
        Index(None, "at", "id"),
        Index(None, "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("stored_files.sha256"))
    name: Mapped[str | None]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    by: Mapped[Person] = relationship(lazy="joined")


append_only(WordTemplate.__table__)  # type: ignore[arg-type]
