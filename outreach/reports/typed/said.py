"""What is said of a typed figure, today or in a drawing, as plain values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from outreach.reports.rules import wording
from outreach.reports.typed.labels import PASS_RATE, PIECES
from outreach.reports.typed.models import TypedFigure, TypedValue
from outreach.reports.typed.rules import PERCENT, WORKED_OUT, Numbers, Piece, Shape, said_percent


@dataclass(frozen=True)
class Said:
    """A typed figure with the numbers that hold; by whom, when and where from, where anybody said them."""

    year: int
    code: str
    name: str
    section: str
    unit: str
    shape: Shape
    definition: str
    numbers: Numbers = field(default_factory=Numbers)
    numerator_name: str | None = None
    denominator_name: str | None = None
    is_estimated: bool = False
    is_rounded: bool = False
    source: str = ""
    sha256: str | None = None
    by_name: str | None = None
    at: datetime | None = None

    def piece_name(self, piece: Piece) -> Any:
        """What a piece is called: by this figure's own names where it has some."""
        own = {Piece.NUMERATOR: self.numerator_name, Piece.DENOMINATOR: self.denominator_name}.get(piece)
        if own:
            return own
        return PASS_RATE if self.shape is Shape.EXAM and piece is Piece.RATE else PIECES[piece]

    def piece_unit(self, piece: Piece) -> str:
        """The unit of a piece: per cent where it is worked out."""
        return PERCENT if piece in WORKED_OUT else self.unit

    def worded(self, piece: Piece, *, rounded: bool | None = None) -> str:
        """The piece as it is printed; `rounded` None asks for what the figure itself wants."""
        if piece in WORKED_OUT:
            rate = said_percent(self.numbers.rate(piece))
            return f"约{rate}" if self.is_estimated and self.numbers.rate(piece) else rate
        by_rule = self.is_rounded if rounded is None else rounded
        return wording(self.numbers.of(piece), self.unit, rounded=by_rule, estimated=self.is_estimated)

    @property
    def whole_wording(self) -> str:
        """All of it in one stretch: 1025件; 219件/270件，81.11%; 应考 40 … by its shape."""
        if self.shape is Shape.NUMBER:
            return self.worded(Piece.VALUE)
        if self.numbers.is_blank:
            return self.worded(Piece.DENOMINATOR)
        if self.shape is Shape.RATE:
            pair = f"{self.worded(Piece.NUMERATOR)}/{self.worded(Piece.DENOMINATOR)}"
            return f"{pair} ({self.worded(Piece.RATE)})"
        exam = "/".join(self.worded(piece) for piece in (Piece.ENROLLED, Piece.SAT, Piece.PASSED))
        return f"{exam} ({self.worded(Piece.RATE)})"


def said_of(figure: TypedFigure, value: TypedValue | None) -> Said:
    """What `value`, the one that holds, says of the figure."""
    told: dict[str, Any] = {}
    if value is not None:
        told = {"numbers": value.numbers, "is_estimated": value.is_estimated, "source": value.source}
        told |= {"sha256": value.sha256, "by_name": value.by.name, "at": value.at}
    return Said(
        year=figure.year,
        code=figure.code,
        name=figure.name,
        section=figure.section,
        unit=figure.unit,
        shape=figure.shape,
        definition=figure.definition,
        numerator_name=figure.numerator_name,
        denominator_name=figure.denominator_name,
        is_rounded=figure.is_rounded,
        **told,
    )
