"""The measuring runs and says what it compares; how quick the machine is, is no matter of a test."""

import gc
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from bench import soak, wire
from bench.__main__ import SUBJECTS
from bench.measuring import Line, table
from bench.runs import Databases, Run


@pytest.mark.parametrize(
    ("subject", "size", "said"),
    [
        ("feeds", 60, ["after one change", "x icalendar alone", "304", "x the cheapest page", "memory, cold"]),
        ("calendar", 120, ["month page, 120 stored", "x 60 stored"]),
        ("packs", 40, ["plain zipfile, SQLite", "x zipfile with hashes", "pack, SQLite: memory", "x all photos"]),
        ("pages", 10, ["x its template without a database", "x hello", "the report of a year"]),
        ("growth", 20, ["lines in the ledger: 20 → 200", "a batch of 30 lines", "x 20 lines"]),
        ("questions", 60, ["the figures of a year", "a look for proposals", "x the figures"]),
        ("reports", 60, ["PostgreSQL, bare SQL: the numbers of a year", "x PostgreSQL, bare SQL"]),
    ],
)
def test_every_subject_is_measured(subject: str, size: int, said: list[str], databases: Databases) -> None:
    kind = "PostgreSQL" if subject == "reports" else "SQLite"  # its plain SQL is the only one written by hand
    told = table(subject, SUBJECTS[subject].measure(Run(size, {kind: databases[kind]}, is_trial=True)))
    assert [word for word in said if word not in told] == []


def test_batches_of_phones_are_measured(databases: Databases) -> None:
    told = table("phones", SUBJECTS["phones"].measure(Run(16, {"SQLite": databases["SQLite"]}, is_trial=True)))
    assert [word for word in ("x SQLite, plain SQL", "99 of 100 within") if word not in told] == []


def test_what_goes_over_the_wire_is_measured(databases: Databases, browser: Browser) -> None:
    told = table("wire", wire.visits(Run(3, databases, is_trial=True), browser))
    said = ["first visit: the page and its files", "to work without signal", "later visit", "until a tap counts"]
    assert [word for word in said if word not in told] == []
    assert "NO)" not in told  # bytes are no matter of the machine


@pytest.mark.parametrize(("subject", "database"), [("square", "SQLite"), ("province", "PostgreSQL")])
def test_a_busy_hour_has_no_error_no_lock_and_loses_no_line(
    subject: str, database: str, databases: Databases, showed: Callable[[str], None]
) -> None:
    lines = SUBJECTS[subject].measure(Run(3, {database: databases[database]}, is_trial=True))
    assert [line for line in lines if not line.is_within] == []
    kinds = ("a batch of a phone", "a poll of a calendar", "a part of the report", "an event on the spot", "a backup")
    assert [kind for kind in kinds if kind not in table("", lines)] == []
    acknowledged = next(line.value for line in lines if line.what.endswith("lines acknowledged"))
    showed(f"{subject}, 3 s, {database}: {acknowledged} lines acknowledged, none lost, no error")


def test_a_day_again_and_again_leaves_nothing_behind(databases: Databases, showed: Callable[[str], None]) -> None:
    """Objects are counted, since in so short a time the memory of a process says nothing."""
    with databases["SQLite"]() as on:
        soak.prepare(on, 10)
        client, paths = on.signed_in(), soak.pages(on)
        gc.collect()
        gc.freeze()  # what other tests have left is no matter here, and would be gone through every day

        def day() -> int:
            for path in paths:
                answer = client.get(path)
                assert answer.status_code == 200, path
                answer.close()
            gc.collect()
            return len(gc.get_objects())

        _warm, *days = (day() for _each in range(4))
    more = min(after - before for before, after in pairwise(days))  # what is lost is lost every day; caches fill up
    showed(f"{more} objects more after another day of {len(paths)} pages")
    assert more < 50


def test_a_table_says_what_is_out_of_reach() -> None:
    lines = [Line("quick", "1 ms", "slow", 0.05, 0.1), Line("slow", "9 ms", "quick", 9.0, 2.0), Line("told", "3 MB")]
    assert [line.is_within for line in lines] == [True, False, True]
    assert "at most 0.1: yes" in table("", lines) and "at most 2.0: NO" in table("", lines)
