"""The words of the people feature, and what each role may do."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations, pairwise

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.web.access import Permission


class Role(StrEnum):
    """What a person is to the product."""

    ADMIN = "admin"
    CLERK = "clerk"
    LEAD = "lead"
    STAFF = "staff"
    VIEWER = "viewer"


class Post(StrEnum):
    """One of the three posts 三员 into which administering is parted where a bureau wants that."""

    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


class Capacity(StrEnum):
    """An office that a person may hold beside the role."""

    ARBITRATOR = "arbitrator"
    INSPECTOR = "inspector"
    LECTURER = "lecturer"


class Scope(StrEnum):
    """What a bearer token opens."""

    LOG = "log"
    READ = "read"


_POSTS = {Permission.SYSTEM, Permission.ACCOUNTS, Permission.AUDIT}
_EVERYONE = {Permission.SIGNED_IN, Permission.READ}
_OFFICE = {Permission.LOG, Permission.PLAN, Permission.REVIEW, Permission.PUBLISH, Permission.LISTS, Permission.CLOSE}

#: "Any active staff member may log to any event; planning stays with the own team" (docs/design.md, section 4).
MAY: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(_EVERYONE | _OFFICE | _POSTS | {Permission.ADMINISTER}),
    Role.CLERK: frozenset(_EVERYONE | _OFFICE),
    Role.LEAD: frozenset(_EVERYONE | {Permission.LOG, Permission.PLAN, Permission.REVIEW, Permission.PUBLISH}),
    Role.STAFF: frozenset(_EVERYONE | {Permission.LOG}),
    Role.VIEWER: frozenset(_EVERYONE),
}

#: An administrator with a post has this instead; the plan, the ledger and the report are none of a post's business.
MAY_BY_POST: dict[Post, frozenset[Permission]] = {
    post: frozenset({Permission.SIGNED_IN, Permission.ADMINISTER, permission})
    for post, permission in (
        (Post.SYSTEM, Permission.SYSTEM),
        (Post.SECURITY, Permission.ACCOUNTS),
        (Post.AUDIT, Permission.AUDIT),
    )
}

#: Leads plan and review for their own team only; these roles for every team.
EVERY_TEAM = frozenset({Role.ADMIN, Role.CLERK})
#: Whose phones a lead pairs: nobody gets a key of the office from a team.
PAIRED_BY_LEADS = frozenset({Role.LEAD, Role.STAFF})


#: A desk in an office is left open over lunch, not over night.
DESK_IDLE = timedelta(hours=8)
#: A phone of one's own must still log at a gate weeks after the last event.
OWN_DEVICE_IDLE = timedelta(days=30)


def is_idle(seen_at: datetime, now: datetime, *, own_device: bool) -> bool:
    """Whether a browser was left alone so long that nobody is signed in with it any more."""
    return now - seen_at > (OWN_DEVICE_IDLE if own_device else DESK_IDLE)


def is_worn_out(made_at: datetime, now: datetime, *, own_device: bool, desk_life: timedelta) -> bool:
    """Whether somebody signed in so long ago that the password is asked for again, however much the desk was used."""
    return not own_device and now - made_at > desk_life


def may(role: Role, permission: Permission, post: Post | None = None) -> bool:
    """Whether a `role`, an administrator's perhaps with a `post`, has `permission`; own-team limits come on top."""
    return permission in (MAY[role] if post is None else MAY_BY_POST[post])


@dataclass(frozen=True)
class TeamSpan:
    """From when to when (both days included, None: still) somebody belongs to a team."""

    team_id: uuid.UUID
    first_day: date
    last_day: date | None = None

    def meets(self, other: "TeamSpan") -> bool:
        """Whether the two have a day in common."""
        return self.first_day <= (other.last_day or date.max) and other.first_day <= (self.last_day or date.max)


@dataclass(frozen=True)
class CapacitySpan:
    """From when to when (both days included, None: still) somebody holds an office."""

    capacity: Capacity
    first_day: date
    last_day: date | None = None


def teams_at_once(spans: Sequence[TeamSpan]) -> set[frozenset[uuid.UUID]]:
    """The pairs of different teams to which somebody belongs on one and the same day."""
    return {
        frozenset({one.team_id, other.team_id})
        for one, other in combinations(spans, 2)
        if one.team_id != other.team_id and one.meets(other)
    }


def leads_nothing(role: Role, spans: Sequence[TeamSpan], today: date) -> bool:
    """Whether a lead belongs to no team on the local day `today` or later, and so plans for none."""
    return role is Role.LEAD and all(span.last_day is not None and span.last_day < today for span in spans)


def check_spans(spans: Sequence[TeamSpan | CapacitySpan]) -> None:
    """Refuse an end before its start, and two spans of one team or office that share a day."""
    if any(span.last_day is not None and span.last_day < span.first_day for span in spans):
        raise Invalid(_("The last day lies before the first."), code="end_before_start")
    ordered = sorted(spans, key=lambda span: (_subject(span), span.first_day))
    for earlier, later in pairwise(ordered):
        same = _subject(earlier) == _subject(later)
        if same and (earlier.last_day is None or later.first_day <= earlier.last_day):
            message = _(
                "The same team or office stands there twice for the same days. Give the earlier line a last day."
            )
            raise Invalid(message, code="overlap")


def _subject(span: TeamSpan | CapacitySpan) -> str:
    return str(span.team_id) if isinstance(span, TeamSpan) else span.capacity.value
