"""How the kinds of reminders are said on pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.readings.due import Due

KINDS: Mapping[Due, Any] = {
    Due.LEAVING: _("Soon out of reach"),
    Due.YEAR_END: _("The year's last reading"),
    Due.FINAL: _("Stands still now"),
    Due.UNREAD: _("Never read"),
    Due.GONE: _("Out of reach now"),
}
WHY: Mapping[Due, Any] = {
    Due.LEAVING: _(
        "The export of their platform holds them a few days more. What is not written down by then is gone."
    ),
    Due.YEAR_END: _(
        "What 31 December's close showed is the year's last reading, and the base of the next year's views. Read it in "
        "the first days of January."
    ),
    Due.FINAL: _("Their numbers move no more: read once now, they are final."),
    Due.UNREAD: _("No counter of them was ever read. That is not zero: their views are simply not known."),
    Due.GONE: _(
        "The export no longer holds them, and their final number was not read. Nobody is reminded of them every day; "
        "accept them as they are, or type a number that somebody still has."
    ),
}
