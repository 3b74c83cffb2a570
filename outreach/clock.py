"""The only place that asks what time it is, and the one zone in which the bureau's days begin and end."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_zone = SHANGHAI


def use_zone(name: str) -> None:
    """Set the zone of the bureau's days, an IANA name; `ZoneInfoNotFoundError` for an unknown one."""
    global _zone
    _zone = ZoneInfo(name)


def zone() -> ZoneInfo:
    """The zone of the bureau's days."""
    return _zone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The bureau's local day at this instant."""
    return local_day(now())


def local(at: datetime) -> datetime:
    """The aware instant `at` as the bureau's wall clock shows it."""
    return at.astimezone(_zone)


def wall(at: datetime) -> datetime:
    """`local`, naive: for sums of days and hours, in which no zone should take part."""
    return local(at).replace(tzinfo=None)


def local_day(at: datetime) -> date:
    """The bureau's day in which the aware instant `at` lies (rule of the count 5)."""
    return at.astimezone(_zone).date()


def instant(wall: datetime) -> datetime:
    """The UTC instant of a naive wall-clock time in the bureau's zone."""
    if wall.tzinfo is not None:
        raise ValueError(f"a wall-clock time has no zone: {wall!r}")
    return wall.replace(tzinfo=_zone).astimezone(UTC)
