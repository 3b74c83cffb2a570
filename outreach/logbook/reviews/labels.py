"""How debts and oddities are said on pages."""

from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from outreach.logbook.reviews.rules import (
    FEWEST_HANDED_OUT,
    MOST_ASKED,
    MOST_HANDED_OUT,
    Debt,
    Odd,
    Oddity,
)
from outreach.materials.labels import said_more_than_out
from outreach.materials.stock_rules import Stock
from outreach.web.filters import number

DEBTS: dict[Debt, Any] = {
    Debt.WORD: _("Past, and nobody has said what became of it"),
    Debt.LOG: _("Held, and nothing is logged"),
    Debt.REVIEW: _("Logged, and not reviewed"),
    Debt.LATE: _("Lines came after the review"),
    Debt.DOUBLE: _("Two tallies of one desk"),
}
SHORT: dict[Debt, Any] = {
    Debt.WORD: _("No word"),
    Debt.LOG: _("No log"),
    Debt.REVIEW: _("To review"),
    Debt.LATE: _("Late lines"),
    Debt.DOUBLE: _("Undecided"),
}


def said_odd(odd: Odd, item: str | None) -> str:
    """What looks odd, in a sentence that asks and blames nobody."""
    numbers = [number(each) for each in odd.numbers]
    first = numbers[0]
    if odd.what is Oddity.RATE:
        return str(gettext("%(out)s handed out, and %(asked)s asked: is that right?", out=first, asked=numbers[1]))
    if odd.what is Oddity.MORE_THAN_ISSUED and len(odd.numbers) > 2:
        out, issued, returned, lost = odd.numbers
        return f"{item}: {said_more_than_out(out, Stock(issued=issued, returned=returned, lost_outside=lost))}"
    if odd.what is Oddity.MORE_THAN_ISSUED:
        return str(
            gettext(
                "%(item)s: %(out)s handed out, %(issued)s issued for the event.",
                item=item,
                out=first,
                issued=numbers[1],
            )
        )
    if odd.what in (Oddity.AT_NIGHT, Oddity.FAR_OFF):
        return _hours(odd)
    return _sizes(odd, first) or _slips(odd, first, item)


def _sizes(odd: Odd, first: str) -> str | None:
    if odd.what is Oddity.MANY_HANDED_OUT:
        return str(
            gettext(
                "%(out)s handed out: more than %(most)s at one event is rare.", out=first, most=number(MOST_HANDED_OUT)
            )
        )
    if odd.what is Oddity.FEW_HANDED_OUT:
        return str(gettext("Only %(out)s handed out: less than %(least)s is rare.", out=first, least=FEWEST_HANDED_OUT))
    if odd.what is Oddity.MANY_ASKED:
        return str(gettext("%(asked)s asked: more than %(most)s at one event is rare.", asked=first, most=MOST_ASKED))
    return None


def _hours(odd: Odd) -> str:
    count = odd.numbers[0]
    if odd.what is Oddity.AT_NIGHT:
        return str(ngettext("%(num)s line was counted at night.", "%(num)s lines were counted at night.", count))
    return str(
        ngettext(
            "%(num)s line was counted long before or after the event.",
            "%(num)s lines were counted long before or after the event.",
            count,
        )
    )


def _slips(odd: Odd, first: str, item: str | None) -> str:
    what = item or str(gettext("of no item"))
    if odd.what is Oddity.SAME_TWICE:
        return str(gettext("Two people logged the same number, %(number)s (%(what)s).", number=first, what=what))
    digits = odd.numbers[0]
    if odd.what is Oddity.LIKE_A_YEAR:
        return str(gettext("%(number)s (%(what)s) looks like a year.", number=digits, what=what))
    return str(gettext("%(number)s (%(what)s) looks like a telephone number.", number=digits, what=what))
