"""Which lines of the ledger count, whatever is asked of them: figures and proposals are built on these conditions."""

from sqlalchemy import ColumnElement, func, or_

from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track

#: What is logged at internal events stands outside: our own staff are not attendance (docs/design.md, section 6).
COUNTED_TRACKS = (Track.PUBLIC, Track.ENTERPRISE, Track.TRAINING)


def lines_that_count() -> list[ColumnElement[bool]]:
    """A line of a held event of a counted track, received before the event was reviewed; the statement joins Event.

    Lines that came later stand outside until a lead has looked at them.
    """
    in_time = or_(Event.reviewed_at.is_(None), Tally.received_at <= Event.reviewed_at)
    return [Event.track.in_(COUNTED_TRACKS), in_time, Event.status == Status.HELD]


def counted_unit(kind: CountKind) -> ColumnElement[str]:
    """The unit under which a line of `kind` counts: the bureau's setting, else the item's own, else the kind's."""
    return func.coalesce(Item.counted_as, Item.unit, MAIN_UNIT[kind])
