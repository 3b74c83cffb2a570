"""What other pages say of closings: the report and its figures, an event, and the home board."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template

from outreach import clock
from outreach.people.access import teams_acted_for
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.reports.closings import queries, since
from outreach.reports.closings.rules import stretch_over
from outreach.reports.closings.year import waiting_for
from outreach.reports.drawings.models import DrawnFigure
from outreach.reports.drawings.queries import figures_in, label_of
from outreach.reports.filters import Filters
from outreach.reports.values import Drawn
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, may


@dataclass(frozen=True)
class Beside:
    """A figure as it was closed, and as today's rows give it; None where it is not asked about there."""

    closed: DrawnFigure
    today: Drawn | None

    @property
    def label(self) -> str:
        """What it is called today, in the reader's language; else as it was called then."""
        return str(self.today.figure.label) if self.today else label_of(self.closed.key)

    @property
    def moved_by(self) -> int | None:
        """Today's value less the closed one; None where one of them is none. What is no longer shown counts nothing."""
        now = 0 if self.today is None else self.today.value
        return None if now is None or self.closed.value is None else now - self.closed.value


def figures_panel(filters: Filters, drawn: Iterable[Drawn]) -> str:
    """On a page of exactly a closed period: the closing's values first, and how far today's are from them."""
    closing = queries.closing_under(filters)
    if closing is None:
        return ""
    today = {each.figure.key: each for each in drawn}
    is_whole = len(today) > 1  # a page of one figure speaks of that one alone
    kept = [each for each in figures_in(closing.drawing_id) if ";" not in each.key]
    rows = [Beside(each, today.get(each.key)) for each in kept if each.key in today or (is_whole and each.value)]
    shown = {"closing": closing, "rows": rows, "year": filters.year}
    return render_template("reports/closings/figures_panel.html", **shown)


def event_panel(event: Event) -> str:
    """On an event's page: in which closed periods its day lies, and what came since."""
    closings = since.closings_around(event)
    if not closings:
        return ""
    waiting = since.waiting_of_event(event.id)
    return render_template("reports/closings/event_panel.html", event=event, closings=closings, waiting=waiting)


def log_panel(event: Event) -> str:
    """On the page at which an event is logged: that its day is closed, and what becomes of a line that comes now."""
    closings = since.closings_around(event)
    return render_template("reports/closings/log_panel.html", closings=closings) if closings else ""


def month_panel(period: Period) -> str:
    """On the office's board, below what is owed before a month is closed: the way to its whole check list."""
    stretch = stretch_over(period)
    return "" if stretch is None else render_template("reports/closings/month_panel.html", stretch=stretch)


def home_panel() -> str:
    """Periods that wait to be closed, and lines that came since closings."""
    person, today = acting_person(), clock.today()
    waiting = waiting_for(person, today, teams())
    count = 0
    if may(Permission.REVIEW):
        count = since.count_waiting(teams_acted_for(person, today))
    if not waiting and not count:
        return ""
    return render_template("reports/closings/home_panel.html", waiting=waiting, count=count, year=today.year)
