"""The figures of what appeared online and in print, and of its readings."""

from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.media.rules import ArticleKind, Metric
from outreach.reports import lines
from outreach.reports.figure import OF_ARTICLES, Figure
from outreach.reports.rules import ISSUES, PIECES, TIMES

#: The metrics of each figure of views; `views_times` adds reads and plays, never people and times (rule 8).
METRICS: dict[str, tuple[Metric, ...]] = {
    "views_people": (Metric.PEOPLE,),
    "views_times": (Metric.TIMES, Metric.PLAYS),
}
#: Beside each figure of views, the readings that it can't count.
UNBASED = {"unbased_people": "views_people", "unbased_times": "views_times"}


def _of_articles(key: str, kind: ArticleKind, unit: str, label: Any, definition: Any) -> Figure:
    return Figure(key, label, unit, definition, "article", partial(lines.articles, kind=kind), OF_ARTICLES)


def _of_readings(key: str, unit: str, label: Any, definition: Any) -> Figure:
    select_views = partial(lines.views, metrics=METRICS[key])
    return Figure(key, label, unit, definition, "reading", select_views, OF_ARTICLES, rounded=True)


FIGURES = (
    _of_articles(
        "articles",
        ArticleKind.ARTICLE,
        PIECES,
        _("Articles"),
        _(
            "Articles by the day on which they first appeared, each once in however many media. Withdrawn ones, "
            "posts, their pieces and videos are not among them."
        ),
    ),
    _of_articles(
        "posts",
        ArticleKind.POST,
        ISSUES,
        _("Posts"),
        _("Pushes of an account, each once with however many pieces. Withdrawn ones are left out."),
    ),
    _of_articles(
        "videos",
        ArticleKind.VIDEO,
        ISSUES,
        _("Videos"),
        _("Videos by the day on which they first appeared. Withdrawn ones are left out."),
    ),
    _of_articles(
        "screens",
        ArticleKind.SCREEN,
        ISSUES,
        _("Screen notices"),
        _(
            "What was made for screens alone (a slogan, a poster, a clip), each once on however many screens, by the "
            "day on which it first ran. An article or a video that also ran on a screen stays an article or a video. "
            "Withdrawn ones are left out."
        ),
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
        TIMES,
        _("Reads and plays"),
        _(
            "Reads and plays of each item, added up, never readers. Last reading in the period less the last one "
            "before it; an item that appeared in the period begins at 0. Own channels, and third parties' only "
            "with a note of proof. A push with pieces counts through its pieces."
        ),
    ),
)

_LABELS = {each.key: each.label for each in FIGURES}
#: What the figures of views can't count, in lists of its own, each called by the figure that it is beside.
BESIDE = tuple(
    Figure(
        key,
        _("%(figure)s: no reading before the period", figure=_LABELS[views]),
        TIMES,
        _(
            "Last readings in the period of items that are older than it and have no reading before it. They "
            "count for nothing, since nobody knows what the period added. What is shown is the running total."
        ),
        "reading",
        partial(lines.unbased_readings, metrics=METRICS[views]),
        OF_ARTICLES,
    )
    for key, views in UNBASED.items()
)
