"""The words of the people feature, and what each role may do."""

from enum import StrEnum

from outreach.web.access import Permission


class Role(StrEnum):
    """What a person is to the product."""

    ADMIN = "admin"
    CLERK = "clerk"
    LEAD = "lead"
    STAFF = "staff"
    VIEWER = "viewer"


class Capacity(StrEnum):
    """An office that a person may hold beside the role."""

    ARBITRATOR = "arbitrator"
    INSPECTOR = "inspector"
    LECTURER = "lecturer"


class Scope(StrEnum):
    """What a bearer token opens."""

    LOG = "log"
    READ = "read"


_EVERYONE = {Permission.SIGNED_IN, Permission.READ}
_OFFICE = {Permission.LOG, Permission.PLAN, Permission.REVIEW, Permission.PUBLISH, Permission.LISTS, Permission.CLOSE}

#: "Any active staff member may log to any event; planning stays with the own team" (DESIGN.md, section 4).
MAY: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(_EVERYONE | _OFFICE | {Permission.ACCOUNTS}),
    Role.CLERK: frozenset(_EVERYONE | _OFFICE),
    Role.LEAD: frozenset(_EVERYONE | {Permission.LOG, Permission.PLAN, Permission.REVIEW, Permission.PUBLISH}),
    Role.STAFF: frozenset(_EVERYONE | {Permission.LOG}),
    Role.VIEWER: frozenset(_EVERYONE),
}

#: Leads plan and review for their own team only; these roles for every team.
EVERY_TEAM = frozenset({Role.ADMIN, Role.CLERK})


def may(role: Role, permission: Permission) -> bool:
    """Whether a person of `role` has `permission` at all; own-team limits come on top."""
    return permission in MAY[role]
