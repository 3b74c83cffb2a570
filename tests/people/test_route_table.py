"""The page that says who may open what."""

from pathlib import Path

from flask import Flask

from outreach.people.route_table import page

PAGE = Path(__file__).parents[2] / "docs" / "access.md"


def test_the_page_says_what_the_program_does(sqlite_app: Flask) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(sqlite_app), "python3 -m outreach access > docs/access.md"
