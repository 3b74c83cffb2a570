"""Accounts and their passwords. None is ever deleted: the name stays on what its person did."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach import clock
from outreach.audit.actions import Actor, Machine, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.actions.posts import check_has_post
from outreach.people.actions.signing_in import forget_failures
from outreach.people.actions.spans import set_capacities, set_memberships
from outreach.people.actions.tokens import end_pairing_links, revoke_all
from outreach.people.models import Person
from outreach.people.passwords import check_password, hash_password
from outreach.people.queries import lock_active_admins, person_by_username
from outreach.people.rules import CapacitySpan, Role, TeamSpan

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
NO_USERNAME = _("A user name has 2 to 60 small letters, digits, dots, hyphens or underscores, such as li.na.")


def add_person(
    *,
    username: str,
    name: str,
    role: Role,
    by: Actor | None,
    now: datetime,
    password: str | None = None,
    must_change_password: bool = False,
    demo_password: str | None = None,
    open_until: date | None = None,
    teams: Iterable[TeamSpan] = (),
    capacities: Iterable[CapacitySpan] = (),
) -> Person:
    """A new account; without any password nobody can sign in with it until it is reset. `by` None: the person alone.

    `demo_password` is taken as it is, whatever the rules, and keeps the server from listening beyond this machine.
    Raises Invalid for a user name that is taken or malformed, for a weak `password`, and for a last day of the account
    that is over or an administrator's.
    """
    username = checked_username(username)
    check_has_post(role, None)
    _check_open_until(open_until, role, now)
    if password is not None:
        check_password(password, username=username)
    secret = demo_password or password
    person = Person(
        username=username,
        name=_checked_name(name),
        role=role,
        password_hash=hash_password(secret) if secret else None,
        must_change_password=must_change_password,
        has_demo_password=demo_password is not None,
        open_until=open_until,
        made_at=now,
    )
    db.session.add(person)
    db.session.flush()
    actor = by or person
    record_act("person.added", by=actor, now=now, subject=person, name=person.name, username=username, role=role)
    set_memberships(person=person, spans=teams, by=actor, now=now)
    set_capacities(person=person, spans=capacities, by=actor, now=now)
    return person


def change_person(
    *,
    person: Person,
    username: str,
    name: str,
    role: Role,
    open_until: date | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Set what the account is called, what it may do and until when it opens.

    Raises Conflict when nobody would be left to administer accounts, Invalid as `add_person`.
    """
    if open_until != person.open_until or role != person.role:
        _check_open_until(open_until, role, now)
    if person.role == Role.ADMIN and role != Role.ADMIN:
        _check_not_last_admin(person)
        person.post = None
    check_has_post(role, person.post)
    wanted: dict[str, Any] = {
        "username": checked_username(username, but=person),
        "name": _checked_name(name),
        "role": role,
        "open_until": open_until,
    }
    old = {field: getattr(person, field) for field in wanted}
    new = {field: value for field, value in wanted.items() if value != old[field]}
    if not new:
        return
    for field, value in new.items():
        setattr(person, field, value)
        record_change(person, field, old=_told(old[field]), new=_told(value), by=by, now=now)
    db.session.flush()
    before, new = ({field: _told(each[field]) for field in new} for each in (old, new))
    record_act("person.changed", by=by, now=now, subject=person, name=person.name, before=before, after=new)


def disable_those_over(now: datetime) -> None:
    """Disable the accounts whose last day is over."""
    over = select(Person).where(Person.open_until < clock.local_day(now), Person.disabled_at.is_(None))
    for person in db.session.scalars(over.order_by(Person.id)):
        disable_person(person=person, by=Machine(), now=now)


def disable_person(*, person: Person, by: Actor, now: datetime) -> None:
    """Close the account: its sessions and tokens end; raises Conflict for one's own and for the last active admin."""
    if person.disabled_at is not None:
        return
    if person.id == by.id:
        raise Conflict(_("This is your own account. Another administrator can disable it."), code="own_account")
    if person.role == Role.ADMIN:
        _check_not_last_admin(person)
    person.disabled_at = now
    person.session_number += 1
    ended = revoke_all(person=person, now=now)
    db.session.flush()
    record_act("person.disabled", by=by, now=now, subject=person, name=person.name, tokens_ended=ended)


def enable_person(*, person: Person, by: Actor, now: datetime) -> None:
    """Open the account again, with the password it had; its tokens stay revoked.

    Raises Invalid for an administrator without a post where the posts are apart, and where its last day is over.
    """
    if person.disabled_at is None:
        return
    check_has_post(person.role, person.post)
    _check_open_until(person.open_until, person.role, now)
    person.disabled_at = None
    db.session.flush()
    record_act("person.enabled", by=by, now=now, subject=person, name=person.name)


def reset_password(*, person: Person, password_hash: str, by: Actor, now: datetime) -> None:
    """Give the account a temporary password, shown once, and end its sessions, tokens and calendar link.

    It comes hashed (`passwords.hash_password`): hashing is slow on purpose, and nobody else could write meanwhile.
    Raises Conflict for one's own.
    """
    if person.id == by.id:
        raise Conflict(_("This is your own account. Change its password on your own page."), code="own_account")
    _set_password(person, password_hash, must_change=True)
    forget_failures(person)
    ended = revoke_all(person=person, now=now)
    record_act("person.password_reset", by=by, now=now, subject=person, name=person.name, tokens_ended=ended)


def give_first_password(*, person: Person, password_hash: str, by: Actor, now: datetime) -> None:
    """Give an account that has no password yet a temporary one, shown once; paired phones and calendars go on.

    It comes hashed, as in `reset_password`. Raises Conflict where there is a password.
    """
    if person.password_hash is not None:
        raise Conflict(_("This account has a password already."), code="has_password")
    _set_password(person, password_hash, must_change=True)
    record_act("person.password_given", by=by, now=now, subject=person, name=person.name)


def change_own_password(*, person: Person, password_hash: str, now: datetime) -> None:
    """Give oneself a new password; every other session of the account ends, and every link that pairs a phone.

    That the person knew the old one and that the new one will do is proved before (`entering.prove_and_renew`).
    """
    _set_password(person, password_hash, must_change=False)
    end_pairing_links(person=person, now=now)
    record_act("person.password_changed", by=person, now=now, subject=person)


def checked_username(username: str, *, but: Person | None = None) -> str:
    """`username` as it is stored, free for everybody `but` that person; raises Invalid."""
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise Invalid(NO_USERNAME, field="username", code="username")
    owner = person_by_username(username)
    if owner is not None and owner is not but:
        raise Invalid(_("This user name is taken."), field="username", code="taken")
    return username


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 60:
        raise Invalid(_("Enter a name of up to 60 characters."), field="name", code="name")
    return name


def _check_not_last_admin(person: Person) -> None:
    if lock_active_admins(person.post) == {person.id}:
        message = _("This is the last active administrator. Make somebody else an administrator first.")
        raise Conflict(message, code="last_admin")


def _set_password(person: Person, password_hash: str, *, must_change: bool) -> None:
    person.password_hash = password_hash
    person.must_change_password = must_change
    person.has_demo_password = False
    person.session_number += 1
    db.session.flush()


def _check_open_until(day: date | None, role: Role, now: datetime) -> None:
    if day is None:
        return
    if role is Role.ADMIN:  # else nobody might be left one morning
        message = _("An administrator's account has no last day. Disable it when it is time.")
        raise Invalid(message, field="open_until", code="admin_until")
    if day < clock.local_day(now):
        message = _("This day is over: nobody could sign in. Give a later one, or none.")
        raise Invalid(message, field="open_until", code="over")


def _told(value: Any) -> str | None:
    """What a field of an account held, as its history keeps it."""
    return value.isoformat() if isinstance(value, date) else value and str(value)
