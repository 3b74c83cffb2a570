"""Whether the days of a form or a text are over, and what is still owed of their events: said before it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.periods import Period
from outreach.reports.closings.checks.debts import debts
from outreach.reports.closings.checks.finding import Asked, Finding
from outreach.reports.filters import Filters


@dataclass(frozen=True)
class Unfinished:
    """What may still move the figures of `period`: days to come, and `open`, what is owed of its events."""

    period: Period
    is_running: bool
    open: Sequence[Finding]


def unfinished(filters: Filters, now: datetime) -> Unfinished | None:
    """What is unfinished in the days and the team of `filters`; None where nothing is. Inside `snapshot()`.

    What is owed of an edition is not told apart from what is owed of its days.
    """
    asked = Asked(filters, now)
    is_running = asked.today <= filters.period.last
    found = [each for each in debts(asked) if each.is_open] if filters.edition is None else []
    return Unfinished(filters.period, is_running, found) if is_running or found else None
