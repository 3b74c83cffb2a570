"""Channels, articles, placements, readings, and the files that these came from."""

import uuid
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from outreach.db import Base, append_only, new_id, words
from outreach.laws.models import Law
from outreach.media.rules import ArticleKind, DayMetric, Level, Medium, Metric, Platform, link_key
from outreach.people.models import Team
from outreach.schedule.models import Edition, Event
from outreach.sheets import Approximation


class Channel(Base):
    """Where something appears: a newspaper, a website, an account. A third party's account is not `own`."""

    __tablename__ = "channels"
    __table_args__ = (
        Index(None, "name", "id"),
        CheckConstraint("settles_after > 0", name="settles_after"),
        CheckConstraint("reaches_back > 0", name="reaches_back"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    medium: Mapped[Medium] = mapped_column(words(Medium, "medium"))
    level: Mapped[Level] = mapped_column(words(Level, "level"))
    is_own: Mapped[bool] = mapped_column(default=False)
    platform: Mapped[Platform] = mapped_column(words(Platform, "platform"), default=Platform.OTHER)
    body: Mapped[str | None]
    """Whose channel it is, where it is not the bureau's own."""
    settles_after: Mapped[int | None]
    """Days after publication from which on its platform's number for an item stands still; None: never."""
    reaches_back: Mapped[int | None]
    """Days that its platform's export reaches back; None: it has no export, or one without an end."""
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
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    """Where a piece stands in its post."""
    authors: Mapped[str | None]
    note: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]
    withdraw_reason: Mapped[str | None]

    team: Mapped[Team] = relationship(lazy="joined")
    event: Mapped[Event | None] = relationship()
    post: Mapped["Article | None"] = relationship(remote_side="Article.id", back_populates="pieces")
    pieces: Mapped[list["Article"]] = relationship(back_populates="post", order_by="Article.position, Article.id")
    placements: Mapped[list["Placement"]] = relationship(back_populates="article", order_by="Placement.day")
    tags: Mapped[list["ArticleTag"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    joint_teams: Mapped[list["ArticleTeam"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    laws: Mapped[list["ArticleLaw"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class ArticleTag(Base):
    """An article belongs to an edition because a person said so."""

    __tablename__ = "article_tags"
    __table_args__ = (Index(None, "edition_id", "article_id"),)

    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editions.id"), primary_key=True)

    edition: Mapped[Edition] = relationship(lazy="joined")


class ArticleTeam(Base):
    """A team that took part in an article beside its lead team, which is the one that counts it."""

    __tablename__ = "article_teams"
    __table_args__ = (Index(None, "team_id", "article_id"),)

    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"), primary_key=True)

    team: Mapped[Team] = relationship(lazy="joined")


class ArticleLaw(Base):
    """A law that an article explains."""

    __tablename__ = "article_laws"
    __table_args__ = (Index(None, "law_id", "article_id"),)

    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    law_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("laws.id"), primary_key=True)

    law: Mapped[Law] = relationship(lazy="joined")


class ArticleBatch(Base):
    """Many items changed at once: `facts` say what each said before and after, so that it can be undone."""

    __tablename__ = "article_batches"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone"),
        Index(None, "made_at", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    facts: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class ArticleMerge(Base):
    """Two items that were one: the other is withdrawn, and `facts` say what the kept one got of it."""

    __tablename__ = "article_merges"
    __table_args__ = (
        CheckConstraint("kept_id <> other_id", name="two"),
        CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone"),
        Index(None, "kept_id", "made_at"),
        Index(None, "other_id", "made_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kept_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"))
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"))
    facts: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    kept: Mapped[Article] = relationship(foreign_keys=[kept_id])
    other: Mapped[Article] = relationship(foreign_keys=[other_id])


class ArticlesApart(Base):
    """Two items that look like one and are two: somebody said so, and is not asked again."""

    __tablename__ = "articles_apart"
    __table_args__ = (CheckConstraint("one_id < other_id", name="order"),)

    one_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


class Placement(Base):
    """An article on one channel 刊发, with its link and the number that its platform gave it."""

    __tablename__ = "placements"
    __table_args__ = (
        Index(None, "article_id", "day"),
        Index(None, "channel_id", "day"),
        Index(None, "channel_id", "platform_id"),
        Index(None, "url"),
        Index(None, "link_key"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id"))
    channel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("channels.id"))
    day: Mapped[date]
    clock_time: Mapped[time | None]
    """The local time at which it appeared: two pushes of one account on one day differ by it."""
    url: Mapped[str | None]
    link_key: Mapped[str | None]
    """The same text for every copy of the link (`rules.link_key`)."""
    platform_id: Mapped[str | None] = mapped_column(String(100))
    """What its platform calls it (视频ID)."""

    @validates("url")
    def _keep_key(self, _name: str, url: str | None) -> str | None:
        self.link_key = link_key(url) if url else None
        return url

    article: Mapped[Article] = relationship(back_populates="placements")
    channel: Mapped[Channel] = relationship(lazy="joined")
    readings: Mapped[list["Reading"]] = relationship(back_populates="placement", order_by="Reading.day")


class OnlineFile(Base):
    """A file whose numbers came into the online ledger: an export of a platform, or a table made by hand.

    Its bytes are kept as proof. A file that was wrong is voided whole: its readings count no longer, and it can come
    in again. `day` is the local day whose close it shows, None where its rows say so.
    """

    __tablename__ = "online_files"
    __table_args__ = (
        CheckConstraint("(voided_at IS NULL) = (void_reason IS NULL)", name="voided"),
        CheckConstraint("last_day >= first_day", name="days"),
        Index(None, "brought_at", "id"),
        Index(None, "channel_id", "shape", "brought_at"),
        Index(None, "sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"))
    name: Mapped[str]
    shape: Mapped[str] = mapped_column(String(40))
    """Which export it is, by its headings; `table` for one made by hand."""
    channel_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("channels.id"))
    day: Mapped[date | None]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    rows: Mapped[int]
    new_items: Mapped[int]
    new_readings: Mapped[int]
    brought_at: Mapped[datetime]
    brought_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    void_reason: Mapped[str | None]
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What a person said of it: which heading is which, which sheet, and what holds for every row."""

    channel: Mapped[Channel | None] = relationship(lazy="joined")


class FileRow(Base):
    """The row of a file that speaks of a placement; `is_new` where the file brought the placement itself."""

    __tablename__ = "file_rows"
    __table_args__ = (Index(None, "placement_id", "file_id"),)

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("online_files.id"), primary_key=True)
    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"), primary_key=True)
    row: Mapped[int]
    is_new: Mapped[bool]


class Reading(Base):
    """What one metric of one placement showed at the close of one local day: a running total.

    Readings are only added to; of two for the same day the one recorded later holds, unless it was voided. `file_id`
    names the file it stands in; without one it was typed.
    """

    __tablename__ = "readings"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        Index("ix_readings_series", "placement_id", "metric", "day", "recorded_at", "value"),
        Index(None, "day"),
        Index(None, "file_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("placements.id"))
    metric: Mapped[Metric] = mapped_column(words(Metric, "metric"))
    day: Mapped[date]
    value: Mapped[int] = mapped_column(BigInteger)
    written: Mapped[str | None]
    """As it stood there, where that is more than the number: 1.2万."""
    approximation: Mapped[Approximation] = mapped_column(
        words(Approximation, "approximation"), default=Approximation.EXACT
    )
    proof_note: Mapped[str | None]
    """Where the number is from; without it a third party's reading does not count (rule of the count 8)."""
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("online_files.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    placement: Mapped[Placement] = relationship(back_populates="readings")
    file: Mapped[OnlineFile | None] = relationship()
    void: Mapped["VoidedReading | None"] = relationship(lazy="selectin")


class VoidedReading(Base):
    """A reading that was wrong and counts no longer: its row stays, and says so."""

    __tablename__ = "voided_readings"

    reading_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("readings.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]


class ShownTotal(Base):
    """What a counter of an item showed last, over its placements or pieces: kept, so that a list is sorted by an index.

    Good as long as the item has no `ChangedTotal`; worked out anew from the readings then.
    """

    __tablename__ = "shown_totals"
    __table_args__ = (Index("ix_shown_totals_order", "counter", "value", "article_id"),)

    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    counter: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class ChangedTotal(Base):
    """An item of which a counter may show something else: triggers write it (`media.watching`), once or many times."""

    __tablename__ = "changed_totals"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    article_id: Mapped[uuid.UUID]


class AccountDay(Base):
    """What one account as a whole did on one local day, as its platform's trend files say; only added to.

    Of two for the same day the one recorded later holds, unless its file was voided. No part of any figure.
    """

    __tablename__ = "account_days"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        Index(None, "channel_id", "metric", "day", "recorded_at"),
        Index(None, "file_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("channels.id"))
    metric: Mapped[DayMetric] = mapped_column(words(DayMetric, "metric"))
    day: Mapped[date]
    value: Mapped[int] = mapped_column(BigInteger)
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("online_files.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))


append_only(Reading.__table__)  # type: ignore[arg-type]
append_only(AccountDay.__table__)  # type: ignore[arg-type]
