"""The part of the administrator's page that says how far all that is only added to is sealed, and with which code."""

from flask import render_template

from outreach.seals.actions import last_day_before
from outreach.seals.queries import counts, last_seal


def seals_panel() -> str:
    """The last seal; its code can be kept on paper and compared."""
    seal, (tables, rows) = last_seal(), counts()
    day = last_day_before(seal.ends_at) if seal else None
    return render_template("seals/seals.html", seal=seal, day=day, tables=tables, rows=rows)
