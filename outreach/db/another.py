"""A table under another name, for a statement that meets it twice."""

from functools import cache
from typing import TypeVar

from sqlalchemy.orm import aliased

Entity = TypeVar("Entity")


@cache
def another(entity: type[Entity], name: str) -> type[Entity]:
    """`entity` under `name`: made once, since it copies every column, and a statement of views needs five of them.

    For subqueries alone: a subquery inside one that reads the same name would mean its rows.
    """
    return aliased(entity, name=name)
