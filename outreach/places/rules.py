"""The kinds of place, and what nesting may not do."""

import uuid
from collections.abc import Mapping
from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is (DESIGN.md, section 1)."""

    PARK = "park"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    WORKSITE = "worksite"
    ENTERPRISE = "enterprise"
    JOB_FAIR = "job_fair"
    SQUARE = "square"
    HALL = "hall"
    SCHOOL = "school"
    OTHER = "other"


def is_inside_itself(place: uuid.UUID, parent: uuid.UUID | None, parents: Mapping[uuid.UUID, uuid.UUID | None]) -> bool:
    """Whether `place` under `parent` would lie inside itself; `parents` maps each place to the one it lies in."""
    seen = {place}
    while parent is not None:
        if parent in seen:
            return True
        seen.add(parent)
        parent = parents.get(parent)
    return False
