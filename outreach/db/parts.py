"""Long lists of values, in parts that one statement can take."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")
#: So many values go into one statement.
AT_ONCE = 500


def in_parts(values: Iterable[Value], size: int = AT_ONCE) -> Iterator[list[Value]]:
    """`values` in order, at most `size` of them at a time."""
    left = iter(values)
    while part := list(islice(left, size)):
        yield part
