"""A readings round: the many numbers of one channel at one day's close, typed or pasted, stored together."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Field

from outreach import clock
from outreach.media.labels import said
from outreach.media.models import Channel, Placement
from outreach.media.readings.actions import Doubt, record_round
from outreach.media.readings.due import WINDOW, is_worth_reading
from outreach.media.readings.due_queries import counted_channels, placements_by_id, standings_of
from outreach.media.readings.forms import RoundFilterForm, RoundForm, field_name, round_form, sent_placements
from outreach.media.readings.queries import Counter, series_of
from outreach.media.readings.rounds import cells_of, place_pasted, usual_metrics
from outreach.media.readings.rules import Shown
from outreach.media.readings.views import confirmed_in, own_teams
from outreach.media.rules import Metric
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import Page, page_number, page_of

blueprint = Blueprint("rounds", __name__, url_prefix="/media/readings")

#: So many items stand on one page of a round.
_SIZE = 40


@dataclass(frozen=True)
class Cell:
    """One counter of one item: its field, what it showed before and on that day, and beside what it is doubtful."""

    metric: Metric
    field: Field
    before: tuple[date, Shown] | None
    read: Shown | None
    doubt: Doubt | None


@dataclass(frozen=True)
class Line:
    """One item of a round."""

    placement: Placement
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Round:
    """What is read: the channel, whose close the numbers show, and which counters."""

    channel: Channel
    day: date
    metrics: tuple[Metric, ...]
    every: bool
    all_counters: bool

    def href(self, number: int = 1) -> str:
        """The address of one page of the round."""
        asked: dict[str, Any] = {"channel": self.channel.id, "day": self.day.isoformat()}
        asked |= {"every": "y"} if self.every else {}
        asked |= {"counters": "y"} if self.all_counters else {}
        asked |= {"page": number} if number > 1 else {}
        return url_for("rounds.page", **asked)


@blueprint.route("/round", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def page() -> Response | tuple[str, int]:
    """Read the counters of a channel: type or paste many numbers, and store them together."""
    channels, filters = counted_channels(), RoundFilterForm()
    filters.channel.offer((each.id, each.name) for each in channels)
    yesterday = clock.today() - timedelta(days=1)
    if filters.day.data is None and not filters.day.errors:
        filters.day.data = yesterday
    chosen = next((each for each in channels if each.id == filters.channel.data), None)
    if chosen is None:
        offered = _offered(channels, filters.day.data or yesterday)
        return render_template("media/readings/rounds.html", filters=filters, offered=offered), 200
    metrics = tuple(Metric) if filters.counters.data else usual_metrics(chosen.platform, chosen.medium)
    going = Round(chosen, filters.day.data or yesterday, metrics, filters.every.data, filters.counters.data)
    return _of_channel(going, filters)


def _of_channel(going: Round, filters: RoundFilterForm) -> Response | tuple[str, int]:
    left: list[str] = []
    shown_items = _sent(going) if request.method == "POST" else _due(going)
    placements = placements_by_id(shown_items.rows)
    if "fill" in request.form:
        form, left = _filled(placements, going)
    else:
        form = round_form(placements, going.metrics)
        stored = submitted(form, lambda form: _store(form, going))
        if stored is not None:
            _tell(stored - 1, len(form.values()))
            return redirect(going.href(page_number()))
    placements = placements_by_id(shown_items.rows)
    shown = {
        "filters": filters,
        "form": form,
        "page": shown_items,
        "lines": _lines(placements, form, going),
        "left": left,
    }
    return render_template("media/readings/round.html", going=going, said=said, **shown), form.status


def _sent(going: Round) -> Page[uuid.UUID]:
    """The items of the form that was sent: what is due may have become less meanwhile."""
    sent = placements_by_id(sent_placements(request.form))
    ids = [each.id for each in sent if each.channel_id == going.channel.id]
    return page_of(ids, 1, max(1, len(ids)))


def _due(going: Round) -> Page[uuid.UUID]:
    """The items to read, the latest first; behind them those that were read at that day's close."""
    every = standings_of([going.channel], going.day - WINDOW, going.day, team_ids=own_teams())
    due = [each for each in every if going.every or is_worth_reading(each.stand, going.day)]
    read = [each for each in every if not going.every and each.stand.last == going.day]
    return page_of([each.placement_id for each in (*due, *read)], page_number(), _SIZE)


def _offered(channels: Sequence[Channel], day: date) -> list[tuple[Channel, int]]:
    """Each channel with how many of its items are worth reading."""
    counts: dict[uuid.UUID, int] = {}
    for each in standings_of(channels, day - WINDOW, day, team_ids=own_teams()):
        if is_worth_reading(each.stand, day):
            counts[each.channel_id] = counts.get(each.channel_id, 0) + 1
    return [(each, counts.get(each.id, 0)) for each in channels]


def _store(form: RoundForm, going: Round) -> int:
    """How many numbers were new, and one more."""
    values = form.values()
    placements = placements_by_id(list(dict.fromkeys(placement_id for placement_id, _metric in values)))
    who = {"by": acting_person(), "now": clock.now(), "confirmed": confirmed_in(form)}
    return 1 + record_round(placements, values, day=going.day, proof_note=form.proof_note.data, **who)


def _tell(new: int, typed: int) -> None:
    if not typed:
        flash(_("Nothing was typed, so nothing was stored. No number is not zero."), "info")
        return
    said_new = ngettext("%(num)s number is stored.", "%(num)s numbers are stored.", new)
    same = typed - new
    said_same = ngettext("%(num)s was there already.", "%(num)s were there already.", same) if same else ""
    flash(" ".join(each for each in (said_new, said_same) if each), "success")


def _filled(placements: Sequence[Placement], going: Round) -> tuple[RoundForm, list[str]]:
    """The form with what was pasted put into its fields, nothing stored yet; and the lines that belong nowhere."""
    items = [(each.id, each.article.title, each.url) for each in placements]
    pasted = place_pasted(cells_of(request.form.get("pasted", "")), items, going.metrics)
    typed = MultiDict(request.form)
    for (placement_id, metric), text in pasted.texts.items():
        typed[field_name(placement_id, metric)] = text  # type: ignore[arg-type]
    typed["pasted"] = ""
    return round_form(placements, going.metrics, formdata=typed), pasted.lines


def _lines(placements: Sequence[Placement], form: RoundForm, going: Round) -> list[Line]:
    fields, series = form.counters(), series_of([each.id for each in placements])
    asked: Sequence[Doubt] = form.question.facts.get("doubts", ()) if form.question else ()
    doubts = {(each.placement_id, each.metric): each for each in asked}

    def cell(counter: Counter) -> Cell:
        shown = series.get(counter, [])
        before = [each for each in shown if each[0] < going.day]
        read = next((each for day, each in shown if day == going.day), None)
        return Cell(counter[1], fields[counter], before[-1] if before else None, read, doubts.get(counter))

    return [Line(each, tuple(cell((each.id, metric)) for metric in going.metrics)) for each in placements]
