"""The forms of merging."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import InputRequired

from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField


class StaysForm(FilterForm):
    """Which entry stays."""

    words = SearchField(_("Name or address"))


class MergeForm(BaseForm):
    """The word that it is meant."""

    looked = BooleanField(
        _("I have looked at both: they are one place."),
        [InputRequired(_("Look at both entries, then say so here: this can't be undone."))],
    )
