"""The form of a channel."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from outreach.media.labels import LEVELS, MEDIA
from outreach.media.rules import Level, Medium
from outreach.web.fields import ChoiceField, TextField
from outreach.web.forms import BaseForm

_NEEDED = DataRequired(_("Please fill this in."))


class ChannelForm(BaseForm):
    """A channel."""

    name = TextField(_("Name"), [_NEEDED], most=100)
    medium = ChoiceField(_("Medium"), [_NEEDED], of=Medium, choices=list(MEDIA.items()))
    level = ChoiceField(_("Level"), [_NEEDED], of=Level, choices=list(LEVELS.items()))
    is_own = BooleanField(_("Our own account"))
    is_retired = BooleanField(_("No longer used"))
