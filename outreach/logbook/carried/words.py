"""What the answers to the lines of a phone's file are called before they are taken in."""

from typing import Any

from flask_babel import lazy_gettext as _

ANSWERS: dict[str, Any] = {
    "recorded": _("New"),
    "already_there": _("Saved before"),
    "differs": _("Saved before with other content"),
    "refused": _("Not taken"),
}
