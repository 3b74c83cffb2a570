"""What must be true of all that is kept: features leave their checks here, and `doctor` asks them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from flask import Flask

_REGISTRY = "outreach.soundness"


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be: its kind in one word for programs and tests, and a sentence that names it.

    With `is_warning` nothing is damaged, but somebody should see to it.
    """

    code: str
    said: Any
    is_warning: bool = False


class Needs(IntEnum):
    """What must be there for a check to be asked."""

    NOTHING = 0
    DATABASE = 1
    SCHEMA = 2
    """It reads tables by the models, so that it is not asked of a database of another version."""


@dataclass(frozen=True)
class Check:
    """One question to what is kept; `find` gives every finding, and is called in one snapshot of a needed database."""

    position: int
    key: str
    label: Any
    find: Callable[[], Iterable[Finding]]
    needs: Needs = Needs.SCHEMA


def add_check(
    app: Flask,
    key: str,
    label: Any,
    find: Callable[[], Iterable[Finding]],
    *,
    position: int = 100,
    needs: Needs = Needs.SCHEMA,
) -> None:
    """Let `doctor` ask this; `label` is a lazy translation of what is looked at."""
    app.extensions.setdefault(_REGISTRY, {})[key] = Check(position, key, label, find, needs)


def checks(app: Flask) -> list[Check]:
    """All checks, in order of position, then of joining."""
    return sorted(app.extensions.get(_REGISTRY, {}).values(), key=lambda check: check.position)
