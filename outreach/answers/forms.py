"""The forms of standard answers."""

import uuid

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, InputRequired

from outreach import clock
from outreach.anonymity.checking import NO_REAL_NAME
from outreach.answers import queries
from outreach.answers.actions import AnswerFacts
from outreach.answers.rules import LONGEST_ARTICLE, LONGEST_QUESTION, LONGEST_TEXT
from outreach.fulltext.rules import Part, asked
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.schedule import choices
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, LongTextField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField

MARKED, RETIRED = "marked", "retired"


class AnswerFilters(FilterForm):
    """What narrows the list of answers."""

    words = SearchField(_("What is asked?"))
    topic = ChoiceField(_("Topic"), of=uuid.UUID, blank=_("Every topic"))
    team = ChoiceField(_("Team"), blank=_("All teams"))
    state = ChoiceField(_("State"), blank=_("In use"))

    def offer(self, *, retired_too: bool) -> None:
        """Fill the lists; retired answers are no viewer's business."""
        self.teams = {team.code: team for team in teams()}
        self.topic.offer(queries.topics())
        self.team.offer((code, filters.named(team)) for code, team in self.teams.items())
        also = [(RETIRED, _("Retired"))] if retired_too else []
        self.state.offer([(MARKED, _("The law has changed")), *also])

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is asked for, in parts."""
        return asked(self.words.data)

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words.data or self.topic.data or self.team.data or self.state.data)


class AnswerForm(BaseForm):
    """What is said to a question."""

    wording = TextField(_("Question"), [DataRequired(_("Write the question as people ask it."))], most=LONGEST_QUESTION)
    text = LongTextField(
        _("Answer"), [DataRequired(_("Write what is said to it."))], most=LONGEST_TEXT, render_kw={"rows": 8}
    )
    topic_id = ChoiceField(_("Topic"), of=uuid.UUID, blank=_("No topic"))
    team_id = ChoiceField(
        _("Team that answers for it"),
        [InputRequired(_("Choose a team."))],
        of=uuid.UUID,
        blank=_("Choose a team"),
    )
    law_id = ChoiceField(_("Law"), of=uuid.UUID, blank=_("No law of the list"))
    article = TextField(_("Article of the law"), most=LONGEST_ARTICLE)
    as_of = DayField(_("Held against the law on"), [InputRequired(_("Say on which day."))])

    def offer(self, person: Person) -> None:
        """Fill the lists with what the person may choose."""
        self.topic_id.offer(queries.topics())
        own = choices.teams_to_plan_for(person, clock.today())
        self.team_id.offer((team.id, filters.named(team)) for team in own)
        self.law_id.offer((law.id, law.title) for law in choices.laws())

    @property
    def names_are_none(self) -> bool:
        """Whether somebody said that no real name is in what was typed."""
        return self.confirmed(NO_REAL_NAME)

    @property
    def facts(self) -> AnswerFacts:
        """What was typed."""
        return AnswerFacts(
            question=self.wording.data,
            text=self.text.data,
            team_id=self.team_id.data,
            as_of=self.as_of.data or clock.today(),  # needed, so it is there
            topic_id=self.topic_id.data,
            law_id=self.law_id.data,
            article=self.article.data or None,
        )
