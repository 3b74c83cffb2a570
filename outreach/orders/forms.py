"""The form of a company, and those of the office."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, ValidationError
from wtforms.fields import SelectChoice

from outreach import clock
from outreach.errors import Refusal
from outreach.orders.actions import Asked, Slot
from outreach.orders.labels import HALVES, STATES
from outreach.orders.menu_actions import TopicFacts
from outreach.orders.models import MenuTopic, Order
from outreach.orders.rules import (
    AHEAD,
    LONGEST_PEOPLE,
    LONGEST_REASON,
    MOST_WISHES,
    Half,
    Shown,
    is_phone,
    parse_people,
)
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.places.naming import Meant, places_meant
from outreach.places.rules import PlaceKind
from outreach.schedule import choices, labels
from outreach.schedule.forms import AskedForm, needed
from outreach.schedule.quick.planning import NEW
from outreach.schedule.rules import Form
from outreach.web import filters
from outreach.web.fields import ChoiceField, CountField, DayField, LongTextField, ManyField, TextField, clean_text
from outreach.web.forms import BaseForm, FilterForm
from outreach.web.searching import SearchField

#: A history explains why a figure moved, to all who read the figure.
TOLD_WITH_FIGURES = _("Who looks why a figure moved reads this: no name of a company or a person.")


class HalfField(ChoiceField):
    """Morning or afternoon; who says nothing means the morning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(_("Half of the day"), of=Half, choices=HALVES.items(), **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was chosen."""
        super().process_formdata(valuelist or [Half.MORNING.value])


def ahead(_form: BaseForm, field: DayField) -> None:
    """Refuse a day that is not one of the next twelve months."""
    today = clock.today()
    if field.data is not None and not today < field.data <= today + AHEAD:
        tomorrow = filters.day(today + timedelta(days=1))
        raise ValidationError(gettext("Choose tomorrow, %(day)s, or a day after it, within a year.", day=tomorrow))


class PeopleField(CountField):
    """How many people, also about so many: 约40人, 四十, 40-50."""

    complaint = _("Write a number, such as 40, about 40, or 40-50.")

    def read(self, text: str) -> int:
        """The number that is planned with."""
        try:
            return parse_people(text)
        except Refusal:
            raise Refusal(self.complaint) from None

    @property
    def said(self) -> str | None:
        """What was typed, where it says more than the number."""
        text = clean_text(str(self.raw_data[0])) if self.raw_data else ""
        return text[:LONGEST_PEOPLE] if text and not text.isdecimal() else None


class OrderForm(BaseForm):
    """What a company asks for. `website` is for machines: no person sees it."""

    company = TextField(_("Name of the company"), [needed], most=100, render_kw={"autocomplete": "organization"})
    topic_ids = ManyField(_("What shall we explain?"), of=uuid.UUID)
    day_1 = DayField(_("Day that suits best"), [needed, ahead], description=_("Tomorrow at the earliest."))
    half_1 = HalfField()
    day_2 = DayField(_("Another day"), [ahead])
    half_2 = HalfField()
    day_3 = DayField(_("A third day"), [ahead])
    half_3 = HalfField()
    people = PeopleField(
        _("How many people will come"),
        least=1,
        most=9999,
        description=_("Roughly is enough: about 40, or 40-50."),
        render_kw={"autocomplete": "off"},
    )
    address = TextField(_("Where"), most=200, render_kw={"autocomplete": "off"})
    note = LongTextField(_("What else we should know"), most=500, render_kw={"rows": 3})
    contact = TextField(_("Whom to ask for"), most=40, render_kw={"autocomplete": "name"})
    phone = TextField(_("Telephone"), most=20, render_kw={"autocomplete": "tel", "inputmode": "tel"})
    website = TextField(_("Leave this field empty"), render_kw={"autocomplete": "off", "tabindex": "-1"})

    def offer(self, topics: Sequence[MenuTopic]) -> None:
        """Fill the menu."""
        self.topics = topics
        self.topic_ids.offer((each.id, each.title) for each in topics)

    def validate_topic_ids(self, field: ManyField) -> None:
        """Refuse a request for nothing."""
        if not field.data:
            raise ValidationError(gettext("Choose one topic at least."))

    def validate_phone(self, field: TextField) -> None:
        """Refuse what can't be a telephone number."""
        if field.data and not is_phone(field.data):
            raise ValidationError(gettext("This is not a telephone number."))

    def validate_website(self, field: TextField) -> None:
        """Refuse a machine that fills in everything."""
        if field.data:
            raise ValidationError(gettext("Leave this field empty."))

    def asked(self) -> Asked:
        """What was asked for, after the form was validated."""
        return Asked(
            company=self.company.data,
            topic_ids=list(dict.fromkeys(self.topic_ids.data)),
            wishes=self._wishes(),
            people=self.people.data,
            people_said=self.people.said,
            address=self.address.data,
            note=self.note.data,
            contact=self.contact.data,
            phone=self.phone.data,
        )

    def _wishes(self) -> list[Slot]:
        numbers = range(1, MOST_WISHES + 1)
        slots = ((self[f"day_{n}"].data, self[f"half_{n}"].data) for n in numbers)
        return list(dict.fromkeys((day, half) for day, half in slots if day is not None))


class AcceptForm(AskedForm):
    """How an order becomes an event: where it is not plain, which place; otherwise nothing is asked."""

    which = RadioField(_("Which place is it?"), validate_choice=False)
    day = DayField(_("Another day, if you agreed on one"), [ahead])
    half = HalfField()

    def offer(self, order: Order) -> None:
        """Fill the places that are like the company's name; a name that is like no other is a new place."""
        self.meant: Meant = places_meant(order.company)
        likes = [SelectChoice(str(each.id), choices.place_words(each)) for each in self.meant.similar]
        self.which.choices = [*likes, SelectChoice(NEW, _("A new place: %(name)s", name=order.company))]
        self.asks_for_place = self.meant.exact is None and bool(likes)

    @property
    def chosen(self) -> str | None:
        """The place that was chosen, and a new one where none is like it."""
        return str(self.which.data) if self.asks_for_place and self.which.data else None if self.asks_for_place else NEW

    @property
    def new_kind(self) -> PlaceKind:
        """What orders come from."""
        return PlaceKind.ENTERPRISE

    @property
    def slot(self) -> Slot | None:
        """The other day, where one was agreed on."""
        day: date | None = self.day.data
        return None if day is None else (day, self.half.data)


class DeclineForm(BaseForm):
    """Why an order is declined."""

    reason = TextField(_("Reason"), [needed], most=LONGEST_REASON)


class UnrealForm(BaseForm):
    """Why an order is none."""

    reason = TextField(_("Reason"), [needed], most=LONGEST_REASON, description=TOLD_WITH_FIGURES)


class FloodForm(FilterForm):
    """Which open orders are looked at."""

    words = SearchField(_("Words of the request"))
    since = DayField(_("Sent on or after"))

    def __init__(self) -> None:
        super().__init__()
        self.validate()


class UnrealFloodForm(FloodForm):
    """Which orders are looked at that may be none: what was declined or taken back counts as received, too."""

    state = ChoiceField(
        _("State"), of=Shown, choices=[(each, STATES[each]) for each in (Shown.OPEN, Shown.DECLINED, Shown.WITHDRAWN)]
    )

    @property
    def shown(self) -> Shown:
        """The state that is looked at; the open ones unless another is chosen."""
        return self.state.data or Shown.OPEN

    @property
    def are_ticked(self) -> bool:
        """Whether all that fit are ticked: what was answered already was looked at, unless it is narrowed."""
        return self.shown is Shown.OPEN or bool(self.words.data or self.since.data)


class ManyOrdersForm(BaseForm):
    """Which orders are meant."""

    order_ids: ManyField

    def offer(self, orders: Sequence[Order]) -> None:
        """Show the orders, each with its day."""
        self.order_ids.offer(
            (each.id, f"{each.company} · {filters.short_day(each.made_at)} {filters.clock_time(each.made_at)}")
            for each in orders
        )

    def validate_order_ids(self, field: ManyField) -> None:
        """Refuse to act on nothing."""
        if not field.data:
            raise ValidationError(gettext("Tick at least one."))


class DeclineManyForm(ManyOrdersForm):
    """Which of them are declined, and why."""

    order_ids = ManyField(_("Requests to decline"), of=uuid.UUID)
    reason = TextField(
        _("Reason"),
        [needed],
        most=LONGEST_REASON,
        description=_("The companies read this on their reply pages. Any of them can be opened again."),
    )


class UnrealManyForm(ManyOrdersForm):
    """Which of them are none, and why."""

    order_ids = ManyField(_("Which are no real requests"), of=uuid.UUID)
    reason = TextField(_("Reason"), [needed], most=LONGEST_REASON, description=TOLD_WITH_FIGURES)


class OrderFilterForm(FilterForm):
    """What narrows the list of orders."""

    state = ChoiceField(_("State"), of=Shown, blank=_("Every state"), choices=STATES.items())
    team = ChoiceField(_("Team"), of=str, blank=_("All teams"))

    def __init__(self) -> None:
        super().__init__()
        self.teams = {team.code: team for team in teams()}
        self.team.offer((code, filters.named(team)) for code, team in self.teams.items())


class TopicForm(BaseForm):
    """An entry of the menu."""

    title = TextField(_("Title"), [needed], most=60)
    text = LongTextField(_("What it is about"), most=300, render_kw={"rows": 3})
    team_id = ChoiceField(_("Team"), [needed], of=uuid.UUID)
    forms = ManyField(_("Forms"), of=Form, choices=list(labels.FORMS.items()))
    is_offered = BooleanField(_("Companies can choose it"), default=True)

    def offer(self, person: Person) -> None:
        """Fill the teams for which the person answers."""
        own = choices.teams_to_plan_for(person, clock.today())
        self.team_id.offer((team.id, filters.named(team)) for team in own)

    def facts(self) -> TopicFacts:
        """What was typed."""
        return TopicFacts(
            title=self.title.data,
            team_id=self.team_id.data,
            text=self.text.data,
            forms=self.forms.data or (),
            is_offered=self.is_offered.data,
        )
