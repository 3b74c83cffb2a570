"""The forms of a brief: its text, keeping it as an article, and what the list shows."""

from datetime import date, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach import clock
from outreach.media.channels.queries import channels
from outreach.media.labels import KINDS
from outreach.media.rules import ArticleKind
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.reports.briefs.labels import FIELDS, STATES
from outreach.reports.briefs.queries import Filters
from outreach.reports.briefs.rules import LONGEST_HEADLINE, LONGEST_PART, Field, State
from outreach.web.fields import ChoiceField, DayField, LongTextField, TextField
from outreach.web.filters import named
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.versions import SeenVersion

_NEEDED = DataRequired(_("Please fill this in."))
#: The list of events without a brief looks back so far.
DAYS_BACK = timedelta(days=30)


class BriefForm(SeenVersion, BaseForm):
    """The text of a brief."""

    headline = TextField(FIELDS[Field.HEADLINE], [_NEEDED], most=LONGEST_HEADLINE)
    opening = LongTextField(FIELDS[Field.OPENING], most=LONGEST_PART)
    doing = LongTextField(FIELDS[Field.DOING], most=LONGEST_PART)
    outcome = LongTextField(FIELDS[Field.OUTCOME], most=LONGEST_PART)
    next_steps = LongTextField(FIELDS[Field.NEXT], most=LONGEST_PART)

    @property
    def texts(self) -> dict[Field, str]:
        """What was typed, field by field."""
        return {field: self[field.value].data for field in Field}


class KeepForm(BaseForm):
    """Where a brief appeared, and since when."""

    title = TextField(_("Title as published"), [_NEEDED], most=200)
    kind = ChoiceField(_("Kind"), [_NEEDED], of=ArticleKind)
    channel_id = ChoiceField(_("Channel"), [_NEEDED], of=UUID, blank=_("Choose a channel"))
    day = DayField(_("Published on"), [_NEEDED])
    url = TextField(_("Link"), most=1000)
    authors = TextField(_("Authors"), most=200)

    def offer(self) -> None:
        """Fill the lists."""
        self.kind.offer((kind, KINDS[kind]) for kind in (ArticleKind.ARTICLE, ArticleKind.POST))
        self.channel_id.offer((each.id, each.name) for each in channels())


class BriefFilterForm(FilterForm):
    """What the list of briefs shows."""

    team = ChoiceField(_("Team"), blank=_("All teams"))
    state = ChoiceField(_("State"), of=State, blank=_("All states"), choices=list(STATES.items()))
    first = DayField(_("From"))
    last = DayField(_("To"))

    def __init__(self) -> None:
        super().__init__()
        self.teams = teams()
        self.team.offer((team.code, named(team)) for team in self.teams)
        self.validate()

    @property
    def team_id(self) -> UUID | None:
        """The team that is asked for."""
        return next((team.id for team in self.teams if not self.team.errors and team.code == self.team.data), None)

    def filters(self) -> Filters:
        """What is asked for; what can't be read narrows nothing."""
        first, last = self.first.data or date.min, self.last.data or date.max
        is_open = first == date.min and last == date.max
        period = None if is_open else Period(min(first, last), max(first, last))
        return Filters(self.team_id, None if self.state.errors else self.state.data or None, period)


def recent_days() -> Period:
    """The days in which an event without a brief is asked about."""
    return Period(clock.today() - DAYS_BACK, clock.today())
