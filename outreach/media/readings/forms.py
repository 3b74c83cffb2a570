"""The forms of readings."""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field
from wtforms.validators import DataRequired
from wtforms.widgets import TextInput

from outreach.media.channels.queries import channels
from outreach.media.labels import METRICS, said
from outreach.media.models import Placement
from outreach.media.readings.rules import Shown, read_shown
from outreach.media.rules import Metric
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, LongTextField, TextField, TypedField
from outreach.web.forms import BaseForm, FilterForm

_NEEDED = DataRequired(_("Please fill this in."))
_NUMBER = "number:"
_FIELD = re.compile(rf"{_NUMBER}[0-9a-f]{{32}}:({'|'.join(Metric)})")


class ShownField(TypedField):
    """A number as a counter shows it: 18,592, 1.2万; None for an empty field and for --."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("render_kw", {"inputmode": "text", "autocomplete": "off"})
        super().__init__(label, validators, **kwargs)
        self.data: Shown | None

    def read(self, text: str) -> Shown | None:
        """The number that `text` means."""
        return read_shown(text)

    def written(self, value: Shown) -> str:
        """The number as it was written."""
        return value.written or str(value.value)


class ReadingForm(BaseForm):
    """What the counters of one placement showed at a day's close."""

    placement_id = ChoiceField(_("On"), [_NEEDED], of=UUID)
    day = DayField(_("At the close of"), [_NEEDED])
    people = ShownField(METRICS[Metric.PEOPLE])
    times = ShownField(METRICS[Metric.TIMES])
    plays = ShownField(METRICS[Metric.PLAYS])
    shares = ShownField(METRICS[Metric.SHARES])
    sharers = ShownField(METRICS[Metric.SHARERS])
    likes = ShownField(METRICS[Metric.LIKES])
    favourites = ShownField(METRICS[Metric.FAVOURITES])
    comments = ShownField(METRICS[Metric.COMMENTS])
    follows = ShownField(METRICS[Metric.FOLLOWS])
    delivered = ShownField(METRICS[Metric.DELIVERED])
    proof_note = TextField(_("Where the number is from"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its fields have ids of their own: it stands on the item's page beside other forms."""
        super().__init__(*args, **kwargs)
        for each in self:
            each.id = each.label.field_id = f"reading-{each.name}"

    def values(self) -> dict[Metric, Shown]:
        """The numbers that were typed; a field left empty is no reading, and 0 is one."""
        return {metric: self[metric.value].data for metric in Metric if self[metric.value].data is not None}

    def offer(self, placements: list[Placement]) -> None:
        """Fill the list of placements."""
        self.placement_id.offer((each.id, f"{each.channel.name} · {filters.day(each.day)}") for each in placements)

    @property
    def rest(self) -> list[Field]:
        """The counters beside readers, reads and plays, which most people leave empty."""
        return [self[metric.value] for metric in list(Metric)[3:]]

    @property
    def has_rest(self) -> bool:
        """Whether something was typed for one of these."""
        return any((each.raw_data and each.raw_data[0]) or each.errors for each in self.rest)


class RoundForm(BaseForm):
    """Many numbers of one channel; `round_form` adds a field for each counter of each item."""

    proof_note = TextField(_("Where the numbers are from"), most=300)
    pasted = LongTextField(_("Cells copied from a sheet"), most=100_000)

    def counters(self) -> dict[tuple[UUID, Metric], "ShownField"]:
        """The fields of the numbers, by placement and counter."""
        found = ((each.name.split(":"), each) for each in self if each.name.startswith(_NUMBER))
        return {(UUID(parts[1]), Metric(parts[2])): each for parts, each in found}

    def values(self) -> dict[tuple[UUID, Metric], Shown]:
        """The numbers that were typed, by placement and counter."""
        return {counter: field.data for counter, field in self.counters().items() if field.data is not None}


def round_form(placements: Sequence[Placement], metrics: Sequence[Metric], **given: Any) -> RoundForm:
    """The form of a round over these placements; `given` is what a form is made with."""
    fields = {
        field_name(each.id, metric): ShownField(f"{each.article.title} · {said(metric)}")
        for each in placements
        for metric in metrics
    }
    made: RoundForm = type("RoundFormOf", (RoundForm,), fields)(**given)
    return made


def field_name(placement_id: UUID, metric: Metric) -> str:
    """What the field of a number is called."""
    return f"{_NUMBER}{placement_id.hex}:{metric.value}"


def sent_placements(names: Iterable[str]) -> list[UUID]:
    """The placements that a form which was sent has fields for, in their order."""
    hexes = dict.fromkeys(name.split(":")[1] for name in names if _FIELD.fullmatch(name))
    return [UUID(each) for each in hexes]


class RoundFilterForm(FilterForm):
    """Which channel is read, and whose close its numbers show."""

    channel = ChoiceField(_("Channel"), of=UUID, blank=_("Choose a channel"))
    day = DayField(_("At the close of"))
    every = BooleanField(_("All items, also those that need no reading"))
    counters = BooleanField(_("All counters"))


class CorrectForm(BaseForm):
    """The right number for the same counter and day."""

    shown = ShownField(_("What it showed"), [_NEEDED])
    proof_note = TextField(_("Where the number is from"), most=300)


class VoidForm(BaseForm):
    """Why a reading is wrong."""

    reason = TextField(_("Why"), [_NEEDED], most=300)


class SettleForm(BaseForm):
    """Why a reading that looks wrong is right."""

    reason = TextField(_("Why"), [_NEEDED], most=300)


class ReadingFilterForm(FilterForm):
    """Which readings the list shows."""

    channel = ChoiceField(_("Channel"), of=UUID, blank=_("All channels"))
    metric = ChoiceField(_("Counter"), of=Metric, blank=_("All counters"), choices=list(METRICS.items()))

    def offer(self) -> None:
        """Fill the list of channels."""
        self.channel.offer((each.id, each.name) for each in channels(with_retired=True))
