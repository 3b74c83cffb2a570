"""The forms of check-ups: beginning one, answering one point, and the list's filter."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from outreach.check_ups import labels, voiding
from outreach.check_ups.companies import NEW, companies_like
from outreach.check_ups.judging import LONGEST_COMPANY, LONGEST_NOTE, Wanted
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckUp
from outreach.check_ups.moving import LONGEST_REASON
from outreach.check_ups.queries import State
from outreach.check_ups.rules import Found
from outreach.check_ups.sheet import Row
from outreach.db import new_id
from outreach.errors import Invalid
from outreach.people.queries import teams
from outreach.schedule.choices import place_words
from outreach.web import filters
from outreach.web.fields import ChoiceField, LongTextField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.reading import parse_uuid
from outreach.web.searching import SearchField

STATES: dict[State, Any] = {
    State.OPEN: _("Being filled"),
    State.FINISHED: _("Finished"),
    State.UNDECIDED: _("With points that are undecided"),
    State.VOIDED: _("Voided"),
}


class CheckUpFilterForm(FilterForm):
    """What the list shows."""

    words = SearchField(_("Company"))
    state = ChoiceField(_("State"), of=State, blank=_("Any state"), choices=list(STATES.items()))
    team = ChoiceField(_("Team"), of=uuid.UUID, blank=_("All teams"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.team.offer((team.id, filters.named(team)) for team in teams())
        self.validate()

    def said(self, name: str) -> Any:
        """What the field says, None where nothing or nothing that is offered."""
        return None if self[name].errors else self[name].data or None


class CompanyForm(BaseForm):
    """Which company it is; where none bears the name that was typed, which of those that are like it."""

    company = TextField(
        _("Company"),
        [InputRequired(_("Enter the name of the company."))],
        most=LONGEST_COMPANY,
        description=_("As it is registered; one that is on no list is added to the places."),
    )
    which = RadioField(_("Which company is it?"), validate_choice=False)
    which_for = HiddenField()

    def offer(self) -> None:
        """Fill the companies that are like the name that was typed; what was chosen for another name is forgotten."""
        likes = companies_like(self.company.data or "")
        words = [SelectChoice(str(each.id), place_words(each)) for each in likes]
        new = SelectChoice(NEW, _("A new company: %(name)s", name=self.company.data))
        self.which.choices = [*words, new] if likes else []
        if self.which_for.data != self.company.data:
            self.which.data = None
        self.which_for.data = self.company.data

    @property
    def chosen(self) -> str | None:
        """The company that was chosen, or NEW."""
        return self.which.data or None


class BeginForm(CompanyForm):
    """At which company a check-up begins."""


class ChangeCompanyForm(CompanyForm):
    """Which company a check-up was of all along, and why another one stood there."""

    reason = TextField(_("Reason"), [InputRequired(_("Say why."))], most=LONGEST_REASON)


class VoidForm(BaseForm):
    """Why a check-up counts nowhere."""

    reason = TextField(
        _("Reason"),
        [InputRequired(_("Say why."))],
        most=voiding.LONGEST_REASON,
        description=_("It stands in the event's history, too: no name of a company or a person."),
    )


class AnswerForm(BaseForm):
    """What was found at one point. It carries its own id, so that sent twice it counts once, and what was shown."""

    answer_id = HiddenField()
    seen = HiddenField()
    found = RadioField(
        _("What was found"),
        [InputRequired(_("Choose one of them."))],
        choices=[SelectChoice(found.value, label) for found, label in labels.FOUND.items()],
    )
    note = LongTextField(_("Note"), most=LONGEST_NOTE, description=_("No names and no numbers of people."))

    def wanted(self, check_up: CheckUp, point: CheckPoint) -> Wanted:
        """The answer as it was typed."""
        return Wanted(
            id=self._id(self.answer_id.data),
            event=check_up.event_id,
            company=check_up.place_id,
            point=point.id,
            found=Found(self.found.data),
            note=self.note.data or None,
            replaces=frozenset(self._id(each) for each in (self.seen.data or "").split()),
        )

    @staticmethod
    def _id(text: str | None) -> uuid.UUID:
        try:
            return parse_uuid(text, "bad_id")
        except Invalid:
            raise Invalid(_("This page is too old. Open the point again."), code="bad_id") from None


def answer_form(row: Row) -> AnswerForm:
    """The form for a point, with what holds there now; whoever sends it has seen the heads that it shows."""
    only = row.heads[0] if row.heads and not row.is_undecided else None
    return AnswerForm(
        answer_id=str(new_id()),
        seen=" ".join(str(each.id) for each in row.seen),
        found=row.found.value if row.found else None,
        note=only.note.text if only and only.note else "",
    )
