"""The seals over the tables that are only added to."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, append_only


class RowSeal(Base):
    """What was written to one table in a stretch; all seals, of whatever table, are one chain by their `number`.

    `columns` says which columns it reads and in which order, so that one that is added later breaks no seal.
    `rows_sha256` is over the rows as `rules.text_of` says them, in order of their instants and keys; `marks` names each
    in 24 bytes, and `keys` says, line by line, those keys that are more than one id.
    """

    __tablename__ = "row_seals"
    __table_args__ = (Index(None, "table_name", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(String(63))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """Not included."""
    columns: Mapped[list[str]]
    rows: Mapped[int]
    rows_sha256: Mapped[str] = mapped_column(String(64))
    marks: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    keys: Mapped[str] = mapped_column(deferred=True)
    code: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime]


append_only(RowSeal.__table__, has_own_seal=True)  # type: ignore[arg-type]
