"""The administrator's pages about the house: overview, teams, the bureau."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.errors import NotFound
from outreach.people.actions import add_team, change_bureau, change_team
from outreach.people.forms.admin import BureauForm, NewTeamForm, TeamForm
from outreach.people.models import Bureau, Team
from outreach.people.queries import head_counts, team_by_id, teams, the_bureau
from outreach.people.questions import ask_about_closing
from outreach.people.words import FIELDS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.panels import panels

pages = Blueprint("admin", __name__, url_prefix="/admin")


@pages.get("")
@permit(Permission.ADMINISTER)
def overview() -> Any:
    """What the administrator looks after."""
    return render_template("people/admin.html", counts=head_counts(), teams=teams())


@pages.get("/teams")
@permit(Permission.SYSTEM)
def all_teams() -> Any:
    """The teams in their order."""
    return render_template("people/teams.html", teams=teams())


@pages.route("/teams/new", methods=["GET", "POST"])
@permit(Permission.SYSTEM)
def new_team() -> Any:
    """Add a team."""
    known = teams()
    form = NewTeamForm(palette=len(known) % 8 + 1, position=len(known) + 1)
    if submitted(form, _added):
        flash(_("The team is added."), "good")
        return redirect(url_for("admin.all_teams"))
    return render_template("people/team_form.html", form=form, team=None, changes=[], fields=FIELDS), form.status


@pages.route("/teams/<uuid:team_id>", methods=["GET", "POST"])
@permit(Permission.SYSTEM)
def edit_team(team_id: uuid.UUID) -> Any:
    """Change a team."""
    team = team_by_id(team_id)
    form = TeamForm(obj=team)
    if submitted(form, lambda form: _changed(team, form), over=lambda: TeamForm(obj=team_by_id(team_id, lock=True))):
        flash(_("Saved."), "good")
        return redirect(url_for("admin.all_teams"))
    return render_template(
        "people/team_form.html", form=form, team=team, changes=changes_of(team), fields=FIELDS
    ), form.status


@pages.route("/bureau", methods=["GET", "POST"])
@permit(Permission.SYSTEM)
def edit_bureau() -> Any:
    """Change what the bureau is called and how it prints."""
    bureau = the_bureau()
    if bureau is None:
        raise NotFound()
    form = BureauForm(obj=bureau)
    if submitted(form, lambda form: _changed_bureau(bureau, form), over=lambda: BureauForm(obj=the_bureau(lock=True))):
        flash(_("Saved."), "good")
        return redirect(url_for("admin.overview"))
    return render_template("people/bureau_form.html", form=form), form.status


def _added(form: NewTeamForm) -> Team:
    return add_team(code=form.code.data, facts=form.facts(), by=acting_person(), now=clock.now())


def _changed(team: Team, form: TeamForm) -> bool:
    ask_about_closing(team, form.last_day.data, left_open=_left_open, is_meant=form.confirmed)
    change_team(team=team, facts=form.facts(), by=acting_person(), now=clock.now())
    return True


def _left_open(team: Team, last_day: date) -> Markup:
    return panels("team_closing", team=team, last_day=last_day).strip()


def _changed_bureau(bureau: Bureau, form: BureauForm) -> bool:
    change_bureau(
        bureau=bureau,
        name=form.name.data,
        views_label=form.views_label.data,
        usual_things=form.usual_things.data,
        by=acting_person(),
        now=clock.now(),
    )
    return True
