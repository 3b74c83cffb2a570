"""Fields that take what people type: full-width digits, 1,200, 11月3日, and keep it exactly when it can't be read."""

import re
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.widgets import TextInput

from outreach import clock
from outreach.errors import Refusal
from outreach.sheets.counts import parse_exact_count
from outreach.sheets.days import parse_day
from outreach.sheets.seen import as_seen
from outreach.sheets.times import parse_time
from outreach.web.choices import ChoiceField, ManyField

__all__ = [
    "AsideField",
    "ChoiceField",
    "CountField",
    "DayField",
    "LongTextField",
    "ManyField",
    "TextField",
    "TimeField",
    "TypedField",
    "clean_text",
    "file_name",
    "one_line",
]

#: A run of blanks with a line end or a tab in it, from its first blank on: to begin at each would take minutes.
_BREAK = re.compile(r"(?<!\s)[^\S\n\t]*+[\n\t]\s*+")
LARGEST = 9_999_999
LONGEST_NAME = 120
#: So many times the length of a field nobody means for it: the rest is neither looked at nor sent back.
_BEYOND_USE = 10
#: Of a day, a time, a number and the like, as people write them.
LONGEST_TYPED = 500


def clean_text(value: str) -> str:
    """`value` as it looks (`sheets.seen`), without surrounding blanks, line ends as \\n."""
    return as_seen(value).strip()


def one_line(value: str) -> str:
    """As `clean_text`, on one line: in a list or a message for the chat nobody's name may begin a line of its own."""
    return _BREAK.sub(" ", clean_text(value))


def file_name(sent: str | None) -> str:
    """What a file that was sent is called: without its folder, on one line, as long as a name is; "?" of none."""
    name = one_line((sent or "").replace("\\", "/")).rpartition("/")[2].strip()
    stem, dot, kind = name.rpartition(".")
    if len(name) <= LONGEST_NAME:
        return name or "?"
    return f"{stem[: LONGEST_NAME - 12]}…{dot}{kind[:10]}" if stem else name[:LONGEST_NAME]


class TextField(StringField):
    """One line of text, "" when empty; longer than `most` characters is refused."""

    cleaned = staticmethod(one_line)

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = 200, **kwargs: Any) -> None:
        super().__init__(label, validators, filters=(self.cleaned,), **kwargs)
        self.most = most
        self.is_cut = False

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed, too long or not, up to where it is beyond any use."""
        longest = self.most * _BEYOND_USE
        typed = [str(value) for value in valuelist]  # a script may send a file
        self.is_cut = any(len(text) > longest for text in typed)
        super().process_formdata([text[:longest] for text in typed])

    def process_data(self, value: Any) -> None:
        """No text is the empty text."""
        self.data: str = value or ""

    def pre_validate(self, form: Any) -> None:
        """Refuse a text that is too long."""
        if self.is_cut or len(self.data) > self.most:
            raise ValidationError(_("Keep this within %(most)d characters.", most=self.most))


class AsideField(TextField):
    """One line of text that goes with the yes to a form's question: it is no part of what the yes is said to."""


class LongTextField(TextField, TextAreaField):
    """Several lines of text."""

    cleaned = staticmethod(clean_text)
    widget = TextAreaField.widget

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = 2000, **kwargs: Any) -> None:
        super().__init__(label, validators, most=most, **kwargs)


class NativeInput(TextInput):
    """An input of the browser's own kind, as long as it can show the value; plain text keeps anything else."""

    def __init__(self, kind: str, shape: str) -> None:
        super().__init__(input_type=kind)
        self.kind, self.shape = kind, re.compile(shape)

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        """The input with exactly what was typed."""
        value = field._value()
        kwargs.setdefault("type", self.kind if not value or self.shape.fullmatch(value) else "text")
        if kwargs["type"] == self.kind:
            kwargs.setdefault("data-unreadable", field.unreadable)
        markup: Markup = super().__call__(field, **kwargs)
        return markup


class TypedField(Field):
    """A field whose text is read by `read`; None when empty, the text kept on error."""

    complaint: Any = ""
    raw_data: list[Any] | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.written(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        if not valuelist:
            return
        self.data = None
        typed = str(valuelist[0])
        if len(typed) > LONGEST_TYPED:
            self.raw_data = [typed[:LONGEST_TYPED]]
            raise ValueError(_("Keep this within %(most)d characters.", most=LONGEST_TYPED))
        text = clean_text(typed)
        if not text:
            return
        try:
            self.data = self.read(text)
        except Refusal as refusal:
            raise ValueError(refusal.message or self.complaint) from None

    def read(self, text: str) -> Any:
        """The value of a text that is not empty; raises Refusal."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The value as the input shows it."""
        return str(value)


class DayField(TypedField):
    """A local day: a date."""

    widget = NativeInput("date", r"\d{4}-\d\d-\d\d")
    complaint = _("This is not a day. Write it like 2026-11-03 or 11月3日.")
    unreadable = _("There is no such day, or a part of it is missing.")

    def read(self, text: str) -> date:
        """The day that `text` means, near today."""
        return parse_day(text, today=clock.today())

    def written(self, value: Any) -> str:
        """2026-11-03."""
        return str(value.isoformat())


class TimeField(TypedField):
    """A time of day on the bureau's wall clock."""

    widget = NativeInput("time", r"\d\d:\d\d")
    complaint = _("This is not a time of day. Write it like 8:30 or 14:00.")
    unreadable = _("There is no such time, or a part of it is missing.")

    def read(self, text: str) -> time:
        """The time that `text` means."""
        return parse_time(text)

    def written(self, value: Any) -> str:
        """08:30."""
        return str(value.strftime("%H:%M"))


class CountField(TypedField):
    """A whole number from `least` to `most`."""

    widget = TextInput()
    complaint = _("This is not a whole number. Write digits only, like 120.")

    def __init__(
        self, label: Any = None, validators: Any = None, *, least: int = 0, most: int = LARGEST, **kwargs: Any
    ) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(label, validators, **kwargs)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        """The number that `text` means."""
        return parse_exact_count(text)

    def pre_validate(self, form: Any) -> None:
        """Refuse a number out of bounds."""
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                _("This must be a number from %(least)d to %(most)d.", least=self.least, most=self.most)
            )
