"""The page of an item with its placements and their readings, and the forms that say where it stands."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.blueprint import blueprint
from outreach.media.articles.forms import PlacementForm
from outreach.media.articles.views import confirmed, shown
from outreach.media.models import Article
from outreach.media.readings import actions as reading_actions
from outreach.media.readings.forms import ReadingForm
from outreach.media.readings.snapshots import snapshots_of
from outreach.media.rules import WITHOUT_COUNTERS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted


@blueprint.route("/<uuid:article_id>", methods=["GET", "POST"])
@permit(Permission.READ)
def article(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """One item, where it stood, what its counters showed, and a form for the next reading."""
    item = queries.article(article_id)
    form = ReadingForm(day=clock.today() - timedelta(days=1), placement_id=request.args.get("placement"))
    form.offer(item.placements)
    if request.method == "POST":
        actions.check_may_publish(acting_person(), item.team_id, clock.now())
        stored = submitted(form, _record)
        if stored is not None:
            flash(_("The reading is stored."), "success")
            return redirect(url_for(".article", article_id=article_id))
        item = queries.article(article_id)
    return render_template("media/articles/page.html", item=item, form=form, **shown(item), **_read(item)), form.status


@blueprint.route("/<uuid:article_id>/placements/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new_placement(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say on which other channel the item stands."""
    item = queries.article(article_id)
    form = PlacementForm(day=item.day)
    form.offer_channels()
    if submitted(form, lambda form: _place(article_id, form)) is not None:
        flash(_("The channel is added."), "success")
        return redirect(url_for(".article", article_id=article_id))
    return render_template("media/articles/placement.html", item=item, form=form, placement=None), form.status


@blueprint.route("/placements/<uuid:placement_id>/edit", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def edit_placement(placement_id: uuid.UUID) -> Response | tuple[str, int]:
    """Correct on which channel an item stands, since when, and under which link."""
    found = queries.placement(placement_id)
    form = PlacementForm(obj=found)
    form.offer_channels(kept=found.channel_id)

    def now() -> PlacementForm:
        return PlacementForm(obj=queries.placement(placement_id, lock=True))

    if submitted(form, lambda form: _replace(placement_id, form), over=now) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".placement", placement_id=placement_id))
    found = queries.placement(placement_id)
    return render_template("media/articles/placement.html", item=found.article, form=form, placement=found), form.status


@blueprint.get("/placements/<uuid:placement_id>")
@permit(Permission.READ)
def placement(placement_id: uuid.UUID) -> Response:
    """The item of a placement: where a report's line on views leads."""
    found = queries.placement(placement_id)
    return redirect(url_for(".article", article_id=found.article_id, _anchor=f"placement-{found.id}"))


def _place(article_id: uuid.UUID, form: PlacementForm) -> Any:
    item = queries.article(article_id)
    facts = form.place() | {"confirmed": confirmed(form)}
    return actions.place_article(item, by=acting_person(), now=clock.now(), **facts)


def _replace(placement_id: uuid.UUID, form: PlacementForm) -> Any:
    found = queries.placement(placement_id, lock=True)
    facts = form.place() | {"confirmed": confirmed(form)}
    return actions.change_placement(found, by=acting_person(), now=clock.now(), **facts)


def _record(form: ReadingForm) -> Any:
    day: date = form.day.data  # type: ignore[assignment]  # the form asks for it
    return reading_actions.record_readings(
        queries.placement(form.placement_id.data, lock=True),
        form.values(),
        day=day,
        by=acting_person(),
        now=clock.now(),
        proof_note=form.proof_note.data,
        confirmed=[code for code in reading_actions.QUESTIONS if form.confirmed(code)],
    )


def _read(item: Article) -> dict[str, Any]:
    standings = queries.standings(item)
    return {
        "through_pieces": queries.counts_through_pieces(item),
        "without_counters": WITHOUT_COUNTERS,
        "standings": standings,
        "snapshots": {each.id: snapshots_of(each, standings) for each in item.placements},
    }
