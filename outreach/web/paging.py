"""Long lists, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
Other = TypeVar("Other")
SIZE = 30
LAST_NUMBER = 1_000_000


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list: its rows, its number (from 1), how many rows fit a page and how many there are."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return _pages(self.total, self.size)

    @property
    def first(self) -> int:
        """Place in the whole list of the first row here, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Place in the whole list of the last row here."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def previous(self) -> int | None:
        """Number of the page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """Number of the page after this one."""
        return self.number + 1 if self.number < self.count else None

    def showing(self, rows: Sequence[Other]) -> "Page[Other]":
        """The same page, where the list holds ids or keys and `rows` is what they stand for."""
        return Page(rows, self.number, self.size, self.total)

    def href(self, number: int) -> str:
        """The address of this list at page `number`, every other argument kept."""
        arguments: dict[str, Any] = {name: values for name, values in request.args.lists() if name != "page"}
        arguments.update(request.view_args or {})
        if number > 1:
            arguments["page"] = number
        return url_for(request.endpoint or "", **arguments)


def page_number(name: str = "page") -> int:
    """The page asked for by `?page=` (or another `name`); 1 for anything that is no page number."""
    text = request.args.get(name, "")
    return min(max(1, int(text)), LAST_NUMBER) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def number_within(number: int, size: int, total: int) -> int:
    """`number`, or that of the last page where `total` rows need fewer pages."""
    return min(max(1, number), _pages(total, size))


def page_of(rows: Sequence[Row], number: int, size: int = SIZE) -> Page[Row]:
    """The part of `rows`, all of them at hand, on page `number`, or on the last one where they are fewer."""
    number = number_within(number, size, len(rows))
    return Page(rows[(number - 1) * size : number * size], number, size, len(rows))


def paged(
    session: Session, statement: Select[Any], number: int, size: int = SIZE, *, entities: bool = True
) -> Page[Any]:
    """The rows of `statement` on page `number`, or on the last page when the list is shorter.

    With `entities` the first column of each row (an object of the ORM), else whole rows. The statement's order must end
    in a unique column.
    """
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    number = number_within(number, size, total)
    part = statement.limit(size).offset((number - 1) * size)
    rows = session.scalars(part).unique().all() if entities else session.execute(part).all()
    return Page(list(rows), number, size, total)


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))
