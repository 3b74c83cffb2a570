"""What is typed off a tally sheet: a row of fields for each row of the paper, in its order."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.errors import Invalid
from outreach.logbook.paper.rules import Row, Typed, line_id, middle_of, quantity_of
from outreach.logbook.rules import LARGEST, LONGEST_NOTE, Basis, Line
from outreach.materials.fields import PiecesField
from outreach.materials.rules import CountKind
from outreach.people.queries import active_people
from outreach.schedule.models import Event
from outreach.web.fields import ChoiceField, CountField, LongTextField, TextField
from outreach.web.forms import BaseForm
from outreach.web.ids import IdField

#: Rows for what was written by hand into the empty ones.
MORE = 3


class SheetForm(BaseForm):
    """The sheet, typed; fields for each of `rows` are added when the form is made."""

    sheet_id = IdField()
    none = BooleanField(_("None handed out"))
    counted_by = ChoiceField(_("Counted by"), of=uuid.UUID)
    estimated = BooleanField(_("These are estimates"))
    note = LongTextField(_("Note"), most=LONGEST_NOTE, description=_("No names or phone numbers of visitors."))
    rows: Sequence[Row] = ()
    others: Sequence[Row] = ()

    def lines(self, event: Event) -> list[Line]:
        """The lines that the sheet makes, all counted in the middle of the event; raises Invalid at the field."""
        found = list(self._lines(event))
        if self.none.data:
            found.insert(0, self._none(event, found))
        if not found:
            raise Invalid(_("Type at least one number."), field="total_0" if self.rows else None, code="blank")
        keys = [(line.kind, line.item) for line in found]
        if len(set(keys)) < len(keys):
            raise Invalid(_("One thing is typed in two rows. Add the numbers up in one of them."), code="twice")
        return [replace(found[0], note=self.note.data or None), *found[1:]]

    def _lines(self, event: Event) -> Iterator[Line]:
        for number, (row, typed) in enumerate(self._typed()):
            counted = quantity_of(typed, str(number))
            if counted is not None and counted[0]:
                yield self._line(event, row, *counted)

    def _line(self, event: Event, row: Row, quantity: int, basis: Basis) -> Line:
        return Line(
            id=line_id(self.sheet_id.data, row.key),
            event=event.id,
            kind=row.kind,
            item=row.code,
            quantity=quantity,
            at=middle_of(event.starts_at, event.ends_at),
            basis=Basis.ESTIMATED if self.estimated.data else basis,
            by=self.counted_by.data,
        )

    def _none(self, event: Event, found: Sequence[Line]) -> Line:
        if any(line.kind is CountKind.HANDOUT for line in found):
            message = _("“None handed out” is ticked, but a material has a number.")
            raise Invalid(message, field="none", code="not_none")
        bare = Row(CountKind.HANDOUT, None, "", "")
        return self._line(event, bare, 0, Basis.COUNTED)

    def _typed(self) -> Iterator[tuple[Row, Typed]]:
        """Each row with what was typed into it, those of the list's choice last."""
        for number, row in enumerate(self.rows):
            yield row, self._in_row(row, number)
        known = {row.key: row for row in self.others}
        for number in range(len(self.rows), len(self.rows) + MORE):
            total = self[f"total_{number}"].data
            chosen = known.get(self[f"what_{number}"].data)
            if total is not None and chosen is None:
                raise Invalid(_("Choose one of the list."), field=f"what_{number}", code="unknown_item")
            if chosen is not None:
                yield chosen, Typed(total=total)

    def _in_row(self, row: Row, number: int) -> Typed:
        total = self[f"total_{number}"].data
        if not row.is_taken_along:
            return Typed(total=total)
        pieces = {}
        for name in ("took", "left"):
            data = self[f"{name}_{number}"].data
            pieces[name] = None if data is None else data.count(row.bundle, f"{name}_{number}")
        return Typed(pieces["took"], pieces["left"], total)


def sheet_form(rows: Sequence[Row], everything: Sequence[Row], **kwargs: Any) -> SheetForm:
    """The form of a sheet: in the order of `rows`, or in that in which a form that was sent had them."""
    known = {row.key: row for row in everything}
    sent = [known[key] for key in request.form.getlist("row") if key in known]
    rows = list(dict.fromkeys(sent)) or rows
    fields: dict[str, Any] = {}
    for number, row in enumerate(rows):
        fields |= _fields_of(row, number)
    for number in range(len(rows), len(rows) + MORE):
        fields |= {f"what_{number}": TextField(_("What"), most=80), f"total_{number}": _total(_("How many"))}
    keys = {row.key for row in rows}
    facts: Mapping[str, Any] = {"rows": rows, "others": [row for row in everything if row.key not in keys]}
    form: SheetForm = type("SheetForm", (SheetForm,), {**fields, **facts})(**kwargs)
    form.counted_by.offer((person.id, person.name) for person in active_people())
    return form


def _fields_of(row: Row, number: int) -> dict[str, Any]:
    fields: dict[str, Any] = {f"total_{number}": _total(row.name)}
    if row.is_taken_along:
        fields[f"took_{number}"] = PiecesField(_("Took: %(name)s", name=row.name))
        fields[f"left_{number}"] = PiecesField(_("Left: %(name)s", name=row.name))
    return fields


def _total(label: Any) -> CountField:
    return CountField(label, most=LARGEST)
