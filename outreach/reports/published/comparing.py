"""The numbers of a published report beside the ledger's: today's, or those of a stored drawing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from outreach.reports.drawings.models import Drawing
from outreach.reports.drawings.resolved import resolve_in
from outreach.reports.filters import Filters
from outreach.reports.published import rules
from outreach.reports.published.labels import FAULTS
from outreach.reports.published.models import PublishedNumber, PublishedReport
from outreach.reports.published.rules import Beside, Fault, Printed, Verdict
from outreach.reports.typed.resolving import Resolved, Trouble, resolve
from outreach.reports.typed.rules import Piece, said_percent
from outreach.reports.typed.words import is_typed_word, read_typed


@dataclass(frozen=True)
class Compared:
    """A published number with what it is held against, how the two stand, and what is wrong with it in print."""

    number: PublishedNumber
    printed: Printed
    resolved: Resolved | None
    verdict: Verdict
    gap: Decimal | None
    faults: tuple[Any, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing has to be looked at: it agrees, nobody guessed, and it is printed soundly."""
        return self.verdict is Verdict.AGREES and not self.faults and not self.number.is_guess

    @property
    def said_bounds(self) -> str:
        """What the printed words allow, where they are no exact number: 12700–12799."""
        if self.printed.low is None or self.printed.low == self.printed.high or self.printed.is_rate:
            return ""
        return f"{self.printed.low:,f}–{self.printed.high:,f}"

    @property
    def said_gap(self) -> str:
        """The gap with its sign; "" where there is none."""
        if not self.gap or self.verdict is not Verdict.GAP:
            return ""
        return f"{self.gap:+,f}"


def compared(
    report: PublishedReport, numbers: Sequence[PublishedNumber], drawing: Drawing | None = None
) -> list[Compared]:
    """Each number in order; with `drawing` against what was kept in it. To be called inside `snapshot()`."""
    around = Filters.of_year(report.year)
    read = [(number, rules.read_printed(number.printed)) for number in numbers]
    wrong = _wrong_rates(read)
    return [_compared(number, printed, _resolved(number, around, drawing), wrong) for number, printed in read]


def counts(rows: Sequence[Compared]) -> Counter[Verdict]:
    """How many numbers stand in which way."""
    return Counter(row.verdict for row in rows)


def beside(resolved: Resolved | None) -> Beside:
    """What the rules need to know of the ledger's number; nothing where it is undecided."""
    if resolved is None or resolved.trouble_kind is Trouble.UNDECIDED:
        return Beside(None, resolved.unit if resolved else "")
    wordings = frozenset({resolved.wording, resolved.rounded, resolved.exact})
    return Beside(resolved.number, resolved.unit, wordings)


def _resolved(number: PublishedNumber, around: Filters, drawing: Drawing | None) -> Resolved | None:
    if not number.word:
        return None
    return resolve(number.word, around) if drawing is None else resolve_in(drawing, number.word)


def _compared(
    number: PublishedNumber, printed: Printed, resolved: Resolved | None, wrong: dict[Any, Decimal]
) -> Compared:
    ledger = beside(resolved)
    verdict = rules.verdict(printed, ledger)
    if resolved is None and verdict is not Verdict.UNREADABLE:
        verdict = Verdict.UNTIED
    said = [FAULTS[fault] for fault in rules.faults_beside(printed, ledger)]
    if number.id in wrong:
        right = said_percent(wrong[number.id])
        said.append(_("%(wrong)s It would be %(right)s.", wrong=FAULTS[Fault.RATE_WRONG], right=right))
    return Compared(number, printed, resolved, verdict, rules.gap(printed, ledger), tuple(said))


def _wrong_rates(read: Sequence[tuple[PublishedNumber, Printed]]) -> dict[Any, Decimal]:
    """By id of a printed rate, the one that follows from the part and the whole printed in the same report."""
    pieces: dict[tuple[str, Piece], Printed] = {}
    for number, printed in read:
        if (named := _piece(number)) is not None:
            pieces[named] = printed
    found: dict[Any, Decimal] = {}
    for number, printed in read:
        named = _piece(number)
        if named is None or not printed.is_rate:
            continue
        for part, whole in ((Piece.NUMERATOR, Piece.DENOMINATOR), (Piece.PASSED, Piece.SAT)):
            pair = pieces.get((named[0], part)), pieces.get((named[0], whole))
            if pair[0] is None or pair[1] is None:
                continue
            if (right := rules.wrong_rate(printed, pair[0], pair[1])) is not None:
                found[number.id] = right
    return found


def _piece(number: PublishedNumber) -> tuple[str, Piece] | None:
    if not is_typed_word(number.word):
        return None
    part = read_typed(number.word)
    return None if part.piece is None else (part.code, part.piece)
