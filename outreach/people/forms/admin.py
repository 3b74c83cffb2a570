"""The administrator's forms: people, teams, the bureau."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField
from wtforms.validators import InputRequired

from outreach.people.actions.teams import VIEWS_LABELS, TeamFacts
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.people.rules import Capacity, CapacitySpan, Role, TeamSpan
from outreach.people.words import CAPACITIES, ROLES
from outreach.web.choices import ChoiceField
from outreach.web.fields import CountField, DayField, LongTextField, TextField
from outreach.web.filters import named
from outreach.web.forms import BaseForm, FilterForm

_BLANK_LINES = 2


class PeopleFilter(FilterForm):
    """Narrows the list of people."""

    words = TextField(_("Name or user name"))
    role = ChoiceField(_("Role"), of=Role, choices=ROLES.items(), blank=_("All roles"))
    team = ChoiceField(_("Team today"), of=UUID, blank=_("All teams"))
    state = ChoiceField(
        _("Account"),
        choices=[("active", _("Active")), ("no_password", _("No password yet")), ("disabled", _("Disabled"))],
        blank=_("All accounts"),
    )


class TeamLine(Form):
    """One line of "belongs to this team from … to …"."""

    team = ChoiceField(_("Team"), of=UUID, blank=_("No team"))
    first_day = DayField(_("First day"))
    last_day = DayField(_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team.offer(team_choices(teams()))


class CapacityLine(Form):
    """One line of "holds this office from … to …"."""

    capacity = ChoiceField(_("Office"), of=Capacity, choices=CAPACITIES.items(), blank=_("No office"))
    first_day = DayField(_("First day"))
    last_day = DayField(_("Last day"))


class PersonForm(BaseForm):
    """An account: what it is called, what it may do, and to which teams it belongs."""

    name = TextField(_("Full name"), [InputRequired(_("Enter the full name."))], most=60)
    username = TextField(
        _("User name"),
        [InputRequired(_("Enter a user name."))],
        most=60,
        description=_("Small letters, digits, dots or hyphens, such as li.na."),
    )
    role = ChoiceField(_("Role"), of=Role, choices=ROLES.items(), default=Role.STAFF)
    open_until = DayField(
        _("Last day of the account"),
        description=_(
            "For guests such as assessors: the day after, it is disabled by itself. Leave it empty for staff."
        ),
    )
    memberships = FieldList(FormField(TeamLine), label=_("Teams"), max_entries=40)
    offices = FieldList(FormField(CapacityLine), label=_("Offices"), max_entries=40)

    @classmethod
    def of(cls, person: Person | None) -> "PersonForm":
        """The form with what is known of `person`, and blank lines to add to it."""
        if person is None:
            form = cls()
        else:
            form = cls(
                name=person.name,
                username=person.username,
                role=person.role,
                open_until=person.open_until,
                memberships=[
                    {"team": each.team_id, "first_day": each.first_day, "last_day": each.last_day}
                    for each in person.memberships
                ],
                offices=[
                    {"capacity": each.capacity, "first_day": each.first_day, "last_day": each.last_day}
                    for each in person.capacities
                ],
            )
        form._add_blank_lines()
        return form

    def team_spans(self, today: date) -> list[TeamSpan]:
        """The lines that name a team; without a first day it begins today."""
        return [
            TeamSpan(line["team"], line["first_day"] or today, line["last_day"])
            for line in self.memberships.data
            if line["team"]
        ]

    def capacity_spans(self, today: date) -> list[CapacitySpan]:
        """The lines that name an office; without a first day it begins today."""
        return [
            CapacitySpan(line["capacity"], line["first_day"] or today, line["last_day"])
            for line in self.offices.data
            if line["capacity"]
        ]

    def _add_blank_lines(self) -> None:
        if self.is_submitted():
            return
        for lines in (self.memberships, self.offices):
            for _blank in range(_BLANK_LINES):
                lines.append_entry()


class TeamForm(BaseForm):
    """A team."""

    name = TextField(_("Name"), [InputRequired(_("Enter a name."))], most=60)
    name_en = TextField(_("English name"), most=60)
    mark = TextField(
        _("Mark"),
        [InputRequired(_("Enter the character by which pages show the team."))],
        most=2,
        description=_("One character, such as 工; it stands beside the colour."),
    )
    palette = ChoiceField(_("Colour"), of=int, choices=[(each, each) for each in range(1, 9)])
    position = CountField(_("Place in lists"), most=999)
    first_day = DayField(_("Exists from"))
    last_day = DayField(_("Exists until"))

    def facts(self) -> TeamFacts:
        """What was entered."""
        return TeamFacts(
            name=self.name.data,
            name_en=self.name_en.data or None,
            mark=self.mark.data,
            palette=self.palette.data,
            position=self.position.data or 0,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )


class NewTeamForm(TeamForm):
    """A team that is not there yet."""

    code = TextField(
        _("Code"),
        [InputRequired(_("Enter a code."))],
        most=40,
        description=_(
            "Small letters and underscores, such as work_injury. Addresses and feeds use it; it never changes."
        ),
    )


class BureauForm(BaseForm):
    """What the bureau is called and how it prints."""

    name = TextField(_("Name of the bureau"), [InputRequired(_("Enter the name of the bureau."))], most=100)
    views_label = ChoiceField(
        _("Unit printed behind views"),
        choices=[(each, each) for each in VIEWS_LABELS],
        description=_("Views are reads and plays. Some bureaus print 人次; the definition in the report says so."),
    )
    usual_things = LongTextField(
        _("Usual things to bring"),
        most=1000,
        description=_(
            "One per line, like 桌子 2张. The packing sheet prints them where an event has no list of its own."
        ),
        render_kw={"rows": 8},
    )


def team_choices(known: Sequence[Team]) -> list[tuple[UUID, str]]:
    """The teams as a list to choose from."""
    return [(each.id, named(each)) for each in known]
