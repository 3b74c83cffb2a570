"""The report of each of ten years of a province, and the first page behind its largest figure, beside bare SQL."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask.testing import FlaskClient

from bench import bare
from bench.databases import processor
from bench.ledgers import YEARS, fill
from bench.measuring import Line, seconds, shown_seconds
from bench.runs import Run
from bench.worlds import World
from outreach import clock
from outreach.db import db
from outreach.db.snapshot import snapshot
from outreach.materials.rules import CountKind
from outreach.reports.behind import page_of_lines
from outreach.reports.divided.places import ON_THE_YEAR, place_page, place_sums
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import key_of
from outreach.reports.report import draw_from, year_report
from outreach.reports.sums import YearSums, year_sums
from outreach.reports.values import draw

#: The report may take so many times what the bare SQL takes for the same numbers.
REACH = 1.5
LARGEST = "handouts"


def measure(run: Run) -> Sequence[Line]:
    """The lines of the table: so many events with ten lines each, on each database."""
    return [line for name in run.databases for line in _measured(name, run)]


def _measured(name: str, run: Run) -> Iterator[Line]:
    with run.databases[name]() as on:
        fill(on, run.size)
        with on.within():
            years = YEARS[:1] if run.is_trial else YEARS
            for year in {years[0], years[-1]}:
                _check(year)
            yield from _compared(on, name, years, run.rounds(3))


def _compared(on: World, name: str, years: Sequence[int], rounds: int) -> Iterator[Line]:
    spent = seconds(_subjects(on, years), rounds=rounds, spent=processor())
    told = f"{name}, bare SQL"
    yield Line(f"{told}: the numbers of a year", shown_seconds(spent["bare"] / len(years)))
    ratio = spent["figures"] / spent["bare"]
    yield Line(f"{name}: figures by all parts", shown_seconds(spent["figures"] / len(years)), told, ratio, REACH)
    yield Line(f"{told}: these and the numbers by place", shown_seconds(spent["bare page"] / len(years)))
    ratio = spent["report"] / spent["bare page"]
    yield Line(f"{name}: all that its page shows", shown_seconds(spent["report"] / len(years)), told, ratio, REACH)
    page = spent["page"] / spent["bare page"]
    yield Line(f"{name}: the page of the year, over HTTP", shown_seconds(spent["page"] / len(years)), told, page)
    yield Line(f"{told}: count and first page of the largest", shown_seconds(spent["bare lines"] / len(years)))
    ratio = spent["lines"] / spent["bare lines"]
    yield Line(f"{name}: value and first page", shown_seconds(spent["lines"] / len(years)), told, ratio, REACH)
    ratio = spent["figure page"] / spent["bare lines"]
    yield Line(f"{name}: a later page, over HTTP", shown_seconds(spent["figure page"] / len(years)), told, ratio)


def _subjects(on: World, years: Sequence[int]) -> dict[str, Callable[[], object]]:
    client, today, largest = on.signed_in(), clock.today(), figure(LARGEST)

    def lines(filters: Filters) -> None:
        page_of_lines(largest, filters, 1, bare.PAGE, draw(largest, filters).lines)

    def bare_page(filters: Filters) -> None:
        connection = db.session.connection()
        bare.numbers_of(connection, filters.year)
        bare.numbers_by_place(connection, filters.year)

    def report(filters: Filters) -> None:
        place_page(filters, year_report(filters, today=today).drawn, 1, ON_THE_YEAR)

    return {
        "bare": _reading(years, lambda filters: bare.numbers_of(db.session.connection(), filters.year)),
        "figures": _reading(years, lambda filters: draw_from(year_sums(filters), filters)),
        "bare page": _reading(years, bare_page),
        "report": _reading(years, report),
        "page": _opening(years, client, "/reports/{year}"),
        "bare lines": _reading(years, lambda filters: bare.first_page(db.session.connection(), filters.year)),
        "lines": _reading(years, lines),
        "figure page": _opening(years, client, f"/reports/{{year}}/figures/{LARGEST}?page=2"),
    }


def _reading(years: Sequence[int], work: Callable[[Filters], object]) -> Callable[[], None]:
    def all_years() -> None:
        for year in years:
            with snapshot():
                work(Filters.of_year(year))

    return all_years


def _opening(years: Sequence[int], client: FlaskClient, address: str) -> Callable[[], None]:
    def all_years() -> None:
        for year in years:
            assert client.get(address.format(year=year)).status_code == 200

    return all_years


def _check(year: int) -> None:
    """Both say the same, number by number and line by line; else nothing is compared."""
    filters, largest = Filters.of_year(year), figure(LARGEST)
    with snapshot() as session:
        connection = session.connection()
        _check_sums(year_sums(filters), bare.added(bare.numbers_of(connection, year)))
        _check_sums(place_sums(filters).sums, bare.added_by_place(bare.numbers_by_place(connection, year)))
        (total, count), rows = bare.first_page(connection, year)
        page = page_of_lines(largest, filters, 1, bare.PAGE)
        assert (draw(largest, filters).value, page.total) == (total, count)
        assert [line.id.hex for line in page] == [str(row[0]).replace("-", "") for row in rows]


def _check_sums(sums: YearSums, added: bare.Sums) -> None:
    said: dict[Any, int] = {}
    for (part, value, counted), total in added.items():
        cell = (part, value), _key(counted)
        said[cell] = said.get(cell, 0) + total
    ours = {(cell, key): total for cell, keys in sums.cells.items() for key, total in keys.items()}
    assert ours == said, set(ours.items()) ^ set(said.items())


def _key(counted: str) -> str:
    kind, _, unit = counted.partition(" ")
    return key_of(CountKind(kind), unit if unit != "None" else None) if unit else kind
