"""Looking for personal data before a case is saved: what is refused, and what is asked about."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.cases.labels import FIELDS, SIGNS
from outreach.cases.personal import Finding, findings
from outreach.errors import Invalid, Question

NO_REAL_NAME = "no_real_name"
#: How many findings a message lists.
MOST_LISTED = 12


def check_personal(texts: Mapping[str, str | None], *, names_are_none: bool) -> None:
    """Raise Invalid for a number that belongs to somebody; ask about names unless somebody said that they are none."""
    found = findings(texts)
    numbers = [each for each in found if not each.is_asked]
    if numbers:
        message = _("Take out what belongs to somebody: %(found)s", found=listed(numbers))
        raise Invalid(message, field=numbers[0].field, code="personal", found=len(numbers))
    names = [each for each in found if each.is_asked]
    if names and not names_are_none:
        message = _(
            "This may name a person or a company: %(found)s. "
            "Write 张某某, 某公司 instead, or say that no real name is in it.",
            found=listed(names),
        )
        raise Question(message, code=NO_REAL_NAME, found=len(names))


def listed(found: Sequence[Finding]) -> str:
    """What was found and where: “张三” (name of a person, Facts)."""
    said = (
        gettext("“%(text)s” (%(sign)s, %(field)s)", text=each.text, sign=SIGNS[each.sign], field=FIELDS[each.field])
        for each in found[:MOST_LISTED]
    )
    more = "…" if len(found) > MOST_LISTED else ""
    return str(gettext(", ").join(said)) + more
