"""The form with which a template comes in."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import ValidationError

from outreach.web.fields import file_name
from outreach.web.forms import BaseForm


class TemplateForm(BaseForm):
    """A Word file."""

    file = FileField(_("Word template (.docx)"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        sent = self.file.data
        self.content = sent.read() if sent else b""
        self.filename = file_name(sent.filename) if sent else ""

    def validate_file(self, _field: FileField) -> None:
        """Refuse when nothing was chosen."""
        if not self.filename:
            raise ValidationError(_("Choose a file."))
