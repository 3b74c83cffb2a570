"""How a phone looks for people in what is typed, without a signal, too: by these very patterns, as scripts read them.

Of the numbers it knows mobile and identity numbers, by patterns of its own: older phones can't look behind.
"""

import json

from flask import Flask

from outreach.anonymity import names, rules
from outreach.web import assets

#: The module that scripts import.
PATTERNS = "anonymity/patterns.js"
_BEHIND = "(?<=[,。;:、!?(\\s])"


def join(app: Flask) -> None:
    """Give scripts the patterns as a module of their own: they are larger than most pages, and looked with seldom."""
    assets.write(app, PATTERNS, as_module())


def as_module() -> str:
    """The module PATTERNS."""
    return f"export const SIGNS = {signs_of_people()};\n"


def signs_of_people() -> str:
    """The patterns as JSON, for static/anonymity/signs.js; `names` in their order, the first at a place counts."""
    return _SIGNS


def _for_scripts(pattern: str) -> str:
    """The pattern with what it looks behind taken into it, and with its names as scripts write them."""
    return pattern.replace("(?m)", "").replace(_BEHIND, _BEHIND.replace("?<=", "?:")).replace("(?P<", "(?<")


_SIGNS = json.dumps(
    {
        "names": [_for_scripts(pattern) for pattern in names.NAMES],
        "words": _for_scripts(names.WORDS),
        "from": _for_scripts(names.FROM),
        "neutral": names.NEUTRAL,
        "province": _for_scripts(rules.PROVINCE.pattern),
    },
    ensure_ascii=False,
    separators=(",", ":"),
)
