"""Saying what a typed figure is: each value is a row of its own, and the next one takes its place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, Question
from outreach.evidence.originals import name_original, original
from outreach.people.models import Person
from outreach.reports.typed.checks import Doubt, Finding, jump, sum_gap
from outreach.reports.typed.labels import DOUBTS, FAULTS, NAMED_JUMP
from outreach.reports.typed.models import TypedFigure, TypedValue
from outreach.reports.typed.queries import Standing, standing, standings
from outreach.reports.typed.rights import check_may_type
from outreach.reports.typed.rules import Numbers, Piece, Shape, faults, said_percent
from outreach.reports.typed.said import said_of


@dataclass(frozen=True)
class ValueFacts:
    """What somebody says: the numbers, where they come from, and why they are other ones than before.

    `sha256` names a file that lies in the evidence store already.
    """

    numbers: Numbers
    source: str = ""
    reason: str = ""
    is_estimated: bool = False
    sha256: str | None = None
    file_name: str | None = None


def say_value(
    figure: TypedFigure,
    facts: ValueFacts,
    *,
    version: int,
    by: Person,
    now: datetime,
    confirmed: Collection[str] = (),
) -> TypedValue:
    """Another value of the figure, after the one of number `version` that was seen.

    Raises Forbidden; Conflict where it was taken off the list (`removed`) or somebody said something meanwhile
    (`said_meanwhile`); Invalid for numbers that can't be true, without a source, and without a reason for a change;
    Question `jump` or `sum` for what is far from last year's, or does not add up.
    """
    check_may_type(by, figure)
    if figure.removed_at is not None:
        raise Conflict(_("This figure was taken off the list. Bring it back first."), code="removed")
    if figure.version != version:
        message = _("Somebody else typed this figure meanwhile. Look at what stands there now, and send it again.")
        raise Conflict(message, code="said_meanwhile")
    old = standing(figure.year, figure.code).value
    _check(figure, facts, old)
    beside = standings(figure.year, figure.year - 1)
    this_year = [each for each in beside if each.figure.year == figure.year]
    last_year = [each for each in beside if each.figure.year != figure.year]
    for finding in findings(figure, facts.numbers, this_year, last_year):
        if finding.doubt not in confirmed:
            raise Question(said_finding(figure, finding), code=finding.doubt.value)
    value = _store(figure, facts, old, by=by, now=now)
    said: dict[str, Any] = {"value": value.value, "numerator": value.numerator, "denominator": value.denominator}
    record_act("typed.said", by=by, now=now, subject=figure, year=figure.year, name=figure.name, **said)
    return value


def findings(
    figure: TypedFigure, numbers: Numbers, this_year: Sequence[Standing], last_year: Sequence[Standing]
) -> list[Finding]:
    """What is asked about where the figure says `numbers`, beside the other figures of its year and of the last."""
    if numbers.is_blank:
        return []
    before = {each.figure.code: each.said.numbers for each in last_year}
    found = jump(figure.shape, numbers, before.get(figure.code, Numbers()))
    now = {each.figure.code: each.said.numbers for each in this_year} | {figure.code: numbers}
    whole = figure.part_of or figure.code
    parts = [now[each.figure.code] for each in this_year if each.figure.part_of == whole]
    gap = sum_gap(now.get(whole, Numbers()), parts)
    return [each for each in (found, gap) if each is not None]


def said_finding(figure: TypedFigure, finding: Finding) -> Any:
    """The sentence about what is asked, with the figure's own name for the one of several numbers that it is about."""
    numbers = {"said": _said(finding.said), "beside": _said(finding.beside)}
    if finding.doubt is Doubt.JUMP and figure.shape is not Shape.NUMBER:
        return NAMED_JUMP % {"piece": said_of(figure, None).piece_name(finding.piece), **numbers}
    return DOUBTS[finding.doubt] % numbers


def _said(number: int | Decimal) -> str:
    return said_percent(number) if isinstance(number, Decimal) else str(number)


def _check(figure: TypedFigure, facts: ValueFacts, old: TypedValue | None) -> None:
    for piece, fault in faults(figure.shape, facts.numbers):
        said = said_of(figure, None)
        names = {"part": said.piece_name(Piece.NUMERATOR), "whole": said.piece_name(Piece.DENOMINATOR)}
        raise Invalid(FAULTS[fault] % names, field=piece.value, code=fault.value)
    if old is None and facts.numbers.is_blank:
        raise Invalid(_("Type a number. None is 0."), code="blank")
    if old is not None and not facts.reason:
        raise Invalid(_("Say why it is another value now."), field="reason")
    if not facts.numbers.is_blank and not facts.source:
        raise Invalid(_("Say where the number comes from."), field="source")
    if old is not None and _stands_already(facts, old):
        raise Invalid(_("This is what stands there already."), code="same")


def _stands_already(facts: ValueFacts, old: TypedValue) -> bool:
    same = (old.numbers, old.source, old.is_estimated) == (facts.numbers, facts.source, facts.is_estimated)
    return same and facts.sha256 in (None, old.sha256)


def _store(figure: TypedFigure, facts: ValueFacts, old: TypedValue | None, *, by: Person, now: datetime) -> TypedValue:
    sha256, name = facts.sha256, facts.file_name
    if sha256 is not None:
        content = original(sha256)
        if content is None:
            raise Conflict(_("The file is not there any more. Choose it again."), code="file_gone", field="file")
        name_original(content, now=now)
    elif old is not None and not facts.numbers.is_blank and old.numbers == facts.numbers:
        sha256, name = old.sha256, old.file_name
    figure.version += 1
    value = TypedValue(
        figure_id=figure.id,
        number=figure.version,
        at=now,
        by_id=by.id,
        value=facts.numbers.value,
        numerator=facts.numbers.numerator,
        denominator=facts.numbers.denominator,
        is_estimated=facts.is_estimated,
        source=facts.source,
        reason=facts.reason,
        sha256=sha256,
        file_name=name,
    )
    db.session.add(value)
    db.session.flush()
    return value
