"""How one event is written down in the example: what was planned, and what was logged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from outreach import clock
from outreach.demo.content.people import CREWS
from outreach.logbook.rules import Basis
from outreach.schedule.rules import Duty, Form, Standing, Track

#: The forms that need somebody who speaks.
_SPOKEN = {Form.TALK, Form.CASES, Form.LECTURE}


@dataclass(frozen=True)
class Slip:
    """A wrong line of a material, taken back with a reason; `late` where that was seen only after the review."""

    item: str
    wrong: int
    reason: str
    late: bool = False


@dataclass(frozen=True)
class Moved:
    """The day on which it was first planned, and why it was moved."""

    first: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One event with everything about it, by the names and codes of the content.

    `handed` says of each material how many were taken along and how many were handed out; in `asked`, "" is the
    consultation without a topic. `campaigns` are codes with the edition's year: "spring_breeze 2025".
    """

    on: date
    hours: str
    title: str
    team: str
    place: str
    track: Track = Track.PUBLIC
    forms: tuple[Form, ...] = (Form.DESK, Form.HANDOUT)
    campaigns: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    also: Mapping[str, Duty] = field(default_factory=dict)
    """Who goes along beside the team's usual crew."""
    is_unmanned: bool = False
    """Nobody was asked to go yet."""
    anyway: str = "人手和时间已协调好"
    """Why it is planned whatever stands against it."""
    laws: tuple[str, ...] = ()
    partners: str | None = None
    standing: Standing = Standing.HOST
    note: str | None = None
    handed: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=dict)
    basis: Basis = Basis.COUNTED
    estimated: frozenset[str] = frozenset()
    """The codes of what was only estimated."""
    separately: bool = False
    """Two people said beforehand that they count the same things separately (rule of the count 11)."""
    twice: str | None = None
    """A material that two people counted at the same time without saying so: the question of rule 11."""
    typed_by_clerk: bool = False
    """The numbers came on paper, and the clerk typed them on the next day."""
    no_signal: bool = False
    """The phones sent only in the evening."""
    slips: tuple[Slip, ...] = ()
    late_line: tuple[str, int] | None = None
    """A material and a number that came only after the review: it stands outside the figures."""
    moved: Moved | None = None
    cancelled: str | None = None
    is_logged: bool = True
    reviewed_after: int | None = 2
    """Days from the event to its review, None: not reviewed."""
    news: str | None = None
    """The title of the article about it."""

    @property
    def starts_at(self) -> datetime:
        """The instant of its start."""
        return instant(self.on, self.hours.partition("-")[0])

    @property
    def ends_at(self) -> datetime:
        """The instant of its end."""
        return instant(self.on, self.hours.partition("-")[2])

    @property
    def staff(self) -> dict[str, Duty]:
        """Who goes, by user name: the team's lead, who speaks or stands at the desk, and who else was asked."""
        if self.is_unmanned:
            return {}
        lead, first, second = CREWS[self.team]
        speaks = bool(_SPOKEN & set(self.forms))
        usual = {lead: Duty.LEAD, first: Duty.SPEAKER if speaks else Duty.DESK, second: Duty.DESK}
        return usual | dict(self.also)

    @property
    def counters(self) -> list[str]:
        """Who counts, by user name: everybody at the desk but the lead and the driver."""
        return [name for name, duty in self.staff.items() if duty in (Duty.DESK, Duty.SPEAKER, Duty.HELP)]


def instant(day: date, wall: str) -> datetime:
    """The instant of the wall-clock time `wall`, such as "8:30", on the local `day`."""
    hour, minute = wall.split(":")
    return clock.instant(datetime.combine(day, time(int(hour), int(minute))))


def not_after(at: datetime, latest: datetime | None) -> datetime:
    """`at`, or `latest` where that is earlier."""
    return at if latest is None else min(at, latest)


def working_day(day: date, holidays: frozenset[date], step: int = 1) -> date:
    """`day`, or the nearest working day from it on (`step` -1: before it)."""
    while day.weekday() > 4 or day in holidays:
        day += timedelta(days=step)
    return day
