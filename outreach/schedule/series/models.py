"""A series of events, and its slots: the days of its pattern, each with its event or left out."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from outreach.db import Base, new_id, words
from outreach.places.rules import MarketCalendar
from outreach.schedule.models import Event
from outreach.schedule.series.rules import DayOff, Pattern, Repeat


class Series(Base):
    """A pattern by which events were made; each of them is an event of its own."""

    __tablename__ = "series"
    __table_args__ = (
        CheckConstraint("interval BETWEEN 1 AND 52", name="interval"),
        CheckConstraint("(repeat IN ('weeks', 'month_weekday')) = (weekdays IS NOT NULL)", name="weekdays"),
        CheckConstraint("(repeat = 'month_weekday') = (nth IS NOT NULL)", name="nth"),
        CheckConstraint("(repeat = 'month_day') = (month_day IS NOT NULL)", name="month_day"),
        CheckConstraint("(repeat = 'market') = (market_days IS NOT NULL)", name="market_days"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    repeat: Mapped[Repeat] = mapped_column(words(Repeat, "repeat"))
    first_day: Mapped[date]
    interval: Mapped[int] = mapped_column(SmallInteger, default=1)
    weekdays: Mapped[str | None] = mapped_column(String(20))
    """ISO days of the week: "2,4" is Tuesday and Thursday."""
    nth: Mapped[int | None] = mapped_column(SmallInteger)
    month_day: Mapped[int | None] = mapped_column(SmallInteger)
    market_days: Mapped[str | None] = mapped_column(String(20))
    market_calendar: Mapped[MarketCalendar | None] = mapped_column(words(MarketCalendar, "market_calendar"))
    day_off: Mapped[DayOff] = mapped_column(words(DayOff, "day_off"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))

    @property
    def pattern(self) -> Pattern:
        """What the row says, for the rules."""
        weekdays = frozenset(int(each) for each in (self.weekdays or "").split(",") if each)
        return Pattern(
            repeat=self.repeat,
            first=self.first_day,
            interval=self.interval,
            weekdays=weekdays,
            nth=self.nth,
            month_day=self.month_day,
            market_days=self.market_days,
            market_calendar=self.market_calendar,
            day_off=self.day_off,
        )

    @pattern.setter
    def pattern(self, said: Pattern) -> None:
        names_weekdays = said.repeat in (Repeat.WEEKS, Repeat.MONTH_WEEKDAY)
        self.repeat, self.first_day, self.interval, self.day_off = said.repeat, said.first, said.interval, said.day_off
        self.weekdays = ",".join(str(each) for each in sorted(said.weekdays)) if names_weekdays else None
        self.nth = (said.nth or 1) if said.repeat is Repeat.MONTH_WEEKDAY else None
        self.month_day = said.month_day if said.repeat is Repeat.MONTH_DAY else None
        is_market = said.repeat is Repeat.MARKET
        self.market_days = said.market_days if is_market else None
        self.market_calendar = said.market_calendar if is_market else None


class Slot(Base):
    """A day of a series' pattern; without an event it is one that was left out.

    A moved event keeps its slot, so the series knows that the day is not free.
    """

    __tablename__ = "series_slots"
    __table_args__ = (Index(None, "series_id", "day", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    series_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("series.id"))
    day: Mapped[date]
    event_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Event.id), unique=True)
