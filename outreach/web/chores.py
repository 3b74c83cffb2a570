"""What the program does by itself when its time has come: each feature names its chores at assembly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask

_REGISTRY = "outreach.chores"


def hourly(now: datetime) -> str:
    """The turn of a chore that is due once in every hour."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H")


@dataclass(frozen=True)
class Chore:
    """A piece of work, named for good; `label` says to the administrator what it is, a lazy translation.

    `due` names the turn that should have been taken by the instant that it is given, None where there is none.
    `work(now)` may give what is kept of the turn. It is done in one transaction, unless it `is_long`: such work takes
    minutes and sees to its own transactions. By a Refusal or an OSError it says why it could not be done.
    """

    name: str
    label: Any
    work: Callable[[datetime], object]
    due: Callable[[datetime], str | None]
    is_long: bool


def add(
    app: Flask,
    name: str,
    label: Any,
    work: Callable[[datetime], object],
    *,
    due: Callable[[datetime], str | None] = hourly,
    is_long: bool = False,
) -> None:
    """Let the program do this by itself (`jobs.chores` sees to it), in one of all the processes that serve."""
    app.extensions.setdefault(_REGISTRY, []).append(Chore(name, label, work, due, is_long))


def chores(app: Flask) -> Sequence[Chore]:
    """All chores, as they were named."""
    return tuple(app.extensions.get(_REGISTRY, ()))


def facts_of(answer: object) -> dict[str, Any]:
    """What is kept of a turn whose work gave this `answer`."""
    return dict(answer) if isinstance(answer, Mapping) else {}
