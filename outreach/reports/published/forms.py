"""The forms of published reports."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import TextAreaField, ValidationError
from wtforms.validators import DataRequired

from outreach.errors import Invalid, Refusal
from outreach.evidence.originals import keep_sent
from outreach.reports.filters import Filters
from outreach.reports.picking import Picking
from outreach.reports.published.actions import NumberFacts, ReportFacts
from outreach.reports.published.finding import Found, rows_in
from outreach.reports.published.models import PublishedNumber, PublishedReport
from outreach.sheets.reading import read_grid
from outreach.sheets.typed import as_text
from outreach.web.fields import DayField, LongTextField, TextField, clean_text, file_name
from outreach.web.forms import BaseForm


class ReportForm(BaseForm):
    """What is known of a published report."""

    title = TextField(_("Title"), [DataRequired(_("Enter the title of the report."))], most=120)
    source = TextField(_("Published where"), [DataRequired(_("Say where it was published."))], most=120)
    day = DayField(_("Published on"), [DataRequired(_("Enter the day on which it was published."))])
    link = TextField(_("Link"), most=500)
    file = FileField(_("File as it was published"))

    def __init__(self, report: PublishedReport | None = None, **kwargs: Any) -> None:
        super().__init__(obj=report, **kwargs)
        self._sha256: str | None = None

    def validate_link(self, field: TextField) -> None:
        """A link that a browser may open, and nothing else."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise ValidationError(_("A link begins with https:// or http://."))

    def validate_file(self, field: FileField) -> None:
        """Keep the file as it came; a form is checked before its transaction begins."""
        if not field.data:
            return
        try:
            self._sha256 = keep_sent(field.data)
        except Invalid as refusal:
            raise ValidationError(refusal.message) from None

    @property
    def facts(self) -> ReportFacts:
        """What was typed."""
        name = file_name(self.file.data.filename) if self._sha256 else None
        day: Any = self.day.data
        return ReportFacts(self.title.data, self.source.data, day, self.link.data, self._sha256, name)


class PasteForm(BaseForm):
    """The text of a report, a table of its numbers, or either as a file."""

    text = TextAreaField(_("Paste the text, or a table"))
    file = FileField(_("Or choose a table"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.found: list[Found] = []

    def validate_file(self, field: FileField) -> None:
        """Find the numbers, in whichever way they came."""
        text = clean_text(self.text.data or "")
        if field.data:
            try:
                grid = read_grid(field.data.read(), file_name(field.data.filename))
            except Refusal as refusal:
                raise ValidationError(refusal.message) from None
            cells = ([as_text(value).strip() for value in line.filled] for line in grid.lines)
            text = "\n".join("\t".join(row) for row in cells)
        if not text:
            raise ValidationError(_("Paste the text of the report, or choose a file."))
        self.found = rows_in(text)
        if not self.found:
            raise ValidationError(_("No number was found in it. A number stands there with its unit, such as 33次."))


class NumberForm(Picking):
    """One number of a report, and what it is held against."""

    says = TextField(_("What the report says"), most=200)
    printed = TextField(_("The number as it was printed"), most=40)
    explanation = LongTextField(_("Explanation of the gap"), most=1000)

    @classmethod
    def of(cls, number: PublishedNumber, around: Filters) -> "NumberForm":
        """The form with what is known of the number; `around` is what its figure stands within."""
        form = cls(data={"says": number.says, "printed": number.printed, "explanation": number.explanation})
        form.offer_figures(around, word=number.word)
        return form

    def facts(self) -> NumberFacts:
        """What was typed; raises Invalid for a figure that can't be picked so."""
        return NumberFacts(self.says.data, self.printed.data, self.picked_word(), self.explanation.data)
