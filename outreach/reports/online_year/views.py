"""The pages of views: over time, the best pieces, and the readings behind every point."""

import uuid
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.media.labels import said
from outreach.reports.chips import Chip
from outreach.reports.figures import figure
from outreach.reports.online_year import queries
from outreach.reports.online_year.asked import PART, PICTURE, Asked, Part, asked_part, asked_picture, identity
from outreach.reports.online_year.behind import conditions_of, readings_behind
from outreach.reports.online_year.forms import BestFilterForm
from outreach.reports.online_year.frame import filters_of, frame, switch
from outreach.reports.online_year.labels import BY, HEADS, OF, STEP_HEADS, STEPS
from outreach.reports.online_year.naming import names_of
from outreach.reports.online_year.pictures import said_days_of, views_picture
from outreach.reports.online_year.rules import By
from outreach.reports.rules import wording
from outreach.web.access import Permission, permit
from outreach.web.paging import page_number

pages = Blueprint("online_year", __name__, url_prefix="/reports")

READINGS_ON_A_PAGE = 50
PIECES_ON_A_PAGE = 30


@pages.get("/online")
@permit(Permission.READ)
def this_year() -> Response:
    """The online year of today, at an address of its own, so that the tabs of the online ledger lead there."""
    return redirect(url_for("online_year.views", year=clock.today().year))


@pages.get("/<int:year>/online")
@permit(Permission.READ)
def views(year: int) -> str:
    """Views over time, by channel, team or campaign."""
    with snapshot():
        asked = asked_picture(filters_of(year, *PICTURE))
        picture = views_picture(asked)
        page = {
            "picture": picture,
            "headline": headline(asked, picture.amount, is_rounded=picture.is_rounded),
            "unbased": queries.count_unbased(asked.filters, asked.metrics),
            "otherwise": queries.channels_read_otherwise(asked.filters, asked.metrics, asked.other_metrics),
            "switches": _switches(asked),
            "step_head": STEP_HEADS[asked.step],
            **frame(asked.filters, **_kept(asked)),
        }
        return render_template("reports/online_year/views.html", asked=asked, **_words(), **page)


@pages.get("/<int:year>/online/readings")
@permit(Permission.READ)
def readings(year: int) -> str:
    """The readings behind a point, which add up to it."""
    with snapshot():
        asked, part = asked_picture(filters_of(year, *PICTURE, *PART)), asked_part()
        page = {
            "found": readings_behind(asked, part, page_number(), READINGS_ON_A_PAGE),
            "names": names_of(part),
            "days": said_days_of(asked.filters, asked.step, part.stretch),
            "said": said,
            "unit": figure(asked.key).unit,
            **frame(asked.filters),
        }
        return render_template("reports/online_year/readings.html", asked=asked, part=part, said_of=OF, **page)


@pages.get("/<int:year>/online/pieces")
@permit(Permission.READ)
def best(year: int) -> str:
    """The pieces that added most, of one metric at a time."""
    with snapshot():
        asked = asked_picture(filters_of(year, "of", "channel"))
        channel = identity("channel")
        conditions = conditions_of(Part(channel=channel))
        page = {
            "pieces": queries.page_of_best(asked.filters, asked.metrics, page_number(), PIECES_ON_A_PAGE, *conditions),
            "channel": channel,
            "switches": [_of_switch(asked, {"channel": str(channel)} if channel else {})],
            "said": said,
        } | frame(asked.filters, **_without_plain({"of": asked.of, "channel": str(channel or "")}))
        page |= {
            "form": BestFilterForm(asked.filters, channel),
            "chips": [*_channel_chip(asked, channel), *page["chips"]],
        }
        return render_template("reports/online_year/best.html", asked=asked, said_of=OF, **page)


def headline(asked: Asked, amount: int | None, *, is_rounded: bool) -> str:
    """What the picture adds up to, as the report prints it: with 约 where it hangs on what a platform rounded."""
    return wording(amount, figure(asked.key).unit, rounded=True, estimated=is_rounded)


def _channel_chip(asked: Asked, channel: uuid.UUID | None) -> list[Chip]:
    if channel is None:
        return []
    without: dict[str, Any] = asked.filters.arguments() | _without_plain({"of": asked.of})
    label = f"{HEADS[By.CHANNEL]}: {names_of(Part(channel=channel))[0]}"
    return [Chip(label, url_for("online_year.best", year=asked.filters.year, **without))]


def _words() -> dict[str, Any]:
    return {"said_of": OF, "said_by": BY, "said_steps": STEPS}


def _kept(asked: Asked) -> dict[str, str]:
    return _without_plain({"of": asked.of, "step": str(asked.step), "by": str(asked.by)})


def _without_plain(arguments: dict[str, str]) -> dict[str, str]:
    plain = ("", "times", "month", "channel")
    return {name: text for name, text in arguments.items() if text not in plain}


def _switches(asked: Asked) -> list[Any]:
    arguments = asked.arguments()
    by = [(str(way), label) for way, label in BY.items()]
    steps = [(str(way), label) for way, label in STEPS.items()]
    year = asked.filters.year
    return [
        _of_switch(asked, arguments),
        switch("by", by, str(asked.by), year, arguments),
        switch("step", steps, str(asked.step), year, arguments),
    ]


def _of_switch(asked: Asked, arguments: dict[str, str]) -> Any:
    return switch("of", list(OF.items()), asked.of, asked.filters.year, asked.filters.arguments() | arguments)
