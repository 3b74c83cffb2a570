"""What is typed and touched on the logging pages. Each form carries the ids of its lines, so it counts once."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.errors import Invalid
from outreach.logbook.desk import Desk, anchor_of
from outreach.logbook.queries import LoggedLine
from outreach.logbook.rules import LARGEST, LONGEST_NOTE, LONGEST_REASON, Basis, Line, handed_out
from outreach.materials.fields import PiecesField
from outreach.materials.rules import CountKind
from outreach.schedule.models import Event
from outreach.web.choices import ChoiceField
from outreach.web.fields import CountField, LongTextField, TextField
from outreach.web.forms import BaseForm
from outreach.web.ids import IdField

_CHOOSE = _("Choose one of the list.")
_NOTE = _("The keyboard's microphone can write it. No names or phone numbers of visitors.")


class TapForm(BaseForm):
    """One touch of a counter's button: the button says which counter and how much."""

    line_id = IdField()
    tap = TextField(most=80)

    @property
    def anchor(self) -> str:
        """Where the touched counter stands on the page."""
        return anchor_of(self.tap.data.rpartition(":")[0])

    def line(self, event: Event) -> Line:
        """The line that the touch means."""
        key, _colon, quantity = self.tap.data.rpartition(":")
        kind, item = _kind_and_item(key)
        if not (quantity.isascii() and quantity.isdigit() and len(quantity) < 8):
            raise Invalid(_("This form can't be read. Reload the page."), code="bad_tap")
        return Line(self.line_id.data, event.id, kind, item, int(quantity), None)


class NoneForm(BaseForm):
    """ "None handed out", said by a person."""

    line_id = IdField()

    def line(self, event: Event) -> Line:
        """The line that says none."""
        return Line(self.line_id.data, event.id, CountKind.HANDOUT, None, 0, None)


class NumberForm(BaseForm):
    """A number typed for anything on the list."""

    line_id = IdField()
    what = TextField(_("What"), most=80)
    quantity = CountField(_("How many"), least=1, most=LARGEST)
    estimated = BooleanField(_("This is an estimate"))
    counted_by = ChoiceField(_("Counted by"), of=uuid.UUID)
    note = LongTextField(_("Note"), most=LONGEST_NOTE, description=_NOTE)

    def line(self, event: Event) -> Line:
        """The line that was typed; raises Invalid at the field."""
        kind, item = _kind_and_item(self.what.data, field="what")
        if self.quantity.data is None:
            raise Invalid(_("Type a number."), field="quantity", code="blank")
        return Line(
            id=self.line_id.data,
            event=event.id,
            kind=kind,
            item=item,
            quantity=self.quantity.data,
            at=None,
            basis=Basis.ESTIMATED if self.estimated.data else Basis.COUNTED,
            by=self.counted_by.data,
            note=self.note.data or None,
        )


class ThreeNumbersForm(BaseForm):
    """Taken along, left over, asked: the whole of an ordinary desk."""

    line_id = IdField()
    asked_id = IdField()
    material = TextField(_("Material"), most=80)
    taken = PiecesField(_("Took"))
    left = PiecesField(_("Left"))
    asked = CountField(_("Asked"), most=LARGEST)
    estimated = BooleanField(_("These are estimates"))
    note = LongTextField(_("Note"), most=LONGEST_NOTE, description=_NOTE)

    def lines(self, event: Event, desk: Desk) -> list[Line]:
        """One line for what was handed out and one for those who asked; raises Invalid at the field."""
        handout = self._handout(event, desk)
        asked = self._asked(event, note=None if handout else self.note.data or None)
        lines = [line for line in (handout, asked) if line is not None]
        if not lines:
            raise Invalid(_("Type at least one number."), field="taken", code="blank")
        return lines

    def _handout(self, event: Event, desk: Desk) -> Line | None:
        quantity = self._handed_out(desk)
        if quantity is None:
            return None
        was_sent_before = self.line_id.data in {line.id for line in desk.latest}
        if quantity == 0 and not desk.may_say_none and not was_sent_before:
            if self.asked.data:
                return None  # what was asked is worth its line, and of the rest nothing is to be said
            raise Invalid(_("All of it is left, so there is nothing to log."), field="left", code="nothing_handed_out")
        kind, item = _kind_and_item(self.material.data, field="material")
        basis = Basis.ESTIMATED if self.estimated.data else Basis.BROUGHT_MINUS_LEFT
        item = item if quantity else None
        return Line(self.line_id.data, event.id, kind, item, quantity, None, basis, note=self.note.data or None)

    def _handed_out(self, desk: Desk) -> int | None:
        if self.taken.data is None and self.left.data is None:
            return None
        if self.taken.data is None:
            raise Invalid(_("Say how many were taken along."), field="taken", code="blank")
        if self.left.data is None:
            raise Invalid(_("Say how many are left; 0 if none."), field="left", code="blank")
        counter = next((each for each in desk.everything(CountKind.HANDOUT) if each.key == self.material.data), None)
        if counter is None:
            raise Invalid(_CHOOSE, field="material", code="unknown_item")
        taken = self.taken.data.count(counter.bundle, "taken")
        return handed_out(taken, self.left.data.count(counter.bundle, "left"))

    def _asked(self, event: Event, *, note: str | None) -> Line | None:
        if not self.asked.data:
            return None
        basis = Basis.ESTIMATED if self.estimated.data else Basis.COUNTED
        return Line(self.asked_id.data, event.id, CountKind.CONSULTATION, None, self.asked.data, None, basis, note=note)


class UndoForm(BaseForm):
    """One line taken back at a touch."""

    line_id = IdField()


class CorrectionForm(BaseForm):
    """A line taken back with a reason, and the right one in its place."""

    line_id = IdField()
    right_id = IdField()
    quantity = CountField(
        _("The right number"), most=LARGEST, description=_("Leave it empty to take the line back altogether.")
    )
    what = TextField(_("What"), most=80)
    estimated = BooleanField(_("This is an estimate"))
    reason = TextField(_("Why"), most=LONGEST_REASON, description=_("It stays in the ledger: no names of visitors."))

    def right_line(self, line: LoggedLine, desk: Desk) -> Line | None:
        """The line in the place of `line`, of the same time and by the same person; None where nothing takes it.

        An empty number takes the line back. A 0 says that none was handed out, where `desk` has no other handout.
        """
        if not self.reason.data:
            raise Invalid(_("Say why the line is taken back."), field="reason", code="reason_missing")
        if self.quantity.data is None:
            return None
        kind, item = _kind_and_item(self.what.data, field="what")
        if kind is not line.kind:
            raise Invalid(_CHOOSE, field="what", code="item_of_other_kind")
        if self.quantity.data == 0 and not self._says_none(line, desk):
            return None
        return Line(
            id=self.right_id.data,
            event=line.event_id,
            kind=kind,
            item=item if self.quantity.data else None,
            quantity=self.quantity.data,
            at=line.at,
            basis=self._basis(line),
            by=line.by_id,
            note=line.note,
            reason=self.reason.data,
        )

    def _says_none(self, line: LoggedLine, desk: Desk) -> bool:
        """Whether 0 in the place of `line` says that none was handed out: not where other handouts stand."""
        if line.kind is not CountKind.HANDOUT:
            raise Invalid(_("Zero is only said as “none handed out”."), field="quantity", code="quantity_zero")
        return desk.handed_out == line.quantity

    def _basis(self, line: LoggedLine) -> Basis:
        """An estimate where it is ticked; the box is ticked already where the line was one."""
        if self.estimated.data:
            return Basis.ESTIMATED
        return Basis.COUNTED if line.basis is Basis.ESTIMATED else line.basis


def first_choice(desk: Desk) -> str:
    """The material that the list opens with: the last one logged here, else the first on the page that has a name."""
    here = desk.counters[CountKind.HANDOUT]
    named = [each for each in here if each.code is not None]
    for line in desk.latest:
        if line.kind is CountKind.HANDOUT and line.item is not None and not (line.undone_by or line.reverses_id):
            return f"{line.kind}:{line.item}"
    return (named or here)[0].key


def _kind_and_item(key: str, field: str | None = None) -> tuple[CountKind, str | None]:
    """What a counter's key means."""
    kind, _colon, code = key.partition(":")
    if kind not in list(CountKind):
        raise Invalid(_CHOOSE, field=field, code="bad_kind")
    return CountKind(kind), code or None
