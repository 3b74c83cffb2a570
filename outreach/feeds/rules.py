"""How long the feeds show what has changed (DESIGN.md, section 6)."""

from datetime import date, timedelta

MOVED_SHOWN_FOR = timedelta(days=7)
CANCELLED_SHOWN_FOR = timedelta(days=60)


def last_day_shown(day: date, cancelled_on: date) -> date:
    """Until when a cancelled event stays in the feeds: 60 days after the later of the event and its cancellation."""
    return max(day, cancelled_on) + CANCELLED_SHOWN_FOR
