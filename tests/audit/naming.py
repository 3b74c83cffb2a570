"""Which facts of an act a reader of the audit could not make out."""

import re
from collections.abc import Iterator
from typing import Any

from outreach.audit.facts import FACTS, VALUES

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def without_a_name(facts: dict[str, Any]) -> set[str]:
    """The facts, or parts of them, that have no name in the catalogue."""
    return {name for name, _value in _parts(facts) if name not in FACTS and name not in VALUES["fields"]}


def with_an_id(facts: dict[str, Any]) -> set[str]:
    """The facts, or parts of them, that tell an id; a name that somebody typed may look like one."""
    return {name for name, value in _parts(facts) if _ID.search(str(value))}


def _parts(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        yield name, value
        if isinstance(value, dict):
            yield from value.items()
        if name == "fields":
            yield from ((each, each) for each in value)
