"""The seals, one for each day on which lines were received."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, append_only


class LedgerSeal(Base):
    """What was received in a stretch that ends with `day`: it begins where the seal before ends, so none is left out.

    `lines_sha256` is over the lines as `seals.rules.text_of` says them, in order of receipt; `marks` names each line in
    24 bytes, so that one that is another now can be named; `code` is over all of it and the code of the seal before.
    """

    __tablename__ = "ledger_seals"

    day: Mapped[date] = mapped_column(primary_key=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """Not included."""
    lines: Mapped[int]
    lines_sha256: Mapped[str] = mapped_column(String(64))
    marks: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    code: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime]


append_only(LedgerSeal.__table__, has_own_seal=True)  # type: ignore[arg-type]
