"""The menu, the orders, and the knocks that are counted."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach import clock
from outreach.db import Base, new_id, words
from outreach.db.sealing import Sealed
from outreach.orders.rules import Half, Knock, Shown, State, erased_unanswered
from outreach.people.models import Person, Team
from outreach.schedule.models import Event
from outreach.schedule.rules import Form


class MenuTopic(Base):
    """One entry of the menu 菜单: what a team comes to explain."""

    __tablename__ = "menu_topics"
    __table_args__ = (Index(None, "position", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[str]
    text: Mapped[str | None]
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    retired_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship(lazy="joined")
    forms: Mapped[list["MenuForm"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class MenuForm(Base):
    """One of the forms in which a topic is explained."""

    __tablename__ = "menu_forms"

    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("menu_topics.id"), primary_key=True)
    form: Mapped[Form] = mapped_column(words(Form, "form"), primary_key=True)


class Order(Base):
    """What a company asked for. Of its code and of the address it came from only hashes are kept (design.md, 6).

    Whom to ask for, the telephone and the note, which may name people, lie sealed.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("(state = 'accepted') = (event_id IS NOT NULL)", name="event"),
        CheckConstraint("(state = 'declined') = (reason IS NOT NULL)", name="reason"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at"),
        CheckConstraint("people IS NULL OR people > 0", name="people"),
        Index(None, "state", "made_at", "id"),
        Index(None, "team_id", "state", "made_at"),
        Index(None, "made_at", "id"),
        Index(None, "event_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    company: Mapped[str] = mapped_column(String(100))
    address: Mapped[str | None]
    people: Mapped[int | None]
    people_said: Mapped[str | None] = mapped_column(String(20))
    """How the company said it where that was no plain number: 约40人, 40-50."""
    note: Mapped[str | None] = mapped_column(Sealed())
    contact: Mapped[str | None] = mapped_column(Sealed())
    phone: Mapped[str | None] = mapped_column(Sealed())
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    """The team of the first topic that was chosen."""
    state: Mapped[State] = mapped_column(words(State, "state"), default=State.OPEN)
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("events.id"))
    reason: Mapped[str | None]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was accepted, declined or withdrawn."""

    team: Mapped[Team] = relationship(lazy="joined")
    event: Mapped[Event | None] = relationship()
    topics: Mapped[list["OrderedTopic"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="OrderedTopic.topic_id"
    )
    wishes: Mapped[list["Wish"]] = relationship(cascade="all, delete-orphan", lazy="selectin", order_by="Wish.position")
    unreal: Mapped["UnrealOrder | None"] = relationship(cascade="all, delete-orphan", lazy="joined")

    @property
    def shown(self) -> Shown:
        """How it is listed; what was taken for no real order keeps its state below, so that it can be taken back."""
        return Shown(self.state) if self.unreal is None else Shown.UNREAL

    @property
    def erased_on(self) -> date | None:
        """The day on which its contact and note go if nobody answers before; None where nothing goes."""
        if self.shown is not Shown.OPEN or not (self.contact or self.phone or self.note):
            return None
        return erased_unanswered(clock.local_day(self.made_at), (wish.day for wish in self.wishes))


class UnrealOrder(Base):
    """That an order is none: as long as this stands, it counts nowhere and waits for no answer."""

    __tablename__ = "unreal_orders"

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(String(300))

    by: Mapped[Person] = relationship(lazy="joined")


class OrderedTopic(Base):
    """A topic that the company chose."""

    __tablename__ = "ordered_topics"

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    topic_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("menu_topics.id"), primary_key=True)

    topic: Mapped[MenuTopic] = relationship(lazy="joined")


class Wish(Base):
    """A half day that would suit the company; the lowest position suits best."""

    __tablename__ = "order_wishes"

    order_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    day: Mapped[date]
    half: Mapped[Half] = mapped_column(words(Half, "half"))


class OrderKnock(Base):
    """One try of a stranger, kept for a day so that a limit holds in every process."""

    __tablename__ = "order_knocks"
    __table_args__ = (Index(None, "kind", "address_hash", "at"), Index(None, "kind", "at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[Knock] = mapped_column(words(Knock, "kind"))
    address_hash: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
