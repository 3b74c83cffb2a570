"""Reading the bureau, its teams and its people."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Uuid, and_, bindparam, func, or_, select
from sqlalchemy.orm import selectinload

from outreach import clock
from outreach.db import db
from outreach.errors import NotFound
from outreach.people.models import (
    BearerToken,
    Bureau,
    FeedToken,
    Membership,
    PairedPhone,
    Person,
    SetUpLink,
    SignInTry,
    Team,
)
from outreach.people.rules import Post, Role
from outreach.periods import Period

#: Where many people are read together with when they belong to which team.
WITH_TEAMS = selectinload(Person.memberships)
#: Made once, for calendars ask all day.
_SUBSCRIBER = (
    select(FeedToken.id, Person.id, Person.name, FeedToken.last_fetched_at)
    .join(FeedToken.person)
    .where(FeedToken.id == bindparam("token_id"), FeedToken.revoked_at.is_(None), Person.disabled_at.is_(None))
    .where(or_(Person.open_until.is_(None), Person.open_until >= bindparam("today")))
)


class Subscriber(NamedTuple):
    """Whose calendar a link feeds, and when it last came for its feed; read by itself, as a poll needs no more."""

    token_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    last_fetched_at: datetime | None


def the_bureau(*, lock: bool = False) -> Bureau | None:
    """The one bureau; None before it is set up."""
    return db.session.get(Bureau, 1, with_for_update=lock)


def nobody_yet() -> bool:
    """Whether there is no account at all, so that the set-up page is open."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def teams(on: date | None = None) -> Sequence[Team]:
    """All teams in their order; with `on` those that exist on that day."""
    statement = select(Team).order_by(Team.position, Team.code)
    if on is not None:
        statement = statement.where(_covers(Team.first_day, Team.last_day, on))
    return db.session.scalars(statement).all()


def team_by_code(code: str) -> Team | None:
    """The team that addresses and feeds call `code`."""
    return db.session.scalar(select(Team).where(Team.code == code))


def team_by_id(team_id: uuid.UUID, *, lock: bool = False) -> Team:
    """The team of that id; raises NotFound."""
    team = db.session.get(Team, team_id, with_for_update=lock)
    if team is None:
        raise NotFound()
    return team


def person_by_id(person_id: uuid.UUID, *, lock: bool = False) -> Person:
    """The account of that id, disabled or not; raises NotFound."""
    person = db.session.get(Person, person_id, with_for_update=lock)
    if person is None:
        raise NotFound()
    return person


def person_by_username(username: str) -> Person | None:
    """The account of that user name, in whatever case it was typed."""
    return db.session.scalar(select(Person).where(Person.username == username.strip().lower()))


def active_people(*, team_id: uuid.UUID | None = None, on: date | None = None) -> Sequence[Person]:
    """People for pick lists by name, with their teams; with `team_id` those of the team `on` that day."""
    active = select(Person).where(Person.disabled_at.is_(None)).options(WITH_TEAMS)
    statement = active.order_by(Person.name, Person.id)
    if team_id is not None:
        statement = statement.where(_member_of(team_id, on))
    return db.session.scalars(statement).all()


def members_of(team_ids: Collection[uuid.UUID], days: Period) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Of each team the ids of those who can be on an event and belong to it on some of the days."""
    asked = {"team_ids": [*team_ids], "first_day": days.first, "last_day": days.last}
    rows = db.session.execute(_members(), asked).all()
    return {team_id: frozenset(row.person_id for row in rows if row.team_id == team_id) for team_id in team_ids}


@cache
def _members() -> Select[uuid.UUID, uuid.UUID]:
    """What `members_of` asks: made once, since it is asked for each line of a list and each day of a series."""
    of_team = Membership.team_id.in_(bindparam("team_ids", type_=Uuid(), expanding=True))
    begun = Membership.first_day <= bindparam("last_day")
    stays = or_(Membership.last_day.is_(None), Membership.last_day >= bindparam("first_day"))
    members = select(Membership.team_id, Membership.person_id).join(Person, Person.id == Membership.person_id)
    return members.where(of_team, begun, stays, can_be_on_events())


def count_members_after(team: Team, last_day: date) -> int:
    """How many people with an active account belong to the team longer than that day."""
    longer = or_(Membership.last_day.is_(None), Membership.last_day > last_day)
    members = select(func.count(Membership.person_id.distinct())).join(Membership.person)
    return db.session.scalar(members.where(Membership.team_id == team.id, longer, Person.disabled_at.is_(None))) or 0


def can_be_on_events() -> ColumnElement[bool]:
    """Whose account is in use and does more than read."""
    return Person.disabled_at.is_(None) & (Person.role != Role.VIEWER) & Person.post.is_(None)


def people_matching(
    *,
    words: str = "",
    role: Role | None = None,
    team_id: uuid.UUID | None = None,
    on: date,
    active: bool | None = None,
    without_password: bool = False,
) -> Select[Any]:
    """The people of the admin's list with their teams, by name; the team is that of the day `on`."""
    statement = select(Person).options(WITH_TEAMS).order_by(Person.name, Person.id)
    if words:
        statement = statement.where(
            or_(Person.name.contains(words, autoescape=True), Person.username.contains(words.lower(), autoescape=True))
        )
    if role is not None:
        statement = statement.where(Person.role == role)
    if team_id is not None:
        statement = statement.where(_member_of(team_id, on))
    if active is not None:
        statement = statement.where(Person.disabled_at.is_(None) if active else Person.disabled_at.is_not(None))
    if without_password:
        statement = statement.where(Person.password_hash.is_(None))
    return statement


def people_without_password(most: int, *, but: Person) -> Sequence[Person]:
    """The first of the active accounts that nobody has given a password yet, by name; `but` gets none from itself."""
    waiting = Person.password_hash.is_(None), Person.disabled_at.is_(None), Person.id != but.id
    statement = select(Person).where(*waiting).options(WITH_TEAMS).order_by(Person.name, Person.id)
    return db.session.scalars(statement.limit(most)).all()


def head_counts() -> tuple[int, int]:
    """How many accounts are active, and how many disabled."""
    active = func.count().filter(Person.disabled_at.is_(None))
    counted = db.session.execute(select(active, func.count()).select_from(Person)).one()
    return counted[0], counted[1] - counted[0]


def lock_active_admins(post: Post | None) -> set[uuid.UUID]:
    """The ids of the administrators with that post, or without any; none changes until the transaction ends."""
    admins = select(Person.id).where(_is_active_admin(), Person.post == post).order_by(Person.id)
    return set(db.session.scalars(admins.with_for_update()))


def active_admins() -> Sequence[Person]:
    """The administrators whose account is in use, by name."""
    return db.session.scalars(select(Person).where(_is_active_admin()).order_by(Person.name, Person.id)).all()


def posts_are_apart() -> bool:
    """Whether administering is parted into the three posts: then every administrator has one."""
    return db.session.scalar(select(Person.id).where(Person.post.is_not(None)).limit(1)) is not None


def people_with_demo_password() -> bool:
    """Whether an active account still has the example year's password."""
    statement = select(Person.id).where(Person.has_demo_password.is_(True), Person.disabled_at.is_(None))
    return db.session.scalar(statement.limit(1)) is not None


def tokens_of(person: Person) -> Sequence[BearerToken]:
    """The person's tokens for programs that are not revoked, newest first; phones have a list of their own."""
    statement = (
        select(BearerToken)
        .where(BearerToken.person_id == person.id, BearerToken.revoked_at.is_(None))
        .where(~select(PairedPhone).where(PairedPhone.token_id == BearerToken.id).exists())
        .order_by(BearerToken.made_at.desc(), BearerToken.id.desc())
        .options(selectinload(BearerToken.person))
    )
    return db.session.scalars(statement).all()


def token_by_id(token_id: uuid.UUID) -> BearerToken:
    """The bearer token of that id; raises NotFound."""
    token = db.session.get(BearerToken, token_id)
    if token is None:
        raise NotFound()
    return token


def token_by_hash(token_hash: str) -> BearerToken | None:
    """The bearer token whose secret has that hash."""
    return db.session.scalar(select(BearerToken).where(BearerToken.token_hash == token_hash))


def subscriber(token_id: uuid.UUID) -> Subscriber | None:
    """Who follows by the calendar link of that id; None if it is revoked, or its owner's account can't be used."""
    row = db.session.execute(_SUBSCRIBER, {"token_id": token_id, "today": clock.today()}).one_or_none()
    return row and Subscriber(*row)


def feed_tokens_of(person: Person) -> Sequence[FeedToken]:
    """The person's calendar links that still work, newest first: after any renewal there is one."""
    working = select(FeedToken).where(FeedToken.person_id == person.id, FeedToken.revoked_at.is_(None))
    return db.session.scalars(working.order_by(FeedToken.made_at.desc(), FeedToken.id.desc())).all()


def set_up_link(token_hash: str) -> SetUpLink | None:
    """The set-up link whose token has that hash."""
    return db.session.get(SetUpLink, token_hash)


def failures_since(since: datetime, *conditions: ColumnElement[bool]) -> list[datetime]:
    """When tries to sign in failed after `since`, oldest first."""
    statement = select(SignInTry.at).where(SignInTry.succeeded.is_(False), SignInTry.at > since, *conditions)
    return list(db.session.scalars(statement.order_by(SignInTry.at, SignInTry.id)))


def last_success(username: str, address: str) -> datetime | None:
    """When the account last signed in from the address."""
    statement = select(SignInTry.at).where(
        SignInTry.username == username, SignInTry.address == address, SignInTry.succeeded.is_(True)
    )
    return db.session.scalar(statement.order_by(SignInTry.at.desc()).limit(1))


def _is_active_admin() -> ColumnElement[bool]:
    return (Person.role == Role.ADMIN) & Person.disabled_at.is_(None)


def _member_of(team_id: uuid.UUID, on: date | None) -> ColumnElement[bool]:
    matches = Membership.team_id == team_id
    if on is not None:
        matches = matches & _covers(Membership.first_day, Membership.last_day, on)
    return Person.memberships.any(matches)


def _covers(first_day: Any, last_day: Any, day: date) -> ColumnElement[bool]:
    return and_(or_(first_day.is_(None), first_day <= day), or_(last_day.is_(None), last_day >= day))
