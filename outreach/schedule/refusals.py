"""What planning refuses in more than one place."""

from flask_babel import lazy_gettext as _

from outreach.errors import Forbidden


def other_team() -> Forbidden:
    """The refusal to plan for another team."""
    advice = _("Ask that team's lead, or the clerk.")
    return Forbidden(_("Leads plan for their own team."), code="other_team", next_step=advice)
