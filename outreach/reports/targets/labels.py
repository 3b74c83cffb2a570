"""How the course of a target is said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.reports.course import Outlook

OUTLOOKS: dict[Outlook, Any] = {
    Outlook.REACHED: _("Reached"),
    Outlook.ON_COURSE: _("On course"),
    Outlook.BEHIND: _("Behind"),
    Outlook.SHORT: _("Short even with everything planned"),
    Outlook.MISSED: _("Not reached"),
    Outlook.AHEAD: _("Not begun"),
}
