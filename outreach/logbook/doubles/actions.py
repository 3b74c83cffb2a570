"""Deciding whether one desk was counted twice, and deciding otherwise: every change is a line of the ledger."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy import func, insert, select

from outreach.audit.actions import record_act, record_change
from outreach.db import db, new_id
from outreach.errors import Conflict, Question
from outreach.logbook.actions import record_all
from outreach.logbook.doubles import finding, queries
from outreach.logbook.doubles.models import Double, DoubleDecision, DoubleLine
from outreach.logbook.doubles.rules import (
    LONGEST_WORD,
    Choice,
    Counted,
    basis_of,
    corrected,
    seen,
    shares_of,
    sums,
    to_take_back,
)
from outreach.logbook.models import Tally
from outreach.logbook.rules import Line
from outreach.people.models import Person
from outreach.schedule import queries as schedule
from outreach.schedule.access import check_may_change
from outreach.schedule.actions import review_event
from outreach.schedule.models import Event
from outreach.schedule.rules import check_needed
from outreach.web.language import in_bureau_language

_MEANWHILE = lazy_gettext("Lines came in while you looked. Here they are: look again, and decide then.")


def decide_double(
    double: Double,
    *,
    choice: Choice,
    wanted: Mapping[uuid.UUID, int],
    word: str,
    seen_lines: str,
    decision_id: uuid.UUID,
    by: Person,
    now: datetime,
    for_later: bool = False,
    late_lines_too: bool = False,
) -> DoubleDecision:
    """The decision on an open question; what is not to count is taken back, and an event that was reviewed stays so.

    `wanted` is {the one to keep: anything} or each one's part of a split; `seen_lines` names the lines that the lead
    saw (`rules.seen`). The same `decision_id` again changes nothing. Raises Forbidden for another team's event, Invalid
    for parts that can't be, Conflict where it is decided or lines came meanwhile, and asks Question (`late_lines`),
    unless `late_lines_too`, where reviewing again would let in other lines that came after the review.
    """
    event = _may_decide(double, by, now)
    known = db.session.get(DoubleDecision, decision_id)
    if known is not None:
        return known
    if double.closed_at is not None:
        raise Conflict(_("This was decided already."), code="decided")
    word = check_needed(word, "word", LONGEST_WORD)
    lines = lines_in_doubt(double)
    if seen_lines != seen(lines):
        raise Conflict(_MEANWHILE, code="lines_meanwhile")
    counted = sums(lines)
    shares = shares_of(choice, counted, wanted)
    if choice is not Choice.ADD and shares != counted and not late_lines_too:
        _ask_about_late_lines(event, double)
    decision = DoubleDecision(
        id=decision_id,
        double_id=double.id,
        choice=choice,
        counted=_as_json(counted),
        shares=_as_json(shares),
        for_later=for_later and choice is Choice.ADD,
        word=word,
        at=now,
        by_id=by.id,
    )
    _store(decision, double, list(_lines(double, lines, shares, word)), event, by=by, now=now)
    finding.close(double, now=now)
    _note(double, decision, event, by=by, now=now)
    return decision


def reopen_double(double: Double, *, word: str, by: Person, now: datetime) -> DoubleDecision:
    """The decision before does not hold: its lines are taken back, and the question is open again.

    Raises Forbidden for another team's event and Conflict where there is no decision to take back.
    """
    event = _may_decide(double, by, now)
    word = check_needed(word, "word", LONGEST_WORD)
    before = queries.holding(queries.decisions_on([double.id]).get(double.id, ()))
    if before is None or double.closed_at is None:
        raise Conflict(_("There is no decision to take back."), code="not_decided")
    decision = DoubleDecision(
        double_id=double.id, choice=Choice.REOPENED, counted={}, shares={}, for_later=False, word=word, at=now,
        by_id=by.id,
    )  # fmt: skip
    _store(decision, double, list(_taken_back(double, before, word)), event, by=by, now=now)
    finding.reconsider(double, now=now)
    _note(double, decision, event, by=by, now=now)
    return decision


def lines_in_doubt(double: Double) -> list[Counted]:
    """The standing lines of those who are in doubt, by the corrected clock."""
    people = queries.sides_of([double.id]).get(double.id, set())
    desk = queries.desk_of(double)
    return [line for line in queries.counted_at([desk])[desk] if line.person_id in people]


def _may_decide(double: Double, by: Person, now: datetime) -> Event:
    event = schedule.event(double.event_id)
    check_may_change(by, event, now)
    return event


def _store(
    decision: DoubleDecision, double: Double, lines: list[Line], event: Event, *, by: Person, now: datetime
) -> None:
    """Write the decision with its lines; what was reviewed is reviewed with them, or they would stand outside."""
    db.session.add(decision)
    db.session.flush()
    if not lines:
        return
    record_all(lines, sender=by, now=now)
    db.session.execute(insert(DoubleLine), [{"decision_id": decision.id, "tally_id": line.id} for line in lines])
    if event.reviewed_at is not None:
        review_event(event, by=by, now=now + timedelta(microseconds=len(lines)))


def _lines(double: Double, lines: list[Counted], shares: Mapping[uuid.UUID, int], word: str) -> Iterable[Line]:
    """The reversal of each line that is not to stand as it is, then for each person the line in its place."""
    back, instead = to_take_back(lines, shares)
    reason = _reason(word)
    for line in back:
        yield _line(double, -line.quantity, line, reverses=line.id, reason=reason)
    for person, quantity in instead.items():
        own = [line for line in back if line.person_id == person]
        last = Counted(new_id(), person, quantity, own[-1].at, basis_of(own))
        yield _line(double, quantity, last, reason=reason)


def _taken_back(double: Double, before: DoubleDecision, word: str) -> Iterable[Line]:
    """The opposite of each line of the decision, at the time and of the person of the first line."""
    made = queries.lines_made_by(before.id)
    roots = {line.id: line for line in db.session.scalars(select(Tally).where(Tally.id.in_(_undone(made))))}
    for line in made:
        first = roots.get(line.reverses_id, line) if line.reverses_id else line
        at = corrected(first.at, first.clock_offset)
        told = Counted(line.id, first.by_id, line.quantity, at, line.basis)
        yield _line(double, -line.quantity, told, reverses=line.id, reason=_reason(word))


def _undone(made: Iterable[Tally]) -> list[uuid.UUID]:
    return [line.reverses_id for line in made if line.reverses_id]


def _line(double: Double, quantity: int, of: Counted, *, reason: str, reverses: uuid.UUID | None = None) -> Line:
    item = None if double.item is None else double.item.code
    return Line(
        id=new_id(),
        event=double.event_id,
        kind=double.kind,
        item=item,
        quantity=quantity,
        at=of.at,
        basis=of.basis,
        by=of.person_id,
        reverses=reverses,
        reason=reason,
    )


def _reason(word: str) -> str:
    with in_bureau_language():
        return str(_("One desk, two tallies: %(word)s", word=word))


def _ask_about_late_lines(event: Event, double: Double) -> None:
    """The event is reviewed again with the decision: lines that nobody looked at must not slip in with it."""
    if event.reviewed_at is None:
        return
    late = select(func.count()).where(
        Tally.event_id == event.id, Tally.received_at > event.reviewed_at, ~queries.at_desk(queries.desk_of(double))
    )
    count = db.session.scalar(late) or 0
    if count:
        message = ngettext(
            "%(num)s other line came after the review, and would count from now on too.",
            "%(num)s other lines came after the review, and would count from now on too.",
            count,
        )
        raise Question(message, code="late_lines")


def _note(double: Double, decision: DoubleDecision, event: Event, *, by: Person, now: datetime) -> None:
    """What the history of the event says of it, in the bureau's language; who counted is told by the lines."""
    with in_bureau_language():
        counted = [int(each) for each in decision.counted.values()]
        shares = [int(each) for each in decision.shares.values()]
        old = " + ".join(map(str, counted)) if counted else str(_("decided"))
        new = " + ".join(str(each) for each in shares if each) if counted else str(_("open again"))
    moves = decision.counted != decision.shares or decision.choice is Choice.REOPENED
    record_change(event, "double", old=old, new=new, by=by, now=now, reason=decision.word, moves_figure=moves)
    act = "double.reopened" if decision.choice is Choice.REOPENED else "double.decided"
    record_act(
        act, by=by, now=now, subject=event, title=event.title, choice=decision.choice.value, reason=decision.word
    )


def _as_json(numbers: Mapping[uuid.UUID, int]) -> dict[str, int]:
    return {str(person): number for person, number in numbers.items()}
