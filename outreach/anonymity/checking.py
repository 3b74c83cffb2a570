"""Looking for names and numbers before a text is saved: what is refused, and what is asked about."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.anonymity.labels import SIGNS
from outreach.anonymity.rules import Finding, Sign, findings, people_in
from outreach.errors import Invalid, Question

NO_REAL_NAME = "no_real_name"
#: How many findings a message lists.
MOST_LISTED = 12


def check_unnamed(
    texts: Mapping[str, str | None],
    labels: Mapping[str, Any],
    *,
    names_are_none: bool,
    spared: Collection[Sign] = (),
    companies: Collection[str] = (),
) -> None:
    """Raise Invalid for a number that belongs to somebody; ask about names unless somebody said that they are none.

    `labels` says what each field is called; `spared` are signs that may stand there; `companies` are names that are
    found wherever they stand.
    """
    found = [each for each in findings(texts, companies) if each.sign not in spared]
    numbers = [each for each in found if not each.is_asked]
    if numbers:
        message = _("Take out what belongs to somebody: %(found)s", found=listed(numbers, labels))
        raise Invalid(message, field=numbers[0].field, code="personal", found=len(numbers))
    names = [each for each in found if each.is_asked]
    if names and not names_are_none:
        message = _(
            "This may name a person or a company: %(found)s. "
            "Write 张某某, 某公司 instead, or say that no real name is in it.",
            found=listed(names, labels),
        )
        raise Question(message, code=NO_REAL_NAME, found=len(names))


def ask_about_people(text: str | None, *, names_are_none: bool) -> None:
    """Ask about what in an internal note may belong to a person, unless somebody said that it does not."""
    people = people_in(text)
    if people and not names_are_none:
        said = gettext(", ").join(people[:MOST_LISTED])
        message = _(
            "This may be the name or number of a person: %(found)s. Take it out, or save it all the same if it is "
            "nobody’s.",
            found=said,
        )
        raise Question(message, code=NO_REAL_NAME, found=len(people))


def listed(found: Sequence[Finding], labels: Mapping[str, Any]) -> str:
    """What was found and where: “张三” (name of a person, Facts)."""
    said = (
        gettext("“%(text)s” (%(sign)s, %(field)s)", text=each.text, sign=SIGNS[each.sign], field=labels[each.field])
        for each in found[:MOST_LISTED]
    )
    more = "…" if len(found) > MOST_LISTED else ""
    return str(gettext(", ").join(said)) + more
