"""The forms of check-up lists."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, InputRequired

from outreach.check_ups.labels import WEIGHTS
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.lists.queries import current_versions, facts_of
from outreach.check_ups.lists.rules import (
    LONGEST_ARTICLE,
    LONGEST_ASK,
    LONGEST_COST,
    LONGEST_POINT,
    LONGEST_TITLE,
    PointFacts,
)
from outreach.db import db
from outreach.laws.labels import SUBJECTS
from outreach.laws.queries import laws_matching
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.schedule.access import team_ids_to_plan_for
from outreach.web import filters
from outreach.web.fields import ChoiceField, CountField, LongTextField, ManyField, TextField
from outreach.web.forms import BaseForm


class ListForm(BaseForm):
    """A list without its points."""

    title = TextField(_("Title"), [DataRequired(_("Enter a title."))], most=LONGEST_TITLE)
    subject = ChoiceField(
        _("Subject of the list"),
        [InputRequired(_("Choose one of the list."))],
        of=Subject,
        choices=list(SUBJECTS.items()),
    )
    team = ChoiceField(_("Kept by"), [InputRequired(_("Choose one of the list."))], of=uuid.UUID)

    def offer(self, person: Person, now: Any) -> None:
        """The teams for which the person plans."""
        listed = teams()
        own = team_ids_to_plan_for(person, listed, now)
        self.team.offer((team.id, filters.named(team)) for team in listed if team.id in own)


class PointForm(BaseForm):
    """One point."""

    title = TextField(_("What must be so"), [DataRequired(_("Say what must be so."))], most=LONGEST_POINT)
    look_at = LongTextField(_("What is looked at"), most=500)
    law = ChoiceField(_("Law"), of=uuid.UUID, blank=_("None"))
    article = TextField(_("Article of the law"), most=LONGEST_ARTICLE)
    weight = ChoiceField(_("Weight"), [InputRequired()], of=int, choices=list(WEIGHTS.items()))
    cost = TextField(_("What it may cost"), most=LONGEST_COST)
    advice = LongTextField(_("What to do"), most=1000)
    within_days = CountField(_("Within days"), least=1, most=365)
    ask = TextField(_("Whom to ask"), most=LONGEST_ASK, description=_("A desk and its telephone, no person's."))

    def __init__(self, point: CheckPoint | None = None, **kwargs: Any) -> None:
        said = vars(facts_of(point)) if point is not None else {"weight": 2}
        super().__init__(data=said | {"law": said.get("law_id")}, **kwargs)
        laws = db.session.scalars(laws_matching()).all()
        self.law.offer((law.id, law.short_title or law.title) for law in laws)

    @property
    def facts(self) -> PointFacts:
        """What was typed."""
        return PointFacts(
            title=self.title.data or "",
            look_at=self.look_at.data or None,
            law_id=self.law.data,
            article=self.article.data or None,
            weight=self.weight.data,
            cost=self.cost.data or None,
            advice=self.advice.data or None,
            within_days=self.within_days.data,
            ask=self.ask.data or None,
        )


class PlannedForm(BaseForm):
    """Which lists are to be filled at an event."""

    list_ids = ManyField(_("Lists to fill"), of=uuid.UUID)

    def __init__(self, planned: Sequence[CheckList], **kwargs: Any) -> None:
        super().__init__(data={"list_ids": [each.id for each in planned]}, **kwargs)
        in_use = [version.check_list for version in current_versions()]
        self.list_ids.offer((each.id, each.title) for each in dict.fromkeys([*in_use, *planned]))


class PublishForm(BaseForm):
    """Why there is a new version."""

    note = TextField(_("Why there is a new version"), most=200)
