"""Reading notices, what a new one is made of, and the words with which it begins."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from outreach import clock
from outreach.cases.models import Case
from outreach.cases.queries import cases_matching
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckResult, CheckUp
from outreach.check_ups.notices import rules
from outreach.check_ups.notices.models import Notice, NoticeCopy, NoticeItem, NoticeTemplate, NoticeWording
from outreach.check_ups.notices.rules import State
from outreach.check_ups.queries import BARE
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.models import Evidence
from outreach.evidence.queries import evidence_of
from outreach.evidence.rules import PictureKind
from outreach.fulltext.rules import asked
from outreach.laws.subjects import Subject
from outreach.people.queries import the_bureau
from outreach.periods import Period
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.searching import searched
from outreach.workdays.queries import work_calendar
from outreach.workdays.rules import WorkCalendar

#: So many of the last numbers are looked at where the year has none yet.
LOOKED_AT = 20
#: So many cases are offered of those that a search found.
MOST_FOUND = 30
#: A line of a note that long is not in a paper by chance.
_TELLING = 4


@dataclass(frozen=True)
class Wording:
    """With which words a notice begins and ends, and whom the company asks."""

    opening: str
    closing: str
    contact: str


def notice(notice_id: uuid.UUID, *, lock: bool = False) -> Notice:
    """The notice; raises NotFound. `lock` keeps others from changing it meanwhile."""
    statement = _bare(select(Notice).where(Notice.id == notice_id))
    if lock:
        statement = statement.with_for_update(of=Notice).execution_options(populate_existing=True)
    found: Notice | None = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such risk notice."), code="no_such_notice", id=notice_id)
    return found


def item_of(notice: Notice, item_id: uuid.UUID) -> NoticeItem:
    """One of its items, also one that was left out; raises NotFound."""
    for item in notice.items:
        if item.id == item_id:
            return item
    raise NotFound(_("There is no such item in this notice."), code="no_such_item", id=item_id)


def standing_notice(check_up_id: uuid.UUID) -> Notice | None:
    """The notice of the check-up that was not withdrawn."""
    standing = select(Notice).where(Notice.check_up_id == check_up_id, Notice.state != State.WITHDRAWN)
    return db.session.scalar(standing)


def withdrawn_notices(check_up_id: uuid.UUID) -> Sequence[Notice]:
    """Those of the check-up that were withdrawn, the latest first."""
    statement = select(Notice).where(Notice.check_up_id == check_up_id, Notice.state == State.WITHDRAWN)
    return db.session.scalars(statement.order_by(Notice.made_at.desc(), Notice.id)).all()


def risks_of(check_up_id: uuid.UUID) -> list[CheckResult]:
    """What was found to be a risk, the heaviest first, then as the lists have them."""
    statement = (
        select(CheckResult)
        .where(CheckResult.check_up_id == check_up_id, CheckResult.found == Found.RISK)
        .options(joinedload(CheckResult.answer).joinedload(CheckAnswer.note))
    )
    found = db.session.scalars(statement).all()
    listed = sorted(
        found, key=lambda each: (_list_position(each), each.point.version_id, each.point.position, each.key)
    )
    return rules.by_weight(listed)


def is_of_point(item: NoticeItem) -> bool:
    """Whether a point of a list asks for it; else it was added in words of its own."""
    return db.session.scalar(select(CheckPoint.id).where(CheckPoint.key == item.key).limit(1)) is not None


def words_of_point(key: uuid.UUID) -> list[str | None]:
    """What the lists say of the point, in all their versions; nothing for an item in words of its own."""
    said = (CheckPoint.title, CheckPoint.look_at, CheckPoint.cost, CheckPoint.advice, CheckPoint.ask)
    rows = db.session.execute(select(*said).where(CheckPoint.key == key)).all()
    return [text for row in rows for text in row]


def undecided_of(check_up_id: uuid.UUID) -> int:
    """At how many points two people found different things, and nobody has said yet which holds."""
    statement = select(CheckResult.key).where(CheckResult.check_up_id == check_up_id, CheckResult.found.is_(None))
    return len(db.session.scalars(statement).all())


def notices(
    *, seen: ColumnElement[bool], state: State | None = None, team_id: uuid.UUID | None = None, words: str = ""
) -> Select[Any]:
    """The notices that are `seen` (`rights.seen_by`), the latest first; `words` stand in company or number."""
    statement = select(Notice).where(seen).order_by(Notice.made_at.desc(), Notice.id)
    if team_id is not None or words.split():
        statement = statement.join(CheckUp, CheckUp.id == Notice.check_up_id)
    if state is not None:
        statement = statement.where(Notice.state == state)
    if team_id is not None:
        statement = statement.join(Event, Event.id == CheckUp.event_id).where(Event.lead_team_id == team_id)
    if searched(words):
        statement = statement.join(Place, Place.id == CheckUp.place_id)
    for word in searched(words):
        statement = statement.where(
            Place.name.icontains(word, autoescape=True) | Notice.number.icontains(word, autoescape=True)
        )
    return _bare(statement)


def _bare(notices: Select[Any]) -> Select[Any]:
    """Without all that hangs on their events, and that no paper tells."""
    return notices.options(joinedload(Notice.check_up).joinedload(CheckUp.event).options(*BARE))


def cases_about(subject: Subject) -> Sequence[Case]:
    """The cases of the subject that are told, the latest first."""
    told = select(Case).where(Case.subject == subject, Case.retired_at.is_(None))
    return db.session.scalars(told.order_by(Case.changed_at.desc(), Case.id).limit(200)).all()


def cases_holding(words: str) -> Sequence[Case]:
    """The cases that are told and hold the words, of whatever subject, those that hold them best first."""
    parts = asked(words)
    return db.session.scalars(cases_matching(parts=parts).limit(MOST_FOUND)).all() if parts else []


def chosen_case(case_id: uuid.UUID | None) -> Case | None:
    """The case of that id; None where there is none."""
    return None if case_id is None else db.session.get(Case, case_id)


def wording() -> Wording:
    """The bureau's words for new notices; the program's own as long as it has none."""
    kept = db.session.scalar(select(NoticeWording).order_by(NoticeWording.at.desc(), NoticeWording.id.desc()).limit(1))
    if kept is None:
        return Wording(rules.USUAL_OPENING, rules.USUAL_CLOSING, "")
    return Wording(kept.opening, kept.closing, kept.contact)


def bureau_name() -> str:
    """What the bureau is called; "" before it was founded."""
    bureau = the_bureau()
    return bureau.name if bureau else ""


def worked_around(day: date) -> WorkCalendar:
    """Which days are worked in the year behind `day`, and a little more."""
    return work_calendar(Period(day, day + timedelta(days=500)))


def templates() -> Select[Any]:
    """The templates, the one in use first."""
    return select(NoticeTemplate).order_by(NoticeTemplate.at.desc(), NoticeTemplate.id.desc())


def template_in_use() -> NoticeTemplate | None:
    """The newest one; None where the bureau brought none."""
    found: NoticeTemplate | None = db.session.scalar(templates().limit(1))
    return found


def template(template_id: uuid.UUID) -> NoticeTemplate:
    """One of them; raises NotFound."""
    found = db.session.get(NoticeTemplate, template_id)
    if found is None:
        raise NotFound(_("There is no such template."), code="no_such_template", id=template_id)
    return found


def next_number(today: date) -> str:
    """The number that the next notice of the year gets, after the bureau's last ones, withdrawn ones too."""
    numbered = select(Notice.number).where(Notice.number.is_not(None)).order_by(Notice.made_at.desc(), Notice.id)
    of_year = db.session.scalars(numbered.where(Notice.number.contains(f"〔{today.year}〕"))).all()
    numbers = of_year or db.session.scalars(numbered.limit(LOOKED_AT)).all()
    return rules.next_number([each for each in numbers if each is not None], today.year)


def bearer_of(number: str) -> Notice | None:
    """The reviewed notice that stands and bears the number."""
    bearing = select(Notice).where(Notice.number == number, Notice.state.in_((State.REVIEWED, State.HANDED_OVER)))
    return db.session.scalar(bearing.order_by(Notice.made_at, Notice.id).limit(1))


def last_contact(team_id: uuid.UUID) -> str | None:
    """Whom companies ask, as the team's last notice says; None where none of it says so."""
    statement = (
        select(Notice.contact)
        .join(CheckUp, CheckUp.id == Notice.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .where(Event.lead_team_id == team_id, Notice.contact.is_not(None))
    )
    return db.session.scalar(statement.order_by(Notice.made_at.desc(), Notice.id).limit(1))


def waiting_for_review(team_ids: Collection[uuid.UUID] | None, *, but_of: uuid.UUID, most: int) -> Sequence[Notice]:
    """Drafts that were laid before their reviewers, the longest waiting first, of the teams (None: of all).

    Those that the person `but_of` made are somebody else's to review.
    """
    statement = (
        select(Notice)
        .join(Notice.check_up)
        .join(CheckUp.event)
        .options(contains_eager(Notice.check_up).contains_eager(CheckUp.event))
        .where(Notice.asked_at.is_not(None), Notice.state == State.DRAFT, Notice.made_by_id != but_of)
        .order_by(Notice.asked_at, Notice.id)
        .limit(most)
    )
    if team_ids is not None:
        statement = statement.where(Event.lead_team_id.in_(team_ids))
    return db.session.scalars(statement).all()


def signed_pages(notice: Notice) -> list[Evidence]:
    """What proves that it was handed over; before there was a kind for it, it was called a sheet."""
    signing = (PictureKind.SIGNED_PAGE, PictureKind.SCAN)
    return [each for each in evidence_of(notice) if each.kind in signing and each.erased_at is None]


def revisits_due(team_ids: Collection[uuid.UUID] | None, until: date, *, most: int) -> Sequence[Notice]:
    """Notices whose revisit is due until the day and not planned, the longest due first, of the teams (None: of all).

    A revisit whose event was cancelled is due again.
    """
    revisit = aliased(Event)
    stands = select(revisit.id).where(revisit.id == Notice.revisit_event_id, revisit.status != Status.CANCELLED)
    statement = (
        select(Notice)
        .join(Notice.check_up)
        .join(CheckUp.event)
        .options(contains_eager(Notice.check_up).contains_eager(CheckUp.event))
        .where(Notice.revisit_on <= until, Notice.state == State.HANDED_OVER, ~stands.exists())
        .order_by(Notice.revisit_on, Notice.id)
        .limit(most)
    )
    if team_ids is not None:
        statement = statement.where(Event.lead_team_id.in_(team_ids))
    return db.session.scalars(statement).all()


def awaiting_revisit(check_up: CheckUp) -> Sequence[Notice]:
    """Notices that the company of the check-up has from days before it, with no event for their revisit that stands.

    They are kept from others until the transaction ends.
    """
    revisit, event = aliased(Event), check_up.event
    stands = select(revisit.id).where(revisit.id == Notice.revisit_event_id, revisit.status != Status.CANCELLED)
    statement = (
        select(Notice)
        .join(Notice.check_up)
        .join(CheckUp.event)
        .options(contains_eager(Notice.check_up).contains_eager(CheckUp.event).options(*BARE))
        .where(CheckUp.place_id == check_up.place_id, Event.day < event.day, ~stands.exists())
        .where(Notice.state == State.HANDED_OVER, Notice.revisit_on.is_not(None))
        .order_by(Notice.made_at, Notice.id)
        .with_for_update(of=Notice)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(statement).all()


def revisited_by(check_up: CheckUp) -> Sequence[Notice]:
    """The notices of the company whose revisit is the event of the check-up."""
    statement = select(Notice).join(Notice.check_up).where(CheckUp.place_id == check_up.place_id)
    statement = statement.where(Notice.revisit_event_id == check_up.event_id)
    return db.session.scalars(statement.order_by(Notice.made_at, Notice.id)).all()


def notices_with_words(check_up_id: uuid.UUID, words: str) -> tuple[list[Notice], list[Notice]]:
    """The notices of the check-up of which a kept paper holds the words, and those whose items do, left out or not."""
    statement = select(Notice).where(Notice.check_up_id == check_up_id).order_by(Notice.made_at, Notice.id)
    kept, taken = [], []
    for each in db.session.scalars(statement).unique().all():
        papers = db.session.scalars(select(NoticeCopy.paper).where(NoticeCopy.notice_id == each.id))
        if any(_holds((text for _level, text in paper["paragraphs"]), words) for paper in papers):
            kept.append(each)
        if any(_holds((item.found, item.cost, item.advice), words) for item in each.items):
            taken.append(each)
    return kept, taken


def _holds(texts: Iterable[str | None], words: str) -> bool:
    """Whether the words stand there, or one of their lines that is long enough to be no chance."""
    whole = "\n".join(text or "" for text in texts)
    lines = [line.strip() for line in words.splitlines()]
    return words in whole or any(line in whole for line in lines if len(line) >= _TELLING)


def copy_of(notice: Notice) -> NoticeCopy | None:
    """The paper as it was reviewed the last time; None for what is no longer, or was never, reviewed."""
    if notice.reviewed_at is None:
        return None
    statement = select(NoticeCopy).where(NoticeCopy.notice_id == notice.id)
    return db.session.scalar(statement.order_by(NoticeCopy.at.desc(), NoticeCopy.id.desc()).limit(1))


def notices_quoting(case_id: uuid.UUID, seen: ColumnElement[bool]) -> Select[Any]:
    """The notices that stand, are `seen` and tell the case to a company, the latest first."""
    told = select(NoticeItem.notice_id).where(NoticeItem.case_id == case_id, NoticeItem.dropped_at.is_(None))
    statement = select(Notice).where(Notice.id.in_(told), Notice.state != State.WITHDRAWN, seen)
    return statement.order_by(Notice.made_at.desc(), Notice.id)


def notices_revisited_at(event_id: uuid.UUID, seen: ColumnElement[bool]) -> Sequence[Notice]:
    """The notices that are `seen` whose revisit the event is."""
    statement = select(Notice).where(Notice.revisit_event_id == event_id, Notice.state != State.WITHDRAWN, seen)
    return db.session.scalars(statement.order_by(Notice.made_at, Notice.id)).all()


def event_day(check_up: CheckUp) -> date:
    """The local day on which the company was looked at."""
    return clock.local_day(check_up.event.starts_at)


def _list_position(result: CheckResult) -> int:
    return result.point.version.check_list.position
