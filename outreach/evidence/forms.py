"""The form that takes a picture."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileRequired
from wtforms import BooleanField, FileField

from outreach.web.fields import TextField
from outreach.web.forms import BaseForm


class PictureForm(BaseForm):
    """A picture, what it shows, and whether faces or personal data can be seen on it."""

    picture = FileField(_("Picture"), [FileRequired(_("Choose a picture."))])
    caption = TextField(_("What it shows"), most=120)
    shows_people = BooleanField(_("Faces or personal data can be seen: keep it out of exports"))
