"""Figures typed by hand that are still blank, or overdue."""

from flask_babel import gettext as _

from outreach.reports.closings.checks.finding import NAMED, Asked, Finding, Named, path_to
from outreach.reports.closings.rules import Severity
from outreach.reports.typed.queries import standings


def blank(asked: Asked) -> Finding:
    """Of the year's typed figures those of which nobody has said anything; the overdue ones are named first."""
    year = asked.filters.year
    found = [each.figure for each in standings(year) if each.said.numbers.is_blank]
    found.sort(
        key=lambda figure: (figure.due is None or figure.due >= asked.today, figure.due is None, figure.position)
    )
    named = []
    for figure in found[:NAMED]:
        owner = figure.owner.name if figure.owner else str(_("nobody's"))
        due = _("due %(day)s", day=figure.due.isoformat()) if figure.due else ""
        said = " · ".join(filter(None, (figure.name, owner, str(due))))
        named.append(Named(said, path_to("typed.figure", year=year, code=figure.code)))
    return Finding(
        "typed",
        Severity.MUST,
        _("Figures typed by hand that are blank"),
        len(found),
        _("Blank is not zero: their owners type them, or the figure is taken off the list."),
        named,
        path_to("typed.index", year=year),
    )
