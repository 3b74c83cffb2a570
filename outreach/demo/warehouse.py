"""The example's warehouse: what was printed for the year, taken to each event and brought back from it."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.demo.happenings import Happening, instant, not_after
from outreach.demo.lists import Lists
from outreach.materials.models import Material
from outreach.materials.rules import CountKind
from outreach.materials.stock_actions import Meant, issue, receive_print_run, report_loss, take_back, take_stock
from outreach.materials.stock_queries import stock
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.schedule.supplies.actions import Load, issue_loads, report_loss_at_event, return_loads

Laid = Sequence[tuple[Happening, Event]]

_RUN = 100
"""Print runs come in hundreds."""
_BEFORE = timedelta(days=7)
_TAKEN = timedelta(hours=1)
_SPOILT, _WET = 5, 20
_FOR_THE_HALL = (("pension", "pension_qa", 60, 24), ("labor_relations", "contract_leaflet", 40, 0))
"""What a team lays out in its service hall: how many of a material it fetched, and how many came back."""
_ANYTHING = Meant(store_short=True, team_short=True)


def stock_up(of_year: Laid, current: Laid, lists: Lists, *, now: datetime) -> None:
    """Print for both plans, carry to and from the events of each, and take stock between them."""
    clerk, items = lists.people["clerk"], _items(lists)
    _print(_out(of_year), items, at=of_year[0][0].starts_at - _BEFORE, order="县印务公司，合同2025-01", by=clerk)
    _carry(of_year, lists, now=now)
    code = max(_out(of_year), key=lambda code: _out(of_year)[code])
    found = stock(items[code].id).on_hand - 3
    at = instant(of_year[-1][0].on + timedelta(days=1), "15:00")
    take_stock(item=items[code], found=found, note="年终盘点", by=clerk, now=at)
    ahead = _planned(current)
    wanted = {code: _out(current)[code] + ahead[code] * 5 // 4 for code in {*_out(current), *ahead}}
    scarce = max(ahead, key=lambda code: ahead[code])
    wanted[scarce] = _out(current)[scarce] + ahead[scarce] // 2
    for _team, code, fetched, _back in _FOR_THE_HALL:
        wanted[code] = wanted.get(code, 0) + fetched + _WET
    first = not_after(min(happening.starts_at for happening, _event in current) - _BEFORE, now)
    _print(wanted, items, at=first, order="县印务公司，续印", by=clerk)
    _lay_out(items, lists, now=not_after(first + _BEFORE, now))
    _carry(current, lists, now=now)


def _lay_out(items: Mapping[str, Material], lists: Lists, *, now: datetime) -> None:
    """Let teams fetch some for the service hall and bring some back; a few got wet in the store."""
    clerk, day = lists.people["clerk"], clock.local_day(now)
    for team, code, fetched, back in _FOR_THE_HALL:
        item, team_id, note = items[code], lists.teams[team], "放办事大厅取阅架"
        issue(item=item, quantity=fetched, team_id=team_id, day=day, note=note, by=clerk, now=now)
        if back:
            take_back(item=item, quantity=back, team_id=team_id, day=day, note=note, by=clerk, now=now)
        report_loss(item=item, quantity=_WET, reason="库房漏雨受潮", day=day, by=clerk, now=now)


def _items(lists: Lists) -> dict[str, Material]:
    there = {item.id: item for item in db.session.scalars(select(Material))}
    return {code: there[id] for (kind, code), id in lists.items.items() if kind is CountKind.HANDOUT}


def _out(laid: Laid) -> Counter[str]:
    """How many pieces of each material were handed out."""
    sums: Counter[str] = Counter()
    for happening, _event in laid:
        if _took_place(happening):
            sums.update({code: out for code, (_brought, out) in happening.handed.items()})
    return sums


def _planned(laid: Laid) -> Counter[str]:
    """How many pieces of each material are planned for what has not been logged."""
    sums: Counter[str] = Counter()
    for happening, _event in laid:
        if not happening.is_logged and happening.cancelled is None:
            sums.update({code: brought for code, (brought, _out) in happening.handed.items()})
    return sums


def _took_place(happening: Happening) -> bool:
    return happening.is_logged and happening.cancelled is None


def _print(wanted: Mapping[str, int], items: Mapping[str, Material], *, at: datetime, order: str, by: Person) -> None:
    for code, quantity in sorted(wanted.items()):
        run = -(-quantity // _RUN) * _RUN
        if run:
            receive_print_run(item=items[code], quantity=run, day=clock.local_day(at), note=order, by=by, now=at)


def _carry(laid: Laid, lists: Lists, *, now: datetime) -> None:
    """Take what is brought to each event that took place or is on today, and bring back what was not handed out."""
    out, back = [], []
    for number, (happening, event) in enumerate(laid):
        is_on = happening.on == clock.local_day(now) and not happening.is_logged
        if not (is_on or _took_place(happening)) or not happening.handed:
            continue
        by = lists.people[f"lead.{happening.team}"]
        brought = _ids(lists, {code: quantity for code, (quantity, _out) in happening.handed.items()})
        left = _ids(lists, {code: quantity - out for code, (quantity, out) in happening.handed.items()})
        out.append(Load(event, brought, by, not_after(happening.starts_at - _TAKEN, now)))
        if not is_on and happening.ends_at + _TAKEN <= now and any(left.values()):
            back.append((number, Load(event, left, by, happening.ends_at + _TAKEN)))
    issue_loads(out, meant=_ANYTHING)
    return_loads([_without_spoilt(load) if number % 9 == 4 else load for number, load in back], meant=_ANYTHING)


def _without_spoilt(load: Load) -> Load:
    """What came back of the load when a few got wet, where there were enough."""
    spoilt = next((id for id, quantity in load.quantities.items() if quantity > _SPOILT), None)
    if spoilt is None:
        return load
    report_loss_at_event(load.event, {spoilt: _SPOILT}, reason="淋湿，不能再发", by=load.by, now=load.now)
    return replace(load, quantities={**load.quantities, spoilt: load.quantities[spoilt] - _SPOILT})


def _ids(lists: Lists, quantities: Mapping[str, int]) -> dict[uuid.UUID, int]:
    return {lists.items[CountKind.HANDOUT, code]: quantity for code, quantity in quantities.items()}
