"""The bureau's first minute: a link that opens once, the first administrator, the standard teams."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach.audit.actions import Machine, record_act
from outreach.audit.queries import refused_since
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.errors import Conflict, NotFound
from outreach.people.actions.accounts import add_person
from outreach.people.actions.teams import checked_bureau_name
from outreach.people.actions.tokens import hash_token
from outreach.people.models import Bureau, Person, SetUpLink, Team
from outreach.people.queries import nobody_yet, set_up_link, the_bureau
from outreach.people.rules import Role

LINK_LIVES = timedelta(minutes=30)

#: name in `app.extensions` of callables `(now=…, by=…)` by which features add their standard lists to a new bureau
FOUNDING = "outreach.founding"
#: name in `app.extensions` of the callable `(now=…, by=…)` that loads the example year into a bureau just founded
EXAMPLE = "outreach.example"

#: The four teams of docs/design.md, section 1: code, name, English name, mark; the colour is the place in the list.
STANDARD_TEAMS = (
    ("employment", "就业创业", "Employment", "就"),
    ("pension", "养老保险", "Pension", "养"),
    ("work_injury", "工伤保险", "Work injury", "伤"),
    ("labor_relations", "劳动关系", "Labor relations", "劳"),
)


def make_set_up_link(*, now: datetime) -> str:
    """The token of a new set-up link, good once within half an hour; raises Conflict once somebody has an account."""
    if not nobody_yet():
        raise Conflict(_("The bureau is already set up. Sign in as an administrator."), code="set_up")
    db.session.execute(delete(SetUpLink).where(SetUpLink.expires_at <= now))
    token = secrets.token_urlsafe(32)
    db.session.add(SetUpLink(token_hash=hash_token(token), expires_at=now + LINK_LIVES))
    db.session.flush()
    return token


def open_set_up_link(token: str, now: datetime) -> SetUpLink:
    """The link that `token` opens now; raises NotFound for an unknown, used or outlived one."""
    link = set_up_link(hash_token(token))
    if link is None or link.used_at is not None or link.expires_at <= now or not nobody_yet():
        message = _(
            "This set-up link is used, older than half an hour, or mistyped. "
            'Print a new one on the machine that runs the program: "python3 -m outreach link".'
        )
        raise NotFound(message, code="set_up_link")
    return link


def note_refused_link(*, address: str, now: datetime) -> None:
    """Leave an audit line about a set-up link that opened nothing, at most one an hour for each address."""
    if not refused_since("set_up_link.opened", address, now - timedelta(hours=1)):
        record_act("set_up_link.opened", by=Machine(), now=now, outcome=Outcome.REFUSED, address=address)


def found_bureau(
    *,
    name: str,
    admin_name: str,
    username: str,
    now: datetime,
    password: str | None = None,
    demo_password: str | None = None,
    is_example: bool = False,
    link: SetUpLink | None = None,
) -> Person:
    """Store the bureau, its first administrator, the standard teams and every feature's standard lists.

    Gives the administrator. Raises Conflict when there is a bureau, Invalid as `add_person` does. The example's content
    is not loaded here.
    """
    if the_bureau() is not None or not nobody_yet():
        raise Conflict(_("The bureau is already set up. Sign in as an administrator."), code="set_up")
    db.session.add(Bureau(id=1, name=checked_bureau_name(name), is_example=is_example, made_at=now))
    admin = add_person(
        username=username,
        name=admin_name,
        role=Role.ADMIN,
        password=password,
        demo_password=demo_password,
        by=None,
        now=now,
    )
    if link is not None:
        link.used_at = now
    _add_standard_teams()
    record_act("bureau.founded", by=admin, now=now, name=name, is_example=is_example)
    add_standard_lists: list[Callable[..., object]] = current_app.extensions.get(FOUNDING, [])
    for add_lists in add_standard_lists:
        add_lists(now=now, by=admin)
    return admin


def load_example(*, now: datetime, by: Person) -> str | None:
    """Load the example year into the bureau that was just founded; only where `example_offered`.

    Gives what the founder must be told: how to sign in as the example's people.
    """
    said: str | None = current_app.extensions[EXAMPLE](now=now, by=by)
    return said


def example_offered() -> bool:
    """Whether the program brings an example year."""
    return EXAMPLE in current_app.extensions


def _add_standard_teams() -> None:
    for position, (code, name, name_en, mark) in enumerate(STANDARD_TEAMS, start=1):
        db.session.add(Team(code=code, name=name, name_en=name_en, mark=mark, palette=position, position=position))
    db.session.flush()
