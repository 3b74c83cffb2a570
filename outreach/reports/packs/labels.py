"""How packs are told of on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.packs.rules import State, Why
from outreach.web.filters import number

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


def said_bytes(count: int) -> str:
    """A size as people say it: 48 KB, 3.2 MB, 1.4 GB."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))} KB"
    amount, unit = (count / 1_000_000, "MB") if count < 1_000_000_000 else (count / 1_000_000_000, "GB")
    return f"{number(round(amount, 1))} {unit}"
