"""Items that look like one: shown side by side, made one by a person, and made two again."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock, periods
from outreach.db import transaction
from outreach.media import queries
from outreach.media.articles.listing.queries import articles_among
from outreach.media.articles.rights import may_change
from outreach.media.articles.twins import actions
from outreach.media.articles.twins.queries import merges_of, probable_twins, twins_of
from outreach.media.labels import LIKENESSES, said
from outreach.media.models import Article
from outreach.media.rules import Metric
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number, page_of
from outreach.web.returning import next_path
from outreach.web.years import asked_year

blueprint = Blueprint("article_twins", __name__, url_prefix="/media")

_AT_ONCE = 10


@blueprint.get("/twins")
@permit(Permission.PUBLISH)
def index() -> str:
    """Pairs of a year that look like one, to be made one or told apart."""
    year = asked_year()
    pairs = page_of(probable_twins(periods.year(year)), page_number(), _AT_ONCE)
    ids = list({each for pair in pairs for each in (pair.one, pair.other)})
    items = {item.id: item for item in articles_among(ids)}
    person, now = acting_person(), clock.now()
    return render_template(
        "media/articles/twins/index.html",
        year=year,
        pairs=pairs,
        items=items,
        values=queries.latest_values(ids),
        open_to={id for id, item in items.items() if may_change(person, item, now)},
        why=LIKENESSES,
        said=said,
        Metric=Metric,
    )


@blueprint.post("/<uuid:kept_id>/merge/<uuid:other_id>")
@permit(Permission.PUBLISH)
def merge(kept_id: uuid.UUID, other_id: uuid.UUID) -> Response:
    """Make the two one: the first is kept, the other withdrawn."""
    with transaction():
        actions.merge_articles(kept_id, other_id, by=acting_person(), now=clock.now())
    flash(_("They are one now: the placements stand here together. It can be undone on this page."), "success")
    return redirect(url_for("media.article", article_id=kept_id))


@blueprint.post("/<uuid:one_id>/apart/<uuid:other_id>")
@permit(Permission.PUBLISH)
def apart(one_id: uuid.UUID, other_id: uuid.UUID) -> Response:
    """Say that the two are two."""
    with transaction():
        actions.tell_apart(one_id, other_id, by=acting_person(), now=clock.now())
    flash(_("They are two; nobody is asked about them again."), "success")
    return redirect(next_path("/media/twins"))


@blueprint.post("/merges/<uuid:merge_id>/undo")
@permit(Permission.PUBLISH)
def undo(merge_id: uuid.UUID) -> Response:
    """Make the two two again."""
    with transaction():
        found = actions.undo_merge(merge_id, by=acting_person(), now=clock.now())
        other_id = found.other_id
    flash(_("They are two again."), "success")
    return redirect(url_for("media.article", article_id=other_id))


def merges_panel(article: Article) -> str:
    """What was made one with the item, and what looks the same and is not yet, on its page."""
    merges, may_undo = merges_of(article.id), may_change(acting_person(), article, clock.now())
    alike = twins_of(article) if may_undo and not article.withdrawn_at else ()
    if not (merges or alike):
        return ""
    facts = {"item": article, "merges": merges, "alike": alike, "may_undo": may_undo}
    return render_template("media/articles/twins/merges_panel.html", **facts)
