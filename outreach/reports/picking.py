"""Form fields by which a person picks a figure and narrows it; what comes out is a word of `reports.parts`.

    class SlotForm(Picking): …
    form = SlotForm()
    form.offer_figures(filters, word=kept.word)     # after it is made, before it is validated
    form.picked_word()                              # in the act; raises Invalid at its field

`{{ picking_fields(form) }}` of templates/reports/picking.html prints the fields and what the figure is worth today.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SubmitField
from wtforms.fields import SelectChoice

from outreach.db import db
from outreach.errors import Invalid, Refusal
from outreach.materials.queries import items_matching
from outreach.materials.rules import CountKind
from outreach.people.queries import teams
from outreach.places.labels import KINDS
from outreach.places.rules import PlaceKind
from outreach.reports.drawings.models import LONGEST_KEY
from outreach.reports.figure import Figure
from outreach.reports.figures import BESIDE, FIGURES, figures_of
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import OF_MATERIAL
from outreach.reports.parts import MONTH, QUARTER, YEARS_AGO, read_part
from outreach.reports.rules import label_with_unit
from outreach.reports.typed.resolving import Resolved, resolve, unknown
from outreach.reports.typed.resolving import choices as typed_choices
from outreach.reports.typed.words import PIECE, is_typed_word, read_typed
from outreach.schedule import choices, labels
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.rules import Form, Track
from outreach.web.fields import ChoiceField
from outreach.web.filters import named
from outreach.web.forms import BaseForm

#: Which field of a form narrows by which word of a part.
NARROWING: Mapping[str, str] = {
    "of_team": "team",
    "of_campaign": "campaign",
    "of_place": "place",
    "of_place_kind": "place_kind",
    "of_track": "track",
    "of_form": "form",
    "of_reviewed": "reviewed",
    "years_ago": YEARS_AGO,
}
#: What a browser sends of the fields.
PICKING_FIELDS = ("figure", "of_days", *NARROWING)
MOST_YEARS_AGO = 4


class Picking(BaseForm):
    """A form by which a figure is picked, to be given more fields."""

    figure = ChoiceField(_("Figure"), blank=_("Choose a figure"))
    of_team = ChoiceField(_("Team"), blank=_("Not narrowed"))
    of_campaign = ChoiceField(_("Campaign"), blank=_("Not narrowed"))
    of_track = ChoiceField(_("Track"), of=Track, blank=_("Not narrowed"), choices=list(labels.TRACKS.items()))
    of_form = ChoiceField(_("Form"), of=Form, blank=_("Not narrowed"), choices=list(labels.FORMS.items()))
    of_place = ChoiceField(_("Place, with all in it"), of=uuid.UUID, blank=_("Not narrowed"))
    of_place_kind = ChoiceField(_("Kind of place"), of=PlaceKind, blank=_("Not narrowed"), choices=list(KINDS.items()))
    of_reviewed = ChoiceField(
        _("Reviewed"), blank=_("Not narrowed"), choices=[("yes", _("Only reviewed")), ("no", _("Not yet reviewed"))]
    )
    of_days = ChoiceField(_("Days"), blank=_("All days"))
    years_ago = ChoiceField(_("Year"), blank=_("The same year"))
    looks = SubmitField(_("Show today's value"))

    around: Filters

    def offer_figures(self, around: Filters, *, word: str = "") -> None:
        """Set the lists; `word` is shown as long as nothing was sent. `around` is what the figure stands within."""
        self.around = around
        self.figure.choices = [SelectChoice("", self.figure.blank), *_with_kept(_figures(around), word, around)]
        self.of_team.offer((team.code, named(team)) for team in teams())
        self.of_campaign.offer((str(campaign.id), named(campaign)) for campaign in campaigns(retired=True))
        self.of_days.offer(_stretches())
        self.years_ago.offer((number, _said_years_ago(number)) for number in range(1, MOST_YEARS_AGO + 1))
        kept = _narrowed(word) if word else {}
        self.of_place.offer(choices.places_around(kept=_uuid(kept.get("place"))))
        if word:
            self._begin_with(word, kept)

    def picked_word(self) -> str:
        """The word of what was picked, "" where nothing was; raises Invalid (at `figure`) for what can't be."""
        if not self.figure.data:
            return ""
        narrowed = self._narrowed()
        if is_typed_word(self.figure.data) and set(narrowed) - {YEARS_AGO}:
            raise Invalid(_("A figure typed by hand is of the whole bureau and the whole year."), field="figure")
        word = ";".join([self.figure.data, *(f"{name}={text}" for name, text in sorted(narrowed.items()))])
        if len(word) > LONGEST_KEY:
            raise Invalid(_("This narrows the figure by too much at once."), field="figure")
        try:
            return (read_typed(word) if is_typed_word(word) else read_part(word)).word
        except Refusal as refusal:
            raise Invalid(refusal.message, code="bad_part", field="figure") from None

    def needed_word(self) -> str:
        """The same, where a figure must be picked."""
        word = self.picked_word()
        if not word:
            raise Invalid(_("Choose a figure."), field="figure")
        return word

    @property
    def picked(self) -> Resolved | None:
        """What was picked as it stands today, to be shown under the fields; None where nothing was."""
        try:
            word = self.picked_word()
        except Invalid as refusal:
            return unknown("", str(refusal.message))
        return resolve(word, self.around) if word else None

    @property
    def is_narrowed(self) -> bool:
        """Whether only a part of the figure is asked for."""
        return bool(self._narrowed())

    def validate_on_submit(self, *args: Any, **kwargs: Any) -> bool:
        """Nothing is stored by a look at the value: the form comes again, with the value below its fields."""
        return bool(super().validate_on_submit(*args, **kwargs)) and not self.looks.data

    def _narrowed(self) -> dict[str, str]:
        said = {word: str(self[name].data) for name, word in NARROWING.items() if self[name].data}
        name, _is, number = (self.of_days.data or "").partition("=")
        return said | {name: number} if number else said

    def _begin_with(self, word: str, kept: Mapping[str, str]) -> None:
        days = next((f"{name}={kept[name]}" for name in (MONTH, QUARTER) if name in kept), None)
        narrowed = {name: kept.get(said) for name, said in NARROWING.items()}
        for name, said in {"figure": _figure_of(word), "of_days": days, **narrowed}.items():
            self[name].object_data = said
            if not self.is_submitted():
                self[name].process_data(said)


class PickingAsked(Picking):
    """The same fields in an address, by which a script asks what they are worth."""

    class Meta:
        csrf = False

    def __init__(self) -> None:
        super().__init__(formdata=request.args)


def _figures(around: Filters) -> Iterator[SelectChoice]:
    """Every figure that can be picked: those of the report, in other units, beside them, of one material."""
    there = figures_of(Filters.of_year(around.year))
    groups: list[tuple[Any, list[Figure]]] = [
        (_("Figures of the report"), [each for each in there if each.key in FIGURES]),
        (_("In other units"), [each for each in there if each.key not in FIGURES]),
        (_("Beside them"), list(BESIDE.values())),
    ]
    for group, figures in groups:
        for each in figures:
            yield SelectChoice(each.key, label_with_unit(each.label, each.unit), optgroup=str(group))
    for choice in typed_choices(around.year):
        label = label_with_unit(choice.label, choice.unit)
        yield SelectChoice(choice.word, label, optgroup=f"{_('Typed by hand')} · {choice.section}")
    for item in db.session.scalars(items_matching(CountKind.HANDOUT)):
        yield SelectChoice(f"{OF_MATERIAL}{item.code}", f"{named(item)}（{item.unit}）", optgroup=str(_("Materials")))


def _with_kept(offered: Iterable[SelectChoice], word: str, around: Filters) -> list[SelectChoice]:
    """What is offered and the figure of `word`, which may be of a material that is no longer in use."""
    every, key = list(offered), _figure_of(word)
    if key and all(choice.value != key for choice in every):
        label = resolve(key, Filters.of_year(around.year)).label
        every.append(SelectChoice(key, label, optgroup=str(_("Picked before"))))
    return every


def _figure_of(word: str) -> str:
    """The word without what the other fields say."""
    key, *pairs = word.split(";")
    return ";".join([key, *(pair for pair in pairs if pair.startswith(f"{PIECE}="))])


def _stretches() -> list[tuple[str, Any]]:
    quarters = [(f"{QUARTER}={number}", _("Quarter %(number)s", number=number)) for number in range(1, 5)]
    return quarters + [(f"{MONTH}={number}", _("Month %(number)s", number=number)) for number in range(1, 13)]


def _said_years_ago(number: int) -> Any:
    return _("The year before") if number == 1 else _("%(number)s years before", number=number)


def _narrowed(word: str) -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in word.split(";")[1:])
    return {name: text for name, is_said, text in pairs if is_said}


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
