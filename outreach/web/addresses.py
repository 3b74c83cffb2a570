"""The program's addresses, each put together by code that is made when it is first asked for."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

_Built = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule that has the code for its addresses made when the first one is asked for.

    Werkzeug makes it for every rule, and twice, as the app is made: with more than 500 rules that took a twelfth of a
    start, and few of them are asked for before the first page is there.
    """

    def _compile_builder(self, append_unknown: bool = True) -> _Built:
        make = super()._compile_builder

        @cache
        def made() -> _Built:
            return make(append_unknown)

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            return made()(rule, **values)

        return build


def init_addresses(app: Flask) -> None:
    """Make what is routed from now on late."""
    app.url_rule_class = LateRule
