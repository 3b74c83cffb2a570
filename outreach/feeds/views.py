"""Calendar feeds without sign-in, the single event's file, and the page that explains how to subscribe."""

import uuid
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.db.noting import is_noted
from outreach.errors import NotFound
from outreach.feeds import ics
from outreach.feeds.answering import answer, feed_language
from outreach.feeds.links import ALARMS, links, most_wanted
from outreach.feeds.queries import EVERYBODYS, Scope, themes_in_feed
from outreach.feeds.rules import Alarm
from outreach.feeds.streaming import feed_pieces, writer_in
from outreach.feeds.themes import themes_pieces
from outreach.people.actions.feed_links import is_fetch_worth_writing, mark_fetched, renew_feed_token
from outreach.people.feed_tokens import subscriber_of, token_text
from outreach.people.models import Person
from outreach.people.queries import Subscriber, feed_tokens_of, team_by_code
from outreach.schedule import queries
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.web.access import Permission, acting_person, permit
from outreach.web.reach import base_url

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/<string:token>/all.ics")
@permit(Permission.PUBLIC)
def everything(token: str) -> Response:
    """Every event of the bureau."""
    return _feed(subscriber_of(token), "普法台账")


@blueprint.get("/feeds/<string:token>/mine.ics")
@permit(Permission.PUBLIC)
def mine(token: str) -> Response:
    """The events of the link's owner; they make the owner busy, as nobody else's do."""
    found = subscriber_of(token)
    return _feed(found, f"普法台账 {found.name}", Scope(person_id=found.person_id), is_busy=True)


@blueprint.get("/feeds/<string:token>/teams/<string:code>.ics")
@permit(Permission.PUBLIC)
def of_team(token: str, code: str) -> Response:
    """The events that a team leads or joins."""
    found = subscriber_of(token)  # a stranger learns nothing about which teams there are
    team = team_by_code(code)
    if team is None:
        raise NotFound
    return _feed(found, f"普法台账 {team.name}", Scope(team_id=team.id))


@blueprint.get("/feeds/<string:token>/campaigns/<uuid:campaign_id>.ics")
@permit(Permission.PUBLIC)
def of_campaign(token: str, campaign_id: uuid.UUID) -> Response:
    """The events of every edition of a campaign."""
    found = subscriber_of(token)
    campaign = campaign_queries.campaign(campaign_id)
    return _feed(found, f"普法台账 {campaign.name}", Scope(campaign_id=campaign.id))


@blueprint.get("/feeds/<string:token>/themes.ics")
@permit(Permission.PUBLIC)
def themes(token: str) -> Response:
    """The days of the campaigns, and the deadlines."""
    now, base = clock.now(), base_url()
    _note_fetch(subscriber_of(token), now)
    return answer(lambda: themes_pieces(*themes_in_feed(now), base_url=base), now=now)


@blueprint.get("/events/<uuid:event_id>.ics")
@permit(Permission.READ)
def single(event_id: uuid.UUID) -> Response:
    """One event as a file for any calendar."""
    event = queries.event(event_id)
    with force_locale(feed_language()):
        body = ics.calendar_text(event, ending=ics.Ending(base_url(), is_busy=True), now=clock.now())
    response = Response(body, content_type=ics.MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{event.day:%Y%m%d}-{str(event.id)[:8]}.ics"'
    return response


@blueprint.get("/calendar/subscribe")
@permit(Permission.SIGNED_IN)
def subscribe() -> str:
    """How to have the events in one's own calendar."""
    person: Person = acting_person()
    token = next(iter(feed_tokens_of(person)), None)
    if token is None:
        return render_template("feeds/subscribe.html", token=None)
    alarm = _asked_alarm()
    all_links = links(token_text(token), alarm)
    wanted = request.args.get("feed") or most_wanted(person, person.team_ids_on(clock.today()))
    shown = next((link for link in all_links if link.key == wanted), all_links[0])
    return render_template(
        "feeds/subscribe.html",
        token=token,
        shown=shown,
        usual=[link for link in all_links if not link.of_campaign],
        campaigns=[link for link in all_links if link.of_campaign],
        alarm=alarm,
        alarms=ALARMS,
    )


@blueprint.post("/calendar/subscribe/renew")
@permit(Permission.SIGNED_IN)
def renew() -> AnyResponse:
    """A first link, or a new one in place of the old."""
    person: Person = acting_person()
    with transaction():
        renewed = bool(feed_tokens_of(person))
        renew_feed_token(person, by=person, now=clock.now())
    flash(
        _("You have a new link. The old one no longer works: subscribe again on each device.")
        if renewed
        else _("Your calendar link is ready."),
        "success",
    )
    return redirect(url_for(".subscribe"))


def _feed(by: Subscriber, name: str, scope: Scope = EVERYBODYS, *, is_busy: bool = False) -> Response:
    now, ending = clock.now(), ics.Ending(base_url(), _asked_alarm(), is_busy)
    _note_fetch(by, now)
    writer = writer_in(feed_language())
    return answer(lambda: feed_pieces(scope, name=name, ending=ending, writer=writer, now=now), now=now, scope=scope)


def _note_fetch(by: Subscriber, now: datetime) -> None:
    if is_fetch_worth_writing(by, now):
        is_noted(lambda: mark_fetched(by.token_id, now=now))


def _asked_alarm() -> Alarm | None:
    """The reminder that the link names; NotFound for a word that is none, so that a mistyped link is noticed."""
    word = request.args.get("alarm")
    if not word:
        return None
    try:
        return Alarm(word)
    except ValueError:
        raise NotFound from None
