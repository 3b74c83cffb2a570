"""Fields that choose from a list, by values of any plain kind."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

Choices = Iterable[tuple[Any, Any] | SelectChoice]


class _Choosing:
    """Choices are pairs (value, label) of any plain kind: str, int, UUID, StrEnum."""

    def __init__(
        self, label: Any = None, validators: Any = None, *, of: Callable[[str], Any] = str, **kwargs: Any
    ) -> None:
        choices: Choices = kwargs.pop("choices", ())
        self.blank = kwargs.pop("blank", None)
        kwargs.setdefault("invalid_choice_message", _("Choose one of the list."))
        kwargs.setdefault("invalid_value_message", _("Choose one of the list."))
        super().__init__(label, validators, coerce=lambda value: _coerced(of, value), **kwargs)  # type: ignore[call-arg]
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Set the choices, in the order in which they are shown."""
        offered = [
            choice if isinstance(choice, SelectChoice) else SelectChoice(str(choice[0]), choice[1])
            for choice in choices
        ]
        self.choices = [SelectChoice("", self.blank), *offered] if self.blank is not None else offered


class ChoiceField(_Choosing, SelectField):
    """One of a list; `blank` is the label of "none", which gives None."""


class ManyField(_Choosing, SelectMultipleField):
    """Any of a list, each once, as checkboxes: iterate the field for its options."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was ticked, each once."""
        super().process_formdata(list(dict.fromkeys(value for value in valuelist if value)))


def _coerced(of: Callable[[str], Any], value: Any) -> Any:
    return None if value is None or value == "" else of(str(value))
