"""What is noted when figures leave the program."""

from datetime import datetime

from outreach.audit.actions import record_act
from outreach.people.models import Person
from outreach.reports.filters import Filters


def note_export(filters: Filters, *, file: str, by: Person, now: datetime) -> None:
    """Leave an audit line about figures that leave the program as a file of that name."""
    record_act("report.exported", by=by, now=now, year=filters.year, file=file)
