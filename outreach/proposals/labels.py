"""How the states of proposals are said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.proposals.rules import State

STATES: dict[State, Any] = {
    State.OPEN: _("Open"),
    State.ACCEPTED: _("Became an event"),
    State.DISMISSED: _("Dismissed"),
}
