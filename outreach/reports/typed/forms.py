"""The forms of figures typed by hand."""

import uuid
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import BooleanField, ValidationError
from wtforms.validators import DataRequired
from wtforms.widgets import HiddenInput

from outreach.errors import Invalid
from outreach.evidence.originals import keep_sent
from outreach.people.queries import active_people
from outreach.reports.typed.actions import FigureFacts
from outreach.reports.typed.labels import SHAPES
from outreach.reports.typed.models import TypedFigure
from outreach.reports.typed.queries import standings
from outreach.reports.typed.rules import LARGEST, Numbers, Piece, Shape, typed_pieces
from outreach.reports.typed.said import Said
from outreach.reports.typed.saying import ValueFacts
from outreach.reports.typed.usual import USUAL, Usual
from outreach.web.fields import (
    AsideField,
    ChoiceField,
    CountField,
    DayField,
    LongTextField,
    ManyField,
    TextField,
    file_name,
)
from outreach.web.forms import BaseForm


class UsualForm(BaseForm):
    """Which of the usual figures the year begins with."""

    codes = ManyField(_("The usual ones"))

    def offer(self, offered: list[Usual]) -> None:
        """Fill the list; all are ticked."""
        self.codes.offer((each.code, f"{each.section} · {each.name} ({each.unit})") for each in offered)
        if self.codes.raw_data is None:
            self.codes.data = [each.code for each in offered]


def missing_usual(taken: set[str]) -> list[Usual]:
    """The usual figures that a year lacks."""
    return [each for each in USUAL if each.code not in taken]


class FigureForm(BaseForm):
    """What a typed figure is."""

    name = TextField(_("Name"), [DataRequired(_("Give the figure a name."))], most=60)
    section = TextField(_("Section of the report"), most=40)
    shape = ChoiceField(_("What is typed"), of=Shape, choices=list(SHAPES.items()), default=Shape.NUMBER)
    unit = TextField(_("Unit"), [DataRequired(_("Say in which unit it counts, such as 件."))], most=10)
    numerator_name = TextField(_("What the part is called"), most=20)
    denominator_name = TextField(_("What the whole is called"), most=20)
    definition = LongTextField(
        _("Definition"), [DataRequired(_("Say what is counted, so that next year counts the same."))]
    )
    owner_id = ChoiceField(_("Owner"), of=uuid.UUID, blank=_("Nobody yet: the office types it"))
    due = DayField(_("Due"))
    part_of = ChoiceField(_("Part of"), blank=_("No part of another figure"))
    is_rounded = BooleanField(_("Print it rounded, with 余 and 超, as the figures of the ledger"))

    def __init__(self, year: int, figure: TypedFigure | None = None, **kwargs: Any) -> None:
        super().__init__(obj=figure, **kwargs)
        people = {person.id: person for person in active_people()}
        if figure is not None and figure.owner is not None:
            people.setdefault(figure.owner.id, figure.owner)
        self.owner_id.offer((person.id, person.name) for person in people.values())
        totals = [each.figure for each in standings(year) if each.figure.part_of is None]
        own = figure.code if figure is not None else None
        self.part_of.offer((each.code, each.name) for each in totals if each.code != own)
        if figure is not None and figure.version:
            del self.shape, self.unit
        self._figure = figure

    @property
    def facts(self) -> FigureFacts:
        """What was typed."""
        frozen = None if "unit" in self else self._figure
        return FigureFacts(
            name=self.name.data,
            section=self.section.data,
            unit=frozen.unit if frozen else self.unit.data,
            shape=frozen.shape if frozen else self.shape.data,
            numerator_name=self.numerator_name.data or None,
            denominator_name=self.denominator_name.data or None,
            definition=self.definition.data,
            owner_id=self.owner_id.data,
            due=self.due.data,
            part_of=self.part_of.data,
            is_rounded=self.is_rounded.data,
        )


class _Kept(AsideField):
    """The name of a file that was sent before a question: a form that comes back can't hold the file itself."""

    widget = HiddenInput()


class ValueForm(BaseForm):
    """Another value of a figure."""

    value = CountField(_("Number"), most=LARGEST)
    enrolled = CountField(_("Enrolled"), most=LARGEST)
    sat = CountField(_("Sat"), most=LARGEST)
    passed = CountField(_("Passed"), most=LARGEST)
    numerator = CountField(_("Part"), most=LARGEST)
    denominator = CountField(_("Whole"), most=LARGEST)
    is_estimated = BooleanField(_("It is an estimate: printed with 约 or 余"))
    source = LongTextField(_("Where it comes from"), most=300)
    file = FileField(_("File that shows it"))
    kept = _Kept()
    reason = TextField(_("Why it is another value now"), most=200)
    version = _Kept()

    def __init__(self, said: Said, version: int, **kwargs: Any) -> None:
        self.said, self.seen = said, version
        super().__init__(**kwargs)
        pieces = typed_pieces(said.shape)
        for piece in (Piece.VALUE, Piece.ENROLLED, Piece.SAT, Piece.PASSED, Piece.NUMERATOR, Piece.DENOMINATOR):
            if piece not in pieces:
                delattr(self, piece.value)
            else:
                self[piece.value].label.text = said.piece_name(piece)
        if not version:
            del self.reason
        if not self.is_submitted():
            self._show()

    @property
    def typed(self) -> list[Any]:
        """The fields of the numbers, in order."""
        return [self[piece.value] for piece in typed_pieces(self.said.shape)]

    @property
    def kept_name(self) -> str:
        """The file that was sent already."""
        return self._kept_file()[1] if self.kept.data else ""

    def validate_file(self, field: FileField) -> None:
        """Keep the file as it came; a form is checked before its transaction begins."""
        if not field.data:
            return
        try:
            sha256 = keep_sent(field.data)
        except Invalid as refusal:
            raise ValidationError(refusal.message) from None
        self.kept.data = _signer().dumps([sha256, file_name(field.data.filename)])

    def facts(self) -> ValueFacts:
        """What was typed."""
        numbers = {piece: self[piece.value].data for piece in typed_pieces(self.said.shape)}
        sha256, name = self._kept_file() if self.kept.data else (None, None)
        return ValueFacts(
            numbers=Numbers(
                numbers.get(Piece.VALUE, numbers.get(Piece.ENROLLED)),
                numbers.get(Piece.NUMERATOR, numbers.get(Piece.PASSED)),
                numbers.get(Piece.DENOMINATOR, numbers.get(Piece.SAT)),
            ),
            source=self.source.data,
            reason=self.reason.data if "reason" in self else "",
            is_estimated=self.is_estimated.data,
            sha256=sha256,
            file_name=name,
        )

    @property
    def seen_version(self) -> int:
        """The number of the value that stood there when the form was shown."""
        text = self.version.data
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1

    def _show(self) -> None:
        for piece in typed_pieces(self.said.shape):
            self[piece.value].data = self.said.numbers.of(piece)
        self.is_estimated.data, self.source.data = self.said.is_estimated, self.said.source
        self.version.data = str(self.seen)

    def _kept_file(self) -> tuple[str, str]:
        try:
            sha256, name = _signer().loads(self.kept.data)
        except (BadSignature, ValueError):
            raise ValidationError(_("Choose the file again.")) from None
        return sha256, name

    def _digest(self) -> str:
        """A yes holds for the numbers, whether the file came with them or before."""
        raw, self.file.raw_data = self.file.raw_data, None
        try:
            return super()._digest()
        finally:
            self.file.raw_data = raw


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="typed-source")
