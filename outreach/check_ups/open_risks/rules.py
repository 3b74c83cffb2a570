"""Which counts of open risks can be shown without naming a company, also to somebody who subtracts one from another.

A count is shown only where fewer than `FEWEST` companies stand behind no part of what can be computed from all that is
shown. The atoms (subject, park, trade) are put together to *blocks* of at least so many companies (`blocks`); a sum is
shown where it is made of whole blocks, and beside these the total of a park that gives away no more (`park_totals`).
Whatever is computed from sums of whole blocks is made of whole blocks, too, and a sum that cuts a block stays open:
moving one risk from a part of the block inside of it to one outside changes it, and changes nothing that is shown.
Nothing and few look alike, so that nobody knows which atoms are empty.
"""

from collections import defaultdict
from collections.abc import Mapping

from outreach.check_ups.open_risks.blocks import FEWEST, Cell, Count, blocks_of, sums_over
from outreach.check_ups.open_risks.park_totals import parks_shown


def shown_counts(atoms: Mapping[Cell, Count], fewest: int = FEWEST) -> dict[Cell, int]:
    """Every sum that is shown, by its cell; where a place is None, it is the sum over all."""
    blocks = blocks_of(atoms, fewest)
    block_of = {atom: number for number, block in enumerate(blocks) for atom in block.atoms}
    sizes: dict[int, int] = defaultdict(int)
    for number in block_of.values():
        sizes[number] += 1
    inside: dict[Cell, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for atom in atoms:
        for cell in sums_over(atom):
            inside[cell][block_of.get(atom, -1)] += 1
    parks = {(None, park, None) for park in parks_shown(atoms, blocks, fewest)}
    return {
        cell: value
        for cell, value in all_counts(atoms).items()
        if cell in parks or all(number >= 0 and held == sizes[number] for number, held in inside[cell].items())
    }


def all_counts(atoms: Mapping[Cell, Count]) -> dict[Cell, int]:
    """Every sum, small ones too, for who sees the companies by name anyway."""
    sums: dict[Cell, int] = defaultdict(int)
    for atom, count in atoms.items():
        for cell in sums_over(atom):
            sums[cell] += count.risks
    return dict(sums)
