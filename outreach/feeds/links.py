"""The feeds of somebody's calendar link: where each is found, and how a phone takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup

from outreach.feeds.rules import Alarm
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.people.rules import Role
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.web.reach import base_url, is_local, picture_of

ALARMS = {
    None: lazy_gettext("No reminder"),
    Alarm.HALF_HOUR: lazy_gettext("30 minutes before"),
    Alarm.HOUR: lazy_gettext("1 hour before"),
    Alarm.TWO_HOURS: lazy_gettext("2 hours before"),
    Alarm.EVE: lazy_gettext("The day before at 18:00"),
}


@dataclass(frozen=True)
class Link:
    """One feed of somebody's link; `has_times` where its entries begin at an hour, so that a reminder makes sense."""

    key: str
    name: str
    address: str
    team: Team | None = None
    of_campaign: bool = False
    has_times: bool = True

    @property
    def is_local(self) -> bool:
        """Whether only the machine itself can open the address, so that a phone would scan it in vain."""
        return is_local(self.address)

    @property
    def webcal(self) -> str:
        """The address under which a phone opens its calendar at once."""
        return "webcal:" + self.address.partition(":")[2]

    @property
    def picture(self) -> Markup | None:
        """The address as a QR code; None where a phone could not open it."""
        return None if self.is_local else picture_of(self.address)


def links(token: str, alarm: Alarm | None) -> Sequence[Link]:
    """Every feed of the link `token`, those with times with that reminder."""
    base = base_url()
    chosen: dict[str, Any] = {"token": token} | ({"alarm": alarm.value} if alarm else {})
    themes = base + url_for("feeds.themes", token=token)
    found = [
        Link("mine", _("My events"), base + url_for("feeds.mine", **chosen)),
        Link("all", _("All events of the bureau"), base + url_for("feeds.everything", **chosen)),
        Link("themes", _("Campaigns and deadlines"), themes, has_times=False),
    ]
    for team in teams():
        way = url_for("feeds.of_team", code=team.code, **chosen)
        found.append(Link(team.code, team.name, base + way, team=team))
    for each in campaign_queries.campaigns():
        way = url_for("feeds.of_campaign", campaign_id=each.id, **chosen)
        found.append(Link(each.code, each.name, base + way, of_campaign=True))
    return found


def most_wanted(person: Person, own: frozenset[object]) -> str:
    """The key of the feed shown first: a lead's own team, everybody else's own events."""
    if person.role is not Role.LEAD:
        return "mine"
    return next((team.code for team in teams() if team.id in own), "mine")
