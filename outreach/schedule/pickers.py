"""Form fields that choose many out of a hundred, each with something said about it: staff with a duty, items with a
quantity. They are plain checkboxes and inputs; a small script puts a search field above them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError
from wtforms.utils import unset_value
from wtforms.widgets import TextInput

from outreach.errors import Refusal
from outreach.schedule.rules import LARGEST, Duty
from outreach.sheets import parse_exact_count


@dataclass(frozen=True)
class Row:
    """One line of a picker: what can be ticked, whether it is, and what is said beside it, as typed."""

    thing: Any
    ticked: bool
    said: str


class PickerField(Field):
    """Ids that were ticked under the field's name, and for each what was said under `name-id`."""

    widget = TextInput()  # never drawn: templates/schedule/pickers.html draws the rows

    def offer(self, things: Sequence[Any]) -> None:
        """Set what can be chosen, in the order in which it is shown."""
        self.things = things

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the ticks and what stands beside them; without a form what is there already."""
        self.process_errors: list[str] = []
        self.object_data = self.data = {} if data is unset_value else dict(data or {})
        self.typed = {key: self.written(value) for key, value in self.data.items()}
        self.raw_data = None
        if formdata is not None:
            self.typed = dict(self._sent(formdata))
            self.raw_data = [f"{key}={said}" for key, said in self.typed.items()]
            self._read()

    def rows(self) -> list[Row]:
        """What is offered, with what was ticked and typed."""
        return [Row(thing, thing.id in self.typed, self.typed.get(thing.id, "")) for thing in self.things]

    def read(self, text: str) -> Any:
        """The value of what was said beside a tick; raises Refusal."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The value as its input shows it."""
        raise NotImplementedError

    def is_ticked_by(self, text: str) -> bool:
        """Whether something said without a tick counts as one."""
        return False

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list."""
        offered = {thing.id for thing in self.things}
        if not offered.issuperset(self.typed):
            raise ValidationError(_("Something that was chosen here is not in the list any more. Choose again."))

    def _sent(self, formdata: Any) -> Iterator[tuple[uuid.UUID, str]]:
        prefix = f"{self.name}-"
        ticked = list(dict.fromkeys(formdata.getlist(self.name)))
        said = [key.removeprefix(prefix) for key in formdata if key.startswith(prefix)]
        for text in dict.fromkeys(ticked + said):
            beside = str(formdata.get(prefix + text, "")).strip()
            key = _uuid(text)
            if key is None:
                self.process_errors.append(_("Choose one of the list."))
            elif text in ticked or self.is_ticked_by(beside):
                yield key, beside

    def _read(self) -> None:
        self.data = {}
        for key, text in self.typed.items():
            try:
                self.data[key] = self.read(text)
            except (Refusal, ValueError) as refusal:
                self.process_errors.append(str(refusal.args[0]) if refusal.args else _("Choose one of the list."))


class StaffField(PickerField):
    """People with their duties: `data` maps a person's id to a Duty."""

    def read(self, text: str) -> Duty:
        """The duty of that word; a helper where none was chosen."""
        if text and text not in set(Duty):
            raise ValueError(_("Choose one of the list."))
        return Duty(text) if text else Duty.HELP

    def written(self, value: Any) -> str:
        """The word of the duty."""
        return str(value)


class ItemsField(PickerField):
    """Items with how many are planned: `data` maps an item's id to a number, or None where only ticked."""

    def read(self, text: str) -> int | None:
        """The number that was typed, None for an empty input."""
        quantity = parse_exact_count(text) if text else None
        if quantity is not None and not 0 <= quantity <= LARGEST:
            raise ValueError(_("This must be a number from %(least)d to %(most)d.", least=0, most=LARGEST))
        return quantity

    def written(self, value: Any) -> str:
        """The digits."""
        return "" if value is None else str(value)

    def is_ticked_by(self, text: str) -> bool:
        """A number says enough."""
        return bool(text) and text != "0"


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
