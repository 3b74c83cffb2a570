"""How states and half days of orders are said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.orders.rules import Half, Shown

STATES: dict[Shown, Any] = {
    Shown.OPEN: _("Waits for an answer"),
    Shown.ACCEPTED: _("Arranged"),
    Shown.DECLINED: _("Declined"),
    Shown.WITHDRAWN: _("Withdrawn"),
    Shown.UNREAL: _("No real request"),
}
#: What the history of an order calls its fields.
FIELDS: dict[str, Any] = {"state": _("State")}
HALVES: dict[Half, Any] = {Half.MORNING: _("Morning"), Half.AFTERNOON: _("Afternoon")}
