"""Statements that are made once and sent many times: making one of views takes longer than its answer does."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Select

#: So many are kept, of all functions together: one of views takes 0.15 MB, one of events a tenth of that.
KEPT = 500

Asked = ParamSpec("Asked")
Made = TypeVar("Made")
Source = TypeVar("Source", bound=Select[Any])


def made_once(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """`make`, whose statements are kept by what was asked for; those that were asked for last stay.

    For functions of hashable arguments that read nothing, neither rows nor who asks: all get the same statement. None
    is ever changed, as no statement of SQLAlchemy is, and each knows its key among the compiled ones from then on.
    """

    @wraps(make)
    def kept(*asked: Asked.args, **named: Asked.kwargs) -> Made:
        return cast(Made, _kept(make, asked, tuple(named.items())))

    return kept


def made_of_it(make: Callable[[Source], Made]) -> Callable[[Source], Made]:
    """`make` of another statement, kept for as long as that one is: one that is made anew is another one each time."""
    made: WeakKeyDictionary[Source, Made] = WeakKeyDictionary()

    @wraps(make)
    def kept(source: Source) -> Made:
        if source not in made:
            made[source] = make(source)
        return made[source]

    return kept


@lru_cache(maxsize=KEPT)
def _kept(make: Callable[..., Any], asked: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Any:
    return make(*asked, **dict(named))
