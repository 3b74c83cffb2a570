"""The ledger of past years as a list that can be brought in."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.jobs.imports import Importer
from outreach.logbook.ledgers.actions import bring_in
from outreach.logbook.ledgers.adding_up import told
from outreach.logbook.ledgers.columns import COLUMNS, NUMBERS, SAMPLES
from outreach.logbook.ledgers.judging import judge
from outreach.logbook.ledgers.panels import ended_panel, preview_panel
from outreach.logbook.ledgers.queries import Standing, standing_of
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.places.queries import full_name_of
from outreach.schedule import queries as schedule
from outreach.schedule.lists.words import TRACKS
from outreach.schedule.rules import Status

#: What handouts without a title are called in the cell of the titles.
TITLELESS = "宣传资料"


def held_rows() -> Iterator[tuple[Any, ...]]:
    """The held events of this year with their numbers, in order of time and in the columns of the ledger."""
    year = clock.today().year
    events = schedule.events_in(Period(date(year, 1, 1), date(year, 12, 31)), schedule.Filters(status=Status.HELD))
    standing = standing_of([event.id for event in events])
    for event in events:
        start, end = clock.local(event.starts_at), clock.local(event.ends_at)
        said = {
            "day": event.day,
            "times": f"{start:%H:%M}-{end:%H:%M}" if start.date() == end.date() else None,
            "title": event.title,
            "place": full_name_of(event.place),
            "team": event.lead_team.name,
            "track": TRACKS[event.track][0],
        }
        said |= _numbers(standing.get(event.id, ()))
        yield tuple(said.get(column.key) for column in COLUMNS)


def _numbers(lines: Sequence[Standing]) -> dict[str, Any]:
    """What stands at an event: handouts by title in one cell with their sum beside it, the rest by kind."""
    said: dict[str, Any] = {}
    for key, (kind, code) in NUMBERS.items():
        wanted = [line for line in lines if line.kind is kind and (kind is not CountKind.DISPLAY or line.code == code)]
        said[key] = sum(line.quantity for line in wanted) if wanted else None
    handouts = [line for line in lines if line.kind is CountKind.HANDOUT]
    if any(line.name for line in handouts):
        said["materials"] = "、".join(f"{line.name or TITLELESS}×{line.quantity}" for line in handouts)
    return said


TALLIES = Importer(
    key="tallies",
    label=_("Ledger of past years"),
    lead=_("Events that took place, with what was handed out, asked and attended, as the ledger was kept by hand."),
    columns=COLUMNS,
    samples=SAMPLES,
    judge=judge,
    store=bring_in,
    undo=_("As long as nothing else was built on it, a ledger is taken back as a whole on its page."),
    endpoint="ledgers.index",
    listed=held_rows,
    made_by_hand=True,
    panel=preview_panel,
    told=told,
    ended_panel=ended_panel,
)
