"""A question as its page shows it: who counted what from when to when, and what each choice would give."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach.logbook import queries as ledger
from outreach.logbook.doubles import queries
from outreach.logbook.doubles.models import Double, DoubleDecision
from outreach.logbook.doubles.rules import Choice, Counted, Span, met, seen, sums
from outreach.logbook.labels import named
from outreach.logbook.queries import LoggedLine
from outreach.materials.rules import MAIN_UNIT


@dataclass(frozen=True)
class Side:
    """One of those in doubt: the span of the own lines by the corrected clock, what they add up to, and the lines."""

    person_id: uuid.UUID
    name: str
    span: Span
    total: int
    lines: Sequence[LoggedLine]


@dataclass(frozen=True)
class Told:
    """A decision in words: of each person the name, what was counted and what stands since then."""

    decision: DoubleDecision
    parts: Sequence[tuple[str, int, int]]

    @property
    def total(self) -> int:
        """What stands of all of them."""
        return sum(share for _name, _counted, share in self.parts)

    @property
    def is_reopening(self) -> bool:
        """Whether it takes the decision before it back."""
        return self.decision.choice is Choice.REOPENED


@dataclass(frozen=True)
class Asked:
    """One question: its `sides` in order of their first line (none where it is closed), `holds` the decision in force.

    `seen` names the lines that are shown; `is_at_once` says that its people logged at the same time.
    """

    double: Double
    name: str
    unit: str
    sides: Sequence[Side]
    seen: str
    is_at_once: bool
    decisions: Sequence[Told]
    holds: DoubleDecision | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.double.closed_at is None

    @property
    def total(self) -> int:
        """What counts as long as nobody decides: everything."""
        return sum(side.total for side in self.sides)


def asked_at(event_id: uuid.UUID) -> list[Asked]:
    """Every question about the event, the open ones first."""
    doubles = queries.questions_at(event_id)
    ids = [each.id for each in doubles]
    sides, decisions = queries.sides_of(ids), queries.decisions_on(ids)
    lines = queries.counted_at([queries.desk_of(each) for each in doubles if each.id in sides])
    in_doubt = {
        each.id: [line for line in lines[queries.desk_of(each)] if line.person_id in sides[each.id]]
        for each in doubles
        if each.id in sides
    }
    logged = ledger.lines_among({line.id for found in in_doubt.values() for line in found})
    people = {uuid.UUID(person) for found in decisions.values() for each in found for person in each.counted}
    people |= {person for found in sides.values() for person in found}
    names = {person.id: person.name for person in ledger.people_among(people)}
    return [_asked(each, in_doubt.get(each.id, []), logged, names, decisions.get(each.id, [])) for each in doubles]


def _asked(
    double: Double,
    lines: Sequence[Counted],
    logged: Mapping[uuid.UUID, LoggedLine],
    names: Mapping[uuid.UUID, str],
    decisions: Sequence[DoubleDecision],
) -> Asked:
    item = double.item
    return Asked(
        double=double,
        name=named(item.name if item else None, item.name_en if item else None, double.kind),
        unit=item.unit if item else MAIN_UNIT[double.kind],
        sides=[_side(person, total, lines, logged, names) for person, total in sums(lines).items()],
        seen=seen(lines),
        is_at_once=met(lines),
        decisions=[_told(each, names) for each in reversed(decisions)],
        holds=queries.holding(decisions),
    )


def _side(
    person: uuid.UUID,
    total: int,
    lines: Sequence[Counted],
    logged: Mapping[uuid.UUID, LoggedLine],
    names: Mapping[uuid.UUID, str],
) -> Side:
    own = [line for line in lines if line.person_id == person]
    return Side(person, names[person], Span(own[0].at, own[-1].at), total, [logged[line.id] for line in own])


def _told(decision: DoubleDecision, names: Mapping[uuid.UUID, str]) -> Told:
    people = [(uuid.UUID(person), int(count)) for person, count in decision.counted.items()]
    return Told(decision, [(names[id], count, int(decision.shares[str(id)])) for id, count in people])
