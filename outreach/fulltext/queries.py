"""Finding texts by the pairs of characters that a table of `Gram` keeps of them: one statement, on both databases."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    String,
    Subquery,
    case,
    cast,
    column,
    func,
    literal,
    select,
    values,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from outreach.db import db
from outreach.fulltext.models import Gram
from outreach.fulltext.rules import LEAST, LEAST_OF_TERM, Part, rarity

Key = InstrumentedAttribute[uuid.UUID]
Number = ColumnElement[Any]
#: Sums of shares differ by so much at most.
HAIR = 1e-6


class Largest(GenericFunction[Any]):
    """The largest of several values of a row."""

    name = "greatest"
    inherit_cache = True


@compiles(Largest, "sqlite")
def _max(element: Largest, compiler: SQLCompiler, **options: Any) -> str:
    return f"max{compiler.process(element.clause_expr, **options)}"


@dataclass(frozen=True)
class _Way:
    """A wording of a part, or all the pairs of the question that count by themselves: what each adds to the share."""

    grams: Mapping[str, float]
    part: int
    least: float


def found(table: type[Gram], key: Key, parts: Sequence[Part]) -> Subquery:
    """Columns `id` and `score` (whole, the higher the better) of the texts that hold most of what is asked.

    `key` is the column of `table` that names a text. The rules are those of `rules.held`; a test holds the two equal.
    How many texts hold each pair is asked first, of the index alone: it is what a pair is worth, and leaves out the
    wordings that no text can hold. The statement then looks each pair up once and adds each text up once.
    """
    rarities = _rarities(table, key, {gram for part in parts for wording in part.wordings for gram in wording.grams})
    ways = [way for way in _ways(parts) if _can_be_held(way, rarities)]
    helping = {part.wordings[0].text for part in parts if not part.size}
    grams = sorted({gram for way in ways for gram in way.grams} | (helping & rarities.keys()))
    rows = [
        (gram, rarities.get(gram, 0.0), float(gram in helping), *(way.grams.get(gram, 0.0) for way in ways))
        for gram in grams
    ] or [("", 0.0, 0.0)]
    names = [f"way_{number}" for number in range(len(ways))]
    numbers = (column(name, Float()) for name in ("rarity", "helps", *names))
    wanted = values(column("gram", String()), *numbers, name="wanted").data(rows).cte("wanted")
    worth = wanted.c.rarity * table.weight
    shares: dict[int, list[Number]] = {}
    scores: dict[int, list[Number]] = {}
    for way, name in zip(ways, names, strict=True):
        said = wanted.c[name]
        is_held = func.sum(said) >= way.least
        shares.setdefault(way.part, []).append(case((is_held, func.sum(said)), else_=0.0))
        scores.setdefault(way.part, []).append(case((is_held, func.sum(said * worth)), else_=0.0))
    share = sum((_best(each) for each in shares.values()), literal(0.0))
    # Whole, so that two pages of one list are sorted alike whatever order the numbers were added in.
    score = cast(
        func.round(sum((_best(each) for each in scores.values()), func.sum(wanted.c.helps * worth)) * 100), Integer
    )
    return (
        select(key.label("id"), score.label("score"))
        .select_from(wanted)
        .join(table, table.gram == wanted.c.gram)
        .group_by(key)
        .having(share >= LEAST * sum(part.size for part in parts))
        .subquery("found")
    )


def _ways(parts: Sequence[Part]) -> Iterator[_Way]:
    plain = [part.wordings[0].text for part in parts if part.size and not part.is_one_thing]
    if plain:
        yield _Way(dict.fromkeys(plain, 1.0), -1, 0.0)
    for number, part in enumerate(parts):
        for wording in part.wordings if part.is_one_thing else ():
            share = part.size / len(wording.grams)
            yield _Way(dict.fromkeys(wording.grams, share), number, LEAST_OF_TERM * part.size - HAIR)


def _can_be_held(way: _Way, rarities: Mapping[str, float]) -> bool:
    most = sum(share for gram, share in way.grams.items() if gram in rarities)
    return most > 0 and most >= way.least


def _best(values_: Sequence[Number]) -> Number:
    return Largest(*values_) if len(values_) > 1 else values_[0]


def _rarities(table: type[Gram], key: Key, grams: Iterable[str]) -> dict[str, float]:
    """What each pair is worth that a text holds."""
    (named,) = key.foreign_keys
    whole = select(func.count()).select_from(named.column.table).scalar_subquery()
    holding = select(table.gram, func.count(), whole).where(table.gram.in_(grams)).group_by(table.gram)
    return {gram: rarity(texts, of) for gram, texts, of in db.session.execute(holding)}
