"""What a word stands for today: a figure of the ledger (`reports.parts`), or one that is typed by hand (`words`)."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from outreach.errors import NotFound, Refusal
from outreach.reports.filters import Filters
from outreach.reports.labels import NO_READING
from outreach.reports.parts import Part, read_part
from outreach.reports.rules import NOTHING, wording
from outreach.reports.tables import figure_href
from outreach.reports.typed.queries import standing, standings
from outreach.reports.typed.rules import PIECES, WORKED_OUT, Piece, Shape
from outreach.reports.typed.said import Said
from outreach.reports.typed.words import TypedPart, is_typed_word, read_typed
from outreach.reports.values import Drawn, draw


class Trouble(StrEnum):
    """Why a word can't be printed clean."""

    BLANK = "blank"  # nobody has said anything
    UNDECIDED = "undecided"  # a part of it may be counted twice 待核
    UNKNOWN = "unknown"  # there is no such figure, team, campaign …
    OUTSIDE = "outside"  # it can't be asked for under the filters around it


@dataclass(frozen=True)
class Resolved:
    """A word with what it stands for. `trouble_kind` and `trouble`, a sentence, say why it can't be printed clean.

    `wording` is what a text prints by itself, `rounded` the same by rule 13, `exact` as a writer may choose instead.
    A rate has no `value` but a `rate` in per cent with its `numerator` and `denominator`; its `unit` is "%".
    """

    word: str
    label: str
    unit: str = ""
    value: int | None = None
    rate: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    wording: str = NOTHING
    rounded: str = NOTHING
    exact: str = NOTHING
    definition: str = ""
    estimated: int = 0
    undecided: int = 0
    trouble_kind: Trouble | None = None
    trouble: str | None = None
    typed: Said | None = None
    drawn: Drawn | None = None
    filters: Filters | None = None
    drawing: uuid.UUID | None = None
    """The drawing that it was kept in, and `year` the drawing's; None as long as it is today's."""
    year: int | None = None

    @property
    def number(self) -> int | Decimal | None:
        """The value, or the rate where it is one."""
        return self.rate if self.rate is not None else self.value

    @property
    def is_typed(self) -> bool:
        """Whether it was typed by hand, and has no lines in the ledger."""
        return self.typed is not None or is_typed_word(self.word)

    @property
    def is_undecided(self) -> bool:
        """Whether a part of it waits for a lead's decision."""
        return self.undecided != 0

    @property
    def href(self) -> str | None:
        """Where it opens: its lines, or its own page; None where there is no such thing. Needs a request."""
        if self.drawing is not None and not self.is_typed:
            return str(url_for("drawings.figure", year=self.year, drawing_id=self.drawing, key=self.word))
        if self.typed is not None:
            return str(url_for("typed.figure", year=self.typed.year, code=self.typed.code))
        if self.drawn is not None and self.filters is not None and self.drawn.value is not None:
            return figure_href(self.drawn.figure.key, self.filters)
        return None


@dataclass(frozen=True)
class Choice:
    """A word that a picker offers, with its name, unit and section."""

    word: str
    label: str
    unit: str
    section: str


def resolve(word: str, around: Filters) -> Resolved:
    """What the word stands for within the filters `around`, from today's rows; never raises for what it says."""
    try:
        return _typed(read_typed(word), around) if is_typed_word(word) else _logged(read_part(word), around)
    except Refusal as refusal:
        return unknown(word, str(refusal.message))


def unknown(word: str, said: str = "") -> Resolved:
    """A word that stands for nothing; `said` is the sentence why."""
    return Resolved(word, word, trouble_kind=Trouble.UNKNOWN, trouble=said or _("There is no such figure."))


def choices(year: int) -> list[Choice]:
    """The words of the year's typed figures, every piece of each, in the order of their page."""
    offered = []
    for each in standings(year):
        said = each.said
        for piece in PIECES[said.shape]:
            part = TypedPart(said.code, None if said.shape is Shape.NUMBER else piece)
            offered.append(Choice(part.word, _label(said, piece, part), said.piece_unit(piece), said.section))
    return offered


def _logged(part: Part, around: Filters) -> Resolved:
    label = part.named
    try:
        filters = part.filters(around)
    except Refusal as refusal:
        kind = Trouble.OUTSIDE if refusal.code == "part_outside" else Trouble.UNKNOWN
        return Resolved(part.word, label, trouble_kind=kind, trouble=str(refusal.message))
    drawn = draw(part.figure, filters)
    return resolved_drawn(part.word, label, drawn, filters)


def resolved_drawn(word: str, label: str, drawn: Drawn, filters: Filters | None) -> Resolved:
    """A logged figure that is drawn already."""
    kind, trouble = None, drawn.reason
    if drawn.reason is not None:
        kind = Trouble.BLANK if drawn.reason == str(NO_READING) else Trouble.OUTSIDE
    elif drawn.undecided:
        kind, trouble = Trouble.UNDECIDED, said_undecided(drawn.undecided, drawn.figure.unit)
    is_estimated = drawn.estimated != 0
    return Resolved(
        word,
        label,
        unit=drawn.figure.unit,
        value=drawn.value,
        wording=drawn.wording,
        rounded=wording(drawn.value, drawn.figure.unit, rounded=True, estimated=is_estimated),
        exact=wording(drawn.value, drawn.figure.unit, rounded=False, estimated=is_estimated),
        definition=str(drawn.figure.definition),
        estimated=drawn.estimated,
        undecided=drawn.undecided,
        trouble_kind=kind,
        trouble=trouble,
        drawn=drawn,
        filters=filters,
    )


def said_undecided(undecided: int, unit: str) -> str:
    """The sentence about a figure of which a part may be counted twice."""
    part = f"{undecided}{unit}"
    return str(_("%(part)s of it are undecided 待核: a lead has to say whether they were counted twice.", part=part))


def _typed(part: TypedPart, around: Filters) -> Resolved:
    """A typed figure is of the whole bureau and the whole year: under any filter it can't be asked for."""
    found = standing(around.year - part.years_ago, part.code)
    if found.figure.removed_at is not None:
        raise NotFound(_("“%(name)s” was taken off the list of %(year)s.", name=found.figure.name, year=around.year))
    said = found.said
    resolved = resolved_said(part, said)
    if around.used or not around.is_whole_year:
        why = _("A figure typed by hand is of the whole bureau and the whole year.")
        return Resolved(part.word, resolved.label, unit=resolved.unit, trouble_kind=Trouble.OUTSIDE, trouble=why)
    return resolved


def resolved_said(part: TypedPart, said: Said) -> Resolved:
    """The typed figure with what was said of it, today or in a drawing."""
    piece = part.piece or PIECES[said.shape][0]
    label = _label(said, piece, part)
    if piece not in PIECES[said.shape]:
        why = _("“%(name)s” has no such part.", name=said.name)
        return Resolved(part.word, said.name, trouble_kind=Trouble.UNKNOWN, trouble=why, typed=said)
    facts: dict[str, Any] = {"unit": said.piece_unit(piece), "definition": said.definition, "typed": said}
    if said.numbers.is_blank:
        why = _("Nobody has typed “%(name)s” of %(year)s yet.", name=said.name, year=said.year)
        return Resolved(part.word, label, trouble_kind=Trouble.BLANK, trouble=why, **facts)
    facts |= {"wording": said.worded(piece), "rounded": said.worded(piece, rounded=True)}
    facts["exact"] = said.worded(piece, rounded=False)
    if piece in WORKED_OUT:
        return _rate(part, label, said, piece, facts)
    value = said.numbers.of(piece)
    return Resolved(part.word, label, value=value, estimated=(value or 0) if said.is_estimated else 0, **facts)


def _rate(part: TypedPart, label: str, said: Said, piece: Piece, facts: dict[str, Any]) -> Resolved:
    numbers = said.numbers
    pair = (numbers.numerator, numbers.denominator)
    if piece is Piece.ATTENDED_RATE:
        pair = (numbers.denominator, numbers.value)
    rate = numbers.rate(piece)
    if rate is None:
        why = _("There is no rate of nothing: the whole is 0.")
        return Resolved(part.word, label, trouble_kind=Trouble.BLANK, trouble=why, **facts)
    estimated = int(said.is_estimated)
    return Resolved(part.word, label, rate=rate, numerator=pair[0], denominator=pair[1], estimated=estimated, **facts)


def _label(said: Said, piece: Piece, part: TypedPart) -> str:
    words = [said.name]
    if said.shape is not Shape.NUMBER:
        words.append(str(said.piece_name(piece)))
    if part.years_ago:
        words.append(_("%(number)s years ago", number=part.years_ago))
    return " · ".join(words)
