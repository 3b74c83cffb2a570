"""Which laws an item names: those it points to, those that its title or its event offers, and what no list knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.laws.models import Law
from outreach.laws.queries import laws_quoted
from outreach.laws.rules import is_in_force, quoted_titles
from outreach.media.models import Article


@dataclass(frozen=True)
class NamedLaws:
    """`offered`: laws it may explain; `out_of_force`: its own that were not in force then; `unknown`: of no list."""

    offered: Sequence[Law]
    out_of_force: Sequence[Law]
    unknown: Sequence[str]


def named_laws(item: Article) -> NamedLaws:
    """What the title and the event of the item say of laws, beside those that it points to."""
    there = {each.law_id: each.law for each in item.laws}
    quoted = laws_quoted(item.title)
    of_event = [each.law for each in item.event.laws] if item.event else []
    offered = {law.id: law for law in (*quoted, *of_event) if law.id not in there}
    known = {title for law in quoted for title in (law.title, law.short_title)}
    return NamedLaws(
        offered=list(offered.values()),
        out_of_force=[law for law in there.values() if not is_in_force(law.in_force_from, law.in_force_to, item.day)],
        unknown=[title for title in quoted_titles(item.title) if title not in known],
    )
