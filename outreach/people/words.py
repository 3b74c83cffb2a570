"""What the words of the people feature are called on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.people.rules import Capacity, Post, Role, Scope

ROLES: dict[Role, Any] = {
    Role.ADMIN: _("Administrator"),
    Role.CLERK: _("Clerk of the rule-of-law office"),
    Role.LEAD: _("Team lead"),
    Role.STAFF: _("Staff"),
    Role.VIEWER: _("Reader"),
}

ROLE_MEANINGS: dict[Role, Any] = {
    Role.ADMIN: _("Everything, and the accounts, lists and settings."),
    Role.CLERK: _("Plans, logs and writes for every team, keeps the lists and the report."),
    Role.LEAD: _("Plans and reviews the own team, sees everything."),
    Role.STAFF: _("Logs at events, sees everything."),
    Role.VIEWER: _("Only reads: head of the bureau, assessor."),
}

POSTS: dict[Post, Any] = {
    Post.SYSTEM: _("System administrator"),
    Post.SECURITY: _("Security administrator"),
    Post.AUDIT: _("Audit administrator"),
}

POST_MEANINGS: dict[Post, Any] = {
    Post.SYSTEM: _("Keeps the bureau's settings, teams and backups. Opens no account and no audit."),
    Post.SECURITY: _("Gives accounts, roles, posts and passwords. Reads no audit."),
    Post.AUDIT: _("Reads and saves the audit of everybody, the other two posts included. Changes nothing."),
}

CAPACITIES: dict[Capacity, Any] = {
    Capacity.ARBITRATOR: _("Arbitrator"),
    Capacity.INSPECTOR: _("Labor inspector"),
    Capacity.LECTURER: _("Law lecturer"),
}

#: Fields as the history of a person or a team calls them.
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "name_en": _("English name"),
    "username": _("User name"),
    "role": _("Role"),
    "post": _("Administrator's post"),
    "open_until": _("Last day of the account"),
    "teams": _("Teams"),
    "offices": _("Offices"),
    "mark": _("Mark"),
    "palette": _("Colour"),
    "position": _("Place in lists"),
    "first_day": _("Exists from"),
    "last_day": _("Exists until"),
}

SCOPES: dict[Scope, Any] = {
    Scope.LOG: _("Log at events"),
    Scope.READ: _("Read the report"),
}
