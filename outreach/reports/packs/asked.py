"""What a pack is asked of: an event, an edition of a campaign, or the days and filters of the report."""

import uuid
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from outreach.documents.days import said_day
from outreach.errors import Conflict
from outreach.periods import Period
from outreach.reports.chips import said_filter
from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.queries import drawing_of, filters_of
from outreach.reports.filters import Filters, chosen_row, read_filters
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import Scope, safe_name
from outreach.schedule.campaigns.queries import edition as edition_of
from outreach.schedule.models import Edition, Event
from outreach.schedule.queries import event as event_of

DRAWING = "drawing"


@dataclass(frozen=True)
class Asked:
    """What of the ledger stands in a pack; under `filters` its totals are the figures of the report."""

    scope: Scope
    filters: Filters
    title: str
    event_id: uuid.UUID | None = None
    edition_id: uuid.UUID | None = None
    drawing_id: uuid.UUID | None = None
    """The stored figures that a period's ledger is held against, in the place of today's."""

    @property
    def subject_id(self) -> uuid.UUID | None:
        """The event or the edition."""
        return self.event_id or self.edition_id

    @property
    def arguments(self) -> dict[str, str]:
        """What a period's pack is asked by, as a row keeps it."""
        if self.subject_id is not None:
            return {}
        return self.filters.arguments() if self.drawing_id is None else {DRAWING: str(self.drawing_id)}

    @property
    def file_name(self) -> str:
        """What the zip is called."""
        return f"{safe_name(f'佐证包 {self.title}', most=90)}.zip"


def of_event(event: Event) -> Asked:
    """A pack of one event."""
    filters = Filters(event.day.year, Period(event.day, event.day))
    return Asked(Scope.EVENT, filters, folder_of(event), event_id=event.id)


def of_edition(edition: Edition) -> Asked:
    """A pack of the whole edition, also where it crosses the year end."""
    filters = Filters(edition.year, edition.days, campaign=chosen_row(edition.campaign))
    return Asked(Scope.EDITION, filters, f"{edition.campaign.name}（{edition.year}年）", edition_id=edition.id)


def of_period(filters: Filters) -> Asked:
    """A pack of the report's days under its filters."""
    words = [str(filters.year) + "年", *(said_filter(filters, name) for name in filters.used)]
    if not filters.is_whole_year:
        words.append(f"{filters.period.first:%m%d}-{filters.period.last:%m%d}")
    return Asked(Scope.PERIOD, filters, " ".join(words))


def of_drawing(kept: Drawing) -> Asked:
    """A pack of the days and filters of stored figures; Conflict where today's lists no longer know these filters."""
    filters = filters_of(kept)
    if filters is None:
        raise Conflict(
            _("Its filters name something that is no longer in the lists, so no ledger can be made of them.")
        )
    return Asked(Scope.PERIOD, filters, kept.title, drawing_id=kept.id)


def asked_of(pack: Pack) -> Asked:
    """What a pack was asked of; raises NotFound or Refusal where that is gone meanwhile."""
    if pack.scope is Scope.EVENT and pack.subject_id is not None:
        return of_event(event_of(pack.subject_id))
    if pack.scope is Scope.EDITION and pack.subject_id is not None:
        return of_edition(edition_of(pack.subject_id))
    if DRAWING in pack.arguments:
        return of_drawing(drawing_of(pack.year, uuid.UUID(pack.arguments[DRAWING])))
    return of_period(read_filters(pack.year, pack.arguments))


def said_scope(asked: Asked) -> str:
    """The days and what narrows them, in one line, as it stands in the pack."""
    period = asked.filters.period
    days = said_day(period.first) + ("" if period.days == 1 else f"至{said_day(period.last)}")
    narrowed = [said_filter(asked.filters, name) for name in asked.filters.used]
    return " · ".join([days, *narrowed])


def folder_of(event: Event) -> str:
    """What the event's folder is called: 2025-03-04 赶集日政策咨询（三江镇）."""
    return safe_name(f"{event.day.isoformat()} {event.title}（{event.place.name}）")
