"""The one line into which a code is typed."""

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from outreach.web.fields import TextField
from outreach.web.forms import BaseForm


class CodeForm(BaseForm):
    """Six digits of the authenticator, or a recovery code."""

    code = TextField(_("Code of the second factor"), [InputRequired(_("Enter the code."))], most=40)
