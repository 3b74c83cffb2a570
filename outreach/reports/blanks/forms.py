"""The forms about forms of others."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import ValidationError

from outreach import periods
from outreach.errors import Invalid, Refusal
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.reports.blanks.actions import Arrived, arrived
from outreach.reports.blanks.labels import FACTS, KINDS, PRINTED
from outreach.reports.blanks.rules import Fact, Printed, TieKind
from outreach.reports.filters import Filters, read_filters
from outreach.reports.picking import Picking
from outreach.web.choices import ChoiceField
from outreach.web.fields import DayField, TextField, file_name
from outreach.web.filters import named
from outreach.web.forms import BaseForm, FilterForm

MOST_ASKED = 20


class VersionForm(BaseForm):
    """The file of a form."""

    file = FileField(_("The form, as it came (.xlsx or .docx)"))
    arrived: Arrived | None = None

    def validate_file(self, field: FileField) -> None:
        """Read the file; what can't be taken is told here."""
        if not field.data:
            raise ValidationError(_("Choose a file."))
        if self.arrived is not None:
            return  # a stream is read once
        try:
            self.arrived = arrived(field.data.read(), file_name(field.data.filename))
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None


class BlankForm(VersionForm):
    """A form that comes for the first time."""

    title = TextField(_("Title of the form"), most=80)
    sender = TextField(_("Who sends it"), most=80)

    def validate_title(self, field: TextField) -> None:
        """A form without a title can't be found again; its file's name is better than none."""
        if not field.data and self.file.data:
            field.data = file_name(self.file.data.filename).rpartition(".")[0][:80]
        if not field.data:
            raise ValidationError(_("Give the form a title."))


class TieForm(Picking):
    """What goes into one cell."""

    kind = ChoiceField(_("What goes in"), of=TieKind, choices=list(KINDS.items()))
    printed = ChoiceField(_("How the figure is printed"), of=Printed, choices=list(PRINTED.items()))
    fact = ChoiceField(_("What is known"), of=Fact, blank=_("Choose one"), choices=list(FACTS.items()))
    text = TextField(_("Text"), most=200)
    asked = TextField(_("What is asked each time"), most=60)

    def said_word(self) -> str:
        """The word that is kept; Invalid, at its field, where what was chosen needs more."""
        kind = self.kind.data
        if kind is TieKind.FIGURE:
            return self.needed_word()
        if kind is TieKind.FACT:
            return self.fact.data or _missing("fact", _("Choose one of the list."))
        if kind is TieKind.ASKED:
            return self.asked.data or _missing("asked", _("Write what is to be asked."))
        return "" if self.text.data else _missing("text", _("Write the text."))


class PeriodForm(FilterForm):
    """The days and the team for which a form is filled."""

    stretch = ChoiceField(_("Days"))
    first = DayField(_("From"), name="from")
    last = DayField(_("To"), name="to")
    team = ChoiceField(_("Team"), blank=_("The whole bureau"))

    def __init__(self, year: int, today: date) -> None:
        super().__init__()
        self.year = year
        self.stretch.offer(_stretches(year))
        self.team.offer((team.code, named(team)) for team in teams())
        if self.stretch.data not in {choice.value for choice in self.stretch.choices}:
            self.stretch.data = _likely(year, today)

    def filters(self) -> Filters:
        """What is asked for; Refusal (400) for days that are none or not in the year."""
        said = {"team": self.team.data or ""}
        if self.stretch.data == OWN:
            said |= {"from": str(self.first.data or ""), "to": str(self.last.data or "")}
        else:
            period = stretch_of(self.year, str(self.stretch.data))
            said |= {"from": period.first.isoformat(), "to": period.last.isoformat()}
        return read_filters(self.year, said)


class FillForm(BaseForm):
    """The answers to what a form asks each time: made of the questions with `asking`."""


OWN = "own"


def asking(questions: list[str], last: dict[str, str]) -> FillForm:
    """A FillForm with a field for each question, and last time's answers in it."""
    fields = {
        f"answer_{number}": TextField(question, most=200, default=last.get(question, ""))
        for number, question in enumerate(questions[:MOST_ASKED])
    }
    made: FillForm = type("AskingForm", (FillForm,), fields)()
    return made


def answers_in(form: FillForm, questions: list[str]) -> dict[str, str]:
    """What was answered, by the question."""
    return {question: form[f"answer_{number}"].data for number, question in enumerate(questions[:MOST_ASKED])}


def stretch_of(year: int, word: str) -> Period:
    """The days of a stretch: year, q2, m11."""
    if word.startswith("q"):
        return periods.quarter(year, int(word[1:]))
    return periods.month(year, int(word[1:])) if word.startswith("m") else periods.year(year)


def _stretches(year: int) -> list[tuple[str, Any]]:
    quarters = [(f"q{number}", _("Quarter %(number)s", number=number)) for number in range(1, 5)]
    months = [(f"m{number}", _("Month %(number)s", number=number)) for number in range(1, 13)]
    return [("year", _("The whole year")), *quarters, *months, (OWN, _("Other days, as below"))]


def _likely(year: int, today: date) -> str:
    """The quarter that ended last, which is what is asked for as a rule; the year once it is over."""
    if today.year != year or today.month < 4:
        return "year"
    return f"q{(today.month - 1) // 3}"


def _missing(field: str, message: Any) -> str:
    raise Invalid(message, field=field)
