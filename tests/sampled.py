"""What pages show that need a thing in a certain state, found in the example year, or made where it has none."""

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, exists, select

from outreach import clock
from outreach.check_ups.lists.actions import draft_version
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.lists.queries import draft_of
from outreach.check_ups.models import CheckNote, CheckUp
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.check_ups.notices.rules import State as NoticeState
from outreach.db import db, transaction
from outreach.feedback.models import Note
from outreach.feedback.rules import Kind
from outreach.jobs.actions import prepare_import
from outreach.jobs.imports import importer
from outreach.logbook.attendance.companies import open_sheet
from outreach.logbook.attendance.models import CompanyPresent
from outreach.logbook.ledgers.models import Ledger
from outreach.logbook.models import TallyNote
from outreach.media.links.models import LinkRun
from outreach.media.links.rules import Ended
from outreach.orders.actions import Asked, make_order
from outreach.orders.models import Order
from outreach.orders.rules import Half
from outreach.orders.rules import State as OrderState
from outreach.people.models import Person
from outreach.people.queries import person_by_username
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State as ProposalState
from outreach.reports.blanks.models import Blank, BlankTie, Filling
from outreach.reports.packs.models import Pack
from outreach.reports.packs.rules import Scope, State
from outreach.reports.scores.models import ScoreItem
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

Arguments = dict[str, Any]


def in_states() -> dict[str, list[Arguments]]:
    """By endpoint, the arguments of each address that is asked for: one for every state in which the page differs."""
    return notices() | proposals() | orders() | events() | check_ups() | reports() | brought()


def notices() -> dict[str, list[Arguments]]:
    """Notices in each state, and the steps that each can take."""
    draft, reviewed = of_state(Notice, NoticeState.DRAFT), of_state(Notice, NoticeState.REVIEWED)
    handed, withdrawn = of_state(Notice, NoticeState.HANDED_OVER), of_state(Notice, NoticeState.WITHDRAWN)
    released = first(select(Notice.id).where(Notice.released_at.is_not(None)))
    item = first(select(NoticeItem.id).where(NoticeItem.notice_id == draft))
    steps: dict[str, list[uuid.UUID]] = {
        "notices.page": [draft, reviewed, handed, withdrawn, released],
        "notices.printed": [draft, handed],
        "notices.new_item": [draft],
        "notices.words": [draft],
        "notice_steps.review": [draft],
        "notice_steps.withdraw": [draft],
        "notice_steps.reopen": [reviewed],
        "notice_steps.hand_over": [reviewed],
        "notice_steps.release": [handed],
        "notice_steps.revisit_day": [handed],
        "revisits.plan": [handed],
    }
    found = {endpoint: [{"notice_id": notice} for notice in ids] for endpoint, ids in steps.items()}
    return found | {"notices.item": [{"notice_id": draft, "item_id": item}]}


def proposals() -> dict[str, list[Arguments]]:
    """Proposals in each state; an open one can be dismissed."""
    ids = [of_state(Proposal, state) for state in ProposalState]
    dismiss = [{"proposal_id": of_state(Proposal, ProposalState.OPEN)}]
    return {"proposals.page": [{"proposal_id": each} for each in ids], "proposals.dismiss": dismiss}


def orders() -> dict[str, list[Arguments]]:
    """Orders in the states that the example has; an open one can be declined."""
    states = (OrderState.OPEN, OrderState.ACCEPTED, OrderState.DECLINED)
    decline = [{"order_id": of_state(Order, OrderState.OPEN)}]
    return {"orders.page": [{"order_id": of_state(Order, each)} for each in states], "orders.decline": decline}


def events() -> dict[str, list[Arguments]]:
    """Questions about an event that is not planned any more, and what companies did at one."""
    held = select(Event.id).where(Event.status == Status.HELD)
    asked = {
        "events.reinstate": of_state(Event, Status.CANCELLED),
        "events.undo_review": first(held.where(Event.reviewed_at.is_not(None))),
        "events.declare_not_held": first(held.where(Event.reviewed_at.is_(None))),
        "companies.poster": of_state(Event, Status.PLANNED),
    }
    with transaction():
        open_sheet(db.session.get_one(Event, asked["companies.poster"]), by=admin(), now=clock.now())
    company = db.session.scalars(select(CompanyPresent).order_by(CompanyPresent.id)).first()
    assert company is not None
    found = {endpoint: [{"event_id": event}] for endpoint, event in asked.items()}
    found["logbook.erase_note"] = [{"line_id": first(select(TallyNote.tally_id))}]
    return found | {"companies.correct": [{"event_id": company.event_id, "company_id": company.id}]}


def check_ups() -> dict[str, list[Arguments]]:
    """A check-up with a notice to be made and one before it, a note, and a list whose next version is being written."""
    has_notice = exists().where(Notice.check_up_id == CheckUp.id)
    free = [{"check_up_id": first(select(CheckUp.id).where(~has_notice))}]
    writing = first(select(CheckList.id))
    with transaction():
        check_list = db.session.get_one(CheckList, writing)
        draft = draft_of(check_list) or draft_version(check_list, by=admin(), now=clock.now())
        point = first(select(CheckPoint.id).where(CheckPoint.version_id == draft.id))
    version = {"list_id": writing, "number": draft.number}
    return {
        "check_ups.erase_note": [{"answer_id": first(select(CheckNote.answer_id))}],
        "notices.make": free,
        "revisits.before_after": free,
        "check_lists.version": [version, version | {"number": draft.number - 1}],
        "check_lists.add_point": [{"list_id": writing}],
        "check_lists.edit_point": [{"list_id": writing, "point_id": point}],
    }


def reports() -> dict[str, list[Arguments]]:
    """Forms of others, and a sheet of an assessor."""
    filling = db.session.scalars(select(Filling).order_by(Filling.id)).first()
    item = db.session.scalars(select(ScoreItem).order_by(ScoreItem.id)).first()
    assert filling is not None
    assert item is not None
    blank = {"blank_id": first(select(Blank.id))}
    tie = db.session.scalars(select(BlankTie).order_by(BlankTie.address)).first()
    assert tie is not None
    sheet = {"sheet_id": item.sheet_id}
    return {
        "blanks.blank": [blank],
        "blanks.fill": [blank],
        "blanks.cell": [blank | {"at": tie.address}],
        "blanks.new_version": [blank],
        "blanks.filled": [{"blank_id": filling.blank_id, "filling_id": filling.id}],
        "scores.sheet": [sheet],
        "scores.item": [sheet | {"item_id": item.id}],
    }


def brought() -> dict[str, list[Arguments]]:
    """What somebody wrote or brought, of which the example has nothing."""
    by, now = admin(), clock.now()
    ended = {"seen_at": now, "ended_at": now, "ended": Ended.DONE}
    note = Note(kind=Kind.UNCLEAR, text="家次和家怎么区分？", page="/reports/2025", version="1", at=now, by_id=by.id)
    run = LinkRun(started_at=now, by_id=by.id, total=3, done=3, **ended)
    named: dict[str, Any] = {"name": "2024年台账.xlsx", "sha256": "a" * 64, "made_at": now, "by_id": by.id}
    ledger = Ledger(**named, new_events=12, known_events=1, lines=48)
    with transaction():
        db.session.add_all([note, run, ledger])
        places = waiting("places", "名称\t类型\n示例河湾村\t村（社区）\n", by)
        past = waiting("tallies", "日期\t活动名称\t地点\n2024-03-05\t示例普法宣传\t示例河湾村\n", by)
    return {
        "feedback.answer": [{"note_id": note.id}],
        "links.run": [{"run_id": run.id}],
        "ledgers.ledger": [{"ledger_id": ledger.id}],
        "imports.preview": [{"key": "places", "job_id": places}],
        "headings.choose": [{"key": "tallies", "job_id": past}],
    }


def of_state(model: Any, state: Any) -> uuid.UUID:
    """The first thing of the kind in that state."""
    return first(select(model.id).where((model.status if model is Event else model.state) == state))


def first(ids: Select[tuple[uuid.UUID]]) -> uuid.UUID:
    """The first of them, in the order of their making."""
    found = db.session.scalars(ids.order_by(ids.selected_columns[0])).first()
    assert found is not None, f"the example year has none: {ids}"
    return found


def admin() -> Person:
    """Whose pages are looked at."""
    person = person_by_username("admin")
    assert person is not None
    return person


def waiting(key: str, text: str, by: Person) -> uuid.UUID:
    """A pasted list of one row that waits for its owner's look."""
    rows = text.strip().count("\n")
    job = prepare_import(importer=importer(key), content=text.encode(), name="", rows=rows, by=by, now=clock.now())
    return job.id


def new_order(topic_id: uuid.UUID) -> str:
    """The code of an order made now: nobody keeps those of the example."""
    with transaction():
        asked = Asked("示例新城建材有限公司", [topic_id], [(clock.today() + timedelta(days=20), Half.MORNING)])
        _order, code = make_order(asked=asked, now=clock.now())
    return code


def new_pack() -> uuid.UUID:
    """A pack that was made and whose file's day is over: the example has none."""
    facts: dict[str, Any] = {"scope": Scope.PERIOD, "year": 2025, "title": "2025年", "name": "佐证包 2025年.zip"}
    facts |= {"state": State.READY, "token": "x", "begun_at": clock.now(), "ended_at": clock.now() - timedelta(days=2)}
    with transaction():
        by_id = db.session.scalars(select(Person.id).order_by(Person.id)).first()
        pack = Pack(**facts, by_id=by_id, files=9, left_out=1, size=48_000, sha256="a" * 64)
        db.session.add(pack)
        db.session.flush()
        return pack.id
