"""What outcomes and acts are called on the audit page; an act without a name here shows its code."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.rules import Outcome

OUTCOMES: dict[Outcome, Any] = {Outcome.DONE: _("Done"), Outcome.REFUSED: _("Refused")}

#: Acts of every feature: a name is only printed, so the floors above need not be asked for it.
ACTS: dict[str, Any] = {
    "bureau.founded": _("Bureau set up"),
    "bureau.changed": _("Settings of the bureau changed"),
    "person.added": _("Account added"),
    "person.changed": _("Account changed"),
    "person.disabled": _("Account disabled"),
    "person.enabled": _("Account enabled"),
    "person.signed_in": _("Sign-in"),
    "person.signed_out": _("Sign-out"),
    "person.password_changed": _("Password changed"),
    "person.password_reset": _("Password reset by the administrator"),
    "team.added": _("Team added"),
    "team.changed": _("Team changed"),
    "token.made": _("Token made"),
    "token.revoked": _("Token revoked"),
    "feed_token.renewed": _("Calendar link renewed"),
}


def name_of_act(act: str) -> str:
    """The act in words."""
    return str(ACTS.get(act, act))
