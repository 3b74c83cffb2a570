"""What the public asks about, and looking for what to propose, beside the figures of one of ten years of a province."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import select, update

from bench.databases import processor
from bench.ledgers import YEARS, fill
from bench.measuring import Line, seconds, shown_seconds
from bench.runs import Run
from bench.worlds import World
from outreach.db import db, transaction
from outreach.materials.models import Topic
from outreach.proposals.making import make_proposals
from outreach.reports.filters import Filters
from outreach.reports.report import draw_from
from outreach.reports.sums import year_sums
from outreach.schedule.models import Event
from outreach.schedule.rules import Track

YEAR = YEARS[-1]
#: The autumn of the year is looked at; in the autumn before, nobody asked.
NOW = datetime(YEAR, 11, 27, tzinfo=UTC)
BEFORE = (date(YEAR - 1, 8, 1), date(YEAR - 1, 10, 31))
#: A page about one kind of line may take so many times what the figures of all kinds take.
MOST = 1.0


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many events with ten lines each, on each database."""
    return [line for name in run.databases for line in _measured(name, run)]


def _measured(name: str, run: Run) -> Iterator[Line]:
    with run.databases[name]() as on:
        fill(on, run.size)
        _let_rise(on)
        with on.within():
            spent = seconds(_subjects(on), rounds=run.rounds(5), spent=processor())
    figures, most = spent.pop("figures"), None if run.is_trial else MOST
    yield Line("the figures of a year", shown_seconds(figures))
    for title, took in spent.items():
        yield Line(title, shown_seconds(took), "the figures", took / figures, most)


def _let_rise(on: World) -> None:
    """Every topic is a team's, and nobody asked in the autumn before."""
    with on.app.app_context(), transaction() as session:
        for number, topic in enumerate(session.scalars(select(Topic).order_by(Topic.code))):
            topic.team_id = on.teams[number % len(on.teams)]
        session.execute(update(Event).where(Event.day.between(*BEFORE)).values(track=Track.INTERNAL))


def _subjects(on: World) -> dict[str, Callable[[], object]]:
    client, filters = on.signed_in(), Filters.of_year(YEAR)
    of_year = f"first={YEAR}-01-01&last={YEAR}-12-31"
    first_topic = db.session.scalars(select(Topic.id).order_by(Topic.code)).first()

    def opening(path: str) -> Callable[[], None]:
        def work() -> None:
            assert client.get(path).status_code == 200, path

        return work

    def look() -> None:
        make_proposals(now=NOW)
        db.session.rollback()

    return {
        "figures": lambda: draw_from(year_sums(filters), filters),
        "questions by topic, over HTTP": opening(f"/questions?year={YEAR}"),
        "one topic by month, over HTTP": opening(f"/questions/{first_topic}?year={YEAR}"),
        "a late page of their lines, over HTTP": opening(f"/questions/lines?{of_year}&page=99"),
        "a look for proposals": look,
    }
