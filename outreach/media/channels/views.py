"""The pages of the channels: where the bureau publishes, and who else writes about it."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock, periods
from outreach.audit.histories import changes_of
from outreach.media.articles.listing.queries import Filters, page_of_articles
from outreach.media.channels import actions, queries
from outreach.media.channels.forms import ChannelForm
from outreach.media.labels import FIELDS, PLATFORMS, said
from outreach.media.models import Channel
from outreach.media.rules import USUAL_TERMS, ArticleKind
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, page_of
from outreach.web.years import asked_year

blueprint = Blueprint("channels", __name__, url_prefix="/media/channels")


@blueprint.get("")
@permit(Permission.READ)
def index() -> str:
    """Where the bureau publishes, and who else writes about it."""
    page = page_of(queries.channels(with_retired=True), page_number())
    return render_template("media/channels/index.html", page=page, items_on=queries.items_on(), said=said)


@blueprint.route("/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new() -> Response | tuple[str, int]:
    """Add a channel."""
    form = ChannelForm()
    if (added := submitted(form, _add)) is not None:
        flash(_("“%(name)s” is on the list.", name=added.name), "success")
        return redirect(url_for(".page", channel_id=added.id))
    return render_template("media/channels/edit.html", form=form, channel=None, usual=_usual()), form.status


@blueprint.get("/<uuid:channel_id>")
@permit(Permission.READ)
def page(channel_id: uuid.UUID) -> str:
    """One channel and what stood on it, the latest first."""
    found, year = queries.channel(channel_id), asked_year()
    counts = queries.counts_by_month(found, periods.year(year))
    return render_template(
        "media/channels/page.html",
        channel=found,
        items=page_of_articles(Filters(channel_id=channel_id), page_number()),
        year=year,
        counts=counts,
        kinds=[kind for kind in ArticleKind if any(kind in month for month in counts.values())],
        history=changes_of(found),
        fields=FIELDS,
        said=said,
    )


@blueprint.route("/<uuid:channel_id>/edit", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def edit(channel_id: uuid.UUID) -> Response | tuple[str, int]:
    """Change a channel."""
    found = queries.channel(channel_id)
    form = _form_of(found)
    if submitted(form, lambda form: _change(channel_id, form), over=lambda: _form_of(found)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".page", channel_id=channel_id))
    return render_template("media/channels/edit.html", form=form, channel=found, usual=_usual()), form.status


def _form_of(channel: Channel) -> ChannelForm:
    return ChannelForm(obj=channel, is_retired=channel.retired_at is not None)


def _add(form: ChannelForm) -> Channel:
    return actions.add_channel(by=acting_person(), now=clock.now(), **form.facts())


def _change(channel_id: uuid.UUID, form: ChannelForm) -> Channel:
    found = queries.channel(channel_id)
    facts = form.facts(found) | {"is_retired": form.is_retired.data}
    facts["confirmed"] = [code for code in ("moves_views",) if form.confirmed(code)]
    return actions.change_channel(found, by=acting_person(), now=clock.now(), **facts)


def _usual() -> list[tuple[str, tuple[int | None, int | None]]]:
    """What the platforms usually do, in words and days, for those that have an export."""
    return [(str(PLATFORMS[each]), terms) for each, terms in USUAL_TERMS.items() if terms[1] is not None]
