"""What the program does by itself when its time has come: each feature names its chores at assembly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

_REGISTRY = "outreach.chores"
HOURLY = timedelta(hours=1)


@dataclass(frozen=True)
class Chore:
    """A piece of work, named for good, that is due again `every` so often; `work(now)` is done in a transaction.

    `label` says to the administrator what it is, a lazy translation.
    """

    name: str
    label: Any
    work: Callable[[datetime], object]
    every: timedelta


def add(app: Flask, name: str, label: Any, work: Callable[[datetime], object], *, every: timedelta = HOURLY) -> None:
    """Let the program do `work` by itself (`jobs.chores` sees to it), in one of all the processes that serve."""
    app.extensions.setdefault(_REGISTRY, []).append(Chore(name, label, work, every))


def chores(app: Flask) -> Sequence[Chore]:
    """All chores, as they were named."""
    return tuple(app.extensions.get(_REGISTRY, ()))
