"""What all templates may name, at the price of one: a page is put together of a dozen of them."""

from collections import ChainMap
from collections.abc import Callable, KeysView, MutableMapping
from typing import Any, cast

from flask import Flask, request
from flask.templating import Environment

_ASKED = "outreach.facts"


class PageEnvironment(Environment):
    """Flask's, for templates that import from each other."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What the template can name besides what it is given."""
        return _Globals({} if d is None else d, self.globals)


class _Globals(ChainMap[str, Any]):
    """Names whose set is at hand: each import compares it, and asking for each name apart took 3 % of a page's time."""

    def keys(self) -> KeysView[str]:
        return cast(KeysView[str], set().union(*self.maps))


def add_fact(app: Flask, name: str, ask: Callable[[], Any]) -> None:
    """Let every template say what `ask` gives: it is asked once in a request, not again for each part of a page."""

    def fact() -> dict[str, Any]:
        asked: dict[str, Any] = request.environ.setdefault(_ASKED, {})
        if name not in asked:
            asked[name] = ask()
        return {name: asked[name]}

    app.context_processor(fact)
