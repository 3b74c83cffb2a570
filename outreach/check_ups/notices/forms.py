"""The forms of a notice: its words, its items, its steps."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired

from outreach import clock
from outreach.cases.queries import out_of_force
from outreach.check_ups.notices import labels, queries, rules
from outreach.check_ups.notices.actions import ItemWords, Words
from outreach.check_ups.notices.doubts import is_law_out
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.check_ups.notices.rules import State
from outreach.db import db
from outreach.laws.labels import SUBJECTS
from outreach.laws.queries import laws_matching
from outreach.laws.subjects import Subject
from outreach.people.queries import teams
from outreach.schedule.forms import needed
from outreach.web import filters
from outreach.web.fields import ChoiceField, DayField, LongTextField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField

_ROWS = {"rows": 3}


class MakeForm(BaseForm):
    """A button that may ask."""


class NoticeFilterForm(FilterForm):
    """What narrows the list of notices."""

    state = ChoiceField(_("State"), of=State, blank=_("Every state"), choices=labels.STATES.items())
    team = ChoiceField(_("Team"), of=str, blank=_("All teams"))
    words = SearchField(_("Company or number"))

    def __init__(self) -> None:
        super().__init__()
        self.teams = {team.code: team for team in teams()}
        self.team.offer((code, filters.named(team)) for code, team in self.teams.items())


class WordsForm(BaseForm):
    """What a notice says around its items."""

    number = TextField(
        _("Document number"), most=rules.LONGEST_NUMBER, description=_("As it is registered: 〔2025〕第7号")
    )
    opening = LongTextField(_("Opening words"), most=rules.LONGEST_PART, render_kw={"rows": 4})
    closing = LongTextField(_("Closing words"), most=rules.LONGEST_PART, render_kw={"rows": 4})
    contact = TextField(
        _("Whom the company asks"), most=rules.LONGEST_LINE, description=_("A desk and its telephone, no person's.")
    )
    revisit_on = DayField(_("Day of the revisit"))

    def words(self) -> Words:
        """What was typed."""
        return Words(
            number=self.number.data,
            opening=self.opening.data,
            closing=self.closing.data,
            contact=self.contact.data,
            revisit_on=self.revisit_on.data,
        )


class ItemForm(BaseForm):
    """One risk in the words that the company reads; `cases_found` so many cases hold what was searched for."""

    cases_found: int | None = None
    found = LongTextField(_("What was found"), [needed], most=rules.LONGEST_FOUND, render_kw=_ROWS)
    law_id = ChoiceField(_("Law"), of=uuid.UUID, blank=_("No law"))
    article = TextField(_("Article of the law"), most=100, description=_("As it is cited: 第十条、第八十二条"))
    cost = LongTextField(_("What it may cost"), most=rules.LONGEST_COST, render_kw=_ROWS)
    case_words = SearchField(_("Search the case library"))
    case_id = ChoiceField(_("A case that shows it"), of=uuid.UUID, blank=_("No case"))
    advice = LongTextField(_("What to do"), most=rules.LONGEST_ADVICE, render_kw=_ROWS)
    due_on = DayField(_("By when"))
    ask = TextField(_("Whom to ask"), most=100)

    def offer(self, notice: Notice, subject: Subject, item: NoticeItem | None = None) -> None:
        """Fill the laws that were in force on the day, and the cases of the subject or that hold the words.

        What is chosen stays; a case that is told no more does where the item has it already.
        """
        laws = db.session.scalars(laws_matching(in_force_on=queries.event_day(notice.check_up))).all()
        words = self.case_words.data
        cases = list(queries.cases_holding(words) if words else queries.cases_about(subject))
        self.cases_found = len(cases) if words else None
        kept = queries.chosen_case(self.case_id.data)
        if kept is not None and kept.retired_at is None and kept not in cases:
            cases.insert(0, kept)
        if item is not None and item.law is not None and item.law not in laws:
            laws = [item.law, *laws]
        if item is not None and item.case is not None and item.case not in cases:
            cases.insert(0, item.case)
        out = _(" (not in force on the day of the check-up)")
        self.law_id.offer((law.id, f"{law.title}{out if is_law_out(notice, law) else ''}") for law in laws)
        old, today = _(" (a law behind it is not in force today)"), clock.today()
        self.case_id.offer(
            (case.id, f"{case.title} · {SUBJECTS[case.subject]}{old if out_of_force(case, today) else ''}")
            for case in cases
        )

    def is_search(self, sent: Mapping[str, str]) -> bool:
        """Whether cases are searched for: by the button, or by Enter with words that were not searched for yet."""
        return bool(sent.get("find")) or ("save" not in sent and self.case_words.data != sent.get("case_searched", ""))

    def words(self) -> ItemWords:
        """What was typed."""
        return ItemWords(
            found=self.found.data,
            law_id=self.law_id.data,
            article=self.article.data,
            cost=self.cost.data,
            case_id=self.case_id.data,
            advice=self.advice.data,
            due_on=self.due_on.data,
            ask=self.ask.data,
        )


class NewItemForm(ItemForm):
    """A risk of which no point asks."""

    subject = ChoiceField(_("Field of law"), of=Subject, choices=SUBJECTS.items())
    weight = ChoiceField(_("Weight"), of=int, choices=labels.WEIGHTS.items(), default=2)


class ReasonForm(BaseForm):
    """A step that says why."""

    reason = TextField(_("Reason"), [needed], most=rules.LONGEST_REASON)


class ReviewForm(BaseForm):
    """The review; who made the notice says why nobody else reviews it. The number is the last word that is missing."""

    number = TextField(
        _("Document number"),
        most=rules.LONGEST_NUMBER,
        description=_("Proposed is the one behind the last of the year; it can't be changed once it is reviewed."),
    )

    reason = TextField(_("Why nobody else reviews it"), most=rules.LONGEST_REASON)


class HandOverForm(BaseForm):
    """On which day the company got it."""

    day = DayField(_("Handed over on"), [DataRequired(_("Say on which day."))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(data={"day": clock.today()}, **kwargs)


class RevisitDayForm(BaseForm):
    """Another day for the revisit."""

    revisit_on = DayField(_("Day of the revisit"), description=_("Leave it empty where no revisit is needed."))
    reason = TextField(
        _("Why another day is planned"),
        [needed],
        most=rules.LONGEST_REASON,
        description=_("A few words, such as: the company asked for it; shown beside the day that the paper says."),
    )


class WordingForm(BaseForm):
    """The bureau's words for new notices."""

    opening = LongTextField(_("Opening words"), [needed], most=rules.LONGEST_PART, render_kw={"rows": 5})
    closing = LongTextField(_("Closing words"), [needed], most=rules.LONGEST_PART, render_kw={"rows": 5})
    contact = TextField(_("Whom the company asks"), most=rules.LONGEST_LINE)


def said_of(notice: Notice) -> dict[str, Any]:
    """What the form of its words begins with."""
    fields = ("number", "opening", "closing", "contact", "revisit_on")
    said = {field: getattr(notice, field) for field in fields}
    return said | {"number": notice.number or queries.next_number(clock.today())}


def said_of_item(item: NoticeItem) -> dict[str, Any]:
    """What the form of the item begins with."""
    fields = ("found", "law_id", "article", "cost", "case_id", "advice", "due_on", "ask")
    return {field: getattr(item, field) for field in fields}


def with_note(found: str, note: str) -> str:
    """The words with a note of the check-up behind them, as a sentence, within what an item may say."""
    said: str = f"{found}\n{rules.ended(note)}".strip()
    return said[: rules.LONGEST_FOUND]


def is_behind(day: date | None) -> bool:
    """Whether a paper of today would have the day behind it."""
    return rules.is_behind(day, clock.today())


def is_late(day: date | None) -> bool:
    """Whether the day has passed."""
    return day is not None and day < clock.today()
