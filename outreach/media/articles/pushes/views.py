"""The pages of a push: it and its pieces on one form, and its pieces anew."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.media import queries
from outreach.media.articles.pushes import actions
from outreach.media.articles.pushes.forms import PiecesForm, PushForm, as_moved
from outreach.media.articles.views import confirmed, suggested
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

blueprint = Blueprint("pushes", __name__, url_prefix="/media")

#: So many empty rows a new push begins with.
_ROWS = 3


@blueprint.route("/pushes/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new() -> Response | tuple[str, int]:
    """Log a push with its pieces."""
    likely = suggested()
    first = {"title": likely.pop("title", "")}
    form = as_moved(PushForm, **likely, pieces=[first, *({} for _row in range(_ROWS - 1))])
    form.offer()
    if not (form.is_moving or form.is_searching) and (post := submitted(form, _publish)) is not None:
        flash(_("“%(title)s” is logged.", title=post.title), "success")
        return redirect(url_for("media.article", article_id=post.id))
    return render_template("media/articles/pushes/new.html", form=form), form.status


@blueprint.route("/<uuid:article_id>/pieces", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def pieces(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Put the pieces of a push in order, correct, add and take them out."""
    post = queries.article(article_id)
    if post.kind is not ArticleKind.POST:
        return redirect(url_for("media.article", article_id=article_id))
    form = as_moved(PiecesForm, pieces=_rows(post))

    def now() -> PiecesForm:
        return PiecesForm(pieces=_rows(queries.article(article_id, lock=True)))

    if not form.is_moving and submitted(form, lambda form: _change(article_id, form), over=now) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for("media.article", article_id=article_id))
    return render_template("media/articles/pushes/pieces.html", post=post, form=form), form.status


def _rows(post: Article) -> list[dict[str, Any]]:
    return [_row(piece) for piece in post.pieces if piece.withdrawn_at is None] or [{}]


def _row(piece: Article) -> dict[str, Any]:
    url = piece.placements[0].url if piece.placements else None
    return {"id": str(piece.id), "title": piece.title, "url": url, "authors": piece.authors}


def _publish(form: PushForm) -> Article:
    place = {name: form[name].data for name in ("channel_id", "clock_time", "title")}
    who = {"by": acting_person(), "now": clock.now(), "confirmed": confirmed(form)}
    return actions.publish_push(form.piece_facts(), **place, **form.facts(), **who)


def _change(article_id: uuid.UUID, form: PiecesForm) -> Article:
    post = queries.article(article_id, lock=True)
    who = {"by": acting_person(), "now": clock.now(), "confirmed": confirmed(form)}
    return actions.change_pieces(post, form.piece_facts(), reason=form.reason.data, **who)
