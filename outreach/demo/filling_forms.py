"""The form of the example's justice bureau: tied once by the clerk, and filled for the last quarter of the year."""

from datetime import datetime

from outreach import periods
from outreach.demo.content import others_forms
from outreach.people.models import Person
from outreach.reports.blanks import actions, queries
from outreach.reports.blanks.filling import fill_form
from outreach.reports.blanks.models import Blank
from outreach.reports.blanks.rules import TieKind
from outreach.reports.filters import Filters

_ASKED = "审核人"


def fill_others_form(*, year: int, by: Person, now: datetime) -> Blank:
    """The quarterly form with its ties and one filling."""
    file = actions.arrived(others_forms.quarterly_form(), others_forms.FILE_NAME)
    blank = actions.bring_in(file, title=others_forms.TITLE, sender=others_forms.SENDER, by=by, now=now)
    version = queries.version_of(blank)
    suggestions = queries.suggestions_for(file.layout, {}, year)
    actions.take_suggestions(version, suggestions, by=by, now=now)
    checker = next(address for address, spot in file.layout.spots.items() if spot.label == _ASKED)
    actions.tie_cell(version, checker, kind=TieKind.ASKED, word=_ASKED, by=by, now=now)
    quarter = Filters(year, periods.quarter(year, 4))
    fill_form(blank, quarter, answers={_ASKED: "周明"}, is_confirmed=lambda _code: True, by=by, now=now)
    return blank
