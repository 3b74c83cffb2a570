"""Calendar feeds without sign-in, the single event's file, and the page that explains how to subscribe."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound
from outreach.feeds import ics
from outreach.feeds.queries import events_in_feed
from outreach.people.actions.feed_links import is_fetch_worth_writing, mark_fetched, renew_feed_token
from outreach.people.feed_tokens import feed_token_of, token_text
from outreach.people.models import Person, Team
from outreach.people.queries import feed_tokens_of, team_by_code, teams
from outreach.people.rules import Role
from outreach.schedule import campaign_queries, queries
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, permit

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/<string:token>/all.ics")
@permit(Permission.PUBLIC)
def everything(token: str) -> Response:
    """Every event of the bureau."""
    return _feed(token, "普法台账")


@blueprint.get("/feeds/<string:token>/mine.ics")
@permit(Permission.PUBLIC)
def mine(token: str) -> Response:
    """The events of the link's owner."""
    person = feed_token_of(token).person
    return _feed(token, f"普法台账 {person.name}", person_id=person.id)


@blueprint.get("/feeds/<string:token>/teams/<string:code>.ics")
@permit(Permission.PUBLIC)
def of_team(token: str, code: str) -> Response:
    """The events that a team leads or joins."""
    feed_token_of(token)  # a stranger learns nothing about which teams there are
    team = team_by_code(code)
    if team is None:
        raise NotFound
    return _feed(token, f"普法台账 {team.name}", team_id=team.id)


@blueprint.get("/feeds/<string:token>/campaigns/<uuid:campaign_id>.ics")
@permit(Permission.PUBLIC)
def of_campaign(token: str, campaign_id: uuid.UUID) -> Response:
    """The events of every edition of a campaign."""
    feed_token_of(token)
    campaign = campaign_queries.campaign(campaign_id)
    return _feed(token, f"普法台账 {campaign.name}", campaign_id=campaign.id)


@blueprint.get("/events/<uuid:event_id>.ics")
@permit(Permission.READ)
def single(event_id: uuid.UUID) -> Response:
    """One event as a file for any calendar."""
    event = queries.event(event_id)
    response = _answer(_text([event], event.title, clock.now()))
    response.headers["Content-Disposition"] = f'attachment; filename="{event.day:%Y%m%d}-{str(event.id)[:8]}.ics"'
    return response


@blueprint.get("/calendar/subscribe")
@permit(Permission.SIGNED_IN)
def subscribe() -> str:
    """How to have the events in one's own calendar."""
    token = next(iter(feed_tokens_of(acting_person())), None)
    if token is None:
        return render_template("feeds/subscribe.html", token=None)
    links = _links(token_text(token))
    wanted = request.args.get("feed") or _most_wanted()
    shown = next((link for link in links if link.key == wanted), links[0])
    facts = {"usual": [link for link in links if not link.of_campaign], "shown": shown}
    campaigns = [link for link in links if link.of_campaign]
    picture = None if shown.is_local else _picture(shown.address)
    return render_template("feeds/subscribe.html", token=token, campaigns=campaigns, picture=picture, **facts)


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


def _feed(token_name: str, name: str, **asked: uuid.UUID) -> Response:
    now = clock.now()
    token = feed_token_of(token_name)
    token_id, worth_writing = token.id, is_fetch_worth_writing(token, now)
    body = _text(events_in_feed(now, **asked), name, now)
    if worth_writing:
        with transaction():
            mark_fetched(token_id, now=now)
    return _answer(body)


def _text(events: list[Event], name: str, now: datetime) -> bytes:
    # The bureau's language, not the client's: two polls of one feed give the same bytes.
    with force_locale(current_app.config["SETTINGS"].locale):
        return ics.calendar_text(events, name=name, base_url=base_url(), now=now)


def _answer(body: bytes) -> Response:
    response = Response(body, content_type=ics.MEDIA_TYPE)
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.add_etag()
    response.make_conditional(request)
    return response


def base_url() -> str:
    """The address under which the bureau's people reach the product, without a slash at its end."""
    settings = current_app.config["SETTINGS"]
    return settings.base_url or request.host_url.rstrip("/")


@dataclass(frozen=True)
class Link:
    """One feed of somebody's link."""

    key: str
    name: str
    address: str
    team: Team | None = None
    of_campaign: bool = False

    @property
    def is_local(self) -> bool:
        """Whether only the machine itself can open the address, so that a phone would scan it in vain."""
        return urlsplit(self.address).hostname in ("localhost", "127.0.0.1", "::1")

    @property
    def webcal(self) -> str:
        """The address under which a phone opens its calendar at once."""
        return "webcal:" + self.address.partition(":")[2]


def _most_wanted() -> str:
    """The feed shown first: a lead's own team, everybody else's own events."""
    person: Person = acting_person()
    own = person.team_ids_on(clock.today()) if person.role is Role.LEAD else frozenset()
    return next((team.code for team in teams() if team.id in own), "mine")


def _links(token: str) -> list[Link]:
    base = base_url()
    links = [
        Link("mine", _("My events"), base + url_for(".mine", token=token)),
        Link("all", _("All events of the bureau"), base + url_for(".everything", token=token)),
    ]
    for team in teams():
        way = url_for(".of_team", token=token, code=team.code)
        links.append(Link(team.code, team.name, base + way, team=team))
    for each in campaign_queries.campaigns():
        way = url_for(".of_campaign", token=token, campaign_id=each.id)
        links.append(Link(each.code, each.name, base + way, of_campaign=True))
    return links


def _picture(address: str) -> Markup:
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(scale=5, border=2, svgclass="qr", lineclass="qr-dark", omitsize=True, title=address)
    return Markup(drawing)  # noqa: S704 (segno escapes the title; the rest is geometry)
