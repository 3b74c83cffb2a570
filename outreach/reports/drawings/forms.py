"""The form that keeps a drawing."""

from flask_babel import lazy_gettext as _

from outreach.reports.drawings.actions import LONGEST_TITLE
from outreach.web.fields import TextField
from outreach.web.forms import BaseForm


class DrawingForm(BaseForm):
    """A name for a drawing."""

    title = TextField(_("Name of this drawing"), most=LONGEST_TITLE)
