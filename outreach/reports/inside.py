"""What was found in companies stays inside: who does not see all reads the sum of a whole year, and no line of it.

That is everybody but leads, the clerk and the administrator (`check_ups.rights.sees_all`): staff open the check-ups in
which they have a part on the pages of check-ups, not through a figure.

Lines with a day and a team, laid beside the visits of that day, say whose risks they are; so do sums of a few days.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import g, has_request_context
from flask_babel import lazy_gettext as _

from outreach.check_ups.rights import sees_all
from outreach.web.access import acting_person

if TYPE_CHECKING:
    from outreach.reports.filters import Filters

#: The figures whose lines are findings in companies.
FINDINGS = frozenset({"check_ups", "risks_found", "risks_mended"})
LINES_STAY = _(
    "What was found in companies stays with those who were there: here only leads and the clerk open its lines."
)
ONLY_WHOLE = _(
    "What was found in companies is told of whole years only, without filters; leads and the clerk open parts."
)


def is_finding(key: str) -> bool:
    """Whether a figure, or a part of one, is of findings in companies."""
    return key.partition(";")[0] in FINDINGS


def is_withheld(key: str) -> bool:
    """Whether the lines and parts of a figure are kept from the acting person; jobs without one draw everything."""
    return is_finding(key) and _is_outside()


def is_whole(filters: "Filters | None") -> bool:
    """Whether nothing narrows the year, so that no sum of it singles out a company."""
    return filters is not None and filters.is_whole_year and not filters.used


def settle() -> None:
    """Look who asks, once and before the answer begins: while it is streamed the person is out of reach."""
    person = acting_person()
    g.findings_stay = person is not None and not sees_all(person)


@contextmanager
def as_for_everybody() -> Iterator[None]:
    """Withhold findings whoever asks, also in a job: for files that go from hand to hand."""
    before = g.get("findings_stay")
    g.findings_stay = True
    try:
        yield
    finally:
        if before is None:
            del g.findings_stay
        else:
            g.findings_stay = before


def _is_outside() -> bool:
    if "findings_stay" not in g:
        if not has_request_context():
            return False
        settle()
    return bool(g.findings_stay)
