"""The form with which gaps are accepted."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from outreach.web.fields import ManyField, TextField
from outreach.web.forms import BaseForm


class AcceptForm(BaseForm):
    """Which items stay as they are, and why."""

    placement_ids = ManyField(_("Items"), of=UUID)
    every = BooleanField(_("All of them, also on the other pages"))
    reason = TextField(_("Why"), [DataRequired(_("Please fill this in."))], most=300)
