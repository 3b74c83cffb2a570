"""The page on which a year's targets are set."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.schedule.targets import queries as target_queries
from outreach.schedule.targets.actions import Cell, may_set_target, set_targets
from outreach.schedule.targets.forms import TargetsForm
from outreach.schedule.targets.labels import MEASURES, scope_name
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.years import check_year

blueprint = Blueprint("target_entry", __name__)


@blueprint.route("/targets/<int:year>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def edit(year: int) -> Any:
    """Set the targets of a year: the office for everybody, a lead for the own team."""
    check_year(year)
    person, now = acting_person(), clock.now()
    scopes = target_queries.scopes_of(year)
    mine = {scope.word for scope in scopes if may_set_target(person, scope, now)}
    cells = {_name(cell): cell for cell in _cells(scopes)}
    form = TargetsForm(data={"targets": _there(year)})
    form.targets.offer({name: _said(cell) for name, cell in cells.items() if cell[0].word in mine})

    def act(form: TargetsForm) -> bool:
        wanted = {cells[name]: number for name, number in form.targets.data.items()}
        set_targets(year, wanted, by=acting_person(), now=clock.now())
        return True

    if submitted(form, act, over=lambda: TargetsForm(data={"targets": _there(year)})):
        flash(_("The targets of %(year)s are saved.", year=year))
        return redirect(url_for("targets.page", year=year))
    shown = {"form": form, "year": year, "scopes": target_queries.scopes_of(year), "mine": mine, "there": _there(year)}
    return render_template("schedule/targets/targets.html", **shown, **_words(), changes=_changes(year)), form.status


def _cells(scopes: Any) -> list[Cell]:
    return [(scope, measure) for scope in scopes for measure in scope.measures]


def _name(cell: Cell) -> str:
    return f"{cell[0].word}-{cell[1]}"


def _said(cell: Cell) -> str:
    return f"{scope_name(cell[0])} · {MEASURES[cell[1]]}"


def _there(year: int) -> dict[str, int | None]:
    """The year's targets by name of cell."""
    return {
        _name((target_queries.Scope(target.team, target.campaign), target.measure)): target.quantity
        for target in target_queries.targets_of(year)
    }


def _changes(year: int) -> list[tuple[Any, str]]:
    """The history, each change with whose target of what it was."""
    return [
        (change, _said((target_queries.Scope(target.team, target.campaign), target.measure)))
        for change, target in target_queries.changes_of_targets(year)
    ]


def _words() -> dict[str, Any]:
    return {"measures": MEASURES, "scope_name": scope_name}
