"""`python3 -m outreach bench`: measure the subjects that are asked for, and print a table of each."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench import calendar, days, feeds, growth, imports, packs, pages, phones, questions, reports, soak, starts, wire
from bench.databases import postgresql
from bench.measuring import Line, table
from bench.runs import Databases, Run, databases
from bench.writing import write


@dataclass(frozen=True)
class Subject:
    """One thing that is measured: how, how much of what, and whether on each kind of database by itself."""

    measure: Callable[[Run], Sequence[Line]]
    usual: int
    unit: str
    each_database: bool = True
    is_long: bool = False
    """Only when it is asked for by its name."""
    only_on: str | None = None
    """The kind of database that it is for, where it is for one."""


SUBJECTS: dict[str, Subject] = {
    "feeds": Subject(feeds.measure, 10_000, "events", each_database=False),
    "calendar": Subject(calendar.measure, 100_000, "events", each_database=False),
    "starts": Subject(starts.measure, 500, "events"),
    "growth": Subject(growth.measure, 100_000, "events", is_long=True),
    "pages": Subject(pages.measure, 500, "events"),
    "phones": Subject(phones.measure, 3_200, "batches"),
    "square": Subject(days.measure_square, 120, "seconds"),
    "province": Subject(days.measure_province, 180, "seconds", only_on="PostgreSQL"),
    "kills": Subject(phones.measure_kills, 60, "seconds"),
    "wire": Subject(wire.measure, 3, "events", each_database=False),
    "imports": Subject(imports.measure, 20_000, "rows"),
    "packs": Subject(packs.measure, 2_000, "photos"),
    "reports": Subject(reports.measure, 100_000, "events"),
    "questions": Subject(questions.measure, 100_000, "events"),
    "soak": Subject(soak.measure, 600, "seconds", is_long=True),
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for; the exit code says whether everything is within its reach."""
    asked = _asked(words)
    missed = 0
    with postgresql() as server:
        kinds = {name: make for name, make in databases(server).items() if asked.on in (None, name)}
        for name in _names(asked):
            size = asked.events or SUBJECTS[name].usual
            for title, run in _runs(name, size, kinds, is_trial=asked.trial):
                lines = SUBJECTS[name].measure(run)
                said = f"{size:,} {SUBJECTS[name].unit}"
                print(table(f"{title}: {said}", lines), flush=True)
                if asked.write:
                    write(title, said, lines)
                missed += sum(not line.is_within for line in lines)
    return 1 if missed else 0


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m outreach bench", description=__doc__)
    parser.add_argument("--only", choices=SUBJECTS, help="measure this subject alone")
    parser.add_argument("--soak", action="store_const", const="soak", dest="only", help="the same as --only soak")
    parser.add_argument("--on", choices=("SQLite", "PostgreSQL"), help="on this kind of database alone")
    parser.add_argument("--events", type=int, help="so many events, batches or seconds instead of the usual number")
    parser.add_argument("--trial", action="store_true", help="everything once, only to see that it runs")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    return parser.parse_args(words)


def _names(asked: argparse.Namespace) -> list[str]:
    return [asked.only] if asked.only else [name for name, subject in SUBJECTS.items() if not subject.is_long]


def _runs(name: str, size: int, kinds: Databases, *, is_trial: bool) -> Iterator[tuple[str, Run]]:
    """The runs of a subject, each with the title of its table."""
    if not SUBJECTS[name].each_database:
        yield name, Run(size, kinds, is_trial)
        return
    for kind, make in kinds.items():
        if SUBJECTS[name].only_on not in (None, kind):
            continue
        yield f"{name}, {kind}", Run(size, {kind: make}, is_trial)


if __name__ == "__main__":
    raise SystemExit(main())
