"""The grid in which a year's targets are typed."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, ValidationError
from wtforms.utils import unset_value
from wtforms.widgets import TextInput

from outreach.errors import Refusal
from outreach.schedule.rules import LARGEST
from outreach.sheets import parse_exact_count
from outreach.web.forms import BaseForm


class GridField(Field):
    """Numbers by name of cell: `data` maps the name to the number, or None where the cell is empty.

    Each cell is an input called `field-cell`; what can't be read is kept and named in `wrong`.
    """

    widget = TextInput()  # never drawn: the page draws the table

    def offer(self, cells: Mapping[str, str]) -> None:
        """Set the names of the cells that can be filled, each with what it is called in a complaint."""
        self.cells = cells

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the cells; without a form what is there already."""
        self.process_errors: list[str] = []
        self.object_data = self.data = {} if data is unset_value else dict(data or {})
        self.typed = {cell: str(number) for cell, number in self.data.items() if number is not None}
        self.wrong: dict[str, str] = {}
        self.raw_data = None
        if formdata is not None:
            prefix = f"{self.name}-"
            sent = {key.removeprefix(prefix): formdata.get(key).strip() for key in formdata if key.startswith(prefix)}
            self.typed = sent
            self.raw_data = [f"{cell}={said}" for cell, said in sent.items()]
            self.data = {cell: self._number(cell, said) for cell, said in sent.items()}

    def pre_validate(self, form: Any) -> None:
        """Refuse cells that are not offered, and name those that can't be read."""
        if not set(self.data) <= set(self.cells):
            raise ValidationError(_("Something that was chosen here is not in the list any more. Choose again."))
        if self.wrong:
            said = "、".join(f"{self.cells[cell]}（{self.typed[cell]}）" for cell in self.wrong)
            raise ValidationError(_("These are not whole numbers: %(cells)s.", cells=said))

    def _number(self, cell: str, said: str) -> int | None:
        if not said:
            return None
        try:
            number = parse_exact_count(said)
        except Refusal as refusal:
            self.wrong[cell] = str(refusal.message)
            return None
        if not 0 <= number <= LARGEST:
            self.wrong[cell] = _("This must be a number from %(least)d to %(most)d.", least=0, most=LARGEST)
        return number


class TargetsForm(BaseForm):
    """A year's targets."""

    targets = GridField()
