"""The forms of the case library."""

import uuid
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import ValidationError
from wtforms.validators import DataRequired, InputRequired

from outreach import clock
from outreach.anonymity.checking import NO_REAL_NAME
from outreach.cases import queries
from outreach.cases.actions import CaseFacts
from outreach.cases.labels import SOURCES
from outreach.cases.models import Case
from outreach.cases.rights import may_add_for
from outreach.cases.rules import LONGEST_LINE, LONGEST_TEXT, Source
from outreach.fulltext.rules import Part, asked
from outreach.laws.labels import SUBJECTS
from outreach.laws.queries import laws_titled
from outreach.laws.rules import parse_citations
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.web import filters
from outreach.web.fields import ChoiceField, LongTextField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField

RETIRED = "retired"


class CaseFilters(FilterForm):
    """What narrows the library."""

    words = SearchField(_("Search"))
    subject = ChoiceField(_("Field of law"), of=Subject, blank=_("Every subject"), choices=SUBJECTS.items())
    team = ChoiceField(_("Team"), blank=_("All teams"))
    source = ChoiceField(_("Comes from"), of=Source, blank=_("Every source"), choices=SOURCES.items())
    law = ChoiceField(_("Law"), of=uuid.UUID, blank=_("Every law"))
    state = ChoiceField(_("State"), blank=_("In use"))

    def offer(self, *, retired_too: bool) -> None:
        """Fill the lists; retired cases are no viewer's business."""
        self.teams = {team.code: team for team in teams()}
        self.team.offer((code, filters.named(team)) for code, team in self.teams.items())
        self.law.offer((law.id, law.short_title or law.title) for law in queries.laws_behind())
        self.state.offer([(RETIRED, _("Retired"))] if retired_too else [])

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is searched for, in parts."""
        return asked(self.words.data)

    @property
    def wanted(self) -> dict[str, Any]:
        """What `queries.cases_matching` takes."""
        team = self.teams.get(self.team.data or "")
        facts = {"parts": self.parts, "subject": self.subject.data, "source": self.source.data}
        return facts | {"law_id": self.law.data, "team_id": None if team is None else team.id}

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        chosen = (self.subject, self.team, self.source, self.law, self.state)
        return bool(self.words.data) or any(field.data for field in chosen)


class CaseForm(BaseForm):
    """What is told of a case."""

    title = TextField(_("Title"), [DataRequired(_("Give the case a title."))], most=LONGEST_LINE)
    subject = ChoiceField(
        _("Field of law"),
        [InputRequired(_("Choose a subject."))],
        of=Subject,
        blank=_("Choose one"),
        choices=SUBJECTS.items(),
    )
    team_id = ChoiceField(_("Team"), [InputRequired(_("Choose a team."))], of=uuid.UUID, blank=_("Choose a team"))
    facts = LongTextField(
        _("Facts of the case"), [DataRequired(_("Say what happened."))], most=LONGEST_TEXT, render_kw={"rows": 6}
    )
    dispute = LongTextField(_("Dispute"), most=LONGEST_TEXT, render_kw={"rows": 3})
    laws = LongTextField(_("Laws"), most=1500, render_kw={"rows": 3})
    outcome = LongTextField(
        _("How the case ended"), [DataRequired(_("Say how it ended."))], most=LONGEST_TEXT, render_kw={"rows": 4}
    )
    lesson = LongTextField(
        _("Lesson"), [DataRequired(_("Say what to learn from it."))], most=LONGEST_TEXT, render_kw={"rows": 3}
    )
    cost = TextField(_("What it cost"), most=LONGEST_LINE)
    source = ChoiceField(
        _("Comes from"),
        [InputRequired(_("Choose a source."))],
        of=Source,
        blank=_("Choose one"),
        choices=SOURCES.items(),
    )
    source_text = TextField(_("Body and year"), most=LONGEST_LINE)

    def offer(self, person: Person, case: Case | None = None) -> None:
        """Fill the teams with those for which the person adds cases, and the case's own."""
        now = clock.now()
        own = [team for team in teams(clock.today()) if may_add_for(person, team.id, now)]
        if case is not None and case.team not in own:
            own.append(case.team)
        self.team_id.offer((team.id, filters.named(team)) for team in own)

    def validate_laws(self, field: LongTextField) -> None:
        """Find the laws that are named; refuse one that is not in the list."""
        citations = parse_citations(field.data)
        known = laws_titled({title for title, _article in citations}, clock.today())
        unknown = [title for title, _article in citations if title not in known]
        if unknown:
            message = gettext(
                "Not in the list of laws: %(titles)s. Write the title as it stands there, or have it added.",
                titles=gettext(", ").join(f"《{title}》" for title in dict.fromkeys(unknown)),
            )
            raise ValidationError(message)
        self.cited = [(known[title].id, article) for title, article in citations]

    @property
    def names_are_none(self) -> bool:
        """Whether somebody said that no real name is in what was typed."""
        return self.confirmed(NO_REAL_NAME)

    @property
    def told(self) -> CaseFacts:
        """What was typed."""
        return CaseFacts(
            title=self.title.data,
            subject=self.subject.data,
            team_id=self.team_id.data,
            facts=self.facts.data,
            outcome=self.outcome.data,
            lesson=self.lesson.data,
            source=self.source.data,
            dispute=self.dispute.data,
            cost=self.cost.data,
            source_text=self.source_text.data,
            laws=self.cited,
        )


class ChooseForm(FilterForm):
    """Words by which an event, an article or a case is chosen."""

    words = SearchField(_("Search"))


def said_of(case: Case) -> dict[str, Any]:
    """A case as its form shows it."""
    fields = ("title", "subject", "team_id", "facts", "dispute", "outcome", "lesson", "cost", "source", "source_text")
    laws = "\n".join(f"《{each.law.short_title or each.law.title}》{each.article or ''}" for each in case.laws)
    return {field: getattr(case, field) for field in fields} | {"laws": laws}
