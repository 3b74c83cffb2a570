"""The words of a risk notice, its days, and who may do what with it; decisions on plain values."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from outreach.documents.days import said_day
from outreach.workdays.rules import WorkCalendar


class State(StrEnum):
    """How far a notice is."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What is done with a notice."""

    EDIT = "edit"
    ASK_FOR_REVIEW = "ask_for_review"
    REVIEW = "review"
    REOPEN = "reopen"  # back to a draft
    HAND_OVER = "hand_over"
    WITHDRAW = "withdraw"
    RELEASE = "release"
    HOLD_BACK = "hold_back"  # take the release back
    PLAN_REVISIT = "plan_revisit"


#: Which steps a notice in a state can take. What was handed over says for good what the company has on paper.
STEPS: Mapping[State, frozenset[Step]] = {
    State.DRAFT: frozenset({Step.EDIT, Step.ASK_FOR_REVIEW, Step.REVIEW, Step.WITHDRAW, Step.PLAN_REVISIT}),
    State.REVIEWED: frozenset({Step.REOPEN, Step.HAND_OVER, Step.WITHDRAW, Step.PLAN_REVISIT}),
    State.HANDED_OVER: frozenset({Step.WITHDRAW, Step.RELEASE, Step.HOLD_BACK, Step.PLAN_REVISIT}),
    State.WITHDRAWN: frozenset(),
}

REVISIT_MONTHS = 3
LONGEST_PART, LONGEST_LINE, LONGEST_COST, LONGEST_NUMBER, LONGEST_REASON = 1000, 100, 300, 60, 300
LONGEST_FOUND, LONGEST_ADVICE = 600, 1000
#: A notice that has so many gets no items of its own any more; what points found is taken in all the same.
MOST_ITEMS = 60

#: What the words of a bureau may say, and what stands there in a notice.
COMPANY, DAY, BUREAU = "{{企业}}", "{{体检日期}}", "{{单位}}"
USUAL_OPENING = (
    "为帮助企业预防劳动用工法律风险，我局于{{体检日期}}到你单位开展“送法入企”法律体检。现将有关情况提示如下。"
)
USUAL_CLOSING = "本提示书用于提醒和服务，不是行政处罚或行政处理决定。需要指导的，可随时与我局联系。"
#: How a bureau's notices are numbered that has none yet; the number of the first one shows how they are from then on.
USUAL_NUMBER = "人社法提"
_NUMBER = re.compile(r"(?P<head>.*?)〔(?P<year>\d{4})〕(?P<rest>第?)(?P<number>\d{1,6})号")
_INNER = str.maketrans("“”", "‘’")
_NUMERALS = "零一二三四五六七八九"
NOTHING_FOUND = "在本次体检查看的要点中，未发现明显风险。请继续保持规范用工，法律法规修改后及时对照调整。"


def may_take(state: State, step: Step) -> bool:
    """Whether a notice in that state can take the step."""
    return step in STEPS[state]


def due_day(day: date, within_days: int | None, worked: WorkCalendar) -> date | None:
    """By when a risk is to be mended: so many calendar days after `day`, on the next working day if that is none."""
    return None if within_days is None else on_working_day(day + timedelta(days=within_days), worked)


def revisit_day(day: date, worked: WorkCalendar, months: int = REVISIT_MONTHS) -> date:
    """The usual day of a revisit: so many months after `day`, on the next working day if that is none."""
    return on_working_day(months_later(day, months), worked)


def is_behind(day: date | None, today: date) -> bool:
    """Whether a paper of `today` can't ask for something by that day, or promise it: no day is left until then."""
    return day is not None and day <= today


def months_later(day: date, months: int) -> date:
    """The same day of the month so much later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def on_working_day(day: date, worked: WorkCalendar) -> date:
    """`day`, or the next working day where it is none."""
    return day if worked.is_working(day) else worked.next_working(day)


def filled(text: str, *, company: str, day: date, bureau: str) -> str:
    """The bureau's words, with what they say between braces put in."""
    said = {COMPANY: company, DAY: said_day(day), BUREAU: bureau}
    return re.sub("|".join(map(re.escape, said)), lambda found: said[found[0]], text)


def chinese(number: int) -> str:
    """一, 十, 十二, 二十, 一百零五 for a number from 1 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if number < 20 else f"{_NUMERALS[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_NUMERALS[ones] if ones else "")


def next_number(numbers: Sequence[str], year: int) -> str:
    """The number behind the last of the year, written as the first of `numbers` is: 人社法提〔2026〕8号.

    `numbers` come the latest first; one that is not written like this counts for nothing.
    """
    read = [found for each in numbers if (found := _NUMBER.fullmatch(each.strip()))]
    head, rest = (read[0]["head"], read[0]["rest"]) if read else (USUAL_NUMBER, "")
    taken = [int(each["number"]) for each in read if each["head"] == head and int(each["year"]) == year]
    return f"{head}〔{year}〕{rest}{max(taken, default=0) + 1}号"


def year_of_number(number: str | None) -> int | None:
    """The year within 〔〕 of a number that is written like 人社法提〔2026〕8号; None where it names none."""
    found = _NUMBER.fullmatch((number or "").strip())
    return int(found["year"]) if found else None


def quoted(text: str) -> str:
    """The text between quotation marks; those in it become single ones (GB/T 15834, 4.8.3.4)."""
    return f"“{text.translate(_INNER)}”"


def ended(text: str) -> str:
    """The text as a sentence, with one full stop."""
    text = text.strip()
    return text if not text or text[-1] in "。！？；…" else f"{text}。"


def by_weight(items: Iterable[Any]) -> list[Any]:
    """The heaviest first, each weight in the order in which the items come."""
    return sorted(items, key=lambda item: -item.weight)


def may_review(*, is_maker: bool, is_only_one: bool, reason: str | None) -> bool:
    """Whether a reviewer does so: another one than its maker, or, where there is no other, with a reason."""
    return not is_maker or (is_only_one and bool(reason and reason.strip()))
