"""Every figure by its key, as this bureau prints it (docs/design.md, section 4)."""

from collections.abc import Collection
from dataclasses import replace

from flask_babel import lazy_gettext as _

from outreach.errors import NotFound
from outreach.materials.queries import item_by_code
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.reports import in_companies, on_the_spot, online, queries
from outreach.reports.figure import Figure
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import OF_MATERIAL, key_of, of_material, of_other_unit

#: The figures of the contract, in the order of the report.
FIGURES: dict[str, Figure] = {
    each.key: each for each in (*on_the_spot.EVENTS, *in_companies.FIGURES, *on_the_spot.LEDGER, *online.FIGURES)
}
#: Beside the report's figures: shown in columns or lists of their own, never summed with them (rules 4 and 6).
BESIDE: dict[str, Figure] = {each.key: each for each in (*on_the_spot.BESIDE, *online.BESIDE)}


def figure(key: str) -> Figure:
    """The figure `key` as the bureau prints it; raises NotFound.

    `handouts_张` is one where some item counts in 张, `material_m1` the material whose code is m1.
    """
    found = {**FIGURES, **BESIDE}.get(key)
    if found is not None:
        return _as_printed(found)
    if key.startswith(OF_MATERIAL) and (item := item_by_code(CountKind.HANDOUT, key.removeprefix(OF_MATERIAL))):
        return of_material(item)
    unit = key.partition("_")[2]
    for kind in CountKind:
        if unit and key == key_of(kind, unit) and unit in queries.known_units(kind):
            return of_other_unit(kind, unit)
    raise NotFound(_("There is no such figure."), code="no_such_figure", key=key)


def figures_of(filters: Filters) -> list[Figure]:
    """The report's figures in order; those in other units only where something was counted in them."""
    return figures_among(queries.used_units(filters))


def figures_among(units: Collection[tuple[CountKind, str]]) -> list[Figure]:
    """The report's figures in order, with those in other units where `units` has their kind and unit."""
    others: dict[str, list[Figure]] = {}
    for kind, unit in sorted(pair for pair in units if pair[1] != MAIN_UNIT[pair[0]]):
        others.setdefault(key_of(kind, None), []).append(of_other_unit(kind, unit))
    shown: list[Figure] = []
    for each in FIGURES.values():
        shown += [_as_printed(each), *others.get(each.key, [])]
    return shown


def _as_printed(found: Figure) -> Figure:
    """`views_times` in the unit that the bureau prints; the definition says so."""
    if found.key != "views_times":
        return found
    unit = queries.views_label() or found.unit
    printed = _("%(definition)s This bureau prints the unit 次 as %(unit)s.", definition=found.definition, unit=unit)
    return found if unit == found.unit else replace(found, unit=unit, definition=printed)
