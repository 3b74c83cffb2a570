"""What can't well be at once in the plan, decided on plain values; every kind of clash is found here.

Ends are free: what begins when another thing ends meets it nowhere. Instants are aware, days are the bureau's own.
"""

import math
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from outreach.periods import Period, instants
from outreach.places.rules import WIDEST, PlaceKind
from outreach.schedule.rules import days_of
from outreach.workdays.rules import DayKind, WorkCalendar


class ClashKind(StrEnum):
    """What stands against an event, in the order in which it is said."""

    PERSON_BUSY = "person_busy"
    PERSON_ON_LEAVE = "person_on_leave"
    TRAVEL = "travel"
    PLACE_BUSY = "place_busy"
    TEAM_BUSY = "team_busy"
    TEAM_SHORT = "team_short"
    HOLIDAY = "holiday"
    MATERIALS_SHORT = "materials_short"


@dataclass(frozen=True)
class Clash:
    """One thing that stands against an event.

    `subject_id` is the person, place, team or material; `other_id` the event that is met; `day` the day that is off,
    the first of a leave or the one on which a team is short. `needed` and `there` count minutes on the way, people of
    the team or pieces of the material.
    """

    kind: ClashKind
    subject_id: uuid.UUID | None = None
    other_id: uuid.UUID | None = None
    day: date | None = None
    needed: int = 0
    there: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the clash is about, whatever its numbers are."""
        return self.kind.value, str(self.subject_id or ""), str(self.other_id or ""), str(self.day or "")

    def is_within(self, other: "Clash") -> bool:
        """Whether who knows of `other` knows of this one: it is about the same, and no worse."""
        return self.key == other.key and self.needed - self.there <= other.needed - other.there


@dataclass(frozen=True)
class Spot:
    """Where an event is: the place, those it lies in, and its latitude and longitude where they are known."""

    id: uuid.UUID
    kind: PlaceKind
    around: frozenset[uuid.UUID] = frozenset()
    position: tuple[float, float] | None = None


@dataclass(frozen=True)
class Slot:
    """What an event takes of the plan: time, place (None while nobody has chosen it), teams and people."""

    event_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    spot: Spot | None
    team_ids: frozenset[uuid.UUID] = frozenset()
    person_ids: frozenset[uuid.UUID] = frozenset()

    @property
    def days(self) -> Period:
        """The local days on which some of the event lies."""
        return days_of(self.starts_at, self.ends_at)

    def meets(self, other: "Slot") -> bool:
        """Whether the two have an instant in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Away:
    """A person on leave, both days included."""

    person_id: uuid.UUID
    days: Period


@dataclass(frozen=True)
class Surroundings:
    """All that an event can meet: `members` are a team's people, `left` is what is free of each stocked material."""

    others: Sequence[Slot] = ()
    away: Sequence[Away] = ()
    members: Mapping[uuid.UUID, frozenset[uuid.UUID]] = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    left: Mapping[uuid.UUID, int] = field(default_factory=dict)


#: A township or a park has room for several events at once; a village, a hall or a gate is thought of as one room.
ROOMY = frozenset(WIDEST)

#: How far a road is, against the line through the air, and how fast a bureau's car gets on.
DETOUR, KILOMETRES_PER_HOUR = 1.4, 40
#: Minutes on the way where it is not known where the places lie.
WITHIN_A_TOWNSHIP, BETWEEN_TOWNSHIPS = 15, 45
#: Nobody is on the way longer than this in a county: what lies further off is not looked at.
REACH = timedelta(hours=4)
_EARTH = 6371


def clashes_of(
    slot: Slot, planned: Mapping[uuid.UUID, int], around: Surroundings, *, is_past: bool = False
) -> tuple[Clash, ...]:
    """Everything that stands against the slot, in the order of ClashKind; `planned` are pieces of each material.

    An event of the past that is put in afterwards took place: only what can't have been at once is said.
    """
    found = [*double_bookings(slot, around.others)]
    if not is_past:
        found += on_leave(slot, around.away)
        found += too_far(slot, around.others)
        found += short_teams(slot, around)
        found += days_off(slot, around.calendar)
        found += short_materials(planned, around.left)
    order = list(ClashKind)
    return tuple(sorted(found, key=lambda clash: (order.index(clash.kind), clash.key)))


def double_bookings(slot: Slot, others: Iterable[Slot]) -> Iterator[Clash]:
    """The people, the place and the teams that are at another event at some instant of the slot."""
    for other in others:
        if not slot.meets(other):
            continue
        for person_id in slot.person_ids & other.person_ids:
            yield Clash(ClashKind.PERSON_BUSY, person_id, other.event_id)
        if slot.spot and slot.spot == other.spot and slot.spot.kind not in ROOMY:
            yield Clash(ClashKind.PLACE_BUSY, slot.spot.id, other.event_id)
        for team_id in slot.team_ids & other.team_ids:
            yield Clash(ClashKind.TEAM_BUSY, team_id, other.event_id)


def on_leave(slot: Slot, away: Iterable[Away]) -> Iterator[Clash]:
    """Each person of the slot who is on leave on one of its days."""
    for each in away:
        if each.person_id in slot.person_ids and each.days.meets(slot.days):
            yield Clash(ClashKind.PERSON_ON_LEAVE, each.person_id, day=each.days.first)


def too_far(slot: Slot, others: Iterable[Slot]) -> Iterator[Clash]:
    """Each person who can't get here from the event before, or from here to the one after."""
    others = list(others)
    for person_id in slot.person_ids:
        theirs = [other for other in others if person_id in other.person_ids]
        before = max((o for o in theirs if o.ends_at <= slot.starts_at), key=lambda o: o.ends_at, default=None)
        after = min((o for o in theirs if o.starts_at >= slot.ends_at), key=lambda o: o.starts_at, default=None)
        for other in (before, after):
            if other is None or not (slot.spot and other.spot):
                continue
            gap = max(slot.starts_at - other.ends_at, other.starts_at - slot.ends_at) // timedelta(minutes=1)
            needed = minutes_between(slot.spot, other.spot)
            if gap < needed:
                yield Clash(ClashKind.TRAVEL, person_id, other.event_id, needed=needed, there=gap)


def short_teams(slot: Slot, around: Surroundings) -> Iterator[Clash]:
    """Each team that is asked for more people at one instant of the slot than it has; said once, for the first day.

    An event takes those of a team who are named, and at least one. A team of which no people are known is never short.
    """
    for team_id in slot.team_ids:
        members = around.members.get(team_id, frozenset())
        theirs = [slot, *(other for other in around.others if team_id in other.team_ids and slot.meets(other))]
        for day in slot.days if members else ():
            away = {each.person_id for each in around.away if day in each.days}
            needed, there = _most_at_once(theirs, slot, day, members), len(members - away)
            if needed > there:
                yield Clash(ClashKind.TEAM_SHORT, team_id, day=day, needed=needed, there=there)
                break


def days_off(slot: Slot, calendar: WorkCalendar) -> Iterator[Clash]:
    """The first public holiday among the slot's days; an ordinary weekend is no holiday."""
    for day in slot.days:
        named = calendar.named.get(day)
        if named is not None and named.kind is DayKind.OFF:
            yield Clash(ClashKind.HOLIDAY, day=day)
            return


def short_materials(planned: Mapping[uuid.UUID, int], left: Mapping[uuid.UUID, int]) -> Iterator[Clash]:
    """Each material of which more is planned than is `left`; one that is not kept in stock is never short."""
    for item_id, quantity in planned.items():
        if item_id in left and quantity > left[item_id]:
            yield Clash(ClashKind.MATERIALS_SHORT, item_id, needed=quantity, there=max(0, left[item_id]))


def minutes_between(here: Spot, there: Spot) -> int:
    """How long the way takes, in whole minutes: by the positions where both are known, else by what they lie in."""
    if here.id == there.id:
        return 0
    if here.position and there.position:
        return math.ceil(_kilometres(here.position, there.position) * DETOUR / KILOMETRES_PER_HOUR * 60)
    is_near = {here.id, *here.around} & {there.id, *there.around}
    return WITHIN_A_TOWNSHIP if is_near else BETWEEN_TOWNSHIPS


def _most_at_once(slots: Sequence[Slot], within: Slot, day: date, members: frozenset[uuid.UUID]) -> int:
    """The most people of the team that the slots take at one instant of the local day, inside of `within`."""
    first, last = instants(Period(day, day))
    first, last = max(first, within.starts_at), min(last, within.ends_at)
    beginnings = {first, *(slot.starts_at for slot in slots if first < slot.starts_at < last)}
    return max(
        sum(max(1, len(slot.person_ids & members)) for slot in slots if slot.starts_at <= at < slot.ends_at)
        for at in beginnings
    )


def _kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great circle between two positions in degrees (haversine)."""
    (lat, lon), (other_lat, other_lon) = (tuple(map(math.radians, each)) for each in (here, there))
    part = math.sin((other_lat - lat) / 2) ** 2
    part += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(part))
