"""The forms of items: one, of which each kind shows the fields that it has."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from outreach.materials.actions import ItemFacts
from outreach.materials.labels import QUESTIONS
from outreach.materials.models import Item
from outreach.materials.rules import LARGEST_BUNDLE, CountKind, QuestionKind, has_own_unit
from outreach.people.queries import teams
from outreach.web.fields import ChoiceField, CountField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField


class ItemFilters(FilterForm):
    """What narrows a list of items."""

    words = SearchField(_("Name or code"))
    retired = BooleanField(_("Retired ones too"))

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for: then the order can't be changed."""
        return bool(self.words.data or self.retired.data)


class ItemForm(BaseForm):
    """What is known of an item."""

    name = TextField(_("Name"), [DataRequired(_("Enter the name."))], most=100)
    name_en = TextField(_("English name"), most=100)
    code = TextField(_("Code"), most=40)
    unit = TextField(_("Unit"), most=10)
    counts_as_copies = BooleanField(_("Count each as 份 in the figure of handouts"))
    bundle = CountField(_("Pieces in one bundle"), least=1, most=LARGEST_BUNDLE)
    team_id = ChoiceField(_("Team"), of=UUID, blank=_("No team's own subject"))
    way = ChoiceField(_("Way of asking"), of=QuestionKind, blank=_("Not said"), choices=QUESTIONS.items())

    def __init__(self, kind: CountKind, item: Item | None = None) -> None:
        beside = {} if item is None else {"counts_as_copies": item.counted_as is not None, "way": item.question}
        super().__init__(obj=item, data=beside)
        self.team_id.offer((team.id, team.name) for team in teams())
        if item is not None:
            del self.code
        if kind is not CountKind.HANDOUT:
            del self.bundle, self.counts_as_copies
        if kind is not CountKind.CONSULTATION:
            del self.team_id, self.way
        if not has_own_unit(kind):
            del self.unit

    @property
    def facts(self) -> ItemFacts:
        """What was typed."""
        names = ("name", "name_en", "unit", "counts_as_copies", "bundle", "team_id")
        told = {name: self[name].data for name in names if name in self}
        return ItemFacts(**told, question=self.way.data if "way" in self else None)
