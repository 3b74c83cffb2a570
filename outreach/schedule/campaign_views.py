"""Campaigns by year, a campaign with its editions and events, and the forms that keep them."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.errors import NotFound
from outreach.schedule import campaign_actions, campaign_queries, queries
from outreach.schedule.campaign_forms import CampaignForm, EditionForm
from outreach.schedule.models import Campaign, Edition
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("campaigns", __name__)


@blueprint.get("/campaigns")
@permit(Permission.READ)
def index() -> str:
    """All campaigns, and when each runs in a year."""
    year = _year()
    listed = campaign_queries.campaigns(retired=True)
    editions = {each.id: [edition for edition in each.editions if edition.year == year] for each in listed}
    running = sorted((one for each in editions.values() for one in each), key=lambda one: (one.first_day, one.id))
    return render_template(
        "schedule/campaigns.html",
        year=year,
        running=running,
        others=[each for each in listed if not editions[each.id] and each.retired_at is None],
        retired=[each for each in listed if not editions[each.id] and each.retired_at is not None],
        counts=campaign_queries.counts_by_edition([edition.id for edition in running]),
    )


@blueprint.get("/campaigns/<uuid:campaign_id>")
@permit(Permission.READ)
def page(campaign_id: uuid.UUID) -> str:
    """A campaign, its editions, and the events of one of them or of all."""
    campaign = campaign_queries.campaign(campaign_id)
    edition = next((each for each in campaign.editions if str(each.id) == request.args.get("edition")), None)
    asked = queries.Filters(campaign_id=campaign.id, edition_id=edition.id if edition else None)
    return render_template(
        "schedule/campaign.html",
        campaign=campaign,
        edition=edition,
        page=queries.page_of_events(asked, order="-day", number=page_number()),
    )


@blueprint.route("/campaigns/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def new() -> Any:
    """Add a campaign."""
    form = CampaignForm()

    def add(form: CampaignForm) -> Campaign:
        return campaign_actions.add_campaign(
            by=acting_person(), now=clock.now(), name=form.name.data, name_en=form.name_en.data, aliases=form.names()
        )

    campaign = submitted(form, add)
    if campaign:
        return _saved(campaign.id, _("The campaign is added. Now say when it runs."))
    return render_template("schedule/campaign_form.html", form=form, campaign=None), form.status


@blueprint.route("/campaigns/<uuid:campaign_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(campaign_id: uuid.UUID) -> Any:
    """Change a campaign's names, or retire it."""
    campaign = campaign_queries.campaign(campaign_id)
    shown = {"name": campaign.name, "name_en": campaign.name_en, "aliases": "、".join(campaign.aliases)}
    form = CampaignForm(data=shown | {"retired": campaign.retired_at is not None})

    def change(form: CampaignForm) -> Campaign:
        return campaign_actions.change_campaign(
            campaign_queries.campaign(campaign_id),
            by=acting_person(),
            now=clock.now(),
            name=form.name.data,
            name_en=form.name_en.data,
            aliases=form.names(),
            retired=form.retired.data,
        )

    if submitted(form, change):
        return _saved(campaign_id, _("The campaign is saved."))
    campaign = campaign_queries.campaign(campaign_id)
    return render_template("schedule/campaign_form.html", form=form, campaign=campaign), form.status


@blueprint.route("/campaigns/<uuid:campaign_id>/editions/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def new_edition(campaign_id: uuid.UUID) -> Any:
    """Say when the campaign runs in a year."""
    form = EditionForm(data={"year": _year()})

    def add(form: EditionForm) -> Edition:
        first, last = form.days()
        return campaign_actions.add_edition(
            campaign_queries.campaign(campaign_id),
            by=acting_person(),
            now=clock.now(),
            first_day=first,
            last_day=last,
            year=form.year.data,
        )

    if submitted(form, add):
        return _saved(campaign_id, _("The days are saved."))
    campaign = campaign_queries.campaign(campaign_id)
    return render_template("schedule/edition_form.html", form=form, campaign=campaign, edition=None), form.status


@blueprint.route("/campaigns/<uuid:campaign_id>/editions/<uuid:edition_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit_edition(campaign_id: uuid.UUID, edition_id: uuid.UUID) -> Any:
    """Change when the campaign runs in a year."""
    edition = _edition(campaign_id, edition_id)
    shown = {"year": edition.year, "first_day": edition.first_day, "last_day": edition.last_day}
    form = EditionForm(data=shown)

    def change(form: EditionForm) -> Edition:
        first, last = form.days()
        return campaign_actions.change_edition(
            _edition(campaign_id, edition_id),
            by=acting_person(),
            now=clock.now(),
            first_day=first,
            last_day=last,
            year=form.year.data,
        )

    if submitted(form, change):
        return _saved(campaign_id, _("The days are saved."))
    edition = _edition(campaign_id, edition_id)
    return render_template(
        "schedule/edition_form.html", form=form, campaign=edition.campaign, edition=edition
    ), form.status


def _edition(campaign_id: uuid.UUID, edition_id: uuid.UUID) -> Edition:
    edition = campaign_queries.edition(edition_id)
    if edition.campaign_id != campaign_id:
        raise NotFound(code="no_such_edition", id=edition_id)
    return edition


def _saved(campaign_id: uuid.UUID, said: str) -> AnyResponse:
    flash(said, "success")
    return redirect(url_for(".page", campaign_id=campaign_id))


def _year() -> int:
    """The year of `?year=`, this year for anything else."""
    text = request.args.get("year", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return number if 1950 <= number <= 2150 else clock.today().year
