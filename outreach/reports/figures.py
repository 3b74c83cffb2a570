"""Every figure by name: its unit, its definition, its dimensions and the select behind it (DESIGN.md, section 4)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import NotFound
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.media.rules import ArticleKind, Metric
from outreach.reports import lines, queries
from outreach.reports.filters import DIMENSIONS, Filters
from outreach.reports.labels import DIMENSION_NAMES
from outreach.reports.lines import Lines
from outreach.schedule.rules import Status, Track

EVERY_DIMENSION = frozenset(DIMENSIONS)
OF_ARTICLES = frozenset({"team", "campaign"})


@dataclass(frozen=True)
class Figure:
    """One figure 统计数. `of` says what its lines are: "event", "enterprise", "tally", "article" or "reading"."""

    key: str
    label: Any
    unit: str
    definition: Any
    of: str
    lines: Callable[[Filters], Lines]
    dimensions: frozenset[str] = EVERY_DIMENSION
    rounded: bool = False

    def reason(self, filters: Filters) -> str | None:
        """Why there is no value under these filters: a sentence that names the dimensions it lacks, else None."""
        lacking = [str(DIMENSION_NAMES[name]) for name in filters.used if name not in self.dimensions]
        if not lacking:
            return None
        return str(_("This figure can't be divided by: %(names)s.", names=", ".join(lacking)))


def _of_events(key: str, track: Track, label: Any, definition: Any) -> Figure:
    return Figure(key, label, "次", definition, "event", partial(lines.held_events, track=track))


def _of_articles(key: str, kind: ArticleKind, unit: str, label: Any, definition: Any) -> Figure:
    return Figure(key, label, unit, definition, "article", partial(lines.articles, kind=kind), OF_ARTICLES)


def _of_ledger(key: str, kind: CountKind, unit: str, label: Any, definition: Any) -> Figure:
    return Figure(key, label, unit, definition, "tally", partial(lines.ledger, kind=kind, unit=unit), rounded=True)


#: The metrics of each figure of views; `views_times` adds reads and plays, never people and times (rule 8).
METRICS: dict[str, tuple[Metric, ...]] = {
    "views_people": (Metric.PEOPLE,),
    "views_times": (Metric.TIMES, Metric.PLAYS),
}
#: Beside each figure of views, the readings that it can't count.
UNBASED = {"unbased_people": "views_people", "unbased_times": "views_times"}


def _of_readings(key: str, unit: str, label: Any, definition: Any) -> Figure:
    select_views = partial(lines.views, metrics=METRICS[key])
    return Figure(key, label, unit, definition, "reading", select_views, OF_ARTICLES, rounded=True)


#: The figures of the contract, in the order of the report.
FIGURES: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        _of_events(
            "events_public",
            Track.PUBLIC,
            _("Public events"),
            _(
                "Events of the track public outreach that were held and not cancelled, each counted once on the day it "
                "began, however many teams took part. Sessions in enterprises are not among them."
            ),
        ),
        _of_events(
            "events_enterprise",
            Track.ENTERPRISE,
            _("Enterprise sessions"),
            _(
                "Events of the track law to enterprises that were held and not cancelled, each counted once. They are "
                "not among the public events."
            ),
        ),
        _of_events(
            "events_training",
            Track.TRAINING,
            _("Trainings"),
            _("Events of the track training that were held and not cancelled, each counted once."),
        ),
        _of_events(
            "events_internal",
            Track.INTERNAL,
            _("Own staff's study"),
            _("Events of the track own staff's study that were held and not cancelled. Nothing else counts them."),
        ),
        Figure(
            "enterprises",
            _("Enterprises visited"),
            "家",
            _(
                "Different places of the kind enterprise at which a held enterprise session took place. Each counts "
                "once, on its first day in the period; parts by team, month or campaign may overlap."
            ),
            "enterprise",
            lines.visited_enterprises,
        ),
        _of_ledger(
            "handouts",
            CountKind.HANDOUT,
            MAIN_UNIT[CountKind.HANDOUT],
            _("Materials handed out"),
            _(
                "Lines of the ledger in 份, and in other units that the bureau has settled to count as 份, at held "
                "events of the tracks public, enterprise and training, on the event's day. Printed, issued and left "
                "over are not handed out."
            ),
        ),
        _of_ledger(
            "consultations",
            CountKind.CONSULTATION,
            MAIN_UNIT[CountKind.CONSULTATION],
            _("Consultations"),
            _(
                "People heard at held events of the tracks public, enterprise and training, on the event's day: one "
                "person at one desk is one, whatever the topics."
            ),
        ),
        _of_ledger(
            "attendance",
            CountKind.ATTENDANCE,
            MAIN_UNIT[CountKind.ATTENDANCE],
            _("Attendance"),
            _(
                "Members of the public who attended held events of the tracks public, enterprise and training, on the "
                "event's day. Our own staff are not among them."
            ),
        ),
        _of_ledger(
            "displays",
            CountKind.DISPLAY,
            MAIN_UNIT[CountKind.DISPLAY],
            _("Banners put up"),
            _("Displays in 条 at held events of the tracks public, enterprise and training, on the event's day."),
        ),
        _of_articles(
            "articles",
            ArticleKind.ARTICLE,
            "篇",
            _("Articles"),
            _(
                "Articles by the day on which they first appeared, each once in however many media. Withdrawn ones, "
                "posts, their pieces and videos are not among them."
            ),
        ),
        _of_articles(
            "posts",
            ArticleKind.POST,
            "期",
            _("Posts"),
            _("Pushes of an account, each once with however many pieces. Withdrawn ones are left out."),
        ),
        _of_articles(
            "videos",
            ArticleKind.VIDEO,
            "期",
            _("Videos"),
            _("Videos by the day on which they first appeared. Withdrawn ones are left out."),
        ),
        _of_readings(
            "views_people",
            "人",
            _("Readers"),
            _(
                "Readers of each item, added up: one who reads two items counts twice. Last reading in the period less "
                "the last one before it; an item that appeared in the period begins at 0. Own channels, and third "
                "parties' only with a note of proof. A push with pieces counts through its pieces."
            ),
        ),
        _of_readings(
            "views_times",
            "次",
            _("Reads and plays"),
            _(
                "Reads and plays of each item, added up, never readers. Last reading in the period less the last one "
                "before it; an item that appeared in the period begins at 0. Own channels, and third parties' only "
                "with a note of proof. A push with pieces counts through its pieces."
            ),
        ),
    )
}

#: Beside the report's figures: what is shown in columns of its own and never summed with them (rules 4 and 6).
BESIDE: dict[str, Figure] = {
    figure.key: figure
    for figure in (
        Figure(
            "took_part",
            _("Took part"),
            "次",
            _("Held events in which a team took part without leading. They count for the team that led them."),
            "event",
            lines.joined_events,
        ),
        Figure(
            "events_planned",
            _("Planned"),
            "次",
            _("Events that are planned and neither held nor cancelled. They count nowhere."),
            "event",
            partial(lines.events_of_status, status=Status.PLANNED),
        ),
        Figure(
            "events_cancelled",
            _("Cancelled"),
            "次",
            _("Events that were cancelled. They count nowhere."),
            "event",
            partial(lines.events_of_status, status=Status.CANCELLED),
        ),
        Figure(
            "events_unlogged",
            _("Held, nothing logged"),
            "次",
            _("Held events of the tracks public, enterprise and training for which no line stands in the ledger."),
            "event",
            lines.unlogged_events,
        ),
        *(
            Figure(
                key,
                _("No base reading"),
                "次",
                _(
                    "Last readings in the period of items that are older than it and have no reading before it. They "
                    "count for nothing, since nobody knows what the period added. What is shown is the running total."
                ),
                "reading",
                partial(lines.unbased_readings, metrics=METRICS[views]),
                OF_ARTICLES,
            )
            for key, views in UNBASED.items()
        ),
    )
}


def figure(key: str) -> Figure:
    """The figure `key` as the bureau prints it; raises NotFound. `handouts_张` is one where some item counts in 张."""
    found = {**FIGURES, **BESIDE}.get(key)
    if found is not None:
        return _as_printed(found)
    name, _underscore, unit = key.partition("_")
    for kind, (prefix, _label, _definition) in _OTHER_UNITS.items():
        if prefix == name and unit != MAIN_UNIT[kind] and unit in queries.known_units(kind):
            return _of_other_unit(kind, unit)
    raise NotFound(_("There is no such figure."), code="no_such_figure", key=key)


def figures_of(filters: Filters) -> list[Figure]:
    """The report's figures in order; those in other units only where something was counted in them."""
    return figures_among(queries.used_units(filters))


def figures_among(units: Collection[tuple[CountKind, str]]) -> list[Figure]:
    """The report's figures in order, with those in other units where `units` has their kind and unit."""
    others: dict[str, list[Figure]] = {}
    for kind, unit in sorted(pair for pair in units if pair[1] != MAIN_UNIT[pair[0]]):
        others.setdefault(_OTHER_UNITS[kind][0], []).append(_of_other_unit(kind, unit))
    shown: list[Figure] = []
    for each in FIGURES.values():
        shown += [_as_printed(each), *others.get(each.key, [])]
    return shown


_Said = Callable[[str], Any]
_OTHER_UNITS: dict[CountKind, tuple[str, _Said, _Said]] = {
    CountKind.HANDOUT: (
        "handouts",
        lambda unit: _("Handed out in %(unit)s", unit=unit),
        lambda unit: _("Materials and gifts counted in %(unit)s; they are never added to the others.", unit=unit),
    ),
    CountKind.CONSULTATION: (
        "consultations",
        lambda unit: _("Consultations in %(unit)s", unit=unit),
        lambda unit: _("Consultations counted in %(unit)s; they are never added to the others.", unit=unit),
    ),
    CountKind.ATTENDANCE: (
        "attendance",
        lambda unit: _("Attendance in %(unit)s", unit=unit),
        lambda unit: _("Attendance counted in %(unit)s; it is never added to the other.", unit=unit),
    ),
    CountKind.DISPLAY: (
        "displays",
        lambda unit: _("Put up in %(unit)s", unit=unit),
        lambda unit: _("Displays counted in %(unit)s; they are never added to the others.", unit=unit),
    ),
}


def key_of(kind: CountKind, unit: str | None) -> str:
    """The key of the figure that counts `kind` in `unit`; None is the unit of a line without an item."""
    prefix = _OTHER_UNITS[kind][0]
    return prefix if unit in (None, MAIN_UNIT[kind]) else f"{prefix}_{unit}"


def _of_other_unit(kind: CountKind, unit: str) -> Figure:
    _prefix, label, definition = _OTHER_UNITS[kind]
    return _of_ledger(key_of(kind, unit), kind, unit, label(unit), definition(unit))


def _as_printed(found: Figure) -> Figure:
    """`views_times` in the unit that the bureau prints; the definition says so."""
    if found.key != "views_times":
        return found
    unit = queries.views_label()
    printed = _("%(definition)s This bureau prints the unit 次 as %(unit)s.", definition=found.definition, unit=unit)
    return found if unit == found.unit else replace(found, unit=unit, definition=printed)
