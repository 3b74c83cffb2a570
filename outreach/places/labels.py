"""How the kinds of place, and the fields of a place's history, are said on pages and in tables."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.places.markets import chinese_market_days
from outreach.places.rules import MarketCalendar, PlaceKind, Trade

KINDS: dict[PlaceKind, Any] = {
    PlaceKind.TOWNSHIP: _("Township or subdistrict"),
    PlaceKind.PARK: _("Industrial park"),
    PlaceKind.COMMUNITY: _("Village or community"),
    PlaceKind.ENTERPRISE: _("Enterprise"),
    PlaceKind.WORKSITE: _("Worksite"),
    PlaceKind.JOB_FAIR: _("Job fair"),
    PlaceKind.SQUARE: _("Square or market"),
    PlaceKind.HALL: _("Service hall"),
    PlaceKind.SCHOOL: _("School"),
    PlaceKind.OTHER: _("Other"),
}
FIELDS: dict[str, Any] = {
    "name": _("Name"),
    "kind": _("Kind"),
    "parent": _("Lies in"),
    "address": _("Address"),
    "is_key_enterprise": _("Key enterprise"),
    "is_under_construction": _("Project under construction"),
    "note": _("Note"),
    "retired": _("Retired"),
    "position": _("Latitude and longitude"),
    "market_days": _("Market days"),
    "trade": _("Trade"),
    "names": _("Other names"),
    "merged_into": _("Merged into"),
    "merged": _("Merged with"),
}


#: the fields whose values are yes and no
FLAGS = frozenset({"is_key_enterprise", "is_under_construction", "retired"})


def said(kind: PlaceKind) -> str:
    """A kind of place in the language of the page."""
    return str(KINDS[kind])


def said_market(market_days: str, calendar: MarketCalendar | None) -> str:
    """逢三逢八（农历）, of days as the table of places keeps them."""
    written = chinese_market_days(market_days)
    if calendar is MarketCalendar.SOLAR:
        return str(_("%(written)s (solar calendar)", written=written))
    return str(_("%(written)s (lunar calendar)", written=written))


def said_value(field: str, value: str | None) -> str:
    """A value of the history in the language of the page."""
    if value is None:
        return "—"
    if field == "kind":
        return said(PlaceKind(value))
    if field == "trade":
        return str(TRADES[Trade(value)])
    if field == "market_days":
        calendar, _colon, days = value.partition(":")
        return said_market(days, MarketCalendar(calendar))
    return str({"yes": _("Yes"), "no": _("No")}.get(value, value)) if field in FLAGS else value


TRADES: dict[Trade, Any] = {
    Trade.MANUFACTURING: _("Manufacturing"),
    Trade.CONSTRUCTION: _("Construction"),
    Trade.WHOLESALE_RETAIL: _("Wholesale and retail"),
    Trade.CATERING: _("Hotels and catering"),
    Trade.TRANSPORT: _("Transport and warehouses"),
    Trade.LABOUR_SERVICES: _("Labour services"),
    Trade.PROPERTY: _("Property services"),
    Trade.AGRICULTURE: _("Agriculture"),
    Trade.OTHER: _("Other trades"),
}
