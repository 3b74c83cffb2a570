"""Campaigns, editions and events, with what hangs on an event."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach.db import Base, new_id, words
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.people.models import Person, Team
from outreach.periods import Period
from outreach.places.models import Place
from outreach.schedule.campaigns.rules import Recurrence
from outreach.schedule.clashes.rules import Clash, ClashKind
from outreach.schedule.rules import Answer, DayRule, Duty, Form, Standing, Status, Track, days_of, has_left


class Campaign(Base):
    """A themed drive 主题活动, which has an edition each year."""

    __tablename__ = "campaigns"
    __table_args__ = (Index(None, "position", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    name_en: Mapped[str | None]
    aliases: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    retired_at: Mapped[datetime | None]
    rule: Mapped[DayRule] = mapped_column(words(DayRule, "rule"), default=DayRule.NOTICE)
    """How the days of a year's edition are proposed; what a notice says goes first."""
    rule_first: Mapped[str | None] = mapped_column(String(5))
    rule_last: Mapped[str | None] = mapped_column(String(5))
    """The usual first and last day as MM-DD, for rules that need them; a last one before the first is next year's."""
    rule_from_year: Mapped[int | None] = mapped_column(SmallInteger)

    editions: Mapped[list["Edition"]] = relationship(back_populates="campaign", order_by="Edition.first_day")
    laws: Mapped[list["CampaignLaw"]] = relationship(cascade="all, delete-orphan", order_by="CampaignLaw.law_id")

    @property
    def recurrence(self) -> Recurrence:
        """The rule with its days."""
        return Recurrence(self.rule, self.rule_first, self.rule_last, self.rule_from_year)


class CampaignLaw(Base):
    """A law that the campaign is there to explain; planning an event of it offers the law."""

    __tablename__ = "campaign_laws"
    __table_args__ = (Index(None, "law_id", "campaign_id"),)

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    law_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("laws.id"), primary_key=True)

    law: Mapped[Law] = relationship(lazy="joined")


class Edition(Base):
    """A campaign in one year, from the first to the last local day, both included; it may cross the year end."""

    __tablename__ = "editions"
    __table_args__ = (
        UniqueConstraint("campaign_id", "year"),
        CheckConstraint("last_day >= first_day", name="days"),
        Index(None, "first_day", "last_day"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaigns.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    first_day: Mapped[date]
    last_day: Mapped[date]
    is_proposed: Mapped[bool] = mapped_column(default=False)
    """The days come from the campaign's rule: nobody has confirmed them by this year's notice yet."""
    document: Mapped[str | None]
    """The notice that sets the days: its title or number."""

    campaign: Mapped[Campaign] = relationship(back_populates="editions", lazy="joined")

    @property
    def days(self) -> Period:
        """All its days."""
        return Period(self.first_day, self.last_day)


class Deadline(Base):
    """A day by which something is due 截止日: the annual report, a campaign's summary."""

    __tablename__ = "deadlines"
    __table_args__ = (Index(None, "day", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str]
    day: Mapped[date]
    document: Mapped[str | None]
    """The document that asks for it."""
    addressees: Mapped[str | None]
    note: Mapped[str | None]
    sent_on: Mapped[date | None]
    made_at: Mapped[datetime]


class Event(Base):
    """One happening at one place and time, led by one team; it counts once however many took part (rule 4).

    `day` is the local day of the start: an event over midnight, or over several days, belongs to it (rule 5).
    """

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("(status = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled"),
        CheckConstraint("cancelled_at IS NULL OR cancel_reason IS NOT NULL", name="cancel_reason"),
        CheckConstraint("reviewed_at IS NULL OR status = 'held'", name="reviewed_is_held"),
        CheckConstraint("expected_handouts IS NULL OR expected_handouts >= 0", name="expected_handouts"),
        CheckConstraint("expected_consultations IS NULL OR expected_consultations >= 0", name="expected_consultations"),
        CheckConstraint("expected_attendance IS NULL OR expected_attendance >= 0", name="expected_attendance"),
        Index(None, "day", "starts_at", "id"),
        Index(None, "lead_team_id", "day"),
        Index(None, "place_id", "day"),
        Index(None, "place_id", "lead_team_id", "status", "day", "track"),  # coverage reads nothing else
        Index(None, "status", "day"),
        Index(None, "changed_at", "id"),
        Index(None, "moved_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str]
    track: Mapped[Track] = mapped_column(words(Track, "track"))
    standing: Mapped[Standing] = mapped_column(words(Standing, "standing"), default=Standing.HOST)
    lead_team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    place_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("places.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    day: Mapped[date]
    status: Mapped[Status] = mapped_column(words(Status, "status"), default=Status.PLANNED)
    partners: Mapped[str | None]
    """Other bodies that take part, as they are named in print."""
    note: Mapped[str | None]
    things: Mapped[str | None]
    """What is taken along beside the materials, one thing per line; None for what the bureau usually takes."""
    counts_separately: Mapped[bool] = mapped_column(default=False)
    """Two people at one desk said beforehand that they count separately (rule 11)."""
    expected_handouts: Mapped[int | None]
    expected_consultations: Mapped[int | None]
    expected_attendance: Mapped[int | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    held_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    """Lines received later stand outside the figures until the event is reviewed again."""
    reviewed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    moved_at: Mapped[datetime | None]
    moved_from: Mapped[datetime | None]
    """Where the event began before its last move, for 【改期】 in the feeds."""
    changed_at: Mapped[datetime]
    """The last change that a calendar shows: DTSTAMP and LAST-MODIFIED (RFC 5545 3.8.7.2)."""
    sequence: Mapped[int] = mapped_column(default=0)
    """SEQUENCE (RFC 5545 3.8.7.4): up with every change of time or place, with a cancellation and its undoing."""

    lead_team: Mapped[Team] = relationship(lazy="joined")
    place: Mapped[Place] = relationship(lazy="joined")
    joining: Mapped[list["JoiningTeam"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    tags: Mapped[list["CampaignTag"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    forms: Mapped[list["EventForm"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    staff: Mapped[list["Assignment"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    planned_items: Mapped[list["PlannedItem"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    laws: Mapped[list["ExplainedLaw"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def days(self) -> Period:
        """The local days on which it takes place."""
        return days_of(self.starts_at, self.ends_at)

    @property
    def coming(self) -> list["Assignment"]:
        """Those of the staff who are reckoned with: they have neither declined nor left."""
        return [each for each in self.staff if each.answer is not Answer.DECLINED and not each.has_left(self.ends_at)]


class JoiningTeam(Base):
    """A team that takes part without leading; team tables show it in a column of its own (rule 4)."""

    __tablename__ = "joining_teams"
    __table_args__ = (Index(None, "team_id", "event_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"), primary_key=True)

    team: Mapped[Team] = relationship(lazy="joined")


class CampaignTag(Base):
    """An event is tagged to an edition by a person, never by its date."""

    __tablename__ = "campaign_tags"
    __table_args__ = (Index(None, "edition_id", "event_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editions.id"), primary_key=True)

    edition: Mapped[Edition] = relationship(lazy="joined")


class EventForm(Base):
    """One of the forms of an event."""

    __tablename__ = "event_forms"
    __table_args__ = (Index(None, "form", "event_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    form: Mapped[Form] = mapped_column(words(Form, "form"), primary_key=True)


class Assignment(Base):
    """A person on an event, the duty, and what the person says to it."""

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("answer <> 'declined' OR answer_reason IS NOT NULL", name="answer_reason"),
        CheckConstraint("(answer = 'none') = (answered_at IS NULL)", name="answered"),
        Index(None, "person_id", "event_id"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    duty: Mapped[Duty] = mapped_column(words(Duty, "duty"), default=Duty.HELP)
    answer: Mapped[Answer] = mapped_column(words(Answer, "answer"), default=Answer.NONE)
    """It falls back to none when the event moves to another time."""
    answered_at: Mapped[datetime | None]
    answer_reason: Mapped[str | None] = mapped_column(String(100))

    person: Mapped[Person] = relationship(lazy="joined")

    def has_left(self, ends_at: datetime) -> bool:
        """Whether the person's account was disabled before the event's end `ends_at`."""
        return has_left(self.person.disabled_at, ends_at)


class AcceptedClash(Base):
    """Something that stood against an event when it was planned anyway, and why it was.

    `subject_id` is the person, place, team or material that the clash is about, as `clashes.rules.Clash` has it.
    """

    __tablename__ = "accepted_clashes"
    __table_args__ = (Index(None, "event_id", "at", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[ClashKind] = mapped_column(words(ClashKind, "kind"))
    subject_id: Mapped[uuid.UUID | None]
    other_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    day: Mapped[date | None]
    needed: Mapped[int] = mapped_column(default=0)
    there: Mapped[int] = mapped_column(default=0)
    said: Mapped[str]
    """The clash in a sentence of the bureau's language, as it was when it was accepted."""
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    by_name: Mapped[str]

    @property
    def clash(self) -> Clash:
        """The clash that was accepted."""
        return Clash(self.kind, self.subject_id, self.other_id, self.day, self.needed, self.there)


class PlannedItem(Base):
    """A material (with how many), topic, group or display that the event is planned with."""

    __tablename__ = "planned_items"
    __table_args__ = (
        CheckConstraint("quantity IS NULL OR quantity >= 0", name="quantity"),
        Index(None, "item_id", "event_id"),
    )

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    quantity: Mapped[int | None]

    item: Mapped[Item] = relationship(lazy="joined")


class ExplainedLaw(Base):
    """A law that the event explains."""

    __tablename__ = "explained_laws"
    __table_args__ = (Index(None, "law_id", "event_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    law_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("laws.id"), primary_key=True)

    law: Mapped[Law] = relationship(lazy="joined")


class EventIssue(Base):
    """A movement of stock that was made for an event: taken along, brought back, lost there."""

    __tablename__ = "event_issues"
    __table_args__ = (Index(None, "event_id"),)

    movement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("movements.id"), primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"))


class EventSeen(Base):
    """When a person last opened the page of an event that concerns them."""

    __tablename__ = "events_seen"
    __table_args__ = (Index(None, "person_id", "event_id"),)

    event_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    seen_at: Mapped[datetime]
