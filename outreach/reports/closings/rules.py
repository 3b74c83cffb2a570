"""What can be closed, and when: plain values, without database, web or clock."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import periods
from outreach.errors import Conflict, Invalid
from outreach.periods import Period

LONGEST_NOTE = 500
#: In the place of a team's id: the closing is the whole bureau's.
BUREAU = "bureau"
_WORD = re.compile(r"(\d{4})(?:-(?:q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


class Kind(StrEnum):
    """How long a closed period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Severity(StrEnum):
    """Whether a finding of the check list must be mended before closing, should be looked at, or may mean nothing."""

    MUST = "must"
    LOOK = "look"
    HINT = "hint"


@dataclass(frozen=True)
class Stretch:
    """A month, quarter or year as it is closed; `number` counts within the year, 1 for the year itself."""

    kind: Kind
    year: int
    number: int = 1

    @property
    def period(self) -> Period:
        """Its days."""
        if self.kind is Kind.YEAR:
            return periods.year(self.year)
        return (periods.month if self.kind is Kind.MONTH else periods.quarter)(self.year, self.number)

    @property
    def word(self) -> str:
        """It in an address: 2025, 2025-q1 or 2025-03."""
        tails = {Kind.YEAR: "", Kind.QUARTER: f"-q{self.number}", Kind.MONTH: f"-{self.number:02}"}
        return f"{self.year:04}{tails[self.kind]}"


def stretches_of(year: int) -> tuple[Stretch, ...]:
    """The year itself, its quarters and its months."""
    quarters = (Stretch(Kind.QUARTER, year, number) for number in range(1, 5))
    months = (Stretch(Kind.MONTH, year, number) for number in range(1, 13))
    return (Stretch(Kind.YEAR, year), *quarters, *months)


def read_stretch(word: str) -> Stretch:
    """What an address names; Invalid for a word that names none (`bad_stretch`), or no year."""
    found = _WORD.fullmatch(word.strip())
    if found is None:
        message = _("“%(word)s” is no period that can be closed. Write 2025, 2025-q1 or 2025-03.", word=word)
        raise Invalid(message, code="bad_stretch", word=word)
    year, quarter, month = (int(number or 0) for number in found.groups())
    periods.year(year)
    if month:
        return Stretch(Kind.MONTH, year, month)
    return Stretch(Kind.QUARTER, year, quarter) if quarter else Stretch(Kind.YEAR, year)


def stretch_over(period: Period) -> Stretch | None:
    """The month, quarter or year that has exactly these days; None for any others."""
    return next((each for each in stretches_of(period.first.year) if each.period == period), None)


def check_is_over(period: Period, today: date) -> None:
    """Refuse a period that still runs, or is still to come: what was not counted yet can't be declared final."""
    if period.last >= today:
        message = _("These days are not over. They can be closed from %(day)s on.", day=_after(period).isoformat())
        raise Conflict(message, code="not_over", last=period.last)


def check_reason(findings: list[dict[str, Any]], reason: str) -> None:
    """Refuse to close over what must be mended first, unless somebody writes why."""
    if not reason and any(each["severity"] == Severity.MUST and each["count"] for each in findings):
        message = _("Something on the check list must be mended first. Mend it, or write why you close all the same.")
        raise Invalid(message, field="reason", code="reason_needed")


def _after(period: Period) -> date:
    return date.fromordinal(period.last.toordinal() + 1)
