"""The forms with which a list comes in."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, TextAreaField, ValidationError

from outreach.errors import Refusal
from outreach.jobs.imports import Importer
from outreach.jobs.reading import match
from outreach.jobs.verdicts import Verdict
from outreach.web.choices import ChoiceField
from outreach.web.fields import file_name
from outreach.web.forms import BaseForm, FilterForm

#: What is wrong with headings only: of a list made by hand a person says which is which.
CURABLE = ("columns_missing", "column_twice")


class HeadingsForm(BaseForm):
    """Which heading of a list is which wanted column."""


class BringForm(BaseForm):
    """A list, pasted or as a file."""

    # a plain area: a first cell may be empty, so white space at the beginning means something
    text = TextAreaField(_("Paste the rows here"))
    file = FileField(_("Or choose a file"))

    def __init__(self, importer: Importer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.importer = importer
        if importer.comes_as_file:
            self.file.label.text, self.text.label.text = _("Choose a file"), _("Or paste the rows here")
        self.content = b""
        self.filename = ""
        self.rows = 0  # so many below its headings, where these are known

    def validate_file(self, field: FileField) -> None:
        """Read the list, of whichever kind it came; what can't be read is told where it was given."""
        if field.data:
            self.content, self.filename = field.data.read(), file_name(field.data.filename)
        elif (self.text.data or "").strip():
            self.content = self.text.data.encode("utf-8", "replace")
        else:
            raise ValidationError(_("Paste a list, or choose a file."))
        try:
            self.rows = len(match(self.importer, self.content, self.filename).table.rows)
        except Refusal as refusal:
            if self.importer.made_by_hand and refusal.code in CURABLE:
                return
            if self.filename:
                raise ValidationError(refusal.message) from None
            self.text.errors = [*self.text.errors, refusal.message]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the list could be read."""
        return super().validate(extra_validators) and not self.text.errors


class ConfirmForm(BaseForm):
    """The word that lets a list in."""

    seen = HiddenField()
    leave_out = BooleanField()


class PreviewFilters(FilterForm):
    """Which rows of a preview are shown."""

    verdict = ChoiceField(of=Verdict, blank="", choices=[(verdict, verdict) for verdict in Verdict])
