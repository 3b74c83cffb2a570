"""The words of the plan, and what makes an event possible."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Invalid
from outreach.periods import Period


class Track(StrEnum):
    """To whom an event goes; the tracks are disjoint, and so are the figures made of them."""

    PUBLIC = "public"
    ENTERPRISE = "enterprise"
    TRAINING = "training"
    INTERNAL = "internal"


class DayRule(StrEnum):
    """How a campaign's days are found before this year's notice comes (FIELD.md, yearly calendar)."""

    FIXED = "fixed"  # the same days each year
    MONTH = "month"  # a whole month
    AROUND_SPRING_FESTIVAL = "around_spring_festival"
    UNTIL_SPRING_FESTIVAL = "until_spring_festival"  # to the day before it
    NOTICE = "notice"  # by notice only; the usual days are a hint


class Status(StrEnum):
    """Planned, held and cancelled are different columns, never summed (rule of the count 6)."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Standing(StrEnum):
    """Whose event it is: our own, shared, or another body's that invited us."""

    HOST = "host"
    CO_HOST = "co_host"
    INVITED = "invited"


class Form(StrEnum):
    """How an event reaches people; one event may have several forms."""

    TALK = "talk"
    CASES = "cases"
    ON_SITE = "on_site"
    DESK = "desk"
    HANDOUT = "handout"
    CHECK_UP = "check_up"
    ON_DEMAND = "on_demand"
    LECTURE = "lecture"
    QUIZ = "quiz"


class Duty(StrEnum):
    """What a person does at an event."""

    LEAD = "lead"
    SPEAKER = "speaker"
    DESK = "desk"
    DRIVER = "driver"
    HELP = "help"


class Answer(StrEnum):
    """What a person says to a duty: nothing yet, that it can be done, or that it can't and why."""

    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"


LONGEST = timedelta(days=14)
LARGEST = 9_999_999
LONGEST_TITLE, LONGEST_TEXT = 200, 2000

#: Which fields of an event can move a figure when they change: every dimension that a report is cut by.
MOVES_FIGURE = frozenset({"status", "day", "track", "lead_team", "joining", "place", "editions", "forms", "reviewed"})


def has_left(disabled_at: datetime | None, ends_at: datetime) -> bool:
    """Whether the account of somebody on an event was disabled before its end: nobody comes then.

    Where it was disabled later, the person was there, and stays on the event as it was.
    """
    return disabled_at is not None and disabled_at < ends_at


def is_after_team(day: date, last_day: date | None) -> bool:
    """Whether an event of the local `day` comes after the last day of a team."""
    return last_day is not None and day > last_day


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """Refuse an event that ends before it begins, lasts over 14 days, or lies outside of any calendar's years."""
    if ends_at <= starts_at:
        raise Invalid(_("The event must end after it begins."), field="ends_at", code="ends_before_start")
    if ends_at - starts_at > LONGEST:
        raise Invalid(
            _("An event lasts %(days)d days at most. Plan a longer one as several.", days=LONGEST.days),
            field="ends_on",
            code="too_long",
        )
    if not 1950 <= starts_at.year <= 2150:
        raise Invalid(_("This day is too far away."), field="starts_on", code="day_out_of_range")


def days_of(starts_at: datetime, ends_at: datetime) -> Period:
    """The local days on which some of that time lies; what ends at midnight has nothing of the next day."""
    return Period(clock.local_day(starts_at), clock.local_day(ends_at - timedelta(microseconds=1)))


def check_text(text: str | None, field: str, most: int = LONGEST_TEXT) -> str | None:
    """`text` without blanks around it, None where nothing is left; Invalid beyond `most` characters."""
    text = (text or "").strip()
    if len(text) > most:
        raise Invalid(_("Keep this within %(most)d characters.", most=most), field=field, code="too_long")
    return text or None


def check_needed(text: str | None, field: str, most: int = LONGEST_TITLE) -> str:
    """`text` as `check_text` gives it; Invalid (`blank`) where nothing is left."""
    checked = check_text(text, field, most)
    if checked is None:
        message = _("Say why.") if field == "reason" else _("Write something here.")
        raise Invalid(message, field=field, code="blank")
    return checked


def check_quantity(quantity: int | None, field: str) -> int | None:
    """A number that is planned or expected: not below zero, at most seven digits; None says nothing."""
    if quantity is not None and not 0 <= quantity <= LARGEST:
        raise Invalid(
            _("This must be a number from %(least)d to %(most)d.", least=0, most=LARGEST),
            field=field,
            code="quantity",
        )
    return quantity


def check_days(first: date, last: date, field: str = "last_day") -> None:
    """Refuse an edition that ends before it begins or goes on for more than a year and a half."""
    if last < first:
        raise Invalid(_("The last day is before the first day."), field=field, code="period_backwards")
    if (last - first).days > 550:
        raise Invalid(_("An edition is one year's run: this is too long."), field=field, code="too_long")


def is_outside(day: date, spans: Iterable[tuple[date, date]]) -> bool:
    """Whether `day` lies outside of some of the (first, last) days of editions: said as a warning, never refused."""
    return any(not first <= day <= last for first, last in spans)


#: When most events take place (half a day, FIELD.md): the start and the end that a new one is offered.
MORNING, AFTERNOON = (time(9), time(11)), (time(14, 30), time(16, 30))


def usual_end(start: time) -> time:
    """When a new event ends that begins at `start`: as long after it as a usual half day, and on the same day."""
    wall = datetime.combine(date.min, start)
    length = datetime.combine(date.min, MORNING[1]) - datetime.combine(date.min, MORNING[0])
    end = wall + length
    return end.time() if end.date() == wall.date() else time(23, 59)


def next_slot(wall: datetime) -> tuple[date, time, time]:
    """Day, start and end that a new event is offered at the naive wall-clock time: the next usual half day of work."""
    for offset in range(8):
        day = wall.date() + timedelta(days=offset)
        for start, end in (MORNING, AFTERNOON):
            if day.weekday() < 5 and datetime.combine(day, start) > wall:
                return day, start, end
    raise AssertionError("every week has a working day")
