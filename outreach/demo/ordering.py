"""What companies of the example ask for: requests that wait around the day of loading."""

from datetime import datetime, timedelta

from outreach import clock
from outreach.orders.actions import Asked, make_order
from outreach.orders.queries import menu
from outreach.orders.rules import Half

#: company, topics by their place on the menu, days ahead with halves, people, address, days ago
_ASKED = (
    ("示例宏达机械有限公司", (3, 4), ((12, Half.MORNING), (15, Half.AFTERNOON)), 60, "一号车间会议室", 4),
    ("示例金穗食品有限公司", (2,), ((9, Half.AFTERNOON),), 35, "厂区食堂二楼", 1),
)


def write_orders(*, now: datetime) -> None:
    """Write the requests, from the usual menu; nothing where a bureau has emptied it."""
    topics = menu()
    today = clock.local_day(now)
    for company, places, wishes, people, address, ago in _ASKED if len(topics) > 4 else ():
        asked = Asked(
            company=company,
            topic_ids=[topics[place].id for place in places],
            wishes=[(today + timedelta(days=days), half) for days, half in wishes],
            people=people,
            address=address,
            contact="人事部",
            phone="0730-0000000",
        )
        make_order(asked=asked, now=now - timedelta(days=ago))
