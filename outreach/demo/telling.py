"""The texts of the example: the report of 2025, drawn and handed in, and the summary of last month, being written."""

from datetime import UTC, date, datetime, timedelta

from outreach import clock, periods
from outreach.documents.texts import Level
from outreach.people.models import Person
from outreach.reports.filters import Filters
from outreach.reports.texts.actions import begin_text, draw_text, hand_in, save_text
from outreach.reports.texts.facts import Frame
from outreach.reports.texts.models import ReportText
from outreach.reports.texts.rules import Block, Draft, Kind

_WRITTEN = datetime(2026, 1, 12, 1, 30, tzinfo=UTC)
_DRAWN = timedelta(days=3)
_HANDED_IN, _TO_WHOM = date(2026, 1, 16), "县委、县人民政府"
_NEXT_STEP = "下一步，继续落实普法责任制，把政策法规送到企业、工地和群众身边。"


def tell_the_year(year: int, *, by: Person, now: datetime) -> None:
    """The report of the year as it was written, drawn and handed in in January."""
    written = min(_WRITTEN, now)
    text = begin_text(Frame.of_year(year), by=by, now=written)
    _add_next_step(text, by=by, now=written)
    drawn_at = min(written + _DRAWN, now)
    drawn = draw_text(text, seen=text.version, by=by, now=drawn_at)
    day = max(_HANDED_IN, clock.local_day(drawn_at))
    if drawn.is_clean and day <= clock.local_day(now):
        hand_in(drawn, day=day, to_whom=_TO_WHOM, by=by, now=now)


def tell_last_month(*, by: Person, now: datetime) -> None:
    """The summary of the month before the day of loading, which nobody has drawn yet."""
    last = clock.local_day(now).replace(day=1) - timedelta(days=1)
    days = periods.month(last.year, last.month)
    begin_text(Frame(Kind.MONTH, Filters(last.year, days)), by=by, now=now)


def _add_next_step(text: ReportText, *, by: Person, now: datetime) -> None:
    """What comes next is written by hand, before the signature."""
    draft = text.current.draft
    at = next(place for place, block in enumerate(draft.blocks) if block.level is Level.SIGNATURE)
    blocks = (*draft.blocks[:at], Block(Level.BODY, _NEXT_STEP), *draft.blocks[at:])
    save_text(text, Draft(draft.title, blocks, draft.slots, draft.exact), seen=text.version, by=by, now=now)
