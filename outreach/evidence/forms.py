"""The form that takes a picture."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileRequired
from wtforms import BooleanField, FileField, ValidationError

from outreach.errors import Refusal
from outreach.evidence.actions import Kept, keep_picture
from outreach.evidence.labels import KINDS
from outreach.evidence.rules import LONGEST_CAPTION, PictureKind
from outreach.web.fields import ChoiceField, TextField, file_name
from outreach.web.forms import BaseForm


class PictureForm(BaseForm):
    """A picture, what it shows, and whether faces or personal data can be seen on it."""

    kept: Kept
    picture = FileField(_("Picture"), [FileRequired(_("Choose a picture."))])
    kind = ChoiceField(_("What it is"), of=PictureKind)
    caption = TextField(_("What it shows"), most=LONGEST_CAPTION)
    shows_people = BooleanField(_("Faces or personal data can be seen: keep it out of exports"), default=True)

    def __init__(self, kinds: Sequence[PictureKind], *, asked: str | None = None, **kwargs: Any) -> None:
        super().__init__(kind=asked if asked in kinds else kinds[0], **kwargs)
        self.kind.offer((each, KINDS[each]) for each in kinds)

    def validate_picture(self, field: FileField) -> None:
        """Clean the picture and keep it: a form is checked before its transaction begins."""
        field.data.seek(0)
        try:
            self.kept = keep_picture(field.data.read())
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None


class TemplateForm(BaseForm):
    """A Word file that comes in to be printed with, and stays as it came."""

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
