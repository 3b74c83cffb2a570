"""What a word stood for in a drawing: the counterpart of `typed.resolving.resolve`, from what was kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from outreach.db import db
from outreach.errors import Refusal
from outreach.reports.drawings.models import Drawing, DrawnFigure, DrawnTyped
from outreach.reports.drawings.queries import figures_in, label_of
from outreach.reports.rules import wording
from outreach.reports.typed.resolving import Resolved, Trouble, resolved_said, said_undecided, unknown
from outreach.reports.typed.rules import Numbers
from outreach.reports.typed.said import Said
from outreach.reports.typed.words import is_typed_word, read_typed


def resolve_in(drawing: Drawing, word: str, figures: Mapping[str, DrawnFigure] | None = None) -> Resolved:
    """What the word stood for in the drawing; unknown where it was not kept. Never raises for what it says.

    `figures` are all of the drawing by their keys, for who asks for many of them.
    """
    if not is_typed_word(word):
        key = word.strip()
        kept = db.session.get(DrawnFigure, (drawing.id, key)) if figures is None else figures.get(key)
        return unknown(word) if kept is None else _logged(drawing, kept)
    try:
        part = read_typed(word)
    except Refusal as refusal:
        return unknown(word, str(refusal.message))
    typed = db.session.get(DrawnTyped, (drawing.id, drawing.year - part.years_ago, part.code))
    if typed is None:
        return unknown(word)
    return replace(resolved_said(part, said_in(typed)), drawing=drawing.id, year=drawing.year)


def kept_in(drawing: Drawing) -> Callable[[str], Resolved]:
    """What each word stood for in the drawing, for who asks for many: its figures are read in one go."""
    known: dict[str, Resolved] = {}
    figures = {each.key: each for each in figures_in(drawing.id)}

    def number(word: str) -> Resolved:
        if word not in known:
            known[word] = resolve_in(drawing, word, figures)
        return known[word]

    return number


def said_in(kept: DrawnTyped) -> Said:
    """A typed figure of a drawing as plain values."""
    return Said(
        year=kept.year,
        code=kept.code,
        name=kept.label,
        section=kept.section,
        unit=kept.unit,
        shape=kept.shape,
        definition=kept.definition,
        numbers=Numbers(kept.value, kept.numerator, kept.denominator),
        numerator_name=kept.numerator_name,
        denominator_name=kept.denominator_name,
        is_estimated=kept.is_estimated,
        is_rounded=kept.is_rounded,
        source=kept.source,
        sha256=kept.sha256,
        by_name=kept.by_name,
        at=kept.typed_at,
    )


def _logged(drawing: Drawing, kept: DrawnFigure) -> Resolved:
    is_estimated = kept.estimated != 0
    kind, trouble = None, kept.reason
    if kept.value is None:
        kind = Trouble.BLANK
    elif kept.undecided:
        kind, trouble = Trouble.UNDECIDED, said_undecided(kept.undecided, kept.unit)
    return Resolved(
        kept.key,
        kept.label or label_of(kept.key),
        unit=kept.unit,
        value=kept.value,
        wording=kept.wording,
        rounded=wording(kept.value, kept.unit, rounded=True, estimated=is_estimated),
        exact=wording(kept.value, kept.unit, rounded=False, estimated=is_estimated),
        definition=kept.definition,
        estimated=kept.estimated,
        undecided=kept.undecided,
        trouble_kind=kind,
        trouble=trouble,
        drawing=drawing.id,
        year=drawing.year,
    )
