"""The public holidays of some years, for a plan that keeps off them."""

from collections.abc import Iterable
from datetime import date


def public_holidays(years: Iterable[int]) -> frozenset[date]:
    """Every day off by law in the years; for a year whose days are not announced yet, the library's guess."""
    from holidays import country_holidays  # late: no other start of the program needs it

    return frozenset(country_holidays("CN", years=years))
