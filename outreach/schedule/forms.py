"""The forms of the plan."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, ValidationError
from wtforms.fields import SelectChoice

from outreach import clock
from outreach.errors import Conflict, Refusal
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.schedule import choices, labels
from outreach.schedule.clashes.asking import ASKED, LONGEST_REASON, Anyway
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import Edition, Event
from outreach.schedule.pickers import ItemsField, StaffField
from outreach.schedule.queries import events_among
from outreach.schedule.questions import overwriting
from outreach.schedule.rules import LONGEST_TEXT, LONGEST_TITLE, MORNING, Form, Standing, Track, next_slot, usual_end
from outreach.schedule.series.labels import SCOPES
from outreach.schedule.series.queries import ahead_of
from outreach.schedule.series.rules import Scope
from outreach.web import filters
from outreach.web.fields import (
    AsideField,
    ChoiceField,
    CountField,
    DayField,
    LongTextField,
    ManyField,
    TextField,
    TimeField,
)
from outreach.web.forms import BaseForm


class WordField(RadioField):
    """One word of a StrEnum, as radios beside each other."""

    def __init__(self, label: Any, words: dict[Any, Any], **kwargs: Any) -> None:
        kwargs.setdefault("invalid_choice_message", _("Choose one of the list."))
        super().__init__(
            label,
            choices=[SelectChoice(word.value, said) for word, said in words.items()],
            coerce=lambda value: None if value is None else next((w for w in words if w == value), value),
            **kwargs,
        )


def needed(_form: Any, field: Any) -> None:
    """Refuse a field that says nothing; one that says something unreadable is refused already."""
    if field.data in (None, "") and not field.errors:
        raise ValidationError(
            gettext("Choose one of the list.") if hasattr(field, "choices") else gettext("Write something here.")
        )


class AskedForm(BaseForm):
    """A form that may meet clashes: with the yes to them it says why the event is planned anyway."""

    anyway_reason = AsideField(_("Why it is planned anyway"), most=LONGEST_REASON)

    def anyway(self) -> Anyway | None:
        """The yes to the clashes that were shown; None where nothing was said to them."""
        yeses = [value.rpartition(".")[0] for value in self.confirm.data if value.startswith(ASKED)]
        return Anyway(self.anyway_reason.data, frozenset(yeses)) if yeses else None

    def refuse(self, refusal: Refusal) -> None:
        """Ask with a word at the reason, where a yes came without one."""
        super().refuse(refusal)
        missing = refusal.facts.get("missing")
        if missing:
            self.anyway_reason.errors = [missing]


class ScopeForm(BaseForm):
    """A change of an event that may be meant for others of its series, too."""

    scope = WordField(_("For which events"), SCOPES, default=Scope.THIS)
    asks_scope = False

    def offer_scope(self, event: Event | None, now: datetime) -> None:
        """Ask for which events it is meant, with how many are planned ahead; not at all where there are no others."""
        later, others = (0, 0) if event is None else ahead_of(event, now)
        self.asks_scope = others > 0
        if not others:
            del self.scope
            return
        counts = {Scope.THIS: 1, Scope.LATER: later + 1, Scope.ALL: others + 1}
        self.scope.choices = [
            SelectChoice(scope.value, gettext("%(which)s (%(number)d)", which=said, number=counts[scope]))
            for scope, said in SCOPES.items()
        ]

    def chosen_scope(self) -> Scope:
        """The events that it is meant for; this one alone where nothing was asked."""
        return Scope(self.scope.data) if self.asks_scope else Scope.THIS


class TimesForm(AskedForm):
    """Day and time of an event, on the bureau's wall clock."""

    starts_on = DayField(_("Day"), [needed])
    starts_at = TimeField(_("From"), [needed])
    ends_at = TimeField(_("To"), [needed])
    ends_on = DayField(_("Last day, if it is another one"))
    seen = HiddenField()

    def times(self) -> tuple[datetime, datetime]:
        """The UTC instants of start and end of a form that was validated."""
        first: Any = self.starts_on.data
        start: Any = self.starts_at.data
        end: Any = self.ends_at.data
        last = self.ends_on.data or first
        return clock.instant(datetime.combine(first, start)), clock.instant(datetime.combine(last, end))

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse a last day before the first one."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("The last day is before the first day."))

    def known_of(self, event: Event) -> datetime:
        """The `changed_at` of the event as the person knows it: when the form was opened, or was asked about it.

        Raises Conflict where the form does not say when it was opened.
        """
        if self.confirmed(overwriting(event)):
            return event.changed_at
        try:
            return datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            message = _("This form does not say what it began with. Open the event again and change it there.")
            raise Conflict(message, code="not_seen") from None


class EventForm(TimesForm, ScopeForm):
    """An event with all that is planned for it."""

    title = TextField(_("Title"), [needed], most=LONGEST_TITLE)
    track = WordField(_("Track"), labels.TRACKS, validators=[needed])
    place_id = ChoiceField(_("Place"), [needed], of=uuid.UUID, blank=_("Choose a place"))
    lead_team_id = ChoiceField(_("Lead team"), [needed], of=uuid.UUID)
    joining_team_ids = ManyField(_("Joining teams"), of=uuid.UUID)
    standing = WordField(_("Our part"), labels.STANDINGS, default=Standing.HOST)
    forms = ManyField(_("Forms"), of=Form, choices=list(labels.FORMS.items()))
    edition_ids = ManyField(_("Campaigns"), of=uuid.UUID)
    staff = StaffField(_("Staff"))
    planned_items = ItemsField(_("Materials and topics"))
    law_ids = ManyField(_("Laws that are explained"), of=uuid.UUID)
    expected_handouts = CountField(_("Handouts"))
    expected_consultations = CountField(_("Consultations"))
    expected_attendance = CountField(_("People present"))
    partners = LongTextField(_("Partners"), most=LONGEST_TEXT, render_kw={"rows": 2})
    note = LongTextField(_("Note"), most=LONGEST_TEXT, render_kw={"rows": 3})
    things = LongTextField(_("Things to bring"), most=1000, render_kw={"rows": 4})
    counts_separately = BooleanField(_("Two people at one desk count separately"))
    reason = TextField(_("Why it is changed"), most=LONGEST_TEXT)

    def offer(self, person: Person, *, event: Event | None = None) -> None:
        """Fill the lists with what `person` can choose, and with what `event` has already."""
        self.offer_scope(event, clock.now())
        now: Facts = facts_of(event) if event is not None else Facts()
        today = clock.today()
        all_teams = list(teams(today))
        own = list(choices.teams_to_plan_for(person, today))
        if event is not None and event.lead_team not in own:
            own = [event.lead_team, *own]
        self.lead_team_id.offer((team.id, filters.named(team)) for team in own)
        if event is not None:
            all_teams += [each.team for each in event.joining if each.team not in all_teams]
        others = [team for team in all_teams if [team] != own]  # who has one team only leads with it
        self.joining_team_ids.offer((team.id, filters.named(team)) for team in others)
        self.place_id.offer(choices.places(kept=now.get("place_id")))
        editions = choices.editions(self.starts_on.data or today, kept=now.get("edition_ids", ()))
        self.edition_ids.offer((edition.id, edition_words(edition)) for edition in editions)
        self.law_ids.offer((law.id, law.title) for law in choices.laws())
        own_ids = {team.id for team in own}
        people = choices.people(kept=set(now.get("staff", {})))
        self.staff.offer(sorted(people, key=lambda each: not each.team_ids_on(today) & own_ids))
        self.planned_items.offer(choices.items(kept=set(now.get("planned_items", {}))))

    def facts(self) -> Facts:
        """What the form says of the event, after it was validated."""
        starts_at, ends_at = self.times()
        said = {field.name: field.data for field in self if field.name in Facts.__annotations__}
        return cast(Facts, said | {"starts_at": starts_at, "ends_at": ends_at})


class MoveForm(TimesForm, ScopeForm):
    """Another time or place."""

    place_id = ChoiceField(_("Place"), [needed], of=uuid.UUID, blank=_("Choose a place"))
    reason = TextField(_("Why it is moved"), most=LONGEST_TEXT)


class ReasonForm(AskedForm):
    """An act that says why."""

    reason = TextField(_("Reason"), most=500)


class CancelForm(ReasonForm, ScopeForm):
    """A cancellation."""


def concerned(form: BaseForm) -> Sequence[Event]:
    """The events that the form's question is about, for links beside it."""
    ids = () if form.question is None else form.question.facts.get("events", ())
    return events_among([uuid.UUID(id) for id in ids]) if ids else ()


def said_of(event: Event) -> dict[str, Any]:
    """What the form shows of an event that is there."""
    said: dict[str, Any] = dict(facts_of(event))
    start, end = clock.local(event.starts_at), clock.local(event.ends_at)
    last = end.date() if end.date() != start.date() else None
    said |= {"starts_on": start.date(), "starts_at": start.time(), "ends_on": last, "ends_at": end.time()}
    return said | {"seen": event.changed_at.isoformat()}


def said_of_copy(event: Event, today: date) -> dict[str, Any]:
    """What the form shows for a copy: everything but the day, which is the next one of the same weekday."""
    said = said_of(event)
    weeks = max(0, (today - event.day).days // 7) + 1
    shift = timedelta(days=7 * weeks)
    said["starts_on"] += shift
    said["ends_on"] = said["ends_on"] and said["ends_on"] + shift
    said["edition_ids"] = [each.edition_id for each in event.tags if said["starts_on"] in each.edition.days]
    del said["seen"]
    return said


def said_of_new(
    person: Person,
    now: datetime,
    *,
    day: date | None = None,
    start: time | None = None,
    end: time | None = None,
    place_id: uuid.UUID | None = None,
) -> dict[str, Any]:
    """What the form shows for a new event: what is asked for, else the next usual half day, led by the own team."""
    next_day, usual_start, usual = next_slot(clock.wall(now))
    if day is not None and day != next_day:
        usual_start, usual = MORNING
    if start is not None:
        usual = usual_end(start)
    own = sorted(person.team_ids_on(clock.local_day(now)))
    return {
        "starts_on": day or next_day,
        "starts_at": start or usual_start,
        "ends_at": end or usual,
        "track": Track.PUBLIC,
        "place_id": place_id,
        "lead_team_id": own[0] if own else None,
    }


def edition_words(edition: Edition) -> str:
    """An edition as a list shows it: its campaign and its days."""
    days = gettext(
        "%(first)s to %(last)s", first=filters.short_day(edition.first_day), last=filters.short_day(edition.last_day)
    )
    return f"{filters.named(edition.campaign)} {edition.year} · {days}"
