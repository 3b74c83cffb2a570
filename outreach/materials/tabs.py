"""The four tabs above the lists."""

from dataclasses import dataclass

from flask import url_for

from outreach.materials.labels import KINDS
from outreach.materials.queries import counts_in_use
from outreach.materials.rules import CountKind

#: the page of each kind, in the order of the tabs
ENDPOINTS = {
    CountKind.HANDOUT: "materials.index",
    CountKind.CONSULTATION: "materials.topics",
    CountKind.ATTENDANCE: "materials.groups",
    CountKind.DISPLAY: "materials.displays",
}


@dataclass(frozen=True)
class Tab:
    """One tab with how many items in use it holds."""

    label: str
    href: str
    count: int
    is_current: bool


def tabs(current: CountKind) -> list[Tab]:
    """The tabs, the `current` one marked."""
    counts = counts_in_use()
    return [
        Tab(str(KINDS[kind]), url_for(endpoint), counts[kind], kind is current) for kind, endpoint in ENDPOINTS.items()
    ]
