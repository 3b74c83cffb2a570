"""Channels, articles, placements and readings."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, append_only, new_id, words
from outreach.media.rules import ArticleKind, Level, Medium, Metric
from outreach.people.models import Team
from outreach.schedule.models import Edition, Event


class Channel(Base):
    """Where something appears: a newspaper, a website, an account. A third party's account is not `own`."""

    __tablename__ = "channels"
    __table_args__ = (Index(None, "name", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    medium: Mapped[Medium] = mapped_column(words(Medium, "medium"))
    level: Mapped[Level] = mapped_column(words(Level, "level"))
    is_own: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None]


class Article(Base):
    """One published item 篇. One item in several media is one article with several placements."""

    __tablename__ = "articles"
    __table_args__ = (
        CheckConstraint("(kind = 'piece') = (post_id IS NOT NULL)", name="piece_of_post"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdraw_reason IS NULL)", name="withdrawn"),
        Index(None, "day", "id"),
        Index(None, "kind", "day"),
        Index(None, "team_id", "day"),
        Index(None, "event_id"),
        Index(None, "post_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[ArticleKind] = mapped_column(words(ArticleKind, "kind"))
    title: Mapped[str]
    day: Mapped[date]
    """The local day on which it first appeared."""
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    post_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("articles.id"))
    authors: Mapped[str | None]
    note: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]
    withdraw_reason: Mapped[str | None]

    team: Mapped[Team] = relationship(lazy="joined")
    event: Mapped[Event | None] = relationship()
    post: Mapped["Article | None"] = relationship(remote_side="Article.id", back_populates="pieces")
    pieces: Mapped[list["Article"]] = relationship(back_populates="post", order_by="Article.id")
    placements: Mapped[list["Placement"]] = relationship(back_populates="article", order_by="Placement.day")
    tags: Mapped[list["ArticleTag"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class ArticleTag(Base):
    """An article belongs to an edition because a person said so."""

    __tablename__ = "article_tags"
    __table_args__ = (Index(None, "edition_id", "article_id"),)

    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editions.id"), primary_key=True)

    edition: Mapped[Edition] = relationship(lazy="joined")


class Placement(Base):
    """An article on one channel 刊发, with its link."""

    __tablename__ = "placements"
    __table_args__ = (
        Index(None, "article_id", "day"),
        Index(None, "channel_id", "day"),
        Index(None, "url"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"))
    channel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("channels.id"))
    day: Mapped[date]
    url: Mapped[str | None]

    article: Mapped[Article] = relationship(back_populates="placements")
    channel: Mapped[Channel] = relationship(lazy="joined")
    readings: Mapped[list["Reading"]] = relationship(back_populates="placement", order_by="Reading.day")


class Reading(Base):
    """What one metric of one placement showed at the close of one local day: a running total.

    Readings are only added to; of two for the same day the one recorded later holds.
    """

    __tablename__ = "readings"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        Index("ix_readings_series", "placement_id", "metric", "day", "recorded_at", "value"),
        Index(None, "day"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"))
    metric: Mapped[Metric] = mapped_column(words(Metric, "metric"))
    day: Mapped[date]
    value: Mapped[int] = mapped_column(BigInteger)
    proof_note: Mapped[str | None]
    """Where the number is from; without it a third party's reading does not count (rule of the count 8)."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    placement: Mapped[Placement] = relationship(back_populates="readings")


append_only(Reading.__table__)  # type: ignore[arg-type]
