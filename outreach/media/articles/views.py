"""The pages of the online ledger."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.media import queries
from outreach.media.articles import actions
from outreach.media.articles.forms import (
    ArticleFilterForm,
    ArticleForm,
    ChangedArticleForm,
    NewArticleForm,
    PlacementForm,
    WithdrawForm,
)
from outreach.media.articles.queries import Filters, articles_of, event_or_none, history_of, mark_of, page_of_articles
from outreach.media.channels.queries import channels
from outreach.media.labels import FIELDS, said
from outreach.media.models import Article
from outreach.media.readings import actions as reading_actions
from outreach.media.readings.forms import ReadingForm
from outreach.media.readings.snapshots import snapshots_of
from outreach.media.rules import ArticleKind, Metric
from outreach.people.access import may_plan_for
from outreach.periods import Period
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import BaseForm, submitted
from outreach.web.paging import page_number

blueprint = Blueprint("media", __name__, url_prefix="/media")

_QUESTIONS = ("twice", "coming_day", "own_readings", "through_pieces", "no_proof", "falling", "open_day")
_WHOLE = (ArticleKind.ARTICLE, ArticleKind.POST, ArticleKind.VIDEO, ArticleKind.SCREEN)


@blueprint.get("")
@permit(Permission.READ)
def articles() -> str:
    """What was published, the latest first."""
    form = ArticleFilterForm()
    form.offer(list(campaigns(retired=True)))
    page = page_of_articles(_filters(form), page_number())
    values = queries.latest_values([item.id for item in page])
    return render_template("media/articles.html", form=form, page=page, values=values, said=said, Metric=Metric)


@blueprint.route("/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new() -> Response | tuple[str, int]:
    """Log an article, a post or a video."""
    return _new(_WHOLE, post=None)


@blueprint.route("/<uuid:article_id>/pieces/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new_piece(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Log one of the pieces that a post carried."""
    return _new((ArticleKind.PIECE,), post=queries.article(article_id))


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
    return render_template("media/article.html", item=item, form=form, **_shown(item)), form.status


@blueprint.route("/<uuid:article_id>/edit", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def edit(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Correct an item."""
    item = queries.article(article_id)
    editions = [tag.edition_id for tag in item.tags]
    form = ChangedArticleForm(obj=item, edition_ids=editions, seen=mark_of(item))
    form.offer_along(is_alone=queries.placement_of_its_day(item) is not None)
    form.offer(kinds=(ArticleKind.PIECE,) if item.post_id else _WHOLE, event_id=item.event_id)
    if submitted(form, lambda form: _change(article_id, form)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".article", article_id=article_id))
    return render_template("media/edit.html", item=item, form=form), form.status


@blueprint.route("/<uuid:article_id>/placements/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new_placement(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say on which other channel the item stands."""
    item = queries.article(article_id)
    form = PlacementForm(day=item.day)
    form.offer()
    if submitted(form, lambda form: _place(article_id, form)) is not None:
        flash(_("The channel is added."), "success")
        return redirect(url_for(".article", article_id=article_id))
    return render_template("media/placement.html", item=item, form=form, placement=None), form.status


@blueprint.route("/placements/<uuid:placement_id>/edit", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def edit_placement(placement_id: uuid.UUID) -> Response | tuple[str, int]:
    """Correct on which channel an item stands, since when, and under which link."""
    found = queries.placement(placement_id)
    form = PlacementForm(obj=found)
    form.offer(kept=found.channel_id)
    if submitted(form, lambda form: _replace(placement_id, form)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".placement", placement_id=placement_id))
    found = queries.placement(placement_id)
    return render_template("media/placement.html", item=found.article, form=form, placement=found), form.status


@blueprint.route("/<uuid:article_id>/withdraw", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def withdraw(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Let an item count no longer, with a reason."""
    item = queries.article(article_id)
    form = WithdrawForm()
    if submitted(form, lambda form: _withdraw(article_id, form)) is not None:
        flash(_("The item is withdrawn. It counts no longer, and can be restored on this page."), "success")
        return redirect(url_for(".article", article_id=article_id))
    return render_template("media/withdraw.html", item=item, form=form), form.status


@blueprint.post("/<uuid:article_id>/restore")
@permit(Permission.PUBLISH)
def restore(article_id: uuid.UUID) -> Response:
    """Let a withdrawn item count again."""
    with transaction():
        actions.restore_article(queries.article(article_id), by=acting_person(), now=clock.now())
    flash(_("The item counts again."), "success")
    return redirect(url_for(".article", article_id=article_id))


@blueprint.get("/placements/<uuid:placement_id>")
@permit(Permission.READ)
def placement(placement_id: uuid.UUID) -> Response:
    """The item of a placement: where a report's line on views leads."""
    found = queries.placement(placement_id)
    return redirect(url_for(".article", article_id=found.article_id, _anchor=f"placement-{found.id}"))


def event_panel(event: Event) -> str:
    """What was published about an event, on the event's own page."""
    items = articles_of(event.id)
    may_add = may_plan_for(acting_person(), event.lead_team_id, clock.today())
    if not (items or may_add):
        return ""
    return render_template("media/event_panel.html", event=event, items=items, may_add=may_add, said=said)


def _new(kinds: tuple[ArticleKind, ...], post: Article | None) -> Response | tuple[str, int]:
    form = NewArticleForm(**_suggested(post))
    form.offer(kinds=kinds, event_id=form.event_id.data)
    form.channel_id.offer((each.id, each.name) for each in channels())
    if (item := submitted(form, lambda form: _publish(form, post.id if post else None))) is not None:
        flash(_("“%(title)s” is logged.", title=item.title), "success")
        return redirect(url_for(".article", article_id=item.id))
    return render_template("media/new.html", form=form, post=post), form.status


def _suggested(post: Article | None) -> dict[str, Any]:
    """What a new item most likely is: like its post, about the event in the address, of one's own team, today."""
    if post is not None:
        channel_id = post.placements[0].channel_id if post.placements else None
        editions = [tag.edition_id for tag in post.tags]
        return {
            "day": post.day,
            "team_id": post.team_id,
            "event_id": post.event_id,
            "channel_id": channel_id,
            "edition_ids": editions,
        }
    suggested: dict[str, Any] = {"day": clock.today()}
    own = sorted(acting_person().team_ids_on(clock.today()))
    event = event_or_none(request.args.get("event", type=uuid.UUID))
    if event is not None:
        editions = [tag.edition_id for tag in event.tags]
        suggested |= {
            "event_id": event.id,
            "title": event.title,
            "team_id": event.lead_team_id,
            "edition_ids": editions,
        }
    elif own:
        suggested["team_id"] = own[0]
    return suggested


def _publish(form: NewArticleForm, post_id: uuid.UUID | None) -> Article:
    return actions.publish_article(
        by=acting_person(),
        now=clock.now(),
        post_id=post_id,
        channel_id=form.channel_id.data,
        url=form.url.data,
        confirmed=_confirmed(form),
        **_facts(form),
    )


def _change(article_id: uuid.UUID, form: ChangedArticleForm) -> Article:
    return actions.change_article(
        queries.article(article_id, lock=True),
        by=acting_person(),
        now=clock.now(),
        seen=form.seen.data,
        placement_along="placement_along" in form and form.placement_along.data,
        confirmed=_confirmed(form),
        **_facts(form),
    )


def _facts(form: ArticleForm) -> dict[str, Any]:
    names = ("kind", "title", "day", "team_id", "event_id", "edition_ids", "authors", "note")
    return {name: form[name].data for name in names}


def _place(article_id: uuid.UUID, form: PlacementForm) -> Any:
    return actions.place_article(queries.article(article_id), by=acting_person(), now=clock.now(), **_place_facts(form))


def _replace(placement_id: uuid.UUID, form: PlacementForm) -> Any:
    found = queries.placement(placement_id, lock=True)
    return actions.change_placement(found, by=acting_person(), now=clock.now(), **_place_facts(form))


def _place_facts(form: PlacementForm) -> dict[str, Any]:
    facts = {name: form[name].data for name in ("channel_id", "day", "url")}
    return facts | {"confirmed": _confirmed(form)}


def _confirmed(form: BaseForm) -> list[str]:
    return [code for code in _QUESTIONS if form.confirmed(code)]


def _record(form: ReadingForm) -> Any:
    day: date = form.day.data  # type: ignore[assignment]  # the form asks for it
    return reading_actions.record_readings(
        queries.placement(form.placement_id.data, lock=True),
        form.values(),
        day=day,
        by=acting_person(),
        now=clock.now(),
        proof_note=form.proof_note.data,
        confirmed=_confirmed(form),
    )


def _withdraw(article_id: uuid.UUID, form: WithdrawForm) -> Article:
    item = queries.article(article_id)
    return actions.withdraw_article(item, by=acting_person(), now=clock.now(), reason=form.reason.data)


def _filters(form: ArticleFilterForm) -> Filters:
    filters = Filters(
        kind=form.kind.data,
        channel_id=form.channel.data,
        team_id=form.team.data,
        campaign_id=form.campaign.data,
        text=form.text.data,
        with_withdrawn=form.withdrawn.data,
    )
    first, last = form.first.data or form.last.data, form.last.data or form.first.data
    if first is None or last is None:
        return filters
    return replace(filters, period=Period(min(first, last), max(first, last)))


def _may_change(item: Article) -> bool:
    return may_plan_for(acting_person(), item.team_id, clock.today())


def _shown(item: Article) -> dict[str, Any]:
    standings = queries.standings(item)
    return {
        "may_change": _may_change(item),
        "history": history_of(item),
        "fields": FIELDS,
        "through_pieces": queries.counts_through_pieces(item),
        "standings": standings,
        "snapshots": {each.id: snapshots_of(each, standings) for each in item.placements},
        "said": said,
        "values": queries.latest_values([item.id]).get(item.id, {}),
        "piece_values": queries.latest_values([piece.id for piece in item.pieces]),
        "Metric": Metric,
    }
