"""The pages of one item: what it is, and the forms that make, correct, withdraw and restore it."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.blueprint import blueprint
from outreach.media.articles.forms import WHOLE, ChangedArticleForm, NewArticleForm, WithdrawForm, kinds_of
from outreach.media.articles.naming import named_laws
from outreach.media.articles.queries import articles_of, event_or_none, mark_of
from outreach.media.articles.rights import may_change
from outreach.media.labels import FIELDS, said
from outreach.media.models import Article
from outreach.media.rules import ArticleKind, Metric
from outreach.people.access import may_plan_for
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import BaseForm, submitted

QUESTIONS = ("twice", "coming_day", "own_readings")


@blueprint.route("/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new() -> Response | tuple[str, int]:
    """Log an article, a post or a video."""
    return _new(WHOLE, post=None)


@blueprint.route("/<uuid:article_id>/pieces/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new_piece(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Log one of the pieces that a post carried."""
    return _new((ArticleKind.PIECE,), post=queries.article(article_id))


@blueprint.route("/<uuid:article_id>/edit", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def edit(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Correct an item."""
    item = queries.article(article_id)
    form = ChangedArticleForm(obj=item, seen=mark_of(item), **_ties(item))
    form.offer_along(is_alone=queries.placement_of_its_day(item) is not None)
    form.offer_kinds(kinds_of(item))
    if not form.is_searching and submitted(form, lambda form: _change(article_id, form)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".article", article_id=article_id))
    return render_template("media/articles/edit.html", item=item, form=form), form.status


@blueprint.post("/<uuid:article_id>/laws")
@permit(Permission.PUBLISH)
def take_laws(article_id: uuid.UUID) -> Response:
    """Say that the item explains the laws that its title or its event names."""
    with transaction():
        item = queries.article(article_id, lock=True)
        offered = [law.id for law in named_laws(item).offered]
        there = [each.law_id for each in item.laws]
        actions.change_facts(item, {"law_ids": there + offered}, by=acting_person(), now=clock.now())
    flash(_("The laws are added."), "success")
    return redirect(url_for(".article", article_id=article_id))


@blueprint.route("/<uuid:article_id>/withdraw", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def withdraw(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Let an item count no longer, with a reason."""
    item = queries.article(article_id)
    form = WithdrawForm()
    if submitted(form, lambda form: _withdraw(article_id, form)) is not None:
        flash(_("The item is withdrawn. It counts no longer, and can be restored on this page."), "success")
        return redirect(url_for(".article", article_id=article_id))
    return render_template("media/articles/withdraw.html", item=item, form=form), form.status


@blueprint.post("/<uuid:article_id>/restore")
@permit(Permission.PUBLISH)
def restore(article_id: uuid.UUID) -> Response:
    """Let a withdrawn item count again."""
    with transaction():
        actions.restore_article(queries.article(article_id), by=acting_person(), now=clock.now())
    flash(_("The item counts again."), "success")
    return redirect(url_for(".article", article_id=article_id))


def event_panel(event: Event) -> str:
    """What was published about an event, on the event's own page."""
    items = articles_of(event.id)
    may_add = may_plan_for(acting_person(), event.lead_team_id, clock.today())
    if not (items or may_add):
        return ""
    return render_template("media/articles/event_panel.html", event=event, items=items, may_add=may_add, said=said)


def confirmed(form: BaseForm) -> list[str]:
    """The questions that were answered with yes."""
    return [code for code in QUESTIONS if form.confirmed(code)]


def suggested() -> dict[str, Any]:
    """What a new item most likely is: about the event in the address, of its team; else of one's own team, today."""
    event = event_or_none(request.args.get("event", type=uuid.UUID))
    if event is None:
        own = sorted(acting_person().team_ids_on(clock.today()))
        return {"day": clock.today(), "team_id": own[0] if own else None}
    return {
        "day": clock.today(),
        "event_id": event.id,
        "title": event.title,
        "team_id": event.lead_team_id,
        "joint_team_ids": [each.team_id for each in event.joining],
        "edition_ids": [tag.edition_id for tag in event.tags],
        "law_ids": [each.law_id for each in event.laws],
    }


def shown(item: Article) -> dict[str, Any]:
    """What the page of an item says besides what its placements showed."""
    return {
        "may_change": may_change(acting_person(), item, clock.now()),
        "history": changes_of(item),
        "fields": FIELDS,
        "laws": named_laws(item),
        "said": said,
        "values": queries.latest_values([item.id]).get(item.id, {}),
        "piece_values": queries.latest_values([piece.id for piece in item.pieces]),
        "Metric": Metric,
    }


def _new(kinds: tuple[ArticleKind, ...], post: Article | None) -> Response | tuple[str, int]:
    form = NewArticleForm(**(suggested() if post is None else _like(post)))
    form.offer_kinds(kinds)
    form.offer_channels()
    searching = form.is_searching
    if not searching and (item := submitted(form, lambda form: _publish(form, post))) is not None:
        flash(_("“%(title)s” is logged.", title=item.title), "success")
        return redirect(url_for(".article", article_id=item.id))
    return render_template("media/articles/new.html", form=form, post=post), form.status


def _like(post: Article) -> dict[str, Any]:
    """What a piece takes from its post."""
    placed = post.placements[0] if post.placements else None
    facts = {"day": post.day, "team_id": post.team_id, "event_id": post.event_id, **_ties(post)}
    return facts if placed is None else facts | {"channel_id": placed.channel_id, "clock_time": placed.clock_time}


def _ties(item: Article) -> dict[str, Any]:
    return {
        "edition_ids": [tag.edition_id for tag in item.tags],
        "joint_team_ids": [each.team_id for each in item.joint_teams],
        "law_ids": [each.law_id for each in item.laws],
    }


def _publish(form: NewArticleForm, post: Article | None) -> Article:
    last = max((piece.position for piece in post.pieces), default=0) if post else 0
    return actions.publish_article(
        by=acting_person(),
        now=clock.now(),
        post_id=post.id if post else None,
        position=last + 1 if post else 0,
        confirmed=confirmed(form),
        **form.place(),
        **form.facts(),
    )


def _change(article_id: uuid.UUID, form: ChangedArticleForm) -> Article:
    return actions.change_article(
        queries.article(article_id, lock=True),
        by=acting_person(),
        now=clock.now(),
        seen=form.seen.data,
        placement_along="placement_along" in form and form.placement_along.data,
        confirmed=confirmed(form),
        **form.facts(),
    )


def _withdraw(article_id: uuid.UUID, form: WithdrawForm) -> Article:
    item = queries.article(article_id)
    return actions.withdraw_article(item, by=acting_person(), now=clock.now(), reason=form.reason.data)
