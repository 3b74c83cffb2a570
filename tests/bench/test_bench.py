"""The measuring runs and says what it compares; how quick the machine is, is no matter of a test."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.measuring import Line, table
from outreach.cli.browser import NO_BROWSER, find_browser

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("feeds", ["after one change", "x icalendar alone", "304", "x the cheapest page", "memory, cold"]),
        ("calendar", ["month page, 120 stored", "x 60 stored"]),
        ("packs", ["plain zipfile, SQLite", "x zipfile with hashes", "pack, PostgreSQL: memory", "x all photos"]),
        ("reports", ["SQLite, bare SQL: the numbers of a year", "x SQLite, bare SQL", "x PostgreSQL, bare SQL"]),
        ("phones", ["x SQLite, plain SQL", "x PostgreSQL, plain SQL", "99 of 100 within"]),
    ],
)
def test_every_subject_is_measured(subject: str, said: list[str]) -> None:
    words = [sys.executable, "-W", "error", "-m", "bench", "--only", subject, "--events", "120"]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert [word for word in said if word not in run.stdout] == []
    assert run.returncode in (0, 1)


@pytest.mark.skipif(find_browser() is None, reason=NO_BROWSER)
def test_what_goes_over_the_wire_is_measured() -> None:
    words = [sys.executable, "-W", "error", "-m", "bench", "--only", "wire", "--events", "3"]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    said = ["first visit: the page and its files", "to work without signal", "later visit", "until a tap counts"]
    assert [word for word in said if word not in run.stdout] == []
    assert "NO)" not in run.stdout  # bytes are no matter of the machine


def test_a_table_says_what_is_out_of_reach() -> None:
    lines = [Line("quick", "1 ms", "slow", 0.05, 0.1), Line("slow", "9 ms", "quick", 9.0, 2.0), Line("told", "3 MB")]
    assert [line.is_within for line in lines] == [True, False, True]
    assert "at most 0.1: yes" in table("", lines) and "at most 2.0: NO" in table("", lines)
