"""Whatever can be one of several things has a word for each of them."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

from flask_babel.speaklater import LazyString

import outreach

#: Words for some of them alone, each with why.
NOT_FOR_ALL = {
    "outreach.logbook.attendance.rules.SENTENCES": "a refusal says why itself",
    "outreach.logbook.follow_ups.rules.SENTENCES": "a refusal says why itself",
    "outreach.schedule.on_the_spot.rules.SENTENCES": "a refusal says why itself",
    "outreach.logbook.labels.WITHOUT_ITEM": "a display is always one of the list",
    "outreach.media.links.labels.ABOUT": "nothing is said of a link that opens",
    "outreach.media.proofs.labels.KINDS": "a sheet of names proves no counter",
    "outreach.reports.online_year.labels.KINDS": "a piece is shown with its push",
    "outreach.reports.texts.labels.LEVELS": "the title is no paragraph",
    "outreach.stock.forms._NOTES": "a note is asked for where something is printed or lost",
}


def labels() -> Iterator[tuple[str, dict[Any, Any]]]:
    """Every table of words by the members of an enum, with the name of where it is written."""
    for module in pkgutil.walk_packages(outreach.__path__, "outreach."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, table in vars(loaded).items():
            if _is_of_words(table) and re.search(rf"^{name}\b[^=\n]*=", inspect.getsource(loaded), re.MULTILINE):
                yield f"{module.name}.{name}", table


def _is_of_words(table: Any) -> bool:
    if not isinstance(table, dict) or not table:
        return False
    return all(isinstance(key, Enum) and isinstance(word, LazyString) for key, word in table.items())


def test_every_table_of_words_has_one_for_each() -> None:
    found = dict(labels())
    without = {
        name: sorted(set(kind) - set(table))
        for name, table in found.items()
        for kind in {type(key) for key in table}
        if set(kind) - set(table)
    }
    assert without.keys() == NOT_FOR_ALL.keys(), without
    assert len(found) > 60
