"""Which facts of an act a reader of the audit could not make out."""

import re
from collections.abc import Iterator
from typing import Any

from outreach.audit.facts import FACTS, VALUES

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def without_a_name(facts: dict[str, Any]) -> set[str]:
    """The facts, or parts of them, that have no name in the catalogue, and those that are ids."""
    return {name for name, value in _parts(facts) if not _has_name(name) or _ID.search(str(value))}


def _has_name(name: str) -> bool:
    return name in FACTS or name in VALUES["fields"]


def _parts(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        yield name, value
        if isinstance(value, dict):
            yield from value.items()
        if name == "fields":
            yield from ((each, each) for each in value)
