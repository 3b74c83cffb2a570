"""The year that a page's address asks for."""

from flask import request

from outreach import clock
from outreach.errors import NotFound

FIRST_YEAR, LAST_YEAR = 1950, 2150


def asked_year() -> int:
    """The year of `?year=`; this year for anything that is no year from 1950 to 2150."""
    text = request.args.get("year", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return number if FIRST_YEAR <= number <= LAST_YEAR else clock.today().year


def check_year(year: int) -> None:
    """Raise NotFound for a number in a path that is no year from 1950 to 2150."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(code="no_such_year", year=year)
