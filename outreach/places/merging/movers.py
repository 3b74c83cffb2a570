"""What names a place, and who puts it on another one: each feature leaves a mover for its tables at assembly."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, current_app
from sqlalchemy import Column, Select, select, update

from outreach.audit.actions import Actor
from outreach.db import db
from outreach.places.models import Place

_REGISTRY = "outreach.place_merges"

#: Foreign keys to places that stay where they are when two entries become one, and why.
KEPT = {
    "place_merges.place_id": "it says which entry was merged",
    "places_apart.place_id": "who said that two entries are two said it of these",
    "places_apart.other_id": "who said that two entries are two said it of these",
}


class Move(Protocol):
    """Puts what names `old` on `into`."""

    def __call__(self, old: Place, into: Place, *, by: Actor, now: datetime) -> None: ...


@dataclass(frozen=True)
class Mover:
    """How the rows of some columns ("events.place_id") go over; `label` says what they are.

    `named` gives for each row the place that it names, where that is to be told.
    """

    position: int
    columns: tuple[str, ...]
    label: Any
    named: Select[Any]
    move: Move


def add(app: Flask, mover: Mover) -> None:
    """Let the rows of the mover's columns go over when two entries are merged."""
    app.extensions.setdefault(_REGISTRY, []).append(mover)


def add_column(app: Flask, column: Any, label: Any, *, position: int = 100) -> None:
    """The mover of a column whose rows go over as they are."""
    add(app, column_mover(column, label, position=position))


def column_mover(column: Any, label: Any, *, position: int = 100) -> Mover:
    """See `add_column`."""
    key: Column[Any] = column.property.columns[0]

    def move(old: Place, into: Place, *, by: Actor, now: datetime) -> None:
        del by, now
        db.session.execute(update(column.class_).where(column == old.id).values({column: into.id}))

    return Mover(position, (f"{key.table.name}.{key.name}",), label, select(column), move)


def movers(app: Flask | None = None) -> list[Mover]:
    """All movers in the order in which they run."""
    return sorted((app or current_app).extensions.get(_REGISTRY, ()), key=lambda each: each.position)
