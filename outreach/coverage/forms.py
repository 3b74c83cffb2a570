"""What narrows the table of coverage."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.coverage import queries
from outreach.coverage.queries import Asked
from outreach.people.queries import teams
from outreach.places.labels import KINDS
from outreach.places.rules import PlaceKind
from outreach.web import filters
from outreach.web.fields import ChoiceField
from outreach.web.forms import FilterForm
from outreach.web.searching import SearchField


class CoverageFilters(FilterForm):
    """The kind of places, the year, the team by whose visits they are sorted, and words in their names."""

    kind = ChoiceField(_("Kind"), of=PlaceKind, blank="")
    year = ChoiceField(_("Year"), of=int)
    team = ChoiceField(_("Team"), blank=_("All teams"))
    words = SearchField(_("Name of the place"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.today = clock.today()
        counts = queries.counts_by_kind()
        self.counts = {kind: counts[kind] for kind in KINDS if kind in counts}
        self.kind.offer((kind, KINDS[kind]) for kind in KINDS)
        first = queries.first_year() or self.today.year
        self.year.offer((year, year) for year in range(self.today.year + 1, min(first, self.today.year) - 1, -1))
        self.year.data = self.year.data or self.today.year
        self.all_teams = teams()
        self.team.offer((team.code, filters.named(team)) for team in self.all_teams)
        self.validate()

    @property
    def shown_kind(self) -> PlaceKind:
        """The kind that is asked for, else the first in the bureau's order of which there is a place."""
        return self._said("kind") or next(iter(self.counts), PlaceKind.TOWNSHIP)

    @property
    def team_id(self) -> uuid.UUID | None:
        """The team that is asked for."""
        return next((team.id for team in self.all_teams if team.code == self._said("team")), None)

    @property
    def asked(self) -> Asked:
        """What the address asks for; what can't be read asks for nothing, and says so at its field."""
        return Asked(
            year=self._said("year") or self.today.year,
            today=self.today,
            kinds=(self.shown_kind,),
            team_id=self.team_id,
            words=self._said("words") or "",
        )

    def _said(self, name: str) -> Any:
        return None if self[name].errors else self[name].data
