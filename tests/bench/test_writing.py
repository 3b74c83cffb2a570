"""A run writes its table into the page on speed, and leaves the words of people alone."""

from bench.__main__ import SUBJECTS
from bench.measuring import Line
from bench.writing import PAGE, places, written

BEFORE = "# Quick\n\n<!-- bench: feeds -->\nbefore\n<!-- end -->\nWhy.\n<!-- bench: soak, SQLite -->\n<!-- end -->\n"


def test_a_table_stands_between_its_marks() -> None:
    lines = [Line("cold", "12.00 ms", "icalendar alone", 1.7888, 2.0), Line("slow", "9 ms", "x", 3.0, 2.0)]
    after = written(BEFORE, "feeds", "From a run:", lines)
    assert "before" not in after
    assert "| cold | 12.00 ms | 1.79 × icalendar alone | 2 |\n| slow | 9 ms | 3 × x | 2: **not reached** |" in after
    assert after.startswith("# Quick\n\n<!-- bench: feeds -->\nFrom a run:\n\n| Line |")
    assert after.endswith("<!-- end -->\nWhy.\n<!-- bench: soak, SQLite -->\n<!-- end -->\n")
    assert written(after, "feeds", "From a run:", lines) == after


def test_every_subject_has_its_place_on_the_page() -> None:
    expected = [
        title
        for name, subject in SUBJECTS.items()
        for title in (
            [f"{name}, {kind}" for kind in ("SQLite", "PostgreSQL") if subject.only_on in (None, kind)]
            if subject.each_database
            else [name]
        )
    ]
    assert sorted(places(PAGE.read_text(encoding="utf-8"))) == sorted(expected)
