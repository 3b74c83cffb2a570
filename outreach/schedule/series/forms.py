"""The forms of a series: its pattern, and the days that are ticked of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.places.models import Place
from outreach.schedule.forms import AskedForm, WordField
from outreach.schedule.models import Event
from outreach.schedule.series import labels
from outreach.schedule.series.rules import LONGEST_SPAN, MOST, DayOff, LeftOut, Occasion, Pattern, Repeat, check_pattern
from outreach.web import filters
from outreach.web.fields import ChoiceField, CountField, DayField, ManyField
from outreach.web.forms import FilterForm


class EndForm(FilterForm):
    """Until when days are looked for."""

    until = DayField(_("Up to and including"))

    def is_asked(self) -> bool:
        """Whether the address asks for days at all."""
        return self.until.raw_data not in (None, [])

    def last_day(self, first: date) -> date:
        """The day until which is looked; raises Invalid where none is said, or none after `first` and near it."""
        until: date | None = self.until.data
        if until is None:
            raise Invalid(_("Say until when, or how often."), field="until", code="no_end")
        if not first < until <= first + LONGEST_SPAN:
            message = _("Choose a day after %(day)s, within three years.", day=filters.day(first))
            raise Invalid(message, field="until", code="end")
        return until


class PatternForm(EndForm):
    """By what an event is repeated."""

    repeat = WordField(_("Repeat"), labels.REPEATS, default=Repeat.WEEKS)
    interval = CountField(_("Every how many weeks or months"), least=1, most=52, default=1)
    weekdays = ManyField(_("Days of the week"), of=int, choices=list(labels.WEEKDAYS.items()))
    nth = ChoiceField(_("Which one"), of=int, choices=list(labels.NTHS.items()))
    weekday = ChoiceField(_("Day of the week"), of=int, choices=list(labels.WEEKDAYS.items()))
    month_day = CountField(_("Day of the month"), least=1, most=31)
    day_off = WordField(_("What about a day off"), labels.DAYS_OFF, default=DayOff.LEAVE_OUT)
    count = CountField(_("Or how often in all, this one included"), least=2, most=MOST)

    def offer(self, place: Place) -> None:
        """Offer market days only at a place that has them."""
        if not place.market_days:
            self.repeat.choices = [each for each in self.repeat.choices if each.value != Repeat.MARKET]

    def pattern(self, event: Event) -> Pattern:
        """The pattern that the form says, from the event's day on; raises Invalid where it says none."""
        repeat: Repeat = self.repeat.data
        weekdays = (self.weekdays.data or []) if repeat is Repeat.WEEKS else [self.weekday.data]
        pattern = Pattern(
            repeat=repeat,
            first=event.day,
            interval=1 if repeat is Repeat.MARKET else self.interval.data or 1,
            weekdays=frozenset(weekdays) if repeat in (Repeat.WEEKS, Repeat.MONTH_WEEKDAY) else frozenset(),
            nth=self.nth.data if repeat is Repeat.MONTH_WEEKDAY else None,
            month_day=self.month_day.data if repeat is Repeat.MONTH_DAY else None,
            market_days=event.place.market_days if repeat is Repeat.MARKET else None,
            market_calendar=event.place.market_calendar if repeat is Repeat.MARKET else None,
            day_off=self.day_off.data,
        )
        check_pattern(pattern)
        return pattern

    def end(self, first: date) -> date | None:
        """The last day, as `last_day`; None where only a number is said."""
        return None if self.until.data is None and self.count.data else self.last_day(first)


class DaysForm(AskedForm):
    """Which of the days are made events."""

    days = ManyField(_("Days"), of=date.fromisoformat)

    def offer(self, occasions: Sequence[Occasion]) -> None:
        """Offer the occasions by their slots; all but those that are left out are ticked first."""
        choosable = [each for each in occasions if each.left_out is not LeftOut.SAME_DAY]
        self.days.offer((each.slot.isoformat(), filters.day(each.day)) for each in choosable)
        if not self.is_submitted():
            self.days.data = [each.slot for each in choosable if each.left_out is None]


def beginning(event: Event) -> dict[str, Any]:
    """What the form of a pattern shows first: every week on the event's weekday, to the end of its year or the next."""
    return {
        "repeat": Repeat.WEEKS,
        "interval": 1,
        "weekdays": [event.day.isoweekday()],
        "nth": min(4, (event.day.day - 1) // 7 + 1),
        "weekday": event.day.isoweekday(),
        "month_day": event.day.day,
        "until": date((event.day + timedelta(days=60)).year, 12, 31),
    }
