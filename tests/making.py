"""Things to arrange tests with: each `make_…` stores one believable thing and gives it back, loaded.

They run inside an app context and commit, so that a page asked for afterwards sees what was made.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import FromClause, Uuid
from sqlalchemy.event import listen, remove
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.schema import sort_tables

from outreach import clock
from outreach.answers.models import AnswerGram, StandardAnswer
from outreach.cases.models import Case, CaseGram
from outreach.cases.rules import Source
from outreach.check_ups.actions import record_all_checks
from outreach.check_ups.beginning import check_up_of
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.models import CheckList, CheckListVersion, CheckPoint
from outreach.check_ups.models import CheckUp
from outreach.check_ups.rules import Found
from outreach.db import Base, db, new_id
from outreach.fulltext.actions import keep_grams
from outreach.fulltext.rules import weighed
from outreach.laws.models import Law
from outreach.laws.subjects import Subject
from outreach.logbook.models import Tally
from outreach.materials.models import Display, Group, Material, Movement, Topic
from outreach.materials.rules import CountKind, MovementKind
from outreach.media.models import Article, Channel, Placement, Reading, VoidedReading
from outreach.media.rules import ArticleKind, Level, Medium, Metric
from outreach.orders.models import MenuTopic, Order, OrderedTopic, Wish
from outreach.orders.rules import CODE_LENGTH, Half, code_hash
from outreach.people.models import Bureau, Leave, Membership, Person, Team
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports.typed.models import TypedFigure, TypedValue
from outreach.reports.typed.rules import Shape
from outreach.schedule.models import Campaign, CampaignTag, Deadline, Edition, Event
from outreach.schedule.rules import Status, Track
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import DayKind

#: A fixed instant: Tuesday 2025-03-04, 09:00 in Shanghai.
NOW = datetime(2025, 3, 4, 1, 0, tzinfo=UTC)

_numbers = count(1)
#: Marks a session in which `together` commits.
_WAITS = "tests.making.together"
Made = TypeVar("Made", bound=Base)


def stored(thing: Made) -> Made:
    """`thing`, committed; it and what was made before stay loaded as they were written, so that a test can read them.

    Nothing is read again here: that took a third of the time of whole files of tests.
    """
    session = db.session()
    if _WAITS in session.info:
        if lacks_id(thing):
            thing.id = new_id()  # type: ignore[attr-defined]
        session.info[_WAITS].append(thing)
    else:
        session.add(thing)
        _commit(session)
    return thing


@contextmanager
def together() -> Iterator[None]:
    """All that is stored inside is written at the end, a table at once, or when something is asked for before that.

    A whole year is committed in one transaction, not in sixty.
    """
    session = db.session()
    session.info[_WAITS] = []
    listen(session, "do_orm_execute", _write_first)
    try:
        yield
        _write_waiting(session)
        _commit(session)
    finally:
        remove(session, "do_orm_execute", _write_first)
        del session.info[_WAITS]


def _write_first(asked: ORMExecuteState) -> None:
    _write_waiting(asked.session)


def _write_waiting(session: Session) -> None:
    """Write what waits in `together`, so that it can be asked for."""
    rows = session.info.get(_WAITS)
    if rows:
        session.info[_WAITS] = []
        write(rows)


def lacks_id(row: Base) -> bool:
    """Whether it has yet to be given the id that its table wants."""
    column = row.__table__.columns.get("id")
    return column is not None and isinstance(column.type, Uuid) and row.id is None  # type: ignore[attr-defined]


def write(rows: Iterable[Base]) -> None:
    """Flush rows that have their ids already: all of a table at once, and tables after those that they name.

    One row at a time took longer than most tests.
    """
    of_table = defaultdict(list)
    for row in rows:
        of_table[row.__table__].append(row)
    for table in sorted(of_table, key=_places_of_tables().__getitem__):
        db.session.add_all(of_table[table])
        db.session.flush()


@cache
def _places_of_tables() -> dict[FromClause, int]:
    """The place of each table behind those that its rows name, or what is written with them (as a person's teams)."""
    named_with = [(each.__table__, Event.__table__) for each in (Edition, Law)]
    named_with.append((Team.__table__, Person.__table__))
    in_order = sort_tables(db.metadata.tables.values(), extra_dependencies=named_with)  # type: ignore[arg-type]
    return {table: at for at, table in enumerate(in_order)}


def end_snapshot() -> None:
    """Let what is read next be as it is now; what is loaded stays as it was."""
    if _WAITS not in db.session().info:
        _commit(db.session())


def _commit(session: Session) -> None:
    session.expire_on_commit = False
    session.commit()
    session.expire_on_commit = True


def make_bureau(**changes: Any) -> Bureau:
    """The bureau's one row."""
    return stored(Bureau(**{"name": "示例县人力资源和社会保障局", "made_at": NOW} | changes))


def make_team(code: str = "employment", **changes: Any) -> Team:
    """A team; one of that code is made once."""
    known = db.session.scalar(db.select(Team).filter_by(code=code))
    marks = {
        "employment": ("就业创业", "就", 1),
        "pension": ("养老保险", "养", 2),
        "work_injury": ("工伤保险", "伤", 3),
    }
    name, mark, palette = marks.get(code, ("劳动关系", "劳", 4))
    return known or stored(Team(**{"code": code, "name": name, "mark": mark, "palette": palette} | changes))


def make_person(role: Role = Role.STAFF, *, team: Team | None = None, **changes: Any) -> Person:
    """A person, in `team` since 2020; without a password unless `password_hash` says otherwise."""
    number = next(_numbers)
    person = Person(**{"username": f"{role}.{number}", "name": f"人员{number}", "role": role, "made_at": NOW} | changes)
    if team is not None:
        person.memberships = [Membership(team_id=team.id, first_day=date(2020, 1, 1))]
        set_committed_value(person.memberships[0], "team", team)
    return stored(person)


def make_leave(person: Person, first_day: date, last_day: date | None = None) -> Leave:
    """The person on leave; one day where no last one is given."""
    facts = {"person_id": person.id, "first_day": first_day, "last_day": last_day or first_day, "made_at": NOW}
    return stored(Leave(**facts))


def make_holiday(day: date, name: str = "国庆节", kind: DayKind = DayKind.OFF) -> SpecialDay:
    """A day that the state's notice names; its year is announced."""
    if db.session.get(AnnouncedYear, day.year) is None:
        stored(AnnouncedYear(year=day.year, changed_at=NOW))
    return stored(SpecialDay(day=day, year=day.year, kind=kind, name=name))


def make_stock(item: Material, quantity: int, **changes: Any) -> Movement:
    """So many of the material in the store."""
    facts = {"item_id": item.id, "kind": MovementKind.PRINTED, "quantity": quantity, "day": date(2025, 1, 6)}
    return stored(Movement(**facts | {"made_at": NOW} | changes))


def make_place(kind: PlaceKind = PlaceKind.TOWNSHIP, *, parent: Place | None = None, **changes: Any) -> Place:
    """A place."""
    facts = {"name": f"地点{next(_numbers)}", "kind": kind, "parent_id": parent and parent.id, "made_at": NOW}
    return stored(Place(**facts | changes))


def make_material(**changes: Any) -> Material:
    """A material counted in 份."""
    number = next(_numbers)
    return stored(Material(**{"code": f"m{number}", "name": f"手册{number}", "unit": "份"} | changes))


def make_topic(**changes: Any) -> Topic:
    """A consultation topic."""
    number = next(_numbers)
    return stored(Topic(**{"code": f"t{number}", "name": f"事项{number}", "unit": "人次"} | changes))


def make_group(**changes: Any) -> Group:
    """A group of the public."""
    number = next(_numbers)
    return stored(Group(**{"code": f"g{number}", "name": f"人群{number}", "unit": "人次"} | changes))


def make_display(**changes: Any) -> Display:
    """A display counted in 条."""
    number = next(_numbers)
    return stored(Display(**{"code": f"d{number}", "name": f"横幅{number}", "unit": "条"} | changes))


def make_law(**changes: Any) -> Law:
    """A law in force."""
    return stored(Law(**{"title": f"示例法{next(_numbers)}", "in_force_from": date(2008, 1, 1)} | changes))


def make_edition(campaign: Campaign | None = None, **changes: Any) -> Edition:
    """The 2025 edition of a campaign."""
    number = next(_numbers)
    campaign = campaign or stored(Campaign(code=f"c{number}", name=f"主题活动{number}", aliases=[]))
    facts = {"year": 2025, "first_day": date(2025, 3, 1), "last_day": date(2025, 3, 31)}
    return stored(Edition(**{"campaign_id": campaign.id} | facts | changes))


def make_deadline(**changes: Any) -> Deadline:
    """A deadline, due on 2025-03-20 and not sent."""
    return stored(Deadline(**{"title": f"报送{next(_numbers)}", "day": date(2025, 3, 20), "made_at": NOW} | changes))


def make_special_day(day: date, kind: DayKind = DayKind.OFF, name: str = "清明节") -> SpecialDay:
    """A day that the notice of its year names; the year is announced with its first one."""
    if db.session.get(AnnouncedYear, day.year) is None:
        stored(AnnouncedYear(year=day.year, changed_at=NOW))
    return stored(SpecialDay(day=day, year=day.year, kind=kind, name=name))


def make_event(
    *,
    team: Team | None = None,
    place: Place | None = None,
    starts_at: datetime = NOW,
    editions: tuple[Edition, ...] = (),
    **changes: Any,
) -> Event:
    """A planned public event of two hours; `status=Status.HELD` or CANCELLED sets what belongs to it."""
    facts: dict[str, Any] = {
        "title": f"活动{next(_numbers)}",
        "track": Track.PUBLIC,
        "lead_team_id": (team or make_team()).id,
        "place_id": (place or make_place()).id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "day": clock.local_day(starts_at),
        "made_at": NOW,
        "changed_at": NOW,
        "status": Status.PLANNED,
    }
    if changes.get("status") == Status.HELD:
        facts["held_at"] = starts_at
    if changes.get("status") == Status.CANCELLED:
        facts |= {"cancelled_at": NOW, "cancel_reason": "下雨"}
    event = Event(**facts | changes)
    event.tags = [CampaignTag(edition_id=edition.id) for edition in editions]
    return stored(event)


def make_tally(
    event: Event, quantity: int = 1, *, kind: CountKind = CountKind.HANDOUT, by: Person | None = None, **changes: Any
) -> Tally:
    """A line of the ledger, put there without asking the rules."""
    by_id = (by or make_person()).id
    facts = {"id": new_id(), "event_id": event.id, "kind": kind, "quantity": quantity, "at": NOW, "received_at": NOW}
    takes_back = changes.get("reverses_id") is not None and quantity <= 0
    return stored(Tally(**facts | {"by_id": by_id, "sent_by_id": by_id, "takes_back": takes_back} | changes))


def make_channel(**changes: Any) -> Channel:
    """The bureau's own account."""
    facts = {"name": "本局公众号", "medium": Medium.MICRO, "level": Level.OWN, "is_own": True}
    return stored(Channel(**{"code": f"ch{next(_numbers)}"} | facts | changes))


def make_article(kind: ArticleKind = ArticleKind.ARTICLE, *, team: Team | None = None, **changes: Any) -> Article:
    """An article of 2025-03-04."""
    facts = {"kind": kind, "title": f"稿件{next(_numbers)}", "day": date(2025, 3, 4), "made_at": NOW}
    return stored(Article(**facts | {"team_id": (team or make_team()).id} | changes))


def make_placement(article: Article, channel: Channel | None = None, **changes: Any) -> Placement:
    """The article on a channel."""
    facts = {"article_id": article.id, "channel_id": (channel or make_channel()).id, "day": article.day}
    return stored(Placement(**facts | changes))


def make_reading(
    placement: Placement, value: int, day: date, *, metric: Metric = Metric.TIMES, **changes: Any
) -> Reading:
    """What a metric showed at the close of `day`."""
    facts = {"placement_id": placement.id, "metric": metric, "day": day, "value": value, "recorded_at": NOW}
    return stored(Reading(**facts | changes))


def make_void(reading: Reading, reason: str = "抄错") -> VoidedReading:
    """The reading said to be wrong."""
    return stored(VoidedReading(reading_id=reading.id, at=NOW, reason=reason))


def make_menu_topic(*, team: Team | None = None, **changes: Any) -> MenuTopic:
    """A topic that companies can ask for."""
    number = next(_numbers)
    facts = {"title": f"主题{number}", "team_id": (team or make_team()).id, "position": number}
    return stored(MenuTopic(**facts | changes))


def make_order(
    *topics: MenuTopic, code: str = "A" * CODE_LENGTH, wishes: tuple[date, ...] = (date(2025, 3, 10),), **changes: Any
) -> Order:
    """An open order of the morning of 2025-03-10, for a topic of its own unless some are given."""
    topics = topics or (make_menu_topic(),)
    facts = {"code_hash": code_hash(code), "company": "宏达机械有限公司", "team_id": topics[0].team_id, "made_at": NOW}
    order = Order(**facts | changes)
    order.topics = [OrderedTopic(topic_id=topic.id) for topic in topics]
    order.wishes = [Wish(position=n, day=day, half=Half.MORNING) for n, day in enumerate(wishes, start=1)]
    return stored(order)


def make_typed(code: str = "hotline", year: int = 2025, **changes: Any) -> TypedFigure:
    """A figure that is typed by hand, of which nobody has said anything yet."""
    facts = {"year": year, "code": code, "name": f"手填{code}", "section": "依法行政", "unit": "件"}
    facts |= {"shape": Shape.NUMBER, "definition": "全年办理件数", "position": next(_numbers), "made_at": NOW}
    maker = changes.pop("maker", None) or make_person(Role.CLERK)
    return stored(TypedFigure(**facts | {"made_by_id": maker.id} | changes))


def make_typed_value(figure: TypedFigure, value: int | None = None, **changes: Any) -> TypedValue:
    """What somebody said of it, which holds from then on."""
    number = figure.version + 1
    facts = {"figure_id": figure.id, "number": number, "at": NOW, "by_id": figure.made_by_id, "value": value}
    said = stored(TypedValue(**facts | {"source": "业务系统", "reason": ""} | changes))
    figure.version = number
    stored(figure)
    return said


def make_case(title: str = "未订立书面劳动合同支付二倍工资案", *, team: Team | None = None, **changes: Any) -> Case:
    """A case of the library, which can be found."""
    facts = {"subject": Subject.LABOUR_CONTRACT, "team_id": (team or make_team("labor_relations")).id}
    facts |= {
        "facts": "某公司未与李某订立书面劳动合同。",
        "outcome": "支付二倍工资差额。",
        "lesson": "一个月内签合同。",
    }
    facts |= {"source": Source.ARBITRATION, "made_at": NOW, "changed_at": NOW}
    case = stored(Case(**{"title": title} | facts | changes))
    weights = weighed(case.title, (case.dispute, case.lesson), (case.facts, case.outcome))
    keep_grams(CaseGram, CaseGram.case_id, text_id=case.id, weights=weights)
    return stored(case)


def make_answer(
    question: str = "没签合同能要双倍工资吗？", *, team: Team | None = None, **changes: Any
) -> StandardAnswer:
    """A standard answer of 2025-03-04, which can be found."""
    facts = {"team_id": (team or make_team("labor_relations")).id, "text": "可以。", "as_of": date(2025, 3, 4)}
    answer = stored(StandardAnswer(**{"question": question, "made_at": NOW, "changed_at": NOW} | facts | changes))
    weights = weighed(answer.question, text=(answer.text,))
    keep_grams(AnswerGram, AnswerGram.answer_id, text_id=answer.id, weights=weights)
    return stored(answer)


def make_check_list(
    *titles: str, subject: Subject = Subject.LABOUR_CONTRACT, team: Team | None = None, **changes: Any
) -> CheckListVersion:
    """The published first version of a list of its own, with points of these titles (two unless some are given)."""
    number = next(_numbers)
    facts = {"subject": subject, "title": f"体检清单{number}", "team_id": (team or make_team()).id, "made_at": NOW}
    check_list = stored(CheckList(**facts | changes))
    return make_check_version(check_list, *(titles or ("订立书面劳动合同", "职工名册")))


def make_check_version(
    check_list: CheckList, *titles: str, before: CheckListVersion | None = None, published: bool = True
) -> CheckListVersion:
    """The next version of the list; a point whose title stood in the version `before` keeps its key."""
    keys = {point.title: point.key for point in before.points} if before else {}
    version = CheckListVersion(list_id=check_list.id, number=before.number + 1 if before else 1, made_at=NOW)
    if published:
        version.published_at, version.published_by_id = NOW, make_person(Role.CLERK).id
    version.points = [
        CheckPoint(key=keys.get(title) or new_id(), position=position, title=title, look_at="花名册", weight=2)
        for position, title in enumerate(titles, start=1)
    ]
    return stored(version)


def make_check_up(
    event: Event | None = None,
    company: Place | None = None,
    found: dict[CheckPoint, Found] | None = None,
    *,
    by: Person | None = None,
    now: datetime = NOW,
) -> CheckUp:
    """The check-up of a company (of its own unless one is given) with what was `found`; the event is held by that."""
    sender = by or make_person()
    company = company or make_place(PlaceKind.ENTERPRISE, name=f"公司{next(_numbers)}")
    event = event or make_event(place=company, track=Track.ENTERPRISE)
    found = found if found is not None else dict.fromkeys(make_check_list().points, Found.RISK)
    wanted = [
        Wanted(id=new_id(), event=event.id, point=point.id, found=what, company=company.id)
        for point, what in found.items()
    ]
    record_all_checks(wanted, sender=sender, now=now)
    check_up = check_up_of(event, company.id, by=sender, now=now)
    return stored(check_up)
