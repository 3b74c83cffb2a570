"""What narrows the questions."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from outreach.people.queries import teams
from outreach.periods import Period
from outreach.places.labels import KINDS
from outreach.places.rules import PlaceKind
from outreach.web import filters
from outreach.web.fields import ChoiceField, CountField, DayField
from outreach.web.forms import FilterForm


class QuestionsForm(FilterForm):
    """Year, kind of place, and the team whose subject it is."""

    year = CountField(_("Year"), least=2000, most=2100)
    kind = ChoiceField(_("Kind of place"), of=PlaceKind, blank=_("Every kind"), choices=KINDS.items())
    team = ChoiceField(_("Subject of"), of=UUID, blank=_("All teams"))

    def __init__(self) -> None:
        super().__init__()
        self.team.offer((team.id, filters.named(team)) for team in teams())
        if not self.validate():
            for field in (self.year, self.kind, self.team):
                field.data = None if field.errors else field.data

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than all."""
        return bool(self.kind.data or self.team.data)


class LinesForm(FilterForm):
    """Whose lines are asked for; each number of the other pages links here."""

    first = DayField()
    last = DayField()
    topic = ChoiceField(of=UUID, validate_choice=False)
    kind = ChoiceField(of=PlaceKind, validate_choice=False)
    place = ChoiceField(of=UUID, validate_choice=False)
    team = ChoiceField(of=UUID, validate_choice=False)
    unsorted = BooleanField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validate()
        for field in (self.topic, self.kind, self.place, self.team):
            field.data = None if field.errors or field.process_errors else field.data

    @property
    def span(self) -> Period | None:
        """The days that are asked for; None where they are not both said in their order."""
        first, last = self.first.data, self.last.data
        return None if first is None or last is None or last < first else Period(first, last)
