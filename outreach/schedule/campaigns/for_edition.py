"""What a new event begins with when it is planned from the page of a campaign's edition."""

from datetime import date
from typing import Any

from outreach.schedule.campaigns.queries import law_ids_of
from outreach.schedule.models import Edition


def day_within(edition: Edition, today: date) -> date | None:
    """The first day of an edition that is still ahead; None where it runs or is over, so that the usual day holds."""
    return edition.first_day if edition.first_day > today else None


def said_for_edition(edition: Edition) -> dict[str, Any]:
    """The edition ticked, and the laws that its campaign explains."""
    return {"edition_ids": [edition.id], "law_ids": list(law_ids_of([edition.id]))}
