"""The page of promises names tests that exist, and leaves out no rule of the count."""

import re

import pytest

from tests.trust import ROOT, dated, day_and_versions, rows, written

#: Tests of the small pages here.
NAMED = ("tests/x.py::test_a", "tests/x.py::test_b")
#: What holds a promise that no test can: a command of ours.
_COMMAND = re.compile(r"`(python3 -m outreach|\.ci/)[^`]*`")


def test_every_promise_is_held_by_something() -> None:
    assert [row.promise for row in rows() if not row.tests and not _COMMAND.search(row.held_by)] == []
    assert [row.promise for row in rows() if not row.showed] == []


def test_every_test_that_is_named_is_there() -> None:
    missing = [test for row in rows() for test in row.tests if not _is_there(*test.split("::"))]
    assert missing == []


def test_no_promise_is_made_twice() -> None:
    promises = [row.promise for row in rows()]
    assert sorted(set(promises)) == sorted(promises)


def test_each_rule_of_the_count_is_held() -> None:
    assert [number for number in range(1, 15) if not any(row.promise.startswith(f"{number}. ") for row in rows())] == []


def test_a_run_writes_what_its_tests_showed_and_nothing_of_what_ran_in_part() -> None:
    page = (
        "# Trust\n| Promise | Held by | Last showed |\n|---|---|---|\n"
        "| a | `tests/x.py::test_a` | - |\n| b | `tests/x.py::test_b` | 5 |\n"
        "| c | `tests/x.py::test_a` `tests/x.py::test_b` | 6 |\n"
    )
    said = [("showed", "7")]
    report = pytest.TestReport("tests/x.py::test_a[b]", ("x", 1, "a"), {}, "passed", None, "call", user_properties=said)
    assert written(page, {"tests/x.py::test_a": [report]}) == page.replace("| - |", "| 7 |")


def test_a_run_says_its_day_and_versions_and_one_of_a_part_leaves_the_line_of_the_whole() -> None:
    page = (
        "# Trust\n\n- Last whole run: long ago\n- Last run of a part: of late\n\n"
        "| Promise | Held by | Last showed |\n|---|---|---|\n"
        "| a | `tests/x.py::test_a` | - |\n| b | `tests/x.py::test_b` | 5 |\n| c | `python3 -m outreach bench` | 6 |\n"
    )
    ran = {name: [pytest.TestReport(name, ("x", 1, ""), {}, "passed", None, "call")] for name in NAMED}
    skipped = {NAMED[1]: [pytest.TestReport(NAMED[1], ("x", 1, ""), {}, "skipped", None, "setup")]}
    both = "- Last whole run: long ago\n- Last run of a part: of late\n"
    whole, part = "- Last whole run: now; 2 of 2 promises\n", "- Last run of a part: now; 1 of 2 promises\n"
    assert dated(page, ran, "now") == page.replace(both, whole)
    for reports in ({NAMED[0]: ran[NAMED[0]]}, ran | skipped):
        assert dated(page, reports, "now") == page.replace("- Last run of a part: of late\n", part)
    assert dated(page, {}, "now") == page


def test_the_page_says_when_and_with_what_all_of_it_last_ran() -> None:
    page = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^- Last whole run: \d{4}-\d\d-\d\d\b", page, re.MULTILINE)) == 1
    said = day_and_versions(on_postgresql=True)
    form = r"\d{4}-\d\d-\d\d, Outreach [\d.]+, database \d{4}, Python [\d.]+, SQLite [\d.]+, PostgreSQL \d+"
    assert re.fullmatch(form, said)


def _is_there(file: str, name: str) -> bool:
    path = ROOT / file
    return path.exists() and f"\ndef {name}(" in path.read_text(encoding="utf-8")
