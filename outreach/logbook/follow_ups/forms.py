"""The forms of follow-ups: noting one, changing it, answering, dropping and opening it again, and the list's filter."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from outreach import clock
from outreach.errors import Invalid
from outreach.logbook.follow_ups import labels, queries
from outreach.logbook.follow_ups.actions import Facts
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.rules import (
    LONGEST_ANSWER,
    LONGEST_ASKED,
    LONGEST_BUREAU,
    LONGEST_CONTACT,
    LONGEST_NUMBER,
    LONGEST_REASON,
    Referral,
    State,
    Wanted,
    due_after,
)
from outreach.materials.models import Item
from outreach.people.models import Person
from outreach.people.queries import active_people, teams
from outreach.web import filters
from outreach.web.access import Permission
from outreach.web.fields import ChoiceField, DayField, LongTextField, TextField
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.ids import IdField
from outreach.web.reading import parse_uuid_or_none


class AskedFields(BaseForm):
    """What was asked, who owes the answer till when, and where the person was sent."""

    asked = LongTextField(
        _("What was asked"), most=LONGEST_ASKED, description=_("The question in a few words. No names.")
    )
    topic = ChoiceField(_("Topic"), of=str, blank=_("No topic"))
    owed_by = ChoiceField(_("Owed by"), of=uuid.UUID)
    due_on = DayField(_("Till"))
    referral = ChoiceField(_("Referred to"), of=Referral, blank=_("Nowhere"), choices=list(labels.REFERRALS.items()))
    referral_to = TextField(_("Which bureau"), most=LONGEST_BUREAU)
    order_number = TextField(
        _("Hotline order number"), most=LONGEST_NUMBER, description=_("With it no contact is needed.")
    )
    contact = TextField(
        _("One contact"),
        most=LONGEST_CONTACT,
        description=_("Only if needed for the answer. It is deleted with it, and after 60 days at the latest."),
        render_kw={"autocomplete": "off"},
    )

    def offer(self, topics: Iterable[Item], people: Iterable[Person]) -> None:
        """Fill the lists."""
        self.topic.offer((each.code, filters.named(each)) for each in topics)
        self.owed_by.offer((each.id, each.name) for each in people)


class FollowUpForm(AskedFields):
    """A new one, at an event."""

    follow_up_id = IdField()
    tally = HiddenField()
    owed = BooleanField(_("Somebody owes an answer"), default=True)

    def wanted(self, event_id: uuid.UUID) -> Wanted:
        """What was typed."""
        referral: Any = self.referral.data
        return Wanted(
            id=self.follow_up_id.data,
            event=event_id,
            asked=self.asked.data or "",
            tally=self._tally(),
            topic=self.topic.data,
            owed=bool(self.owed.data),
            owed_by=self.owed_by.data if self.owed.data else None,
            due_on=self.due_on.data if self.owed.data else None,
            referral=referral,
            referral_to=self.referral_to.data or None,
            order_number=self.order_number.data or None,
            contact=self.contact.data or None,
        )

    def _tally(self) -> uuid.UUID | None:
        try:
            return parse_uuid_or_none(self.tally.data or None, "bad_tally")
        except Invalid:
            return None


class ChangeForm(AskedFields):
    """Putting one right, or handing it to another person."""

    drop_contact = BooleanField(_("Delete the contact now"))

    def facts(self) -> Facts:
        """What the form says; an empty contact leaves the one that is there."""
        referral: Any = self.referral.data
        return Facts(
            asked=self.asked.data or "",
            topic_id=queries.topic_id_of(self.topic.data),
            owed_by_id=self.owed_by.data if "owed_by" in self else None,
            due_on=self.due_on.data if "due_on" in self else None,
            referral=referral,
            referral_to=self.referral_to.data or None,
            order_number=self.order_number.data or None,
            contact=self._contact(),
        )

    def _contact(self) -> str | None:
        if "drop_contact" in self and self.drop_contact.data:
            return ""
        return (self.contact.data or None) if "contact" in self else None


class AnswerForm(BaseForm):
    """What the answer was, shortly."""

    answer = LongTextField(_("The answer, shortly"), most=LONGEST_ANSWER, description=_("No names."))


class ReasonForm(BaseForm):
    """Why it is dropped, or opened again."""

    reason = TextField(_("Why"), most=LONGEST_REASON, description=_("It stays in the history: no names."))


class FollowUpFilterForm(FilterForm):
    """What the list shows."""

    whose = ChoiceField(
        _("Whose"),
        of=str,
        choices=[
            ("mine", _("Owed by me")),
            ("team", _("My team's")),
            ("left", _("Owed by disabled accounts")),
            ("all", _("All")),
        ],
    )
    state = ChoiceField(_("State"), of=State, blank=_("Any state"), choices=list(labels.STATES.items()))
    topic = ChoiceField(_("Topic"), of=str, blank=_("All topics"))
    team = ChoiceField(_("Team"), of=str, blank=_("All teams"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.teams = teams()
        self.team.offer((team.code, filters.named(team)) for team in self.teams)
        self.topic.offer((each.code, filters.named(each)) for each in queries.topics())
        self.validate()

    def said(self, name: str) -> Any:
        """What the field says, None where nothing or nothing that is offered."""
        return None if self[name].errors else self[name].data or None


def new_form(person: Person, now: datetime, *, tally: str | None = None) -> FollowUpForm:
    """A form with what is usual: owed by the person, within the usual days, colleagues first."""
    today = clock.local_day(now)
    due = due_after(today, queries.calendar_from(today))
    form = FollowUpForm(prefix="follow", owed_by=person.id, due_on=due, tally=tally or "")
    own = person.team_ids_on(today)
    everybody = [each for each in active_people() if each.may(Permission.LOG)]
    everybody.sort(key=lambda each: (each.id != person.id, not each.team_ids_on(today) & own))
    form.offer(queries.topics(), everybody)
    return form


def blank_form() -> FollowUpForm:
    """A form that says nothing of anybody, for the page that a phone keeps."""
    form = FollowUpForm(prefix="follow", formdata=None, meta={"csrf": False})
    form.offer([], [])
    return form


def change_form(follow_up: FollowUp, *, sees_contact: bool) -> ChangeForm:
    """A form with what the follow-up says."""
    form = ChangeForm(
        data={
            "asked": follow_up.asked,
            "topic": follow_up.topic and follow_up.topic.code,
            "owed_by": follow_up.owed_by_id,
            "due_on": follow_up.due_on,
            "referral": follow_up.referral,
            "referral_to": follow_up.referral_to,
            "order_number": follow_up.order_number,
        }
    )
    listed = list(queries.topics())
    if follow_up.topic is not None and follow_up.topic not in listed:
        listed.append(follow_up.topic)
    people = [each for each in active_people() if each.may(Permission.LOG) or each.id == follow_up.owed_by_id]
    form.offer(listed, people)
    if follow_up.state is State.NOTED:
        del form.owed_by
        del form.due_on
    if not sees_contact or follow_up.state is not State.OPEN:
        del form.contact
    if not sees_contact or queries.contact_of(follow_up.id) is None:
        del form.drop_contact
    return form
