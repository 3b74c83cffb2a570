"""The home board at `/`: the work of those who have some, the year, and what an assessor looks for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.logbook.labels import KINDS
from outreach.logbook.reviews.labels import DEBTS
from outreach.people.models import Person
from outreach.reports.boards.assessment import assessment, page_of_evidence
from outreach.reports.boards.board import office_board, team_board, today_board
from outreach.reports.boards.choosing import BOARDS, LABELS, Board, chosen_board, remembers
from outreach.reports.boards.year import CHARTED, year_board
from outreach.reports.figures import FIGURES
from outreach.reports.queries import years
from outreach.reports.targets.labels import OUTLOOKS
from outreach.schedule.targets.labels import MEASURES
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.appearance import keep_choice, kept_choice
from outreach.web.paging import page_number
from outreach.web.tabs import Tab
from outreach.web.years import asked_year, check_year

pages = Blueprint("home", __name__)


@pages.get("/")
@permit(Permission.SIGNED_IN)
def board() -> Response:
    """The board of the person who opens it, or another one of the role's; who only administers begins there."""
    if not may(Permission.READ):
        return redirect(url_for("admin.overview"))
    person = acting_person()
    asked = request.args.get("board")
    chosen = chosen_board(person.role, asked, kept_choice("board"))
    with snapshot():
        response = make_response(_PAGES[chosen](person, clock.today()))
    if asked and remembers(person.role):
        keep_choice(response, "board", chosen)
    return response


@pages.get("/assessment/<int:year>/evidence")
@permit(Permission.READ)
def evidence(year: int) -> str:
    """The held events of a year with a picture or a scan, or those that have none yet."""
    check_year(year)
    has = request.args.get("has") != "no"
    with snapshot():
        shown = page_of_evidence(year, has=has, number=page_number())
        return render_template("reports/boards/evidence.html", year=year, has=has, **vars(shown))


def _today(person: Person, today: date) -> str:
    return render_template("reports/boards/today.html", board=today_board(person, today), **_frame(Board.TODAY))


def _team(person: Person, today: date) -> str:
    facts = {"board": team_board(person, today), "kinds": KINDS, "measures": MEASURES, "outlooks": OUTLOOKS}
    return render_template("reports/boards/team.html", **facts, **_frame(Board.TEAM))


def _office(person: Person, today: date) -> str:
    facts = {"board": office_board(person, today), "debts": DEBTS}
    return render_template("reports/boards/office.html", **facts, **_frame(Board.OFFICE))


def _year(_person: Person, today: date) -> str:
    figure = request.args.get("figure", CHARTED[0])
    shown = year_board(asked_year(), today, figure if figure in CHARTED else CHARTED[0])
    facts = {"board": shown, "measures": MEASURES, "figures": FIGURES}
    return render_template("reports/boards/year.html", **facts, **_frame(Board.YEAR))


def _assessment(_person: Person, today: date) -> str:
    shown = assessment(asked_year(), today)
    return render_template("reports/boards/assessment.html", board=shown, **_frame(Board.ASSESSMENT))


def _frame(current: Board) -> dict[str, Any]:
    own = BOARDS[acting_person().role]
    tabs = [Tab(str(LABELS[each]), url_for("home.board", board=each), each is current) for each in own]
    return {"board_tabs": tabs if len(tabs) > 1 else (), "today": clock.today(), "is_new": not years()}


_PAGES: dict[Board, Callable[[Person, date], str]] = {
    Board.TODAY: _today,
    Board.TEAM: _team,
    Board.OFFICE: _office,
    Board.YEAR: _year,
    Board.ASSESSMENT: _assessment,
}
