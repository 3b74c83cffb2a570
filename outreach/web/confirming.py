"""The field that remembers which questions of a form were answered with yes."""

from typing import Any

from markupsafe import Markup
from wtforms import Field
from wtforms.widgets import HiddenInput


class ConfirmField(Field):
    """The yeses already given to this form's questions: a set of values, sent along with it."""

    class _Kept(HiddenInput):
        def __call__(self, field: Field, **kwargs: Any) -> Markup:
            inputs = (
                Markup('<input type="hidden" name="{}" value="{}">').format(field.name, value) for value in field.data
            )
            return Markup("").join(inputs)

    widget = _Kept()

    def process_data(self, value: Any) -> None:
        """No yes is given in advance."""
        self.data: list[str] = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the yeses that were sent."""
        self.data = sorted({str(value) for value in valuelist})

    def keep_only(self, digest: str) -> None:
        """Forget the yeses that were said about something else."""
        self.data = [value for value in self.data if value.endswith("." + digest)]
