"""What is typed when stock moves: one form for the warehouse, one for an event with a number for each material."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from outreach import clock
from outreach.errors import Invalid
from outreach.materials.fields import PiecesField
from outreach.materials.models import Item
from outreach.materials.rules import MovementKind, Pieces
from outreach.materials.stock_access import may_draw_for, may_keep_store
from outreach.materials.stock_actions import STORE_SHORT, TEAM_SHORT, Meant
from outreach.materials.stock_rules import LARGEST, LONGEST_NOTE
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.web.fields import ChoiceField, DayField, LongTextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField

_NOTES: Mapping[MovementKind, Any] = {
    MovementKind.PRINTED: _("Printer and number of the order"),
    MovementKind.LOST: _("What happened"),
}


class StockFilters(FilterForm):
    """What narrows the table of the warehouse."""

    words = SearchField(_("Name or code"))
    short = BooleanField(_("Only what goes short"))


class ReasonForm(BaseForm):
    """Why a movement is taken back."""

    reason = LongTextField(_("Reason"), [DataRequired(_("Say why."))], most=LONGEST_NOTE)


class MovingForm(BaseForm):
    """A form whose questions are about stock."""

    @property
    def meant(self) -> Meant:
        """Which questions were answered with yes."""
        return Meant(store_short=self.confirmed(STORE_SHORT), team_short=self.confirmed(TEAM_SHORT))


class MovementForm(MovingForm):
    """One movement of one material."""

    quantity = PiecesField(_("How many"))
    team_id = ChoiceField(_("Team"), of=uuid.UUID, validators=[DataRequired(_("Choose a team."))])
    day = DayField(_("Day"), [DataRequired(_("Enter the day."))])
    note = LongTextField(_("Note"), most=LONGEST_NOTE)

    def __init__(self, kind: MovementKind, item: Item, person: Person) -> None:
        super().__init__(data={"day": clock.today()})
        self.item = item
        self.note.label.text = _NOTES.get(kind, self.note.label.text)
        if kind is MovementKind.COUNTED:
            self.quantity.label.text = _("Found in the store")
            del self.day
        if kind in (MovementKind.PRINTED, MovementKind.COUNTED):
            del self.team_id
            return
        self.team_id.offer((team.id, team.name) for team in teams_of(person))
        if kind is MovementKind.LOST and may_keep_store(person):
            self.team_id.validators = ()
            self.team_id.flags.required = False
            self.team_id.blank = _("In the store")
            self.team_id.offer((team.id, team.name) for team in teams())

    @property
    def pieces(self) -> int:
        """How many pieces were typed; Invalid at the field."""
        if self.quantity.data is None:
            raise Invalid(_("Type a number."), field="quantity", code="blank")
        return int(self.quantity.data.count(self.item.bundle, "quantity"))

    @property
    def on_day(self) -> date:
        """The day that was typed; it is needed where there is the field."""
        day: date | None = self.day.data
        assert day is not None
        return day


class EventStockForm(MovingForm):
    """A number for each of some materials, and one more that is not on the list."""

    other_id = ChoiceField(_("Another material"), of=uuid.UUID, blank=_("None"))
    other = PiecesField(_("How many of it"))
    note = LongTextField(_("Note"), most=LONGEST_NOTE)

    @property
    def numbers(self) -> list[tuple[Item, Any]]:
        """The materials with their fields."""
        return [(item, self[name_of(item)]) for item in self.items]

    @property
    def quantities(self) -> dict[uuid.UUID, int]:
        """How many pieces of each material were typed; Invalid at the field."""
        typed = {item.id: (item, field) for item, field in self.numbers if field.data is not None}
        other = self.others.get(self.other_id.data)
        if other is not None and self.other.data is not None:
            typed[other.id] = (other, self.other)
        for id, (item, field) in typed.items():
            if field.data.count(item.bundle, field.name) > LARGEST:
                message = _("This must be a number from %(least)d to %(most)d.", least=0, most=LARGEST)
                raise Invalid(message, field=field.name, code="quantity", item=str(id))
        return {id: field.data.count(item.bundle, field.name) for id, (item, field) in typed.items()}

    items: Sequence[Item]
    others: Mapping[uuid.UUID, Item]


def event_stock_form(
    offered: Iterable[tuple[Item, int | None]], others: Iterable[Item], *, reason_needed: bool
) -> EventStockForm:
    """The form for materials, each with the number that it begins with; without `others` nothing can be added."""
    numbers = list(offered)
    fields = {name_of(item): PiecesField(item.name) for item, _beginning in numbers}
    kind = type("EventStockFormOfItems", (EventStockForm,), fields)
    known = {name_of(item): Pieces(0, beginning) for item, beginning in numbers if beginning is not None}
    form: EventStockForm = kind(data=known)
    form.items = [item for item, _beginning in numbers]
    form.others = {item.id: item for item in others}
    form.other_id.offer((item.id, item.name) for item in form.others.values())
    if reason_needed:
        form.note.label.text = _("What happened")
    return form


def name_of(item: Item) -> str:
    """The name of the material's field."""
    return f"item_{item.id.hex}"


def teams_of(person: Person) -> list[Team]:
    """The teams for which the person moves stock today."""
    today = clock.today()
    return [team for team in teams() if may_draw_for(person, team.id, today)]
