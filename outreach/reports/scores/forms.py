"""The forms of the score sheet."""

import uuid
from collections.abc import Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import TextAreaField, ValidationError

from outreach.errors import Refusal
from outreach.people.models import Person
from outreach.reports.picking import Picking
from outreach.reports.scores.actions import check_document
from outreach.reports.scores.models import ScoreItem, ScoreSheet
from outreach.reports.scores.reading import read_file, read_rows
from outreach.reports.scores.rules import Row, Shown, parse_points, said_points
from outreach.schedule import choices
from outreach.web.choices import ChoiceField
from outreach.web.fields import LongTextField, TextField, file_name
from outreach.web.forms import BaseForm, FilterForm


class SheetForm(BaseForm):
    """A sheet as it came: a file, or pasted rows."""

    title = TextField(_("Title of the sheet"), most=100)
    assessor = TextField(_("Who assesses"), most=80)
    file = FileField(_("The sheet (.xlsx, .xls, .csv or .docx)"))
    rows = TextAreaField(_("Or paste its rows, headings first"))
    items: list[Row] | None = None

    def validate_title(self, field: TextField) -> None:
        """A sheet is found by its title."""
        if not field.data:
            raise ValidationError(_("Give the sheet a title."))

    def validate_file(self, field: FileField) -> None:
        """Read the items, of whichever kind they came."""
        if self.items is not None:
            return  # a stream is read once
        try:
            if field.data:
                self.items = read_file(field.data.read(), file_name(field.data.filename))
            elif (self.rows.data or "").strip():
                self.items = read_rows(self.rows.data)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None
        if self.items is None:
            raise ValidationError(_("Choose a file, or paste the rows."))


class CopyForm(BaseForm):
    """A sheet of an earlier year, to be copied."""

    sheet = ChoiceField(_("Sheet of an earlier year"), of=uuid.UUID)

    def offer(self, sheets: Sequence[ScoreSheet]) -> None:
        """Set the list."""
        self.sheet.offer((sheet.id, f"{sheet.year} · {sheet.title}") for sheet in sheets)


class ScoreForm(BaseForm):
    """What the bureau gives itself for an item."""

    score = TextField(_("Our own score"), most=10)
    remark = LongTextField(_("Remark"), most=500)

    @classmethod
    def of(cls, item: ScoreItem) -> Self:
        """The form as it is opened: with what was said before."""
        score = "" if item.score is None else said_points(item.score)
        form = cls(formdata=None, data={"score": score, "remark": item.remark})
        form.stood.remember(form)
        return form

    def hundredths(self) -> int | None:
        """The score in hundredths of a point; Invalid at its field."""
        try:
            return parse_points(self.score.data)
        except Refusal as refusal:
            refusal.field = "score"
            raise


class OwnerForm(BaseForm):
    """Who fills an item."""

    owner = ChoiceField(_("Who fills it in"), of=uuid.UUID, blank=_("The clerk"))

    def offer(self, item: ScoreItem) -> None:
        """Everybody who can be on an event, and who has it now."""
        people: Sequence[Person] = choices.people(kept=[item.owner_id] if item.owner_id else [])
        self.owner.offer((person.id, person.name) for person in people)

    @classmethod
    def of(cls, item: ScoreItem) -> Self:
        """The form as it is opened: with who has it now."""
        form = cls(formdata=None, data={"owner": item.owner_id})
        form.offer(item)
        form.stood.remember(form)
        return form


class FigureForm(Picking):
    """A figure for an item."""


class DocumentForm(BaseForm):
    """A file for an item."""

    file = FileField(_("A document, a notice, a list, a picture"))
    content: bytes | None = None

    def validate_file(self, field: FileField) -> None:
        """Read the file once."""
        if not field.data:
            raise ValidationError(_("Choose a file."))
        if self.content is None:
            self.content = field.data.read()
        try:
            check_document(self.content)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None


class ItemFilters(FilterForm):
    """Which items of a sheet are shown."""

    shown = ChoiceField(
        _("Items"),
        of=Shown,
        choices=[(Shown.ALL, _("All, empty ones first")), (Shown.EMPTY, _("Empty")), (Shown.TIED, _("Tied"))],
        default=Shown.ALL,
    )
    owner = ChoiceField(_("Who fills it in"), of=uuid.UUID, blank=_("Everybody"))

    def __init__(self, people: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self.owner.offer(people)


class SearchForm(FilterForm):
    """Words of a title."""

    words = TextField(_("Event, article or law"), name="q", most=60)
