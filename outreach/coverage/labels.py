"""How coverage is said on pages and in tables."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from outreach.coverage.rules import months_between

#: From so many days on, months are counted.
_MONTHS_FROM = 60


def said_since(last: date, until: date) -> str:
    """今天, 35天前, 14个月前."""
    days = (until - last).days
    if days == 0:
        return str(_("Today"))
    if days < _MONTHS_FROM:
        return str(ngettext("%(num)s day ago", "%(num)s days ago", days))
    return str(ngettext("%(num)s month ago", "%(num)s months ago", months_between(last, until)))
