"""How the fields of a law's history are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

FIELDS: dict[str, Any] = {
    "title": _("Official title"),
    "short_title": _("Short title"),
    "in_force_from": _("In force from"),
    "in_force_to": _("In force until"),
}
