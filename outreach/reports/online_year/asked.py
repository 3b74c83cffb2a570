"""What a picture of the online year asks for, and the addresses of its points."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import request, url_for
from flask_babel import lazy_gettext as _

from outreach.errors import Refusal
from outreach.media.rules import Metric
from outreach.reports.figure import OF_ARTICLES
from outreach.reports.filters import Filters
from outreach.reports.online import METRICS
from outreach.reports.online_year.rules import By, Step, Stretch, stretches

Word = TypeVar("Word", bound=StrEnum)

#: The figure of views that each chart is a picture of; people and times never share one (rule of the count 8).
FIGURES: dict[str, str] = {"times": "views_times", "people": "views_people"}
#: The arguments that name a picture, and a part of it.
PICTURE = ("of", "step", "by")
PART = ("stretch", "channel", "but", "of_team", "of_campaign", "item")
#: The argument by which a part of a picture opens.
PART_ARGUMENTS: dict[By, str] = {By.CHANNEL: "channel", By.TEAM: "of_team", By.CAMPAIGN: "of_campaign"}


@dataclass(frozen=True)
class Asked:
    """A picture of views: whose (`filters`), of what (`of`: times or people), in what steps, divided by what."""

    filters: Filters
    of: str = "times"
    step: Step = Step.MONTH
    by: By = By.CHANNEL

    @property
    def key(self) -> str:
        """The figure that the picture adds up to."""
        return FIGURES[self.of]

    @property
    def metrics(self) -> Collection[Metric]:
        """The counters that it is made of."""
        return METRICS[self.key]

    @property
    def other_metrics(self) -> Collection[Metric]:
        """The counters that the other figure of views is made of, which are never added to these."""
        return METRICS[FIGURES["people" if self.of == "times" else "times"]]

    @property
    def stretches(self) -> list[Stretch]:
        """The parts of its period, in order."""
        return stretches(self.step, self.filters.period)

    def arguments(self, **changes: Any) -> dict[str, str]:
        """The arguments of an address that asks for this picture, with `changes` to `of`, `step` and `by`."""
        chosen = {"of": self.of, "step": str(self.step), "by": str(self.by)} | changes
        plain = {"of": "times", "step": "month", "by": "channel"}
        return self.filters.arguments() | {name: str(text) for name, text in chosen.items() if text != plain[name]}

    def readings_href(self, **part: Any) -> str:
        """Where a point opens: the readings that make it. `part` names stretch, channel, team, campaign or item."""
        arguments: dict[str, Any] = self.filters.arguments() | {"of": self.of, "step": str(self.step)} | part
        return url_for("online_year.readings", year=self.filters.year, **arguments)


@dataclass(frozen=True)
class Part:
    """A part of a picture: one stretch of time, one channel (or all but some), team, campaign or item; None: all."""

    stretch: int | None = None
    channel: uuid.UUID | None = None
    but: tuple[uuid.UUID, ...] = ()
    of_team: uuid.UUID | None = None
    of_campaign: uuid.UUID | None = None
    item: uuid.UUID | None = None


def of_articles(filters: Filters) -> Filters:
    """The filters, if the online ledger knows them; Refusal (400) for a dimension that it lacks."""
    for name in filters.used:
        if name not in OF_ARTICLES:
            raise Refusal(_("The online year can't be divided by this."), code="bad_filter", field=name, filter=name)
    return filters


def asked_picture(filters: Filters) -> Asked:
    """The picture that this request's address asks for."""
    of = request.args.get("of", "times")
    if of not in FIGURES:
        raise bad_filter("of")
    return Asked(filters, of, word(Step, "step", Step.MONTH), word(By, "by", By.CHANNEL))


def asked_part() -> Part:
    """The part that this request's address asks for."""
    text = request.args.get("stretch", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 3):
        raise bad_filter("stretch")
    ids = {name: identity(name) for name in ("channel", "of_team", "of_campaign", "item")}
    but = tuple(_uuid("but", each) for each in request.args.get("but", "").split(",") if each)
    return Part(int(text) if text else None, but=but, **ids)


def word(kinds: type[Word], name: str, default: Word) -> Word:
    """The argument `name` as one of the words; Refusal (400) for any other."""
    text = request.args.get(name) or str(default)
    if text not in set(kinds):
        raise bad_filter(name)
    return kinds(text)


def identity(name: str) -> uuid.UUID | None:
    """The argument `name` as an id; None where there is none."""
    text = request.args.get(name, "")
    return _uuid(name, text) if text else None


def _uuid(name: str, text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise bad_filter(name) from None


def bad_filter(name: str) -> Refusal:
    """An argument that can't be read (400)."""
    return Refusal(_("This filter can't be read."), code="bad_filter", field=name, filter=name)
