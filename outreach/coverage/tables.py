"""The table of places by teams, as the page, its export and its panels show it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.coverage import queries
from outreach.coverage.queries import Asked, Cells
from outreach.coverage.rules import Neglect, Visits, neglect
from outreach.people.models import Team
from outreach.places.models import Place


@dataclass(frozen=True)
class Cell:
    """What one team did at one place, as seen on a day."""

    visits: Visits
    until: date

    @property
    def neglect(self) -> Neglect:
        """How far the team has forgotten the place."""
        return neglect(self.visits.last, self.until)

    @property
    def days(self) -> int | None:
        """How many days have passed since the last visit, None where there was none."""
        return None if self.visits.last is None else (self.until - self.visits.last).days


@dataclass(frozen=True)
class Line:
    """A place with a cell for each team, and one for all of them."""

    place: Place
    cells: Sequence[tuple[Team, Cell]]
    whole: Cell


def lines_of(places: Iterable[Place], teams: Sequence[Team], asked: Asked) -> list[Line]:
    """A line for each of the places, in their order; the last cell counts every team, also those not shown."""
    places = list(places)
    ids = [place.id for place in places]
    cells = queries.visits_to(ids, asked) if ids else {}
    return [_line(place, teams, cells, asked) for place in places]


def _line(place: Place, teams: Sequence[Team], cells: Cells, asked: Asked) -> Line:
    shown = [(team, Cell(cells.get((place.id, team.id), Visits()), asked.until)) for team in teams]
    return Line(place, shown, Cell(_whole(place.id, cells), asked.until))


def _whole(place_id: uuid.UUID, cells: Cells) -> Visits:
    found = [visits for (root_id, _team), visits in cells.items() if root_id == place_id]
    return sum(found, Visits())
