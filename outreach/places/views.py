"""The pages of places."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.places import actions, queries
from outreach.places.forms import PlaceFilters, PlaceForm
from outreach.places.labels import FIELDS, KINDS, TRADES, said_market, said_value
from outreach.places.markets import next_market_days
from outreach.places.merging.queries import merge_of, merged_into
from outreach.places.models import Place
from outreach.places.positions import written_position
from outreach.places.rules import WIDE
from outreach.places.tree import branches, totals_in
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("places", __name__)


@blueprint.get("/places")
@permit(Permission.READ)
def index():
    """The places as a tree, or the flat list of those that fit."""
    filters = PlaceFilters()
    if filters.narrows:
        asked = queries.places_matching(
            words=filters.words.data, kind=filters.kind.data, trade=filters.trade.data, retired=filters.retired.data
        )
        page = paged(db.session(), asked, page_number())
        return render_template("places/found.html", filters=filters, page=page, kinds=KINDS)
    page = paged(db.session(), queries.places_at_the_top(), page_number())
    is_empty = not page.total and not queries.any_place()
    return render_template(
        "places/index.html", filters=filters, page=page, branches=branches(page), is_empty=is_empty, kinds=KINDS
    )


@blueprint.get("/places/<uuid:place_id>")
@permit(Permission.READ)
def show(place_id: uuid.UUID):
    """One place with what lies in it and what became of it; a merged entry leads to the one that stays.

    `?entry=` shows the merged entry itself.
    """
    place, merged = queries.place(place_id), merge_of(place_id)
    if merged is not None and "entry" not in request.args:
        return redirect(url_for(".show", place_id=merged.into_id))
    inside = paged(db.session(), queries.places_in(place_id), page_number())
    return render_template(
        "places/place.html",
        place=place,
        around=queries.places_around(place),
        inside=inside,
        counts=totals_in(inside),
        changes=changes_of(place),
        merged=None if merged is None else queries.place(merged.into_id),
        names=queries.names_of(place_id),
        merged_here=merged_into(place_id),
        kinds=KINDS,
        trades=TRADES,
        wide=WIDE,
        fields=FIELDS,
        said_value=said_value,
        written_position=written_position,
        **_market(place),
    )


@blueprint.route("/places/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def add():
    """Add a place; `?parent=` is the one it lies in."""
    form = PlaceForm(parent_id=_parent_asked())

    def act(form: PlaceForm):
        meant = form.confirmed("same_name")
        return actions.add_place(facts=form.facts, by=acting_person(), now=clock.now(), same_name_is_meant=meant)

    if (place := submitted(form, act)) is not None:
        flash(_("“%(name)s” is in the list.", name=place.name))
        return redirect(url_for(".show", place_id=place.id))
    form.offer_places(None)
    return render_template("places/edit.html", form=form, place=None), form.status


@blueprint.route("/places/<uuid:place_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(place_id: uuid.UUID):
    """Change what is known of a place."""
    if merge_of(place_id) is not None:
        return redirect(url_for(".show", place_id=place_id))
    place = queries.place(place_id)
    form = _form_of(place)

    def act(form: PlaceForm):
        place = queries.place(place_id, lock=True)
        meant = form.confirmed("same_name")
        actions.change_place(
            place=place, facts=form.facts, by=acting_person(), now=clock.now(), same_name_is_meant=meant
        )
        return place

    if submitted(form, act, over=lambda: _form_of(queries.place(place_id, lock=True))) is not None:
        flash(_("The changes are saved."))
        return redirect(url_for(".show", place_id=place_id))
    form.offer_places(place)
    return render_template("places/edit.html", form=form, place=place), form.status


@blueprint.post("/places/<uuid:place_id>/retire")
@permit(Permission.LISTS)
def retire(place_id: uuid.UUID):
    """Take a place out of the lists."""
    with transaction():
        place = queries.place(place_id, lock=True)
        actions.retire_place(place=place, by=acting_person(), now=clock.now())
    flash(_("The place is retired. It can be brought back at any time."))
    return redirect(url_for(".show", place_id=place_id))


@blueprint.post("/places/<uuid:place_id>/bring-back")
@permit(Permission.LISTS)
def bring_back(place_id: uuid.UUID):
    """Put a retired place back into the lists."""
    with transaction():
        place = queries.place(place_id, lock=True)
        actions.bring_back_place(place=place, by=acting_person(), now=clock.now())
    flash(_("The place is in the lists again."))
    return redirect(url_for(".show", place_id=place_id))


def _form_of(place: Place) -> PlaceForm:
    return PlaceForm(obj=place, data={"names": "、".join(queries.names_of(place.id))})


def _market(place: Place) -> dict[str, Any]:
    market = queries.market_of(place)
    days = next_market_days(clock.today(), market.market_days, market.market_calendar) if market else []
    return {"market": market, "market_days": days, "said_market": said_market}


def _parent_asked() -> uuid.UUID | None:
    return request.args.get("parent", type=uuid.UUID)
