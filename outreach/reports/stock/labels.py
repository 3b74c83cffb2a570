"""How the four numbers of a material are said in a sentence."""

from flask_babel import gettext as _

from outreach.reports.stock.four_numbers import Row
from outreach.web.filters import number


def said_more_than_out(row: Row) -> str:
    """What is compared where more was handed out than was out of the store: both sides, and how one side came about."""
    said = _(
        "%(out)s handed out, and %(held)s were out (issued %(issued)s, back %(returned)s, lost %(lost)s)",
        out=number(row.handed_out),
        held=number(row.stock.held),
        issued=number(row.stock.issued),
        returned=number(row.stock.returned),
        lost=number(row.stock.lost_outside),
    )
    return str(said)
