"""What companies of the example ask for: a request that waits, one that became an event, one that was declined."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from outreach import clock
from outreach.db import db
from outreach.demo.content.orders import ORDERED, Ordered
from outreach.demo.happenings import instant, working_day
from outreach.demo.laying import Accepted
from outreach.demo.lists import Lists
from outreach.orders.actions import Asked, accept_order, decline_order, make_order
from outreach.orders.models import Order
from outreach.orders.queries import menu
from outreach.orders.rules import Half
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event

_ANSWERED_AFTER = timedelta(days=2)


def order_of(ordered: Ordered) -> Order:
    """One order of the year, as it came."""
    topics = menu()
    asked = Asked(
        company=ordered.company,
        topic_ids=[topics[place].id for place in ordered.topics],
        wishes=[ordered.wish],
        people=ordered.people,
        contact="人事部",
        phone="0730-0000000",
    )
    order, _code = make_order(asked=asked, now=instant(ordered.made, "9:40"))
    return order


def accepted(ordered: Ordered) -> Accepted:
    """Makes the event that the order became."""

    def accept(place_id: uuid.UUID, lead: Person) -> Event:
        place, now = db.session.get_one(Place, place_id), instant(ordered.answered, "10:20")
        return accept_order(
            order_of(ordered), place=place, slot=ordered.wish, by=lead, now=now, anyway=Anyway("时间已与企业商定")
        )

    return accept


def decline_some(lists: Lists) -> None:
    """The orders of the year that became no event."""
    for each in ORDERED:
        if each.reason is not None:
            order = order_of(each)
            team = next(code for code, id in lists.teams.items() if id == order.team_id)
            by, now = lists.people[f"lead.{team}"], instant(each.answered, "16:30")
            decline_order(order, reason=each.reason, by=by, now=now)


@dataclass(frozen=True)
class _Wanted:
    """A request: topics by their place on the menu, wishes as days ahead with halves; how it was answered, if it was.

    `at` is the place for which it was accepted.
    """

    company: str
    topics: tuple[int, ...]
    wishes: tuple[tuple[int, Half], ...]
    people: int
    address: str
    days_ago: int
    at: str | None = None
    reason: str | None = None


_WANTED = (
    _Wanted("示例宏达机械有限公司", (6, 3), ((12, Half.MORNING), (15, Half.AFTERNOON)), 60, "一号车间会议室", 4),
    _Wanted("示例金穗食品有限公司", (1,), ((9, Half.AFTERNOON),), 35, "厂区食堂二楼", 1),
    _Wanted(
        "示例星辰家居有限公司",
        (2,),
        ((16, Half.AFTERNOON), (18, Half.MORNING), (30, Half.AFTERNOON)),
        45,
        "办公楼三楼培训室",
        6,
        at="示例星辰家居有限公司",
    ),
    _Wanted(
        "示例顺达快递有限公司",
        (4,),
        ((6, Half.MORNING),),
        20,
        "东站路分拣中心",
        8,
        reason="本周人手已排满，分拣旺季过后再去效果更好，请改约下个月，或先在网上看《工资支付与根治欠薪》宣讲",
    ),
)


def write_orders(lists: Lists, *, holidays: frozenset[date], now: datetime) -> None:
    """Write the requests, from the usual menu; nothing where a bureau has emptied it."""
    for each in _WANTED if len(menu()) > 6 else ():
        made_at = now - timedelta(days=each.days_ago)
        order = _ordered(each, holidays, now=made_at, today=clock.local_day(now))
        team = next(code for code, id in lists.teams.items() if id == order.team_id)
        by, answered_at = lists.people[f"lead.{team}"], made_at + _ANSWERED_AFTER
        if each.at is not None:
            place = db.session.get_one(Place, lists.places[each.at])
            accept_order(order, place=place, by=by, now=answered_at, anyway=Anyway("企业已约好，另请一人同去"))
        elif each.reason is not None:
            decline_order(order, reason=each.reason, by=by, now=answered_at)


def _ordered(each: _Wanted, holidays: frozenset[date], *, now: datetime, today: date) -> Order:
    topics, day = menu(), today
    wishes = []
    for days, half in each.wishes:
        day = working_day(max(day + timedelta(days=1), today + timedelta(days=days)), holidays)
        wishes.append((day, half))
    asked = Asked(
        company=each.company,
        topic_ids=[topics[place].id for place in each.topics],
        wishes=wishes,
        people=each.people,
        address=each.address,
        contact="人事部",
        phone="0730-0000000",
    )
    order, _code = make_order(asked=asked, now=now)
    return order
