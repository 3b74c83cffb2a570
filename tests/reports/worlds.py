"""Random years for the invariants: everything that can move a figure, in every mixture, flushed and never committed."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from outreach import clock
from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckResult, CheckUp, VoidedCheckUp
from outreach.check_ups.rules import Found
from outreach.db import Base, db, new_id
from outreach.laws.subjects import Subject
from outreach.logbook.doubles.models import Double, DoubleSide
from outreach.logbook.doubles.rules import Desk
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Display, Group, Item, Material, Topic
from outreach.materials.rules import CountKind
from outreach.media.models import Article, ArticleTag, Channel, Placement, Reading, VoidedReading
from outreach.media.rules import ArticleKind, Level, Medium, Metric
from outreach.orders.models import Order, UnrealOrder
from outreach.orders.rules import State as OrderState
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Campaign, CampaignTag, Edition, Event, EventForm, JoiningTeam
from outreach.schedule.rules import Form, Status, Track
from outreach.sheets import Approximation
from tests.making import lacks_id, write

NOON = datetime(2025, 1, 1, 4, tzinfo=UTC)
LATE = NOON + timedelta(days=500)

Row = TypeVar("Row", bound=Base)

small = st.integers(min_value=0, max_value=3)
#: days of the year 2025, and some around it
offsets = st.integers(min_value=-30, max_value=395)


@dataclass
class World:
    """What a random year holds, for filters to choose from."""

    teams: list[Team] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    points: list[CheckPoint] = field(default_factory=list)
    rows: list[Base] = field(default_factory=list)
    """All that is written, in the order in which it was made."""

    def kept(self, row: Row) -> Row:
        """The row, which is written with the others; an id that it has not is its number.

        So the lists have the same ids in every year, and the statements that name them are made once for all of them.
        """
        self.rows.append(row)
        if lacks_id(row):
            row.id = uuid.UUID(int=len(self.rows))  # type: ignore[attr-defined]
        return row


@st.composite
def event_facts(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "day": draw(offsets),
        "track": draw(st.sampled_from(Track)),
        "status": draw(st.sampled_from([Status.HELD, Status.HELD, Status.HELD, Status.PLANNED, Status.CANCELLED])),
        "team": draw(small),
        "joining": draw(st.sets(small, max_size=2)),
        "place": draw(st.integers(min_value=0, max_value=5)),
        "editions": draw(st.sets(small, max_size=3)),
        "forms": draw(st.sets(st.sampled_from([Form.TALK, Form.DESK]))),
        "reviewed": draw(st.booleans()),
        "lines": draw(st.lists(line_facts, max_size=4)),
        "check_ups": draw(st.dictionaries(st.integers(min_value=1, max_value=5), check_up_facts, max_size=2)),
        "orders": draw(st.lists(order_facts, max_size=2)),
    }


line_facts = st.tuples(
    st.integers(min_value=0, max_value=7),  # the item; beyond the list: none
    st.sampled_from([kind for kind in CountKind if kind is not CountKind.DISPLAY]),  # of a line without item
    st.integers(min_value=1, max_value=3000),
    st.sampled_from([Basis.COUNTED, Basis.ESTIMATED, Basis.BROUGHT_MINUS_LEFT]),
    st.integers(min_value=0, max_value=2),  # how often it is taken back, and the taking back taken back
    st.booleans(),  # received late
)
#: what the points of a check-up come to: found (None: undecided), and whether a risk was mended
found_facts = st.lists(st.tuples(st.sampled_from([None, *Found]), st.booleans()), max_size=3)
now_and_then = st.sampled_from([False, False, True])
check_up_facts = st.tuples(found_facts, now_and_then)  # voided
order_facts = st.tuples(
    small,
    offsets,
    st.sampled_from(OrderState),
    st.integers(min_value=0, max_value=12),
    now_and_then,  # no real one
)
reading_facts = st.tuples(
    offsets,
    st.integers(min_value=0, max_value=5000),
    st.sampled_from(Metric),
    st.booleans(),
    small,
    st.sampled_from([Approximation.EXACT, Approximation.EXACT, Approximation.ABOUT]),
    now_and_then,  # voided
)
article_facts = st.tuples(
    st.sampled_from([ArticleKind.ARTICLE, ArticleKind.POST, ArticleKind.VIDEO]),
    offsets,
    small,
    st.sets(small, max_size=2),
    st.booleans(),  # withdrawn
    st.integers(min_value=0, max_value=2),  # pieces of a post
    st.lists(st.tuples(offsets, st.booleans(), st.lists(reading_facts, max_size=4)), max_size=2),
)
worlds = st.tuples(st.lists(event_facts(), max_size=8), st.lists(article_facts, max_size=5))
#: Years in which nothing took place on the spot, for figures of which that is no part.
online_worlds = st.tuples(st.just([]), st.lists(article_facts, max_size=5))
#: What becomes of a year after a drawing of it, for `change`.
changes = st.lists(st.tuples(st.sampled_from(["status", "day", "line", "track"]), st.integers(0, 7)), max_size=6)


def build(drawn: Any) -> World:
    """The random year in the session, flushed."""
    world = _lists()
    events, articles = drawn
    for facts in events:
        _event(world, facts)
    for facts in articles:
        _article(world, facts)
    _questions(world)
    write(world.rows)
    return world


def _questions(world: World) -> None:
    """At a third of the desks one of the two people is in doubt, at another third both are, or were."""
    lines = [row for row in world.rows if isinstance(row, Tally)]
    for desk in dict.fromkeys(Desk(each.event_id, each.kind, each.item_id) for each in lines):
        rest = desk.id.int % 6
        if rest < 2:
            continue
        closed = NOON if rest == 2 else None
        facts = {"event_id": desk.event_id, "kind": desk.kind, "item_id": desk.item_id}
        world.kept(Double(id=desk.id, opened_at=NOON, closed_at=closed, **facts))
        for person in world.people[: 0 if closed else 1 + rest % 2]:
            world.kept(DoubleSide(double_id=desk.id, person_id=person.id))


def _lists() -> World:
    world = World()
    world.people = [world.kept(Person(username=a, name=a, role=Role.STAFF, made_at=NOON)) for a in ("a", "b")]
    world.teams = [world.kept(Team(code=f"team-{n}", name=f"分队{n}", mark=str(n), palette=n + 1)) for n in range(4)]
    world.campaigns = [world.kept(Campaign(code=f"c{n}", name=f"活动{n}", aliases=[])) for n in range(3)]
    for n in range(4):  # the first campaign has two editions in the year, as the winter action has
        days = {"first_day": date(2024 + n // 3, 1 + n, 1), "last_day": date(2025, 6, 1)}
        world.editions.append(world.kept(Edition(campaign_id=world.campaigns[n % 3].id, year=2024 + n, **days)))
    world.places = [world.kept(Place(name="镇", kind=PlaceKind.TOWNSHIP, made_at=NOON))]
    for n, kind in enumerate([PlaceKind.COMMUNITY, PlaceKind.ENTERPRISE, PlaceKind.ENTERPRISE, PlaceKind.ENTERPRISE]):
        parent = world.places[n // 2]
        world.places.append(world.kept(Place(name=f"处{n}", kind=kind, parent_id=parent.id, made_at=NOON)))
    world.places.append(world.kept(Place(name="园", kind=PlaceKind.PARK, made_at=NOON)))
    world.items = [
        world.kept(Material(code="a", name="手册", unit="份")),
        world.kept(Material(code="b", name="书", unit="册", counted_as="份")),
        world.kept(Material(code="c", name="扑克", unit="副")),
        world.kept(Topic(code="a", name="事项", unit="人次")),
        world.kept(Group(code="a", name="人群", unit="人次")),
        world.kept(Display(code="a", name="展板", unit="块")),
    ]
    world.channels = [
        world.kept(Channel(code="own", name="本局", medium=Medium.MICRO, level=Level.OWN, is_own=True)),
        world.kept(Channel(code="other", name="日报", medium=Medium.NEWSPAPER, level=Level.CITY, is_own=False)),
    ]
    _list(world)
    return world


def _list(world: World) -> None:
    """A published list of three points."""
    by_id = world.people[0].id
    asked = world.kept(CheckList(subject=Subject.PAY, title="工资", team_id=world.teams[0].id, made_at=NOON))
    days = {"made_at": NOON, "published_at": NOON, "published_by_id": by_id}
    version = world.kept(CheckListVersion(list_id=asked.id, number=1, **days))
    facts = [{"version_id": version.id, "key": new_id(), "position": n, "title": f"要点{n}"} for n in range(1, 4)]
    world.points = [world.kept(CheckPoint(**each)) for each in facts]


def _event(world: World, facts: dict[str, Any]) -> None:
    starts_at = NOON + timedelta(days=facts["day"])
    status = facts["status"]
    event = Event(
        title="活动",
        track=facts["track"],
        status=status,
        lead_team_id=world.teams[facts["team"]].id,
        place_id=world.places[facts["place"]].id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        day=clock.local_day(starts_at),
        made_at=NOON,
        changed_at=NOON,
        cancelled_at=NOON if status is Status.CANCELLED else None,
        cancel_reason="下雨" if status is Status.CANCELLED else None,
        reviewed_at=starts_at + timedelta(days=1) if facts["reviewed"] and status is Status.HELD else None,
    )
    world.kept(event)
    rows: list[Base] = [JoiningTeam(event_id=event.id, team_id=world.teams[n].id) for n in facts["joining"]]
    rows += [CampaignTag(event_id=event.id, edition_id=world.editions[n].id) for n in facts["editions"]]
    rows += [EventForm(event_id=event.id, form=form) for form in facts["forms"]]
    for row in rows:
        world.kept(row)
    for line in facts["lines"]:
        _tallies(world, event, line)
    for company, (found, is_voided) in facts["check_ups"].items():
        _check_up(world, event, world.places[company], found, is_voided=is_voided)
    for order in facts["orders"]:
        _order(world, event, order)
    world.events.append(event)


def _check_up(world: World, event: Event, company: Place, found: Any, *, is_voided: bool) -> None:
    by_id = world.people[0].id
    begun = world.kept(CheckUp(event_id=event.id, place_id=company.id, made_at=event.starts_at, made_by_id=by_id))
    if is_voided:  # what was found there is no result
        world.kept(VoidedCheckUp(check_up_id=begun.id, at=event.starts_at, by_id=by_id, reason="选错了企业"))
        return
    for point, (says, was_risk) in zip(world.points, found, strict=False):
        answer = None
        if says is not None:
            facts = {"at": event.starts_at, "received_at": event.starts_at, "by_id": by_id, "sent_by_id": by_id}
            answer = world.kept(CheckAnswer(check_up_id=begun.id, point_id=point.id, found=says, **facts))
            answer.content_hash = "0" * 64
        is_mended = was_risk and says in (Found.IN_ORDER, Found.NOT_APPLICABLE)
        what = {"subject": Subject.PAY, "weight": 2, "found": says, "answer_id": answer and answer.id}
        result = CheckResult(check_up_id=begun.id, key=point.key, point_id=point.id, is_mended=is_mended, **what)
        world.kept(result)


def _order(world: World, event: Event, facts: Any) -> None:
    team, offset, state, hours, is_none = facts
    made_at = NOON + timedelta(days=offset, hours=hours)
    order = {"company": "某公司", "team_id": world.teams[team].id, "state": state, "made_at": made_at}
    if state is not OrderState.OPEN:
        order["ended_at"] = made_at + timedelta(days=hours)
    if state is OrderState.ACCEPTED:
        order["event_id"] = event.id
    if state is OrderState.DECLINED:
        order["reason"] = "人手不足"
    made = world.kept(Order(code_hash=new_id().hex, **order))
    if is_none:
        none = {"at": made_at, "by_id": world.people[0].id, "reason": "刷单"}
        world.kept(UnrealOrder(order_id=made.id, **none))


def _tallies(world: World, event: Event, facts: Any) -> None:
    number, kind, quantity, basis, times, late = facts
    item = world.items[number] if number < len(world.items) else None
    shared = {
        "event_id": event.id,
        "kind": item.kind if item else kind,
        "item_id": item and item.id,
        "at": event.starts_at,
        "by_id": world.people[quantity % 2].id,
        "sent_by_id": world.people[0].id,
        "basis": basis,
    }
    line = world.kept(Tally(quantity=quantity, received_at=LATE if late else event.starts_at, **shared))
    for n in range(times):
        undone = {"reverses_id": line.id, "reason": "记错", "received_at": LATE if late or n else event.starts_at}
        undone["takes_back"] = n % 2 == 0
        line = world.kept(Tally(quantity=-line.quantity, **shared, **undone))


def _article(world: World, facts: Any, post: Article | None = None) -> None:
    kind, offset, team, editions, withdrawn, pieces, placements = facts
    article = Article(
        kind=kind if post is None else ArticleKind.PIECE,
        title="稿件",
        day=date(2025, 1, 1) + timedelta(days=offset),
        team_id=world.teams[team].id,
        post_id=post and post.id,
        made_at=NOON,
        withdrawn_at=NOON if withdrawn else None,
        withdraw_reason="有误" if withdrawn else None,
    )
    world.kept(article)
    for n in editions:
        world.kept(ArticleTag(article_id=article.id, edition_id=world.editions[n].id))
    for day, is_own, readings in placements:
        _placement(world, article, day, world.channels[0 if is_own else 1], readings)
    for _ in range(pieces if article.kind is ArticleKind.POST else 0):
        _article(world, (kind, offset, team, set(), False, 0, placements), article)


def _placement(world: World, article: Article, offset: int, channel: Channel, readings: Any) -> None:
    day = date(2025, 1, 1) + timedelta(days=offset)
    placement = world.kept(Placement(article_id=article.id, channel_id=channel.id, day=day))
    for reading_day, value, metric, proven, hours, approximation, is_voided in readings:
        reading = world.kept(
            Reading(
                placement_id=placement.id,
                metric=metric,
                day=date(2025, 1, 1) + timedelta(days=reading_day),
                value=value,
                approximation=approximation,
                proof_note="后台截图" if proven else None,
                recorded_at=NOON + timedelta(hours=hours),
            )
        )
        if is_voided:
            world.kept(VoidedReading(reading_id=reading.id, at=NOON, reason="抄错"))


def without_voided(drawn: Any) -> Any:
    """The same random year without the readings that were voided in it."""
    events, articles = drawn
    return events, [(*facts[:-1], [_standing(placement) for placement in facts[-1]]) for facts in articles]


def _standing(placement: Any) -> Any:
    *where, readings = placement
    return (*where, [facts for facts in readings if not facts[-1]])


def change(world: World, what: str, number: int) -> None:
    """One of the things that move a figure."""
    if not world.events:
        return
    event = world.events[number % len(world.events)]
    if what == "status":
        event.status = Status.PLANNED if event.status is Status.HELD else Status.HELD
        event.cancelled_at = event.cancel_reason = event.reviewed_at = None
    elif what == "day":
        event.starts_at += timedelta(days=30)
        event.ends_at += timedelta(days=30)
        event.day += timedelta(days=30)
    elif what == "track":
        event.track = world.events[0].track
    else:
        who = {"by_id": world.people[0].id, "sent_by_id": world.people[0].id}
        when = {"at": event.starts_at, "received_at": event.starts_at}
        what_of = {"kind": CountKind.HANDOUT, "item_id": world.items[0].id, "quantity": number + 1}
        db.session.add(Tally(id=new_id(), event_id=event.id, **what_of, **who, **when))


def undo(event: Event) -> None:
    """A later correction: the event is cancelled after all."""
    event.status, event.cancelled_at, event.cancel_reason, event.reviewed_at = Status.CANCELLED, NOON, "误登", None
