"""The table of targets."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.people.models import Team
from outreach.schedule.models import Campaign
from outreach.schedule.targets.rules import Measure


def _one_each(*columns: str, where: str) -> Index:
    """One row for these columns among the rows `where`: a plain UNIQUE takes two NULLs for different."""
    condition: Any = text(where)
    return Index(None, *columns, unique=True, sqlite_where=condition, postgresql_where=condition)


class Target(Base):
    """What a year shall bring of one figure: of a team, of a campaign, or (neither) of the whole bureau.

    `quantity` is None where a target was taken away; the row stays, for its history.
    """

    __tablename__ = "targets"
    __table_args__ = (
        CheckConstraint("team_id IS NULL OR campaign_id IS NULL", name="one_scope"),
        CheckConstraint("quantity IS NULL OR quantity > 0", name="quantity"),
        CheckConstraint("year BETWEEN 1950 AND 2150", name="year"),
        _one_each("year", "measure", where="team_id IS NULL AND campaign_id IS NULL"),
        _one_each("year", "team_id", "measure", where="team_id IS NOT NULL"),
        _one_each("year", "campaign_id", "measure", where="campaign_id IS NOT NULL"),
        Index(None, "year", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    year: Mapped[int] = mapped_column(SmallInteger)
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("teams.id"))
    campaign_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("campaigns.id"))
    measure: Mapped[Measure] = mapped_column(words(Measure, "measure"))
    quantity: Mapped[int | None]
    changed_at: Mapped[datetime]

    team: Mapped[Team | None] = relationship(lazy="joined")
    campaign: Mapped[Campaign | None] = relationship(lazy="joined")
