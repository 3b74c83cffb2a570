"""`python3 -m outreach bench [--only NAME] [--events NUMBER] [--trial]`: measure, and print a table of each subject."""

import argparse
from collections.abc import Callable, Sequence

from bench import calendar, feeds, imports, packs, phones, reports, wire
from bench.databases import postgresql
from bench.measuring import Line, table
from bench.runs import Run, databases

#: Each subject's name, its measurement, and how many events (phones: batches; kills: seconds; imports: rows, packs:
#: photos) it takes.
SUBJECTS: dict[str, tuple[Callable[[Run], Sequence[Line]], int]] = {
    "feeds": (feeds.measure, 10_000),
    "calendar": (calendar.measure, 100_000),
    "phones": (phones.measure, 3_200),
    "kills": (phones.measure_kills, 60),
    "wire": (wire.measure, 3),
    "imports": (imports.measure, 20_000),
    "packs": (packs.measure, 2_000),
    "reports": (reports.measure, 100_000),
}


def main() -> int:
    """Measure what was asked for; the exit code says whether everything is within its reach."""
    parser = argparse.ArgumentParser(prog="python3 -m outreach bench", description=__doc__)
    parser.add_argument("--only", choices=SUBJECTS, help="measure this subject alone")
    parser.add_argument("--events", type=int, help="so many events, batches or seconds instead of the usual number")
    parser.add_argument("--trial", action="store_true", help="everything once, only to see that it runs")
    asked = parser.parse_args()
    missed = 0
    with postgresql() as server:
        for name, (measure, usual) in SUBJECTS.items():
            if asked.only in (None, name):
                run = Run(asked.events or usual, databases(server), asked.trial)
                lines = measure(run)
                print(table(f"{name}: {run.size}", lines), flush=True)
                missed += sum(not line.is_within for line in lines)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
