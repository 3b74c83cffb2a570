"""Campaigns by year, a campaign with its editions and events, and the form that keeps it."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.schedule import queries
from outreach.schedule.campaigns import actions as campaign_actions
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.schedule.campaigns.forms import CampaignForm, said_of_campaign
from outreach.schedule.campaigns.words import FIELDS, rule_words
from outreach.schedule.models import Campaign
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number
from outreach.web.years import asked_year

blueprint = Blueprint("campaigns", __name__)


@blueprint.get("/campaigns")
@permit(Permission.READ)
def index() -> str:
    """All campaigns, and when each runs in a year."""
    year = asked_year()
    listed = campaign_queries.campaigns(retired=True)
    running = sorted(
        (edition for each in listed for edition in each.editions if edition.year == year),
        key=lambda edition: (edition.first_day, edition.id),
    )
    there = {edition.campaign_id for edition in running}
    others = [each for each in listed if each.id not in there]
    proposals = {each.id: days for each, days in campaign_queries.proposals(year)}
    return render_template(
        "schedule/campaigns/index.html",
        year=year,
        running=running,
        proposable=[(each, proposals[each.id]) for each in others if each.id in proposals],
        others=[each for each in others if each.retired_at is None and each.id not in proposals],
        retired=[each for each in others if each.retired_at is not None],
        counts=campaign_queries.counts_by_edition([edition.id for edition in running]),
        rule_words=rule_words,
    )


@blueprint.get("/campaigns/<uuid:campaign_id>")
@permit(Permission.READ)
def page(campaign_id: uuid.UUID) -> str:
    """A campaign, its editions, and the events of one of them or of all."""
    campaign = campaign_queries.campaign(campaign_id)
    edition = next((each for each in campaign.editions if str(each.id) == request.args.get("edition")), None)
    asked = queries.Filters(campaign_id=campaign.id, edition_id=edition.id if edition else None)
    return render_template(
        "schedule/campaigns/campaign.html",
        campaign=campaign,
        edition=edition,
        rule=rule_words(campaign.recurrence),
        page=queries.page_of_events(asked, order="-day", number=page_number()),
    )


@blueprint.route("/campaigns/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def new() -> Any:
    """Add a campaign."""
    form = CampaignForm()
    form.offer()

    def add(form: CampaignForm) -> Campaign:
        return campaign_actions.add_campaign(by=acting_person(), now=clock.now(), **form.facts())

    campaign = submitted(form, add)
    if campaign:
        return _saved(campaign.id, _("The campaign is added. Now say when it runs."))
    shown = {"form": form, "campaign": None, "changes": (), "fields": FIELDS}
    return render_template("schedule/campaigns/form.html", **shown), form.status


@blueprint.route("/campaigns/<uuid:campaign_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(campaign_id: uuid.UUID) -> Any:
    """Change a campaign's names, rule and laws, or retire it."""
    form = CampaignForm(data=said_of_campaign(campaign_queries.campaign(campaign_id)))
    form.offer()

    def change(form: CampaignForm) -> Campaign:
        campaign = campaign_queries.campaign(campaign_id)
        facts = form.facts() | {"retired": form.retired.data}
        return campaign_actions.change_campaign(campaign, by=acting_person(), now=clock.now(), **facts)

    def now() -> CampaignForm:
        return CampaignForm(data=said_of_campaign(campaign_queries.campaign(campaign_id)))

    if submitted(form, change, over=now):
        return _saved(campaign_id, _("The campaign is saved."))
    campaign = campaign_queries.campaign(campaign_id)
    shown = {"form": form, "campaign": campaign, "changes": changes_of(campaign), "fields": FIELDS}
    return render_template("schedule/campaigns/form.html", **shown), form.status


def _saved(campaign_id: uuid.UUID, said: str) -> AnyResponse:
    flash(said, "success")
    return redirect(url_for(".page", campaign_id=campaign_id))
