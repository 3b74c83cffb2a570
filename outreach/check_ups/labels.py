"""How the words of check-ups are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.check_ups.rules import Found

FOUND: dict[Found, Any] = {
    Found.IN_ORDER: _("In order"),
    Found.RISK: _("Risk"),
    Found.NOT_APPLICABLE: _("Not applicable"),
    Found.NOT_SEEN: _("Not seen"),
}
WEIGHTS: dict[int, Any] = {3: _("High risk"), 2: _("Middle risk"), 1: _("Low risk")}
