"""When a campaign runs in a year: proposed by rule for all at once, or said for one; confirmed by the year's notice."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.errors import NotFound
from outreach.schedule.campaigns import edition_actions
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.schedule.campaigns.forms import EditionForm, said_of_edition, said_of_new_edition
from outreach.schedule.campaigns.words import FIELDS
from outreach.schedule.models import Edition
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.years import asked_year, check_year

blueprint = Blueprint("editions", __name__)


@blueprint.post("/campaigns/years/<int:year>/propose")
@permit(Permission.LISTS)
def propose(year: int) -> AnyResponse:
    """Make the editions that the rules propose for a year."""
    check_year(year)
    with transaction():
        made = len(edition_actions.propose_editions(year, by=acting_person(), now=clock.now()))
    said = ngettext("%(num)d edition is proposed.", "%(num)d editions are proposed.", made)
    flash(said if made else _("Every campaign with a rule has its edition already."), "success" if made else "info")
    return redirect(url_for("campaigns.index", year=year))


@blueprint.post("/campaigns/years/<int:year>/withdraw")
@permit(Permission.LISTS)
def withdraw(year: int) -> AnyResponse:
    """Take a year's proposed editions away again."""
    check_year(year)
    with transaction():
        gone = edition_actions.withdraw_proposed(year, by=acting_person(), now=clock.now())
    flash(ngettext("%(num)d proposed edition is taken back.", "%(num)d proposed editions are taken back.", gone))
    return redirect(url_for("campaigns.index", year=year))


@blueprint.route("/campaigns/<uuid:campaign_id>/editions/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def new(campaign_id: uuid.UUID) -> Any:
    """Say when the campaign runs in a year."""
    campaign = campaign_queries.campaign(campaign_id)
    form = EditionForm(data=said_of_new_edition(campaign, asked_year()))

    def add(form: EditionForm) -> Edition:
        campaign = campaign_queries.campaign(campaign_id)
        return edition_actions.add_edition(campaign, by=acting_person(), now=clock.now(), **form.facts())

    if submitted(form, add):
        return _saved(campaign_id)
    campaign = campaign_queries.campaign(campaign_id)
    shown = {"form": form, "campaign": campaign, "edition": None, "changes": (), "fields": FIELDS}
    return render_template("schedule/campaigns/edition_form.html", **shown), form.status


@blueprint.route("/campaigns/<uuid:campaign_id>/editions/<uuid:edition_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(campaign_id: uuid.UUID, edition_id: uuid.UUID) -> Any:
    """Change when the campaign runs in a year, or confirm the days that were proposed."""
    edition = _edition(campaign_id, edition_id)
    confirming = "confirm" in request.args
    form = EditionForm(data=said_of_edition(edition, confirming=confirming))

    def change(form: EditionForm) -> Edition:
        edition = _edition(campaign_id, edition_id)
        return edition_actions.change_edition(edition, by=acting_person(), now=clock.now(), **form.facts())

    def now() -> EditionForm:
        return EditionForm(data=said_of_edition(_edition(campaign_id, edition_id), confirming=confirming))

    if submitted(form, change, over=now):
        return _saved(campaign_id)
    edition = _edition(campaign_id, edition_id)
    shown = {"form": form, "campaign": edition.campaign, "edition": edition, "changes": changes_of(edition)}
    return render_template("schedule/campaigns/edition_form.html", **shown, fields=FIELDS), form.status


@blueprint.post("/campaigns/<uuid:campaign_id>/editions/<uuid:edition_id>/remove")
@permit(Permission.LISTS)
def remove(campaign_id: uuid.UUID, edition_id: uuid.UUID) -> AnyResponse:
    """Take an edition away that no event serves."""
    with transaction():
        edition_actions.remove_edition(_edition(campaign_id, edition_id), by=acting_person(), now=clock.now())
    flash(_("The days of that year are removed."))
    return redirect(url_for("campaigns.page", campaign_id=campaign_id))


def _edition(campaign_id: uuid.UUID, edition_id: uuid.UUID) -> Edition:
    edition = campaign_queries.edition(edition_id)
    if edition.campaign_id != campaign_id:
        raise NotFound(code="no_such_edition", id=edition_id)
    return edition


def _saved(campaign_id: uuid.UUID) -> AnyResponse:
    flash(_("The days are saved."), "success")
    return redirect(url_for("campaigns.page", campaign_id=campaign_id))
