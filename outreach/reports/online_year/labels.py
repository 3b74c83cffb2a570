"""How the words of these pages are said."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.rules import ArticleKind, Level, Medium
from outreach.reports.online_year.rules import By, Order, Step

OF: dict[str, Any] = {"times": _("Reads and plays"), "people": _("Readers")}
STEPS: dict[Step, Any] = {Step.MONTH: _("By month"), Step.WEEK: _("By week")}
BY: dict[By, Any] = {By.CHANNEL: _("By channel"), By.TEAM: _("By team"), By.CAMPAIGN: _("By campaign")}
HEADS: dict[By, Any] = {By.CHANNEL: _("Channel"), By.TEAM: _("Team"), By.CAMPAIGN: _("Campaign")}
STEP_HEADS: dict[Step, Any] = {Step.MONTH: _("Month"), Step.WEEK: _("Week from")}
#: The kinds that the trade's table is drawn for, each in its own unit; they are never added.
KINDS: dict[ArticleKind, Any] = {
    ArticleKind.ARTICLE: _("Articles"),
    ArticleKind.POST: _("Posts"),
    ArticleKind.VIDEO: _("Videos"),
    ArticleKind.SCREEN: _("Screen notices"),
}
#: 报 网 端 微 视 屏, as the heads of the trade's table.
MEDIA: dict[Medium, Any] = {
    Medium.NEWSPAPER: _("Newspapers"),
    Medium.WEBSITE: _("Websites"),
    Medium.APP: _("Apps"),
    Medium.MICRO: _("WeChat"),
    Medium.VIDEO: _("Video"),
    Medium.SCREEN: _("Screens"),
}
LEVEL_ORDER = (Level.CENTRAL, Level.PROVINCE, Level.CITY, Level.COUNTY, Level.OWN)
ORDERS: dict[Order, Any] = {
    Order.LATEST: _("The latest first"),
    Order.MORE_AFTER: _("The most asked afterwards first"),
}
#: What each argument of an address switches between.
SWITCHES: dict[str, Any] = {
    "of": _("What is counted"),
    "by": _("Divided by"),
    "step": _("In steps of"),
    "kind": _("Kind"),
    "sort": _("Order"),
}
