"""The part of the administrator's page that says how far the ledger is sealed, and with which code."""

from flask import render_template

from outreach.logbook.seals.queries import counts, last_seal


def seals_panel() -> str:
    """The last seal; its code can be kept on paper and compared."""
    days, lines = counts()
    return render_template("logbook/seals.html", seal=last_seal(), days=days, lines=lines)
