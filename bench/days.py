"""Two hours that are as bad as they get, at a server that was really started: a county's square day, a province's."""

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.actors import Calendar, Gate, Office, Tapper, backing_up, desk_headers
from bench.crowd import PATIENCE_OF_A_DESK, Actor, Browser, crowd
from bench.ledgers import LINES, YEARS, fill
from bench.measuring import Line
from bench.runs import Run
from bench.serving import served
from bench.worlds import TEAMS, World
from outreach import clock
from outreach.logbook.seals.sealing import seal_what_is_over
from outreach.seals import sealing

#: What the log of a server may not say: a lock that was waited for in vain, a deadlock, an error.
_TROUBLE = re.compile(r"database is locked|deadlock|lock timeout|Traceback|\bERROR\b|\bCRITICAL\b", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """Who comes on it, how often, and what is stored before it begins."""

    events: int
    phones: int
    seconds_between_batches: float
    polls_a_minute: float
    calendars: int
    offices: int
    stands: int = 3
    """Events of this day, at three of which each phone logs."""
    own_calendars: int = 1
    """So many calendars show the own events for each few that show everything or a team."""
    office_rests: float = 0.0
    """Seconds between the parts of the report that an office draws."""
    processes: int = 1
    """Server processes in PostgreSQL; SQLite is served by one."""

    def small(self) -> "Day":
        """The same, small enough for a trial."""
        return Day(20, max(4, self.phones // 50), 1.0, 120, 4, 1)


#: Sixty phones at three stands, their calendars at home, the office that draws the report, and a backup.
SQUARE = Day(500, 60, 5.0, 200, 40, 1)
#: A hundred bureaus' rows in one database, with a stand of each: a batch of each phone and a poll of each calendar a
#: minute, and two who read the report. Hardly anybody has the events of all hundred bureaus in a calendar.
PROVINCE = Day(100_000, 1_000, 60.0, 400, 400, 2, stands=100, own_calendars=396, office_rests=30.0, processes=2)


def measure_square(run: Run) -> Sequence[Line]:
    """The lines of the table: so many seconds of a county's square day."""
    return [line for name in run.databases for line in _lived(name, SQUARE, run)]


def measure_province(run: Run) -> Sequence[Line]:
    """The lines of the table: so many seconds of a province's busiest hour."""
    return [line for name in run.databases for line in _lived(name, PROVINCE, run)]


def _lived(name: str, day: Day, run: Run) -> Iterator[Line]:
    day = day.small() if run.is_trial else day
    with run.databases[name]() as on, TemporaryDirectory(prefix="outreach-day-") as folder:
        fill(on, day.events)
        on.plan([clock.today()] * day.stands)
        _as_it_was_yesterday(on)
        with _servers(on, day if name == "PostgreSQL" else None, Path(folder), run) as ports:
            stands, item = on.stands(day.stands)
            tappers = _tappers(on, day, ports, stands, item)
            backup = backing_up(on, Path(folder) / "backups", here=run.is_trial)
            told = crowd([*_everybody(on, day, ports, tappers), backup], run.size)
        stored = on.ledger(stands)
        trouble = [line for log in Path(folder).glob("*.log") for line in _TROUBLE.findall(log.read_text("utf-8"))]
    acknowledged = {line: quantity for each in tappers for line, quantity in each.acknowledged.items()}
    made = {line: quantity for each in tappers for line, quantity in each.made.items()}
    lost, strange = len(acknowledged.items() - stored.items()), len(stored.items() - made.items())
    yield Line(f"{name}: stored before", f"{day.events * LINES:,} lines")
    yield Line(f"{name}: phones", f"{day.phones:,}")
    yield from told.lines(name)
    yield Line(f"{name}: lines acknowledged", f"{len(acknowledged):,}")
    yield Line(f"{name}: acknowledged and lost", f"{lost:,}", "none", float(lost), 0.0)
    yield Line(f"{name}: stored and never made", f"{strange:,}", "none", float(strange), 0.0)
    yield Line(f"{name}: locks and errors in the log", f"{len(trouble):,}", "none", float(len(trouble)), 0.0)
    yield from (Line(f"{name}: {failure[:150]}", "") for failure in told.failures[:5])


def _as_it_was_yesterday(on: World) -> None:
    """What nights and calendars have done before: days that are over are sealed, and the feeds are written."""
    with on.app.test_request_context():
        seal_what_is_over(clock.now())
        sealing.seal_what_is_over(clock.now())
    calendars = on.app.test_client()
    assert calendars.get(f"/feeds/{on.token}/all.ics").status_code == 200


@contextmanager
def _servers(on: World, several: Day | None, folder: Path, run: Run) -> Iterator[list[int]]:
    """The ports at which the world is served, by as many processes as the day has in PostgreSQL."""
    with ExitStack() as stack:
        processes = several.processes if several else 1
        yield [
            stack.enter_context(served(on, here=run.is_trial, log=folder / f"{number}.log")).port
            for number in range(processes)
        ]


def _tappers(on: World, day: Day, ports: Sequence[int], stands: Sequence[uuid.UUID], item: str) -> list[Tapper]:
    """The phones, each at three stands side by side."""
    return [
        Tapper(
            Browser(ports, {"Authorization": f"Bearer {secret}"}),
            [stands[(number + beside) % len(stands)] for beside in range(3)],
            item,
        )
        for number, secret in enumerate(on.secrets(day.phones))
    ]


def _everybody(on: World, day: Day, ports: Sequence[int], tappers: Sequence[Tapper]) -> list[Actor]:
    shown = ["all", *(f"teams/{code}" for code, *_ in TEAMS), *["mine"] * day.own_calendars]
    paths = [f"/feeds/{on.token}/{what}.ics" for what in shown]
    calendars = [Calendar(Browser(ports, {}), paths[number % len(paths)]) for number in range(day.calendars)]
    offices = [Office(Browser(ports, desk_headers(on), PATIENCE_OF_A_DESK), YEARS[-1]) for _ in range(day.offices)]
    gate = Gate(tappers[0].browser, on.places[0], TEAMS[0][0])
    return [
        *(Actor("a batch of a phone", day.seconds_between_batches, each.send) for each in tappers),
        *(Actor("a poll of a calendar", 60 * day.calendars / day.polls_a_minute, each.poll) for each in calendars),
        *(Actor("a part of the report", day.office_rests, each.draw, rests=True) for each in offices),
        Actor("an event on the spot", 10.0, gate.make),
    ]
