"""The pages of what can be counted: materials, topics, groups, displays."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.materials import actions, queries
from outreach.materials.forms import ItemFilters, ItemForm
from outreach.materials.labels import FIELDS, KINDS, LEADS, QUESTIONS, said_value
from outreach.materials.rules import MAIN_UNIT, USUAL_UNITS, CountKind
from outreach.materials.tabs import ENDPOINTS, tabs
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("materials", __name__)
WORDS = {"kinds": KINDS, "questions": QUESTIONS, "fields": FIELDS, "said_value": said_value, "main_unit": MAIN_UNIT}


@blueprint.get("/materials")
@permit(Permission.READ)
def index():
    """What is handed out."""
    return _list_page(CountKind.HANDOUT)


@blueprint.get("/materials/topics")
@permit(Permission.READ)
def topics():
    """What people ask about."""
    return _list_page(CountKind.CONSULTATION)


@blueprint.get("/materials/groups")
@permit(Permission.READ)
def groups():
    """Who comes to talks."""
    return _list_page(CountKind.ATTENDANCE)


@blueprint.get("/materials/displays")
@permit(Permission.READ)
def displays():
    """What is put up."""
    return _list_page(CountKind.DISPLAY)


def _list_page(kind: CountKind) -> str:
    """The items of one kind, in the order in which phones show them."""
    filters = ItemFilters()
    asked = queries.items_matching(kind, words=filters.words.data, retired=filters.retired.data)
    return render_template(
        "materials/index.html",
        here=url_for(ENDPOINTS[kind]),
        kind=kind,
        lead=LEADS[kind],
        tabs=tabs(kind),
        filters=filters,
        page=paged(db.session(), asked, page_number()),
        **WORDS,
    )


@blueprint.get("/materials/<uuid:item_id>")
@permit(Permission.READ)
def show(item_id: uuid.UUID):
    """One item and what became of it."""
    item = queries.item(item_id)
    there = url_for(ENDPOINTS[item.kind])
    return render_template("materials/item.html", item=item, there=there, changes=changes_of(item), **WORDS)


@blueprint.route("/materials/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def add():
    """Add an item to the list of its kind, `?kind=` or a material."""
    kind = request.args.get("kind", CountKind.HANDOUT, type=CountKind)
    form = ItemForm(kind)

    def act(form: ItemForm):
        return actions.add_item(
            kind=kind,
            facts=form.facts,
            code=form.code.data,
            by=acting_person(),
            now=clock.now(),
            same_name_is_meant=form.confirmed("same_name"),
        )

    if (item := submitted(form, act)) is not None:
        flash(_("“%(name)s” is in the list.", name=item.name))
        return redirect(url_for(ENDPOINTS[item.kind]))
    return _form(form, kind), form.status


@blueprint.route("/materials/<uuid:item_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(item_id: uuid.UUID):
    """Change what is known of an item."""
    item = queries.item(item_id)
    form = ItemForm(item.kind, item)

    def act(form: ItemForm):
        item = queries.item(item_id, lock=True)
        meant = form.confirmed("same_name")
        actions.change_item(item=item, facts=form.facts, by=acting_person(), now=clock.now(), same_name_is_meant=meant)
        return item

    if submitted(form, act, over=lambda: ItemForm(item.kind, queries.item(item_id, lock=True))) is not None:
        flash(_("The changes are saved."))
        return redirect(url_for(".show", item_id=item_id))
    return _form(form, item.kind, item, unit_is_frozen=queries.is_counted(item_id)), form.status


@blueprint.post("/materials/<uuid:item_id>/move")
@permit(Permission.LISTS)
def move(item_id: uuid.UUID):
    """Put an item one place up or down."""
    steps = -1 if request.form.get("way") == "up" else 1
    with transaction():
        item = queries.item(item_id, lock=True)
        actions.move_item(item=item, steps=steps, by=acting_person(), now=clock.now())
        there = url_for(ENDPOINTS[item.kind])
    return redirect(f"{there}#item-{item_id}")


@blueprint.post("/materials/<uuid:item_id>/retire")
@permit(Permission.LISTS)
def retire(item_id: uuid.UUID):
    """Take an item out of the lists."""
    with transaction():
        item = queries.item(item_id, lock=True)
        actions.retire_item(item=item, by=acting_person(), now=clock.now())
    flash(_("It is retired. It can be brought back at any time."))
    return redirect(url_for(".show", item_id=item_id))


@blueprint.post("/materials/<uuid:item_id>/bring-back")
@permit(Permission.LISTS)
def bring_back(item_id: uuid.UUID):
    """Put a retired item back into the lists."""
    with transaction():
        item = queries.item(item_id, lock=True)
        actions.bring_back_item(item=item, by=acting_person(), now=clock.now())
    flash(_("It is in the lists again."))
    return redirect(url_for(".show", item_id=item_id))


def _form(form: ItemForm, kind: CountKind, item=None, *, unit_is_frozen: bool = False) -> str:
    return render_template(
        "materials/edit.html",
        form=form,
        kind=kind,
        there=url_for(ENDPOINTS[kind]),
        item=item,
        units=USUAL_UNITS.get(kind, ()),
        unit_is_frozen=unit_is_frozen,
        **WORDS,
    )
