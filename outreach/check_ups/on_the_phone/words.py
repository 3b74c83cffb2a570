"""The four answers as they stand on the phone's buttons: a word, and a picture, for colours alone tell nobody."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.check_ups.rules import Found

FOUND: dict[Found, tuple[Any, str]] = {
    Found.IN_ORDER: (_("In order"), "check"),
    Found.RISK: (_("Risk"), "warning"),
    Found.NOT_APPLICABLE: (_("Not applicable"), "minus"),
    Found.NOT_SEEN: (_("Not seen"), "eye"),
}
