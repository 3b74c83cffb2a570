"""How a brief stands today: its numbers beside the ledger's, and what keeps it from being printed clean."""

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.reports.briefs import queries
from outreach.reports.briefs.counting import Counted, numbers_of
from outreach.reports.briefs.models import Brief, BriefNumber
from outreach.reports.briefs.rules import (
    PARTS,
    Field,
    Found,
    Number,
    Piece,
    Trouble,
    findings_in,
    pieces_of,
    printed,
    quoted_in,
    slots_in,
)

_TO_BE_SETTLED = "（待核）"


@dataclass(frozen=True)
class Row:
    """A number of the brief, and what the ledger says of it `today` (None: nothing any more).

    `is_new`: it was not there when the brief was drafted. `is_used`: the text names it.
    """

    number: Number
    today: Counted | None
    is_used: bool
    is_new: bool = False
    is_set_aside: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether the ledger says another number than the brief."""
        if self.today is None:
            return self.number.value is not None
        now = self.today.number
        return (now.value, now.is_estimated) != (self.number.value, self.number.is_estimated)

    @property
    def must_be_settled(self) -> bool:
        """Whether somebody still has to say if the new number is taken."""
        return self.is_changed and not self.is_set_aside and not self.is_new

    @property
    def trouble(self) -> Trouble | None:
        """Why the number can't be printed."""
        return self.number.trouble or (Trouble.CHANGED if self.must_be_settled else None)


@dataclass(frozen=True)
class Snag:
    """A slot of the text that can't be printed, and why."""

    name: str
    trouble: Trouble


@dataclass(frozen=True)
class Standing:
    """All that the page of a brief shows of its text and numbers."""

    texts: Mapping[Field, str]
    rows: tuple[Row, ...]
    snags: tuple[Snag, ...]
    findings: tuple[Found, ...]

    @property
    def numbers(self) -> dict[str, Number]:
        """The numbers by the names of their slots."""
        return {row.number.name: row.number for row in self.rows if not row.is_new}

    @property
    def used(self) -> list[Row]:
        """The numbers that the text names."""
        return [row for row in self.rows if row.is_used]

    @property
    def unused(self) -> list[Row]:
        """The others, which may be put in."""
        return [row for row in self.rows if not row.is_used]

    @property
    def changed(self) -> list[Row]:
        """The numbers that became others and wait for a word, those that the text names first."""
        return sorted((row for row in self.rows if row.must_be_settled), key=lambda row: not row.is_used)

    @property
    def warnings(self) -> list[Found]:
        """What is only pointed out."""
        return [each for each in self.findings if each.is_warning]

    @property
    def refused(self) -> list[Found]:
        """What must be mended in the text."""
        return [each for each in self.findings if not each.is_warning]

    @property
    def is_clean(self) -> bool:
        """Whether nothing keeps the brief from being copied clean and kept as an article."""
        return not self.snags and not self.refused

    def pieces(self, field: Field) -> list[Piece]:
        """The text of a field with its slots."""
        return pieces_of(self.texts[field], self.numbers)

    def printed(self, field: Field) -> str:
        """The text of a field as it is printed."""
        return printed(self.texts[field], self.numbers)

    @property
    def as_text(self) -> str:
        """The brief as plain text: the headline, and below it the paragraphs, each begun as in print."""
        paragraphs = (line for field in PARTS for line in self.printed(field).split("\n") if line.strip())
        return "\n".join([self.printed(Field.HEADLINE), "", *(f"　　{line.strip()}" for line in paragraphs)])

    def on_paper(self, field: Field) -> list[str]:
        """The paragraphs of a field for a sheet of paper; what is not settled says so in the place of a number."""
        words = "".join(self._on_paper(piece) for piece in self.pieces(field))
        return [line for line in words.split("\n") if line.strip()]

    def trouble_of(self, name: str) -> Trouble | None:
        """Why the slot of that name can't be printed."""
        return next((snag.trouble for snag in self.snags if snag.name == name), None)

    def _on_paper(self, piece: Piece) -> str:
        if not piece.is_slot:
            return piece.text
        is_settled = piece.number is not None and self.trouble_of(piece.text) is None
        return piece.number.wording if is_settled and piece.number else _TO_BE_SETTLED


def standing_of(item: Brief) -> Standing:
    """The brief as it stands now; a kept one is held against today's ledger, too."""
    texts = item.current.texts
    names = {name.strip() for text in texts.values() for name in slots_in(text)}
    rows = _rows(item, names)
    by_name = {row.number.name: row for row in rows if not row.is_new}
    troubles = {name: by_name[name].trouble if name in by_name else Trouble.UNKNOWN for name in sorted(names)}
    if item.kept_at is not None:  # what was handed in is not judged again
        return Standing(texts, tuple(rows), (), ())
    snags = (Snag(name, trouble) for name, trouble in troubles.items() if trouble)
    return Standing(texts, tuple(rows), tuple(snags), tuple(_findings(item, texts)))


def _rows(item: Brief, names: set[str]) -> list[Row]:
    today = numbers_of(item.event)
    undecided = queries.undecided_keys(item)
    rows = [_row(each, today.pop(each.key, None), names, undecided) for each in queries.taken_numbers(item.id)]
    if item.kept_at is not None:
        return rows
    return rows + [Row(each.number, each, is_used=False, is_new=True) for each in today.values()]


def _row(taken: BriefNumber, today: Counted | None, names: set[str], undecided: frozenset[str]) -> Row:
    now = None if today is None else today.number.value
    is_undecided = taken.key in undecided or (today is not None and today.number.is_undecided)
    return Row(
        taken.as_number(is_undecided=is_undecided),
        today,
        is_used=taken.name in names,
        is_set_aside=taken.is_kept and taken.kept_against == now,
    )


def _findings(item: Brief, texts: Mapping[Field, str]) -> list[Found]:
    quoted = quoted_in(texts.values())
    return findings_in(
        texts,
        laws=queries.law_titles() if quoted else (),
        materials=queries.materials_named(quoted),
        day=item.event.day,
    )
