"""The pages that set pieces beside the consultations of their subject."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.errors import Refusal
from outreach.media.labels import said
from outreach.people.queries import team_by_id
from outreach.periods import Period
from outreach.reports.filters import read_day
from outreach.reports.online_year.asked import bad_filter, word
from outreach.reports.online_year.beside import lines_of, page_of_pieces, pieces_by_day, subjects
from outreach.reports.online_year.beside_charts import consultations_chart, lines_href, pieces_chart, subjects_of
from outreach.reports.online_year.frame import filters_of, frame, switch
from outreach.reports.online_year.labels import ORDERS
from outreach.reports.online_year.rules import BESIDE_DAYS, Order
from outreach.reports.rules import path_of
from outreach.web.access import Permission, permit
from outreach.web.paging import page_number

pages = Blueprint("online_beside", __name__, url_prefix="/reports")

PIECES_ON_A_PAGE = 20
LINES_ON_A_PAGE = 50


@pages.get("/<int:year>/online/consultations")
@permit(Permission.READ)
def page(year: int) -> str:
    """Each piece beside what was asked about its subject in the two weeks before it, and in those after."""
    with snapshot():
        filters, order = filters_of(year, "sort"), word(Order, "sort", Order.LATEST)
        known, published, today = subjects(filters), pieces_by_day(filters), clock.today()
        ways = [(str(way), label) for way, label in ORDERS.items()]
        shown: dict[str, Any] = {
            "pieces": page_of_pieces(filters, known, page_number(), PIECES_ON_A_PAGE, today=today, order=order),
            "heard_chart": consultations_chart(filters, known),
            "heard_of": subjects_of(filters, known.by_team),
            "pieces_chart": pieces_chart(filters, published),
            "published_by": subjects_of(filters, published),
            "lines_href": lines_href,
            "days": BESIDE_DAYS,
            "said": said,
            "switches": [switch("sort", ways, str(order), year, filters.arguments())],
            **frame(filters, **({} if order is Order.LATEST else {"sort": str(order)})),
        }
        return render_template("reports/online_year/consultations.html", **shown)


@pages.get("/<int:year>/online/consultations/<uuid:team_id>")
@permit(Permission.READ)
def lines(year: int, team_id: uuid.UUID) -> str:
    """What was asked about a subject on some days, which may begin or end in a neighbouring year."""
    with snapshot():
        filters, team = filters_of(year, "since", "until"), team_by_id(team_id)
        period = _asked_days(filters.period)
        amount, found = lines_of(filters, team, period, page_number(), LINES_ON_A_PAGE)
        shown = {"amount": amount, "lines": found, "team": team, "days": period, "path_of": path_of, **frame(filters)}
        return render_template("reports/online_year/consultation_lines.html", **shown)


def _asked_days(default: Period) -> Period:
    asked = {name: request.args.get(name) for name in ("since", "until")}
    if not any(asked.values()):
        return default
    since, until = (read_day(name, text or "") for name, text in asked.items())
    try:
        return Period(since, until)
    except Refusal:
        raise bad_filter("until") from None
