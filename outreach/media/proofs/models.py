"""What each piece of evidence proves of an article."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, words
from outreach.evidence.models import Evidence
from outreach.media.models import Article, Placement
from outreach.media.proofs.rules import Proves


class ArticleProof(Base):
    """A screenshot, a photo or a letter as proof of an article, of one of its placements where that was said.

    `day` is the local day whose close a counter's screenshot shows. Whether it was taken away stands with the evidence.
    """

    __tablename__ = "proofs"
    __table_args__ = (
        CheckConstraint("proves <> 'counter' OR (day IS NOT NULL AND placement_id IS NOT NULL)", name="counter"),
        Index(None, "article_id"),
        Index(None, "placement_id", "day"),
    )

    evidence_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"))
    placement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("placements.id"))
    proves: Mapped[Proves] = mapped_column(words(Proves, "proves"))
    day: Mapped[date | None]

    evidence: Mapped[Evidence] = relationship(lazy="joined", innerjoin=True)
    article: Mapped[Article] = relationship()
    placement: Mapped[Placement | None] = relationship(lazy="joined")
