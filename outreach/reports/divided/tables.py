"""The tables of one figure's parts: each cell opens to its lines, and says what of it is not sure."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from outreach.people.models import Team
from outreach.people.queries import teams
from outreach.periods import months_of
from outreach.places.labels import KINDS
from outreach.places.models import Place
from outreach.places.queries import place, places_around
from outreach.reports.divided import queries
from outreach.reports.divided.adding import Division, divided
from outreach.reports.divided.rules import Amount, rows_within, with_all_in_them
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.inside import is_withheld
from outreach.reports.online import METRICS, UNBASED
from outreach.reports.queries import teams_in
from outreach.reports.tables import ABOUT, Note, Number, figure_href, other_months, places_href
from outreach.reports.values import Drawn
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.labels import FORMS, TRACKS
from outreach.web.filters import NOTHING, month_name, named, number

#: so many places stand on the page of a figure; the page of all places has the rest
MOST_PLACES = 12
#: What each figure's own definition settles, so that it is no way of dividing it.
_SETTLED = {
    "events_public": {"track"},
    "events_enterprise": {"track"},
    "events_training": {"track"},
    "events_internal": {"track"},
    "enterprises": {"track"},
    "company_visits": {"track"},
}


@dataclass(frozen=True)
class PartRow:
    """One part: its name, its number, how long its bar is (percent of the largest), and what lies inside it."""

    label: Any
    number: Number
    width: float = 0
    team: Team | None = None
    inside: str | None = None


@dataclass(frozen=True)
class PartTable:
    """The parts of one dimension; `more` opens the rest of a list that is too long, `around` leads outwards."""

    dimension: str
    title: Any
    rows: tuple[PartRow, ...]
    notes: tuple[Note, ...] = ()
    around: tuple[Number, ...] = ()
    more: Number | None = None


@dataclass(frozen=True)
class PartTables:
    """All tables of a figure's parts, and a sentence for each way in which it can't be divided."""

    tables: tuple[PartTable, ...]
    undivided: tuple[str, ...]

    @property
    def has_estimates(self) -> bool:
        """Whether "≈" stands before a number here."""
        return any(row.number.text.startswith(ABOUT) for table in self.tables for row in table.rows)


def part_tables(drawn: Drawn, filters: Filters) -> PartTables:
    """The figure's parts under `filters`. To be called inside `snapshot()`, so that they agree with its value."""
    if drawn.value is None or is_withheld(drawn.figure.key):
        return PartTables((), ())
    return _Maker(drawn, filters, divided(drawn, filters)).tables()


@dataclass(frozen=True)
class _Maker:
    """Makes the tables of one figure."""

    drawn: Drawn
    filters: Filters
    division: Division

    def tables(self) -> PartTables:
        made = [make() for dimension, make in self._makers().items() if self._may(dimension)]
        return PartTables(tuple(table for table in made if table.rows), tuple(self._undivided()))

    def _makers(self) -> dict[str, Callable[[], PartTable]]:
        return {
            "team": self._by_team,
            "month": self._by_month,
            "place": self._by_place,
            "campaign": self._by_campaign,
            "track": lambda: self._by_word("track", _("By track"), TRACKS),
            "form": self._by_form,
            "place_kind": lambda: self._by_word("place_kind", _("By kind of place"), KINDS),
        }

    def _may(self, dimension: str) -> bool:
        """Whether it can be divided so, and is not narrowed to one such part already."""
        figure = self.drawn.figure
        if dimension == "month":
            return figure.key not in UNBASED and len(months_of(self.filters.period)) > 1
        if dimension in _SETTLED.get(figure.key, ()) or dimension not in figure.dimensions:
            return False
        return dimension == "place" or getattr(self.filters, dimension) is None

    def _by_team(self) -> PartTable:
        amounts = self.division.of("team")
        there = {team.id for team in teams_in(self.filters.period)} | set(amounts)
        rows = [
            self._row(named(team), amounts.get(team.id), {"team": chosen_team(team)}, amounts, team)
            for team in teams()
            if team.id in there
        ]
        return PartTable("team", _("By team"), tuple(rows), tuple(self._team_notes()))

    def _team_notes(self) -> list[Note]:
        if self.drawn.figure.key == "enterprises":
            return [Note(_("An enterprise that two teams visited stands in both rows, and once in the whole."))]
        if self.drawn.figure.key == "took_part":
            return [Note(_("An event that several teams joined stands in several rows, and once in the whole."))]
        if self.drawn.figure.of in ("event", "tally"):
            return [Note(_("What took place counts for the team that led it, whoever took part."))]
        return []

    def _by_month(self) -> PartTable:
        amounts = self.division.of("month")
        months = [(month.first.month, month & self.filters.period) for month in months_of(self.filters.period)]
        rows = [self._row(month_name(one), amounts.get(one), {"period": cut}, amounts) for one, cut in months]
        notes = []
        if self.drawn.figure.key == "enterprises":
            notes.append(Note(_("An enterprise visited in two months stands in both rows, and once in the whole.")))
        if self.drawn.figure.key in METRICS:
            notes.append(Note(_("Views of a month need a reading before it, so that the months may not add up.")))
            notes.append(other_months(self.filters))
        return PartTable("month", _("By month"), tuple(rows), tuple(notes))

    def _by_campaign(self) -> PartTable:
        amounts = self.division.of("campaign")
        rows = [
            self._row(named(each), amounts[each.id], {"campaign": chosen_row(each)}, amounts)
            for each in campaigns(retired=True)
            if each.id in amounts
        ]
        note = Note(_("One event may serve several campaigns, and many serve none: the rows do not add up."))
        return PartTable("campaign", _("By campaign"), tuple(rows), (note,))

    def _by_word(self, dimension: str, title: Any, words: dict[Any, Any], *notes: Note) -> PartTable:
        amounts = self.division.of(dimension)
        rows = [
            self._row(label, amounts[word], {dimension: word}, amounts)
            for word, label in words.items()
            if word in amounts
        ]
        return PartTable(dimension, title, tuple(rows), notes)

    def _by_form(self) -> PartTable:
        note = Note(_("One event may have several forms, or none: the rows do not add up."))
        return self._by_word("form", _("By form"), FORMS, note)

    def _by_place(self) -> PartTable:
        parents = queries.parents_of_all()
        whole = with_all_in_them(self.division.of("place"), parents)
        within = self.filters.place.id if self.filters.place else None
        found = rows_within(whole, parents, within)
        shown = {place_id: whole[place_id] for place_id in found[:MOST_PLACES]}
        holding = {parents.get(place_id) for place_id in whole}
        known = queries.places_named(found[:MOST_PLACES])
        rows = [self._place_row(known[place_id], shown, place_id in holding) for place_id in shown]
        notes = [Note(_("Each place with all that lies in it. Its name shows what lies inside."))] if rows else []
        notes += self._at_itself(within, [whole[place_id] for place_id in found])
        table = PartTable("place", _("By place"), tuple(rows), tuple(notes), self._around())
        return replace(table, more=self._more(len(found))) if len(found) > MOST_PLACES else table

    def _place_row(self, lies: Place, shown: dict[uuid.UUID, Amount], holds: bool) -> PartRow:
        chosen = {"place": chosen_row(lies)}
        inside = figure_href(self.drawn.figure.key, self.filters, **chosen) + "#by-place" if holds else None
        return replace(self._row(lies.name, shown[lies.id], chosen, shown), inside=inside)

    def _at_itself(self, within: uuid.UUID | None, inside: Sequence[Amount]) -> list[Note]:
        """What happened at the place itself, and not in one of those inside it."""
        rest = (self.drawn.value or 0) - sum(amount.value for amount in inside)
        if within is None or not rest or not inside:
            return []
        return [Note(_("%(count)s of it at the place itself, not in one of these.", count=number(rest)))]

    def _around(self) -> tuple[Number, ...]:
        if self.filters.place is None:
            return ()
        key = self.drawn.figure.key
        outer = [Number(str(_("All places")), figure_href(key, self.filters, place=None) + "#by-place")]
        outer += [
            Number(each.name, figure_href(key, self.filters, place=chosen_row(each)) + "#by-place")
            for each in places_around(place(self.filters.place.id))
        ]
        return (*outer, Number(self.filters.place.name))

    def _more(self, count: int) -> Number:
        said = ngettext("All %(num)s place", "All %(num)s places", count)
        return Number(said, places_href(self.filters))

    def _row(
        self,
        label: Any,
        amount: Amount | None,
        changes: dict[str, Any],
        among: dict[Any, Amount],
        team: Team | None = None,
    ) -> PartRow:
        if amount is None or not amount.value:
            is_unread = amount is None and self.drawn.figure.key in METRICS
            return PartRow(label, Number(NOTHING if is_unread else "0"), team=team)
        said = f"{ABOUT if amount.estimated else ''}{number(amount.value)}"
        href = figure_href(self.drawn.figure.key, self.filters, **changes)
        largest = max(each.value for each in among.values())
        width = round(max(0.0, 100 * amount.value / largest), 1) if largest > 0 else 0
        return PartRow(label, Number(said, href, amount.undecided), width, team)

    def _undivided(self) -> list[str]:
        """A sentence for each reason why some table is missing."""
        figure, said = self.drawn.figure, []
        if figure.of in ("risk", "check_up"):
            said.append(_("What was found is not divided by place: a company is one, and is named nowhere here."))
        elif figure.of == "order":
            said.append(_("An order has a team and a day, but no campaign, place, track or form."))
        elif "place" not in figure.dimensions:
            said.append(_("What appears online has a team and campaigns, but no place, track or form."))
        if figure.key in UNBASED:
            said.append(_("By month other readings lack a base than in the whole: the year's table by month has them."))
        if "track" in _SETTLED.get(figure.key, ()):
            said.append(_("It counts one track only, so that there is no table by track."))
        return [str(each) for each in said]
