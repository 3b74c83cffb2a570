"""How states and half days of orders are said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.orders.rules import Half, State

STATES: dict[State, Any] = {
    State.OPEN: _("Waits for an answer"),
    State.ACCEPTED: _("Arranged"),
    State.DECLINED: _("Declined"),
    State.WITHDRAWN: _("Withdrawn"),
}
HALVES: dict[Half, Any] = {Half.MORNING: _("Morning"), Half.AFTERNOON: _("Afternoon")}
