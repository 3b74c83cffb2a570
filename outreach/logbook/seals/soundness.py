"""Whether the ledger is what was sealed: a line that somebody changed, took out or put in behind the triggers."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice

from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _

from outreach import clock
from outreach.db.soundness import Finding
from outreach.logbook.models import Tally
from outreach.logbook.seals import actions, queries
from outreach.logbook.seals.models import LedgerSeal
from outreach.logbook.seals.rules import code_of_day
from outreach.seals.rules import Harm, harms
from outreach.seals.telling import named

#: So many lines of a day are named.
_MOST = 20
#: Seals that are older than this although lines came since: the chore that makes them was not done.
_LATE = timedelta(days=3)
_SAID = {
    Harm.CHANGED: lazy_gettext("The line %(line)s was changed after %(day)s, when it was sealed."),
    Harm.GONE: lazy_gettext("The line %(line)s is gone from the ledger; it was sealed with %(day)s."),
    Harm.ADDED: lazy_gettext(
        "The line %(line)s says it was received on %(day)s, but was not there when it was sealed."
    ),
}


def findings() -> Iterator[Finding]:
    """Seals that were changed or are gone, and every line that is not what was sealed."""
    kept = queries.seals()
    yield from _broken(kept)
    for seal in kept:
        yield from _harmed(seal)
    yield from _not_sealed()


def _broken(kept: Sequence[LedgerSeal]) -> Iterator[Finding]:
    before, ended = "", None
    for seal in kept:
        follows = ended is None or seal.begins_at == ended
        if not follows or seal.code != code_of_day(before, seal, queries.marks_of(seal)):
            said = _("The seal of %(day)s was changed, or one before it is gone.", day=format_date(seal.day))
            yield Finding("broken_seal", said)
        before, ended = seal.code, seal.ends_at
    codes: Mapping[str, str] = {seal.day.isoformat(): seal.code for seal in kept}
    for fact in queries.noted():
        if codes.get(fact["day"]) != fact["code"]:
            said = _("The seal of %(day)s is not the one that the audit names.", day=fact["day"])
            yield Finding("other_seal", said)


def _harmed(seal: LedgerSeal) -> Iterator[Finding]:
    found = queries.summed(seal.begins_at, seal.ends_at)
    if (found.rows, found.sha256) == (seal.lines, seal.lines_sha256):
        return
    differ = harms(queries.marks_of(seal), bytes(found.marks))
    for harm, name in islice(differ, _MOST):
        said = str(_SAID[harm]) % {"line": named(Tally.__table__, uuid.UUID(bytes=name)), "day": format_date(seal.day)}
        yield Finding(f"{harm.value}_line", said)
    said = _(
        "Of %(day)s, %(sealed)d lines were sealed, %(found)d are there. Compare with a backup that was made after it.",
        day=format_date(seal.day),
        sealed=seal.lines,
        found=found.rows,
    )
    yield Finding("broken_day", said)


def _not_sealed() -> Iterator[Finding]:
    now = clock.now()
    stretch = actions.next_stretch(now)
    if stretch is not None and stretch[2] < now - _LATE:
        said = _(
            "Lines of %(day)s and later are not sealed: does the program run every day?", day=format_date(stretch[0])
        )
        yield Finding("not_sealed", said, is_warning=True)
