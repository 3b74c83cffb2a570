"""What goes into the car: materials in bundles, and the things that a desk needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.materials.rules import CountKind

#: How many make a bundle where nobody has said so; the sheet says where this was assumed.
USUAL_BUNDLE = 50
MOST_THINGS = 20
#: What a desk needs where the bureau has no list of its own; one thing per line.
USUAL_THINGS = _(
    "Tables 2\nChairs 6\nTent 1\nLoudspeaker 1\nWater 1 box\nFirst-aid kit 1\nCamera 1\n"
    "Sign-in sheet 1\nService cards\nCar 1"
)

_THING = re.compile(r"(?P<name>.*?)[\s:：×xX*]{0,20}+(?P<count>[0-9０-９]{1,9}\s{0,20}\S{0,3})?")


@dataclass(frozen=True)
class Thing:
    """One thing to bring, with how many as it was typed: 桌子, 2张."""

    name: str
    count: str


def things_of(text: str) -> list[Thing]:
    """The things that a text names, one per line, the first MOST_THINGS of them."""
    return list(_things(text))[:MOST_THINGS]


def packed(quantity: int, item: Any) -> str:
    """A planned quantity as it is carried: 212份（4捆+12份）; displays are not bundled."""
    whole = f"{quantity}{item.unit}"
    size = item.bundle or USUAL_BUNDLE
    if item.kind != CountKind.HANDOUT or quantity < size:
        return whole
    return str(gettext("%(whole)s (%(bundles)s)", whole=whole, bundles=bundles(quantity, item.bundle, item.unit)))


def bundles(quantity: int, size: int | None, unit: str) -> str:
    """`quantity` in bundles of `size`, USUAL_BUNDLE where none is known: 4捆 + 12份."""
    full, loose = divmod(quantity, size or USUAL_BUNDLE)
    parts = [str(gettext("%(count)s bundles", count=full))] if full else []
    return " + ".join(parts + ([f"{loose}{unit}"] if loose or not full else []))


def _things(text: str) -> Iterator[Thing]:
    for line in text.splitlines():
        match = _THING.fullmatch(line.strip(" \t·-、，,;；"))
        if match and (match["name"] or match["count"]):
            yield Thing(match["name"] or match["count"], (match["name"] and match["count"]) or "")
