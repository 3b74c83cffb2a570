"""The check list of a period: everything that is looked for, the gravest first."""

from collections.abc import Callable, Iterator
from datetime import datetime

from outreach.reports.closings.checks import campaigns, debts, numbers, online, typed
from outreach.reports.closings.checks.finding import Asked, Finding
from outreach.reports.closings.rules import Severity
from outreach.reports.filters import Filters

_ONE_EACH: tuple[Callable[[Asked], Finding], ...] = (
    debts.cancelled_with_lines,
    debts.unconfirmed,
    debts.none_and_some,
    debts.phones_waiting,
    debts.blank,
    numbers.outliers,
    numbers.estimated,
    numbers.without_evidence,
    campaigns.untagged,
    online.doubtful,
)
_SOME_EACH: tuple[Callable[[Asked], Iterator[Finding]], ...] = (
    debts.debts,
    campaigns.named_only,
    online.readings,
    online.unbased,
    online.unproven,
)
_ORDER = list(Severity)


def check_list(filters: Filters, now: datetime) -> list[Finding]:
    """What stands open in the days of `filters`, and what is in order (count 0). Inside `snapshot()` or an act."""
    asked = Asked(filters, now)
    found = [each for check in _SOME_EACH for each in check(asked)]
    found += [check(asked) for check in _ONE_EACH]
    if filters.team is None:  # what is issued is of a team, what was handed out of the event's: only the whole is told
        found.append(numbers.more_than_issued(asked))
    if filters.is_whole_year and filters.team is None:  # figures typed by hand are of a year and of the whole bureau
        found.append(typed.blank(asked))
    return sorted(found, key=lambda each: _ORDER.index(each.severity))
