"""The forms of laws."""

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach.laws.actions import LawFacts
from outreach.web.fields import ChoiceField, DayField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField


class LawFilters(FilterForm):
    """What narrows the list of laws."""

    words = SearchField(_("Title"))
    force = ChoiceField(_("In force"), blank=_("All of the list"), choices=[("today", _("In force today"))])

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words.data or self.force.data)


class LawForm(BaseForm):
    """What is known of a law."""

    title = TextField(_("Official title"), [DataRequired(_("Enter the title of the law."))])
    short_title = TextField(_("Short title"), most=100)
    in_force_from = DayField(_("In force from"))
    in_force_to = DayField(_("In force until"))

    @property
    def facts(self) -> LawFacts:
        """What was typed."""
        return LawFacts(
            title=self.title.data,
            short_title=self.short_title.data,
            in_force_from=self.in_force_from.data,
            in_force_to=self.in_force_to.data,
        )
