"""Reading the State Council office's yearly notice, as it is published, and writing a year's days in its words.

国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.workdays.holidays import Holiday

LONGEST_TEXT = 5000
_LONGEST_HOLIDAY = timedelta(days=30)
_WEEKDAYS = "一二三四五六日"

_HEADING = re.compile(
    r"(?:^|(?<=[。;\n]))(?:[一二三四五六七八九十]{1,3}、|\(?\d{1,2}[.、)])?([\u4e00-\u9fff、]{1,20}):", re.MULTILINE
)
_YEAR_OF_NOTICE = re.compile(r"(\d{4})年(?:元旦|部分节假日|节假日)")
_DATE = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?"
_TOKEN = re.compile(rf"{_DATE}(?:[至到~—–-]+{_DATE})?|(放假|补休|上班)|共(\d+)天|([。;\n])")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")


def parse_notice(text: str, year: int) -> Sequence[Holiday]:
    """The holidays of `year` that the notice's text names, the earliest first.

    Raises Invalid, with what is wrong, for a text that names none, for another year's notice (its weekdays don't fit),
    and for a text that contradicts itself: 共8天 for seven days, a working day that is no weekend, a day both ways.
    """
    plain = re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))
    named_year = _YEAR_OF_NOTICE.search(plain)
    if named_year and int(named_year[1]) != year:
        raise _invalid(_("This is the notice for %(year)s.", year=named_year[1]), "other_year")
    heads = list(_HEADING.finditer(plain))
    ends = [head.start() for head in heads[1:]] + [len(plain)]
    found = [_read(head[1], plain[head.end() : end], year) for head, end in zip(heads, ends, strict=False)]
    holidays = sorted(_merged(found), key=lambda holiday: (not holiday.off, (holiday.off or holiday.worked)[0]))
    if not holidays:
        message = _(
            "No holiday was found in this text. Paste the lines of the notice, such as “%(line)s”.",
            line="清明节：4月4日（周六）至6日（周一）放假，共3天。",
        )
        raise _invalid(message, "no_holiday")
    _check_consistent(holidays)
    return holidays


def written_notice(holidays: Iterable[Holiday]) -> str:
    """The holidays as lines that `parse_notice` reads back."""
    return "\n".join(_line(holiday) for holiday in holidays)


@dataclass
class _Segment:
    """One festival's lines while they are read: days wait until the word comes that says what they are."""

    year: int
    off: list[date] = field(default_factory=list)
    worked: list[date] = field(default_factory=list)
    waiting: list[date] = field(default_factory=list)
    counted: int = 0
    month: str | None = None

    def take(self, token: re.Match[str]) -> None:
        """Go on by one token of the text."""
        parts = token.groups()
        verb, total, end = parts[8:]
        if verb:
            self.settle(verb)
        elif total:
            self.check_total(int(total))
        elif end:
            self.waiting = []
        else:
            self.waiting += self.days(parts[:4], parts[4:8])

    def settle(self, verb: str) -> None:
        """The days that wait are off, or worked."""
        (self.worked if verb == "上班" else self.off).extend(self.waiting)
        self.counted = len(self.waiting)
        self.waiting = []

    def check_total(self, total: int) -> None:
        """Refuse a text whose days are not as many as it says."""
        if self.counted and total != self.counted:
            message = _("The text says %(total)s days, but its days are %(count)s.", total=total, count=self.counted)
            raise _invalid(message, "total")

    def days(self, first: Sequence[str | None], last: Sequence[str | None]) -> list[date]:
        """The day, or all days from the first to the last."""
        start = self.day(first, self.year)
        if last[2] is None:
            return [start]
        end = self.day(last, start.year)
        if end < start and last[0] is None:
            end = end.replace(year=end.year + 1)
        if not start <= end <= start + _LONGEST_HOLIDAY:
            raise _invalid(_("A holiday from %(first)s to %(last)s can't be.", first=start, last=end), "span")
        return [start + timedelta(days=number) for number in range((end - start).days + 1)]

    def day(self, parts: Sequence[str | None], year: int) -> date:
        """The day of one date; a month that is left out is the one before it."""
        self.month = parts[1] or self.month
        try:
            day = date(int(parts[0] or year), int(self.month or 0), int(parts[2] or 0))
        except ValueError:
            said = f"{self.month or ''}月{parts[2]}日"
            raise _invalid(_("There is no %(day)s in %(year)s.", day=said, year=year), "not_a_day") from None
        weekday = _WEEKDAY.search(parts[3] or "")
        if weekday and _WEEKDAYS.index(weekday[1].replace("天", "日")) != day.weekday():
            message = _(
                "In %(year)s, %(day)s is not the weekday that stands behind it. Is this the notice for that year?",
                year=day.year,
                day=f"{day.month}月{day.day}日",
            )
            raise _invalid(message, "wrong_weekday")
        return day


def _read(name: str, text: str, year: int) -> Holiday:
    segment = _Segment(year)
    for token in _TOKEN.finditer(text):
        segment.take(token)
    return Holiday(name, tuple(sorted(segment.off)), tuple(sorted(segment.worked)))


def _merged(found: Iterable[Holiday]) -> Iterable[Holiday]:
    """One holiday for each name that has a day."""
    names: dict[str, Holiday] = {}
    for each in found:
        known = names.get(each.name, Holiday(each.name))
        names[each.name] = Holiday(
            each.name, tuple(sorted(known.off + each.off)), tuple(sorted(known.worked + each.worked))
        )
    return [each for each in names.values() if each.off or each.worked]


def _check_consistent(holidays: Sequence[Holiday]) -> None:
    days = [day for each in holidays for day in each.off + each.worked]
    twice = sorted({day for day in days if days.count(day) > 1})
    if twice:
        raise _invalid(_("%(day)s stands in the text twice.", day=twice[0]), "twice")
    for day in (day for each in holidays for day in each.worked if day.weekday() < 5):
        raise _invalid(_("%(day)s is no weekend day: it is worked anyway.", day=day), "not_weekend")


def _line(holiday: Holiday) -> str:
    spans = "、".join(_span(first, last) for first, last in holiday.spans)
    worked = "、".join(_short(day) for day in holiday.worked)
    return f"{holiday.name}：{f'{spans}放假。' if spans else ''}{f'{worked}上班。' if worked else ''}"


def _span(first: date, last: date) -> str:
    if first == last:
        return _short(first)
    years = (f"{first.year}年", f"{last.year}年") if first.year != last.year else ("", "")
    return f"{years[0]}{_short(first)}至{years[1]}{_short(last)}"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def _invalid(message: object, code: str) -> Invalid:
    return Invalid(message, field="text", code=code)
