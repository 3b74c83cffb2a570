"""What the list of debts shows, and what is ticked and said there."""

import uuid
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import periods
from outreach.errors import Invalid
from outreach.logbook.reviews.labels import DEBTS
from outreach.logbook.reviews.rules import LONGEST_WORD, Debt
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.people.rules import EVERY_TEAM
from outreach.periods import Period
from outreach.web.fields import ChoiceField, DayField, ManyField, TextField
from outreach.web.filters import named
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.reading import parse_instant

OWN = "own"


class DebtFilterForm(FilterForm):
    """Whose debts, which, and of what days; a lead begins with the own teams."""

    team = ChoiceField(_("Team"))
    debt = ChoiceField(_("What is owed"), of=Debt, blank=_("Everything"), choices=list(DEBTS.items()))
    first = DayField(_("From"))
    last = DayField(_("To"))

    def __init__(self, person: Person, today: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._person, self._today, self._teams = person, today, teams()
        own = [(OWN, _("My teams"))] if person.role not in EVERY_TEAM else []
        self.team.offer([*own, ("all", _("All teams")), *((team.code, named(team)) for team in self._teams)])
        self.validate()

    def team_ids(self) -> set[uuid.UUID] | None:
        """The teams that are asked for; None means all."""
        said = None if self.team.errors else self.team.data
        if said == OWN or (not said and self._person.role not in EVERY_TEAM):
            return set(self._person.team_ids_on(self._today))
        return {team.id for team in self._teams if team.code == said} or None

    def chosen_debt(self) -> Debt | None:
        """The kind of debt that is asked for."""
        return None if self.debt.errors else self.debt.data or None

    def days(self) -> Period:
        """The days that were typed, else from the beginning of last year to today."""
        usual = usual_days(self._today)
        first = usual.first if self.first.errors else self.first.data or usual.first
        last = usual.last if self.last.errors else self.last.data or usual.last
        return Period(first, last) if first <= last else usual


class ManyForm(BaseForm):
    """The events that are ticked."""

    events = ManyField(of=uuid.UUID)

    def ids(self) -> list[uuid.UUID]:
        """Their ids."""
        try:
            return [uuid.UUID(value) for value in self.events.raw_data or ()]
        except ValueError:
            raise Invalid(_("This form can't be read. Reload the page."), code="bad_id") from None


class UndoForm(BaseForm):
    """The reviews that were done together."""

    at = TextField(most=40)

    def instant(self) -> datetime:
        """When they were."""
        return parse_instant(self.at.data)


class CheckForm(BaseForm):
    """That what looks odd is right, with a word."""

    print = TextField(most=64)
    word = TextField(_("Why it is right, in a word"), most=LONGEST_WORD)


def usual_days(today: date) -> Period:
    """What is older is no longer asked for."""
    return Period(periods.year(today.year - 1).first, today)
