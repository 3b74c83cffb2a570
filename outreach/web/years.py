"""The year that a page's address asks for."""

from flask import request

from outreach import clock

FIRST_YEAR, LAST_YEAR = 1950, 2150


def asked_year() -> int:
    """The year of `?year=`; this year for anything that is no year from 1950 to 2150."""
    text = request.args.get("year", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return number if FIRST_YEAR <= number <= LAST_YEAR else clock.today().year
