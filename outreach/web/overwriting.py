"""What stood in a form when it was opened, so that nobody writes over what somebody else changed meanwhile unasked."""

import hashlib
from collections.abc import Iterator, Mapping, Set
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import BooleanField, Field, FieldList, Form, FormField, HiddenField, SubmitField
from wtforms.csrf.core import CSRFTokenField
from wtforms.utils import unset_value
from wtforms.widgets import HiddenInput

from outreach.errors import Conflict, Question
from outreach.web import filters
from outreach.web.confirming import ConfirmField

CODE = "changed_meanwhile"
_LONGEST_SHOWN = 80
#: Among the marks, that of what the page around the form shows; no field is called so.
_PAGE = "*"


class StoodField(Field):
    """A mark of what stood in each field of the form when it was opened: `data` maps their names to the marks.

    A form that writes over nothing has none and sends nothing.
    """

    class _Kept(HiddenInput):
        def __call__(self, field: Field, **kwargs: Any) -> Markup:
            said = field.said
            return Markup('<input type="hidden" name="{}" value="{}">').format(field.name, said) if said else Markup()

    widget = _Kept()

    def process_data(self, value: Any) -> None:
        """Nothing stood there, until the form says so."""
        self.data: dict[str, str] = {}

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent along."""
        parted = (said.partition("=") for said in " ".join(map(str, valuelist)).split())
        self.data = {name: mark for name, _sign, mark in parted}

    def remember(self, form: Form) -> None:
        """From now on what the form shows is what stood there."""
        self.data = {field.short_name: _mark(field) for field in _fields(form)}

    def show(self, thing: Any) -> None:
        """From now on `thing`, plain values that the form agrees to, is what the page around it shows."""
        self.data = {**self.data, _PAGE: _digest(_plain(thing))}

    @property
    def said(self) -> str:
        """The marks as they are sent along."""
        return " ".join(f"{name}={mark}" for name, mark in self.data.items())


def check_as_shown(form: Any, thing: Any) -> None:
    """Raise Conflict where `thing`, to which the form agrees, is another one than its page showed (`StoodField.show`).

    The page that says so shows it as it is now, so that the form agrees to that when it is sent again. A page that does
    not say what it showed is not asked.
    """
    shown = form.stood.data.get(_PAGE)
    form.stood.show(thing)
    if shown is not None and shown != form.stood.data[_PAGE]:
        message = _("It was changed after you opened it. Look at it again.")
        raise Conflict(message, code="changed_since_shown")


def check_not_overwritten(form: Any, standing: Any) -> None:
    """Raise Question where a field stands otherwise in `standing`, the form as it would be opened now, than it did.

    Its facts say under `standing` which fields, and what stands there now. What the form did not show, or an older page
    did not say of itself, is not compared. A yes holds until somebody changes something once more.
    """
    fields = {field.short_name: field for field in _fields(standing)}
    stood = {name: mark for name, mark in form.stood.data.items() if name in fields}
    changed = [name for name, mark in stood.items() if _mark(fields[name]) != mark]
    code = f"{CODE} {_digest([(name, _mark(fields[name])) for name in stood])}"
    if not changed or form.confirmed(code):
        return
    said = [(form[name].label.text, _shown(fields[name], form[name])) for name in changed if name in form]
    message = _("Somebody changed this while you had it open. Do you want to save yours over it?")
    raise Question(message, code=code, standing=said)


def _fields(form: Form) -> Iterator[Field]:
    """The fields that say something of the thing itself."""
    beside = (SubmitField, CSRFTokenField, ConfirmField, StoodField)
    hidden = (field for field in form if not isinstance(field, beside))
    return (field for field in hidden if getattr(field.widget, "input_type", "") not in ("hidden", "file"))


def _mark(field: Field) -> str:
    return _digest(_plain(field.object_data))


def _digest(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    """The value in a form that is the same whenever it is the same: nothing, "" and no are one, and order is none."""
    if value is unset_value or value is None or value is False or value == "":
        return None
    if isinstance(value, Mapping):
        return sorted((str(name), repr(_plain(each))) for name, each in value.items()) or None
    if isinstance(value, (list, tuple, Set)):
        return sorted(repr(_plain(each)) for each in value) or None
    if isinstance(value, (str, int, float, Decimal, date, time, UUID)):
        return str(value)
    raise TypeError(f"a form begins with plain values, not with {type(value).__name__}")


def _shown(field: Field, offered: Any) -> str:
    """What stands in the field now; `offered` is the same field of the form that was sent, with its choices."""
    field.process(None, field.object_data)
    words = _words(field, offered) or filters.NOTHING
    return words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"


def _words(field: Field, offered: Any) -> str:
    if isinstance(field, FieldList):
        return "；".join(filter(None, (_words(each, each) for each in field)))
    if isinstance(field, FormField):
        return _line([each for each in field if each.data and not isinstance(each, HiddenField)])
    if isinstance(field, BooleanField):
        return str(_("Yes") if field.data else _("No"))
    if choices := getattr(offered, "choices", None):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        words = {str(choice.value): str(choice.label) for choice in choices if choice.value}
        return "、".join(words.get(str(each), "") for each in chosen if each is not None)
    if isinstance(field.data, date):
        return filters.day(field.data)
    return str(field._value()) if isinstance(field.data, (str, int, Decimal, time)) else ""


def _line(fields: list[Field]) -> str:
    """What stands in a line of several fields; its two days are a stretch of days."""
    said = " ".join(_words(each, each) for each in fields if not isinstance(each.data, date))
    days = [filters.day(each.data) for each in fields if isinstance(each.data, date)]
    return f"{said} {' – '.join(days)}".strip()
