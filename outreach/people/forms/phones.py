"""The line above the list of people and their phones."""

from flask_babel import lazy_gettext as _

from outreach.web.fields import TextField
from outreach.web.forms import FilterForm


class PhonesFilter(FilterForm):
    """Part of a name."""

    words = TextField(_("Full name"), most=60)
