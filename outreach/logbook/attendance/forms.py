"""What is said on the page of who was there: of our people, of the public by group, of companies."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, ValidationError

from outreach.errors import Invalid
from outreach.logbook.attendance.listing import OneOfUs
from outreach.logbook.attendance.queries import people_called
from outreach.logbook.attendance.rules import LONGEST_COMPANY, MOST_PEOPLE
from outreach.logbook.desk import Counter
from outreach.logbook.labels import named
from outreach.logbook.queries import countable_items
from outreach.logbook.rules import LARGEST, Basis, Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.forms import needed
from outreach.schedule.models import Event
from outreach.web.fields import ChoiceField, CountField, ManyField, TextField
from outreach.web.forms import BaseForm
from outreach.web.ids import IdField

_BETWEEN = re.compile(r"[、,，;；\n]+")


class PresenceForm(BaseForm):
    """Who of us was there: those of the list who are ticked, and others by their names."""

    form_id = IdField()
    there = ManyField(_("Who of us was there"), of=uuid.UUID)
    others = TextField(_("Somebody else"), most=200, description=_("Names with 、 between them."))

    def offer(self, people: Sequence[OneOfUs]) -> None:
        """Fill the list; the boxes are ticked as was said, else as is planned."""
        self.people = people
        self.there.offer((each.person_id, each.name) for each in people)
        if not self.is_submitted():
            self.there.data = [each.person_id for each in people if each.is_ticked]

    def said(self) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
        """Who was there and who was not; raises Invalid at the field of names."""
        there = set(self.there.data or ()) | {person.id for person in self._others()}
        if not there and not self.people:
            raise Invalid(_("Tick who was there, or write a name."), field="others", code="blank")
        return there, {each.person_id for each in self.people} - there

    def _others(self) -> list[Person]:
        names = [name for name in (part.strip() for part in _BETWEEN.split(self.others.data)) if name]
        found = people_called(names)
        return [_meant(name, found) for name in names]


class HeadcountForm(BaseForm):
    """How many of the public came, by group; a field for each group, added when the form is made."""

    form_id = IdField()
    estimated = BooleanField(_("These are estimates"))
    counters: Sequence[Counter] = ()

    def lines(self, event: Event) -> list[Line]:
        """A line for each number that was typed."""
        basis = Basis.ESTIMATED if self.estimated.data else Basis.COUNTED
        typed = [(counter, self[f"count_{number}"].data) for number, counter in enumerate(self.counters)]
        lines = [
            Line(line_id(self.form_id.data, counter.key), event.id, counter.kind, counter.code, quantity, None, basis)
            for counter, quantity in typed
            if quantity
        ]
        if not lines:
            raise Invalid(_("Type at least one number."), field="count_0", code="blank")
        return lines


class CompanyForm(BaseForm):
    """A company that was there."""

    company_id = IdField()
    name = TextField(_("Company"), [needed], most=LONGEST_COMPANY, render_kw={"autocomplete": "off"})
    people = CountField(_("How many people"), least=1, most=MOST_PEOPLE)


class CorrectCompanyForm(BaseForm):
    """The right name and number of a company on the list."""

    name = TextField(_("Company"), [needed], most=LONGEST_COMPANY, render_kw={"autocomplete": "off"})
    people = CountField(_("How many people"), least=1, most=MOST_PEOPLE)


class TakeOverForm(BaseForm):
    """The people of the companies become lines of attendance, of one group or of none."""

    group = ChoiceField(_("As which group"), of=str, blank=_("Without a group"))

    def offer(self) -> None:
        """Fill the groups."""
        groups = [item for item in countable_items() if item.kind is CountKind.ATTENDANCE]
        self.group.offer((item.code, named(item.name, item.name_en, item.kind)) for item in groups)


class SignInForm(BaseForm):
    """What a company says of itself. `website` is for machines: no person sees it."""

    company_id = IdField()
    name = TextField(
        _("Name of the company"), [needed], most=LONGEST_COMPANY, render_kw={"autocomplete": "organization"}
    )
    people = CountField(_("How many people are here"), least=1, most=MOST_PEOPLE)
    website = TextField(_("Leave this field empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})

    def validate_website(self, field: TextField) -> None:
        """Refuse a machine that fills in everything."""
        if field.data:
            raise ValidationError(gettext("Leave this field empty."))


def headcount_form(counters: Sequence[Counter], **kwargs: Any) -> HeadcountForm:
    """The form of a headcount with a field for each of the `counters`."""
    fields: Mapping[str, Any] = {
        f"count_{number}": CountField(_name(counter), least=1, most=LARGEST) for number, counter in enumerate(counters)
    }
    form: HeadcountForm = type("HeadcountForm", (HeadcountForm,), {**fields, "counters": tuple(counters)})(**kwargs)
    return form


def group_counters(counters: Sequence[Counter]) -> list[Counter]:
    """The groups, and behind them who was counted without one."""
    groups = [each for each in counters if each.kind is CountKind.ATTENDANCE]
    return sorted(groups, key=lambda each: each.code is None)


def _name(counter: Counter) -> Any:
    return counter.name if counter.code else _("Without a group")


def line_id(form_id: uuid.UUID, key: str) -> uuid.UUID:
    """The id of the line that a form makes of a counter: the same, however often the form is sent."""
    return uuid.uuid5(form_id, key)


def _meant(name: str, people: Sequence[Person]) -> Person:
    """The one person whom the name means."""
    meant = [each for each in people if name == each.name or name.lower() == each.username]
    if len(meant) == 1:
        return meant[0]
    message = (
        _("There are several people called %(name)s. Write the user name.", name=name)
        if meant
        else _("Nobody here is called %(name)s.", name=name)
    )
    raise Invalid(message, field="others", code="unknown_person")
