"""What the names in a list of events can mean: teams, places, people, materials, laws, campaigns, events."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.errors import Invalid
from outreach.laws.models import Law
from outreach.materials.models import Item, Material
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.places.judging import names_of_all, path_of
from outreach.places.models import Place, PlaceMerge
from outreach.schedule import queries
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.models import Campaign, Event
from outreach.schedule.rules import Status
from outreach.sheets.headings import bracketless
from outreach.sheets.typed import Value, is_blank, plain, shown

#: Dots that part the names of places, unless one stands in a name itself.
_JOINTS = str.maketrans("·•>", "›››")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


class Book:
    """Everything that a list may name: of each sort all of it, read when the first of the rows asks."""

    def __init__(self, days: Period | None, ids: Iterable[uuid.UUID]) -> None:
        there = queries.events_in(days, whole=True) if days else ()
        self.events = {event.id: event for event in there}
        self.same: dict[tuple[date, str, uuid.UUID], Event] = {}
        for event in sorted(there, key=lambda each: each.status is Status.CANCELLED):
            self.same.setdefault((event.day, plain(event.title), event.place_id), event)
        missing = set(ids) - set(self.events)
        self.events |= {id: queries.event(id) for id in missing - queries.missing(Event, missing)}

    @cached_property
    def places(self) -> dict[uuid.UUID, Place]:
        """Every place, merged and retired ones too."""
        return {place.id: place for place in db.session.scalars(select(Place))}

    @cached_property
    def places_named(self) -> dict[str, list[Place]]:
        """The places that stand, by their name, and where no place bears it by another name of theirs."""
        named: dict[str, list[Place]] = defaultdict(list)
        merged = set(db.session.scalars(select(PlaceMerge.place_id)))
        for place in self.places.values():
            if place.id not in merged:
                named[plain(place.name)].append(place)
        own = set(named)
        for place_id, names in names_of_all().items():
            for name in {plain(each) for each in names} - own:
                named[name].append(self.places[place_id])
        return named

    @cached_property
    def teams(self) -> dict[str, uuid.UUID]:
        """The ids of teams by code and name."""
        return {
            plain(word).casefold(): team.id
            for team in teams()
            for word in (team.code, team.name, f"{team.name}分队", team.name_en or team.code)
        }

    @cached_property
    def people(self) -> dict[str, list[Any]]:
        """The people in use, by name."""
        return _by_name(db.session.scalars(select(Person).where(Person.disabled_at.is_(None))))

    @cached_property
    def items(self) -> dict[str, list[Any]]:
        """The materials by name, those in use first."""
        return _by_name(db.session.scalars(select(Material).order_by(Item.retired_at.is_not(None), Item.id)))

    @cached_property
    def laws(self) -> dict[str, uuid.UUID]:
        """The ids of laws by title."""
        return {
            plain(title): law.id
            for law in db.session.scalars(select(Law))
            for title in (law.short_title, law.title)
            if title
        }

    @cached_property
    def campaigns(self) -> dict[str, Campaign]:
        """The campaigns by code and every name."""
        return {plain(name): each for each in campaigns(retired=True) for name in (each.code, *each.aliases, each.name)}

    def place(self, value: Value) -> uuid.UUID:
        """The place that a cell names: 幸福社区, 三江镇 › 幸福社区, 三江镇·幸福社区; Invalid for none or several."""
        if is_blank(value):
            raise Invalid(_("No place is given."), code="blank")
        whole = plain(value)
        found: list[Place] = []
        for path in filter(None, ((whole,), path_of(whole), path_of(whole.translate(_JOINTS)))):
            found = [place for place in self.places_named.get(path[-1], ()) if self._lies_in(place, path[:-1])]
            if found:
                break
        found = [place for place in found if place.retired_at is None] or found
        if len(found) == 1:
            return found[0].id
        if found:
            message = _(
                "Several places are called “%(name)s”. Write it with what it lies in: 三江镇 › %(name)s", name=path[-1]
            )
            raise Invalid(message, code="place_ambiguous")
        message = _("“%(name)s” is not in the list of places. Bring that in first.", name=shown(value))
        raise Invalid(message, code="no_such_place")

    def team(self, value: Value) -> uuid.UUID:
        """The team that a cell names."""
        found = self.teams.get(plain(value).casefold())
        if found is None:
            raise Invalid(_("There is no team “%(typed)s”.", typed=shown(value)), code="no_such_team")
        return found

    def person(self, name: str) -> uuid.UUID:
        """The colleague of that name."""
        return _only(self.people, name, _("Nobody of the list of people is called “%(name)s”.", name=name))

    def item(self, name: str) -> uuid.UUID | None:
        """The material of that name, one in use before a retired one; None for none."""
        found = self.items.get(plain(name.strip("《》")), ())
        return found[0].id if found else None

    def law(self, title: str) -> uuid.UUID:
        """The law of that title, official or short."""
        found = self.laws.get(plain(title))
        if found is None:
            raise Invalid(_("“%(title)s” is not in the list of laws.", title=title), code="no_such_law")
        return found

    def edition(self, text: str, day: date) -> uuid.UUID:
        """The edition that a cell names: 宪法宣传周 2025; without a year the one that `day` lies in, or its year's."""
        said = next((each for each in _names_and_years(text) if each[0] in self.campaigns), None)
        if said is None:
            raise Invalid(_("There is no campaign “%(text)s”.", text=text), code="no_such_campaign")
        campaign, year = self.campaigns[said[0]], said[1]
        wanted = [each for each in campaign.editions if each.year == (year or day.year)]
        if year is None:
            wanted = [each for each in campaign.editions if day in each.days] or wanted
        if not wanted:
            message = _("“%(name)s” has no edition of %(year)s.", name=campaign.name, year=year or day.year)
            raise Invalid(message, code="no_such_edition")
        return wanted[0].id

    def _lies_in(self, place: Place, path: Sequence[str]) -> bool:
        above = list(path)
        while above and place.parent_id is not None:
            place = self.places[place.parent_id]
            if plain(place.name) == above[-1]:
                above.pop()
        return not above


def _by_name(rows: Iterable[Any]) -> dict[str, list[Any]]:
    named: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        named[plain(row.name)].append(row)
    return named


def _only(named: dict[str, list[Any]], name: str, nobody: Any) -> uuid.UUID:
    found = named.get(plain(name), [])
    if not found:
        raise Invalid(nobody, code="nobody")
    if len(found) > 1:
        raise Invalid(_("Several people are called %(name)s: add them on the event's page.", name=name), code="several")
    one: uuid.UUID = found[0].id
    return one


def _names_and_years(text: str) -> Iterator[tuple[str, int | None]]:
    """What the words may mean: 宪法宣传周 2025, 2025年宪法宣传周, 宪法宣传周（2025）; a name may hold a year, too.

    Of several years the last is tried first: lists go out with the year behind the name.
    """
    words = plain(text)
    yield words, None
    for found in reversed([*_YEAR.finditer(words)]):
        before, after = words[: found.start()], words[found.end() :]
        if before.endswith("(") and after.startswith(")"):
            before, after = before[:-1], after[1:]
        yield " ".join(f"{before}{after.removeprefix('年')}".split()), int(found[0])
    yield bracketless(words), None
