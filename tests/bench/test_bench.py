"""The measuring runs and says what it compares; how quick the machine is, is no matter of a test."""

import pytest
from playwright.sync_api import Browser

from bench import wire
from bench.__main__ import SUBJECTS
from bench.measuring import Line, table
from bench.runs import Databases, Run


@pytest.mark.parametrize(
    ("subject", "size", "said"),
    [
        ("feeds", 60, ["after one change", "x icalendar alone", "304", "x the cheapest page", "memory, cold"]),
        ("calendar", 120, ["month page, 120 stored", "x 60 stored"]),
        ("packs", 40, ["plain zipfile, SQLite", "x zipfile with hashes", "pack, SQLite: memory", "x all photos"]),
        ("reports", 60, ["SQLite, bare SQL: the numbers of a year", "x SQLite, bare SQL", "x PostgreSQL, bare SQL"]),
    ],
)
def test_every_subject_is_measured(subject: str, size: int, said: list[str], databases: Databases) -> None:
    kinds = databases if subject == "reports" else only_sqlite(databases)  # the others say the same to both
    told = table(subject, SUBJECTS[subject][0](Run(size, kinds, is_trial=True)))
    assert [word for word in said if word not in told] == []


def test_batches_of_phones_are_measured(databases: Databases) -> None:
    told = table("phones", SUBJECTS["phones"][0](Run(16, only_sqlite(databases), is_trial=True)))
    assert [word for word in ("x SQLite, plain SQL", "99 of 100 within") if word not in told] == []


def test_what_goes_over_the_wire_is_measured(databases: Databases, browser: Browser) -> None:
    told = table("wire", wire.visits(Run(3, databases, is_trial=True), browser))
    said = ["first visit: the page and its files", "to work without signal", "later visit", "until a tap counts"]
    assert [word for word in said if word not in told] == []
    assert "NO)" not in told  # bytes are no matter of the machine


def only_sqlite(databases: Databases) -> Databases:
    """Without PostgreSQL."""
    return {"SQLite": databases["SQLite"]}


def test_a_table_says_what_is_out_of_reach() -> None:
    lines = [Line("quick", "1 ms", "slow", 0.05, 0.1), Line("slow", "9 ms", "quick", 9.0, 2.0), Line("told", "3 MB")]
    assert [line.is_within for line in lines] == [True, False, True]
    assert "at most 0.1: yes" in table("", lines) and "at most 2.0: NO" in table("", lines)
