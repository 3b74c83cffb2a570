"""The forms with which a phone's file comes in."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import TextAreaField, ValidationError

from outreach.errors import Invalid
from outreach.logbook.carried.rules import MOST_BYTES, parse_file
from outreach.web.forms import BaseForm


class CarriedForm(BaseForm):
    """A file, or its text."""

    file = FileField(_("File from the phone"))
    text = TextAreaField(_("Or paste its text here"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.content = b""
        self.filename = ""

    def validate_file(self, field: FileField) -> None:
        """Read what came; what can't be read is told where it was given."""
        if field.data:
            self.content, self.filename = field.data.read(MOST_BYTES + 1), field.data.filename or "?"
        else:
            self.content = (self.text.data or "").strip().encode("utf-8", "replace")
        if not self.content:
            raise ValidationError(_("Choose a file, or paste its text."))
        try:
            parse_file(self.content)
        except Invalid as refusal:
            raise ValidationError(refusal.message) from None


class BringInForm(BaseForm):
    """One button."""
