"""How packs are told of on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.packs.rules import State, Why

STATES: dict[State, Any] = {
    State.MAKING: _("Being made"),
    State.READY: _("Ready"),
    State.STOPPED: _("Stopped"),
    State.FAILED: _("Not made"),
}
WHYS: dict[Why, Any] = {
    Why.FULL: _(
        "The disk of the server is full. Nothing was stored. Tell the administrator, then make the pack again."
    ),
    Why.SERVER: _("The program was stopped while it made this pack. Nothing was stored."),
    Why.FAULT: _("Something went wrong while the pack was made, and the administrator can find it in the log."),
    Why.LOST: _("The program stopped while it made this pack. Nothing was stored."),
}
