"""The tables of second factors."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, new_id
from outreach.db.sealing import Sealed


class SecondFactor(Base):
    """What a person's authenticator and the program both know; it counts once a first code was right."""

    __tablename__ = "second_factors"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    secret: Mapped[str | None] = mapped_column(Sealed(), nullable=False)
    """None where no key of this installation opens it: then only a recovery code does."""
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)
    """The time step of the last code that was used."""


class RecoveryCode(Base):
    """A code that lets its person in once without the phone; only its hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index(None, "person_id", "code_hash"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
