"""The page on which one entry of the list is merged into another."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound
from outreach.places import queries as places
from outreach.places.labels import KINDS, TRADES
from outreach.places.merging import actions, queries
from outreach.places.merging.forms import MergeForm, StaysForm
from outreach.places.merging.twins import likely_twins, staying_last
from outreach.places.models import Place
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import Page, number_within, page_number

blueprint = Blueprint("place_merging", __name__)

TWINS_SHOWN = 30


@blueprint.route("/places/<uuid:place_id>/merge", methods=["GET", "POST"])
@permit(Permission.LISTS)
def merge(place_id: uuid.UUID) -> Any:
    """Choose the entry that stays (`?into=`), look at what moves, and merge."""
    place, merged = places.place(place_id), queries.merge_of(place_id)
    if merged is not None:
        return redirect(url_for("places.show", place_id=merged.into_id))
    into_id = request.args.get("into", type=uuid.UUID)
    if into_id is None:
        form = StaysForm()
        found = queries.others_like(place, form.words.data)
        return render_template("places/merging/choose.html", place=place, form=form, found=found, kinds=KINDS)
    return _merged(place, places.place(into_id))


def _merged(place: Place, into: Place) -> Any:
    old_id, into_id, name = place.id, into.id, place.name

    def act(_form: MergeForm) -> Place:
        return actions.merge_places(old_id, into_id, by=acting_person(), now=clock.now())

    form = MergeForm()
    if (kept := submitted(form, act)) is not None:
        flash(_("“%(old)s” is merged into “%(new)s”.", old=name, new=kept.name), "success")
        return redirect(url_for("places.show", place_id=into_id))
    place, into = places.place(old_id), places.place(into_id)
    both = [queries.seen(place), queries.seen(into)]
    moving = queries.what_moves(old_id)
    page = render_template(
        "places/merging/merge.html", form=form, place=place, into=into, both=both, moving=moving, kinds=KINDS
    )
    return page, form.status


@blueprint.get("/places/twins")
@permit(Permission.LISTS)
def twins() -> str:
    """Companies that stand in the list twice, as far as their names tell."""
    found = likely_twins()
    number = number_within(page_number(), TWINS_SHOWN, len(found))
    shown = found[(number - 1) * TWINS_SHOWN : number * TWINS_SHOWN]
    rows = queries.rows_naming({each.id for pair in shown for each in pair})
    page = Page([staying_last(pair, rows) for pair in shown], number, TWINS_SHOWN, len(found))
    return render_template("places/merging/twins.html", page=page, rows=rows, trades=TRADES)


@blueprint.post("/places/twins/apart")
@permit(Permission.LISTS)
def apart() -> Any:
    """Remember that two of them are two."""
    one, other = (request.form.get(name, type=uuid.UUID) for name in ("one", "other"))
    if one is None or other is None:
        raise NotFound(code="no_such_place")
    with transaction():
        actions.part_for_good(one, other, by=acting_person(), now=clock.now())
    flash(_("These are two. They are not shown here again."), "success")
    return redirect(url_for(".twins"))
