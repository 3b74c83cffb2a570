"""The closings of a year: the check list, closing, one closing, and what came since."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.check_ups.labels import FOUND
from outreach.check_ups.rights import sees_all
from outreach.db import transaction_retried
from outreach.db.snapshot import snapshot
from outreach.errors import NotFound
from outreach.orders.labels import STATES
from outreach.people.access import teams_acted_for
from outreach.people.models import Team
from outreach.people.queries import team_by_code, teams
from outreach.periods import Period
from outreach.reports.closings import actions, queries, since
from outreach.reports.closings.checks.listing import check_list
from outreach.reports.closings.forms import ClosingForm, LeaveForm
from outreach.reports.closings.labels import KINDS, SEVERITIES, said_stretch
from outreach.reports.closings.late_orders import orders_since
from outreach.reports.closings.models import Closing
from outreach.reports.closings.rights import check_may_close, may_close
from outreach.reports.closings.rules import Severity, Stretch, read_stretch, stretch_over
from outreach.reports.closings.year import slots_of
from outreach.reports.drawings import queries as drawings
from outreach.reports.drawings.checking import said_code
from outreach.reports.filters import Filters
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.filters import named
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("closings", __name__, url_prefix="/reports/<int:year>/closings")


@pages.get("")
@permit(Permission.READ)
def index(year: int) -> str:
    """What of a year is closed, for the bureau or for a team, and what can be."""
    with snapshot():
        filters, team = Filters.of_year(year), _asked_team()
        slots = slots_of(year, team, acting_person(), clock.today())
        page = {"slots": slots, "team": team, "kinds": KINDS, "team_chips": _team_chips(year, team)}
        return render_template("reports/closings/index.html", filters=filters, **page)


@pages.get("/check")
@permit(Permission.READ)
def check(year: int) -> str:
    """The check list of a period; it can be opened at any time."""
    with snapshot():
        stretch, team = _asked(year)
        today, person = clock.today(), acting_person()
        found = check_list(actions.filters_of(stretch, team), clock.now())
        return render_template(
            "reports/closings/check.html",
            found=found,
            closing=queries.closing_of(stretch.period, team.id if team else None),
            is_over=stretch.period.last < today,
            may_close=may_close(person, stretch.kind, team.id if team else None, today),
            **_words(year, stretch, team),
        )


@pages.route("/new", methods=["GET", "POST"])
@permit(Permission.REVIEW)
def close(year: int) -> Any:
    """Close a period, or restate its closing: what is stored, for whom, and what stands open."""
    stretch, team = _asked(year)
    team_id, person = team.id if team else None, acting_person()
    check_may_close(person, stretch.kind, team_id, clock.today())
    old = queries.closing_of(stretch.period, team_id)
    found = [each for each in check_list(actions.filters_of(stretch, team), clock.now()) if each.is_open]
    has_open = any(each.severity is Severity.MUST for each in found)
    form = ClosingForm(is_restatement=old is not None, has_open=has_open)

    ready = actions.ready_to_close(stretch, team) if form.validate_on_submit() else None

    def act(form: ClosingForm) -> Closing:
        restated = actions.Restated(old.id, form.said("restate_reason")) if old else None
        said = {"note": form.said("note"), "reason": form.said("reason")}
        return actions.close_period(stretch, team, by=person, now=clock.now(), restated=restated, ready=ready, **said)

    closed = submitted(form, act)
    if closed is None:
        page = {"form": form, "found": found, "old": old, "is_over": stretch.period.last < clock.today()}
        return render_template("reports/closings/close.html", **page, **_words(year, stretch, team)), form.status
    flash(_("Closed. Later corrections no longer move these figures; they are listed as “since closing”."), "good")
    return redirect(url_for(".closing", year=year, closing_id=closed.id))


@pages.get("/<uuid:closing_id>")
@permit(Permission.READ)
def closing(year: int, closing_id: uuid.UUID) -> str:
    """One closing: its values, today's beside them, and what came since."""
    with snapshot():
        found = _closing_of(year, closing_id)
        stretch = _stretch_of(found)
        differences = drawings.since_then(found.drawing, with_parts=False)
        changes, changed = since.changes_since(found)
        answers, answered = since.answers_since(found) if sees_all(acting_person()) else ([], 0)
        orders, ordered = orders_since(found) if may(Permission.PLAN) else ([], 0)
        return render_template(
            "reports/closings/closing.html",
            closing=found,
            chain=queries.chain_of(found),
            figures=drawings.open_figures_in(found.drawing),
            differences={each.key: each for each in differences},
            late=since.lines_since(found, page_number()),
            changes=changes,
            changed=changed,
            answers=answers,
            answered=answered,
            found_words=FOUND,
            orders=orders,
            ordered=ordered,
            state_words=STATES,
            label_of=drawings.label_of,
            said_code=said_code,
            restated_by=queries.restated_by(found.id),
            today_filters=actions.filters_of(stretch, found.team),
            may_close=may_close(acting_person(), found.kind, found.team_id, clock.today()),
            **_words(year, stretch, found.team),
        )


@pages.route("/since", methods=["GET", "POST"])
@permit(Permission.REVIEW)
def since_closing(year: int) -> Any:
    """The lines that came after a closing: leave them as they are, or correct them at their event."""
    form, person = LeaveForm(), acting_person()
    if request.method == "POST":
        ids = form.ids()
        count = transaction_retried(lambda: actions.leave_lines(ids, by=person, now=clock.now()))
        flash(
            ngettext("%(num)s line is left as since closing.", "%(num)s lines are left as since closing.", count),
            "good",
        )
        return redirect(url_for(".since_closing", year=year))
    team_ids = teams_acted_for(person, clock.today())
    with snapshot():
        page = {"late": since.waiting(team_ids, page_number()), "form": form}
        return render_template("reports/closings/since.html", year=year, **page)


def _asked(year: int) -> tuple[Stretch, Team | None]:
    """The period and the team of this request's address, the year where it names none; NotFound for another year's."""
    stretch = read_stretch(request.args.get("period") or f"{year:04}")
    if stretch.year != year:
        raise NotFound(code="no_such_period", year=year)
    return stretch, _asked_team()


def _asked_team() -> Team | None:
    code = request.args.get("team")
    team = team_by_code(code) if code else None
    if code and team is None:
        raise NotFound(code="no_such_team", team=code)
    return team


def _closing_of(year: int, closing_id: uuid.UUID) -> Closing:
    found = queries.closing(closing_id)
    if found.first_day.year != year:
        raise NotFound(code="no_such_closing", id=closing_id)
    return found


def _stretch_of(found: Closing) -> Stretch:
    stretch = stretch_over(Period(found.first_day, found.last_day))
    if stretch is None:
        raise NotFound(code="no_such_closing", id=found.id)
    return stretch


def _words(year: int, stretch: Stretch, team: Team | None) -> dict[str, Any]:
    """What every page about one period says of it; `arguments` ask for the same on another page."""
    arguments = {"year": year, "period": stretch.word} | ({"team": team.code} if team else {})
    whose = named(team) if team else _("the whole bureau")
    said = {"said": said_stretch(stretch), "whose": whose, "arguments": arguments}
    return {"year": year, "stretch": stretch, "team": team, "severities": SEVERITIES, **said}


def _team_chips(year: int, chosen: Team | None) -> list[dict[str, Any]]:
    every = [(None, _("the whole bureau")), *((team, named(team)) for team in teams())]
    return [
        {
            "label": label,
            "href": url_for(".index", year=year, team=team.code if team else None),
            "is_current": team == chosen,
            "team": team,
        }
        for team, label in every
    ]
