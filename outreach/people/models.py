"""The bureau, its teams and people, and what lets them in."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from outreach import clock
from outreach.db import Base, new_id, words
from outreach.people.rules import Capacity, Post, Role, Scope, may
from outreach.web.access import Permission


class Bureau(Base):
    """The one bureau of this installation (docs/design.md, section 6): a single row."""

    __tablename__ = "bureau"
    __table_args__ = (CheckConstraint("id = 1", name="one_bureau"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, default=1)
    name: Mapped[str]
    is_example: Mapped[bool] = mapped_column(default=False)
    views_label: Mapped[str] = mapped_column(String(10), default="次")
    """The word printed behind `views_times`: some bureaus print 次 as 人次, and the definition says so."""
    usual_things: Mapped[str | None]
    """What is taken along to an event that has no list of its own, one thing per line."""
    made_at: Mapped[datetime]


class Team(Base):
    """A team 分队. `mark` is the one character, and `palette` (1 to 8) the colour, by which pages show it."""

    __tablename__ = "teams"
    __table_args__ = (
        CheckConstraint("palette BETWEEN 1 AND 8", name="palette"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str]
    name_en: Mapped[str | None]
    mark: Mapped[str] = mapped_column(String(2))
    palette: Mapped[int] = mapped_column(SmallInteger)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]


class Person(Base):
    """Somebody with an account. Accounts are disabled, never deleted: their name stays on what they did."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("username = lower(username)", name="username_lower"),
        CheckConstraint("post IS NULL OR role = 'admin'", name="post_of_admin"),
        Index(None, "name", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    post: Mapped[Post | None] = mapped_column(words(Post, "post"))
    """Which part of administering is this administrator's, where the three posts are apart."""
    password_hash: Mapped[str | None] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    """A temporary password: the next sign-in leads to the page where it is changed."""
    has_demo_password: Mapped[bool] = mapped_column(default=False)
    """Still the example year's password: good on this machine only, so the server refuses to listen further."""
    session_number: Mapped[int] = mapped_column(default=0)
    """Counts up with every new password and every signing out everywhere, so that all older sessions end."""
    disabled_at: Mapped[datetime | None]
    open_until: Mapped[date | None]
    """The last day on which the account opens, for guests such as assessors; it is disabled by itself afterwards."""
    made_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.first_day", cascade="all, delete-orphan"
    )
    capacities: Mapped[list["HeldCapacity"]] = relationship(
        order_by="HeldCapacity.first_day", cascade="all, delete-orphan"
    )

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the account can be used."""
        return self.disabled_at is None and (self.open_until is None or clock.today() <= self.open_until)

    def may(self, permission: Permission) -> bool:
        """Whether the role has `permission` at all; own-team limits come on top."""
        return may(self.role, permission, self.post)

    def team_ids_on(self, day: date) -> frozenset[uuid.UUID]:
        """The teams the person belonged to on the local `day`."""
        return frozenset(each.team_id for each in self.memberships if each.covers(day))


class Membership(Base):
    """From when to when (both days included) a person belongs to a team."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("person_id", "team_id", "first_day"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),
        Index(None, "team_id", "first_day"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("teams.id"))
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="memberships")
    team: Mapped[Team] = relationship(lazy="joined")

    def covers(self, day: date) -> bool:
        """Whether the membership holds on the local `day`."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class HeldCapacity(Base):
    """From when to when a person holds an office such as arbitrator."""

    __tablename__ = "held_capacities"
    __table_args__ = (
        UniqueConstraint("person_id", "capacity", "first_day"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    capacity: Mapped[Capacity] = mapped_column(words(Capacity, "capacity"))
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class Leave(Base):
    """From when to when (both days included) a person is on leave; why is nobody's business here (rule 14)."""

    __tablename__ = "leaves"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        Index(None, "person_id", "first_day"),
        Index(None, "last_day", "first_day"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


class SignInTry(Base):
    """One try to sign in, kept per account and address so that a lock-out holds in every process."""

    __tablename__ = "sign_in_tries"
    __table_args__ = (Index(None, "username", "at"), Index(None, "address", "at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    succeeded: Mapped[bool]
    is_pending: Mapped[bool] = mapped_column(default=False)
    """Nobody knows yet how it went, and meanwhile it counts as failed."""


class BrowserSession(Base):
    """A browser in which somebody is signed in; its cookie carries the secret, here is only the hash."""

    __tablename__ = "browser_sessions"
    __table_args__ = (Index(None, "person_id", "seen_at"), Index(None, "seen_at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    number: Mapped[int]
    """The person's `session_number` when it began; with another number it has ended."""
    label: Mapped[str]
    """The kind of device and browser, as the browser says them."""
    address: Mapped[str] = mapped_column(String(64))
    own_device: Mapped[bool]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """The last use, to within a few minutes."""
    proved_at: Mapped[datetime]
    """When the password was last given here."""

    person: Mapped[Person] = relationship()


class SetUpLink(Base):
    """A one-time link with which the first admin is made; only the token's hash is kept."""

    __tablename__ = "set_up_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BearerToken(Base):
    """A token for programs and phones; only its hash is kept."""

    __tablename__ = "bearer_tokens"
    __table_args__ = (Index(None, "person_id", "made_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[Scope] = mapped_column(words(Scope, "scope"))
    label: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class FeedToken(Base):
    """The right to read calendars without signing in. The link is this row's id, signed with the secret key."""

    __tablename__ = "feed_tokens"
    __table_args__ = (Index(None, "person_id", "made_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_fetched_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class PairingLink(Base):
    """A link that makes one phone somebody's, once and within minutes; only its token's hash is kept."""

    __tablename__ = "pairing_links"
    __table_args__ = (Index(None, "person_id", "expires_at"), Index(None, "made_by_id", "made_at"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    made_by: Mapped[Person] = relationship(foreign_keys=made_by_id)


class PairedPhone(Base):
    """A bearer token that a phone carries in its cookie, and who showed the picture that it scanned."""

    __tablename__ = "paired_phones"
    __table_args__ = (Index(None, "paired_by_id"),)

    token_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bearer_tokens.id"), primary_key=True)
    paired_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))

    token: Mapped[BearerToken] = relationship(lazy="joined")
    paired_by: Mapped[Person] = relationship()
