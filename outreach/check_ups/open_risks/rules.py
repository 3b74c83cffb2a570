"""Which counts of open risks can be shown without naming a company, also to somebody who subtracts one from another.

A count is shown only where fewer than `FEWEST` companies stand behind no part of what can be computed from all that is
shown. The atoms (subject, park, trade) are put together to *blocks* of at least so many companies; a sum is shown
exactly where it is made of whole blocks. Whatever is computed from shown sums is then made of whole blocks, too, and a
sum that cuts a block stays open: moving one risk from a part of the block inside of it to one outside changes it, and
changes nothing that is shown. Nothing and few look alike, so that nobody knows which atoms are empty.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

FEWEST = 3
#: Subject, park, trade; None: all of them.
Cell = tuple[Hashable, Hashable, Hashable]


@dataclass(frozen=True)
class Count:
    """So many open risks at so many companies; `known` are some of these, all where there are one or two."""

    risks: int
    companies: int
    known: frozenset[Hashable] = frozenset()


@dataclass
class Block:
    """Atoms that are shown together or not at all."""

    atoms: list[Cell]
    companies: int


def shown_counts(atoms: Mapping[Cell, Count], fewest: int = FEWEST) -> dict[Cell, int]:
    """Every sum that is shown, by its cell; where a place is None, it is the sum over all."""
    sums: dict[Cell, int] = {}
    block_of = {atom: number for number, block in enumerate(blocks_of(atoms, fewest)) for atom in block.atoms}
    sizes: dict[int, int] = defaultdict(int)
    for number in block_of.values():
        sizes[number] += 1
    inside: dict[Cell, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for atom, count in atoms.items():
        for cell in sums_over(atom):
            sums[cell] = sums.get(cell, 0) + count.risks
            if atom in block_of:
                inside[cell][block_of[atom]] += 1
            else:
                inside[cell][-1] += 1
    return {
        cell: value
        for cell, value in sums.items()
        if all(number >= 0 and held == sizes[number] for number, held in inside[cell].items())
    }


def blocks_of(atoms: Mapping[Cell, Count], fewest: int = FEWEST) -> list[Block]:
    """The atoms in blocks of at least `fewest` companies; none where all of them together have fewer.

    What is small is put together first with its like: of one subject in one park, then of one subject, then with the
    smallest block of that subject, whose sum is shown so; what is left of subjects that have too few, with all such. A
    company has one park and one trade, so that companies of one subject add up; those of several subjects may be the
    same, and then so many count as are surely different ones.
    """
    whole = [Block([atom], count.companies) for atom, count in _ordered(atoms) if count.companies >= fewest]
    small = [Block([atom], count.companies) for atom, count in _ordered(atoms) if count.companies < fewest]
    for shared in (2, 1):  # subject and park, then the subject alone
        groups: dict[Hashable, list[Block]] = defaultdict(list)
        for block in small:
            groups[block.atoms[0][:shared]].append(block)
        joined = [_joined(group, atoms) for group in groups.values()]
        whole += [block for block in joined if block.companies >= fewest]
        small = [block for block in joined if block.companies < fewest]
    small = [block for block in small if not _taken_in(block, whole, atoms)]
    if small:
        rest = _joined(small, atoms)
        while rest.companies < fewest and whole:
            rest = _joined([rest, whole.pop(_smallest(whole, range(len(whole))))], atoms)
        if rest.companies >= fewest:
            whole.append(rest)
    return whole


def sums_over(atom: Cell) -> list[Cell]:
    """All sums in which the atom is."""
    subject, park, trade = atom
    return list(product((subject, None), (park, None), (trade, None)))


def _ordered(atoms: Mapping[Cell, Count]) -> list[tuple[Cell, Count]]:
    return sorted(((atom, count) for atom, count in atoms.items() if count.risks), key=lambda one: str(one[0]))


def _joined(blocks: Sequence[Block], atoms: Mapping[Cell, Count]) -> Block:
    together = [atom for block in blocks for atom in block.atoms]
    by_subject: dict[Hashable, int] = defaultdict(int)
    for atom in together:
        by_subject[atom[0]] += atoms[atom].companies
    known = {company for atom in together for company in atoms[atom].known}
    return Block(together, max(*by_subject.values(), len(known)))


def _taken_in(block: Block, whole: list[Block], atoms: Mapping[Cell, Count]) -> bool:
    """Put the block, which is of one subject, together with the smallest of its subject; whether there was one."""
    same = [number for number, each in enumerate(whole) if each.atoms[0][0] == block.atoms[0][0]]
    if not same:
        return False
    number = _smallest(whole, same)
    whole[number] = _joined([whole[number], block], atoms)
    return True


def _smallest(blocks: Sequence[Block], among: Iterable[int]) -> int:
    return min(among, key=lambda number: (blocks[number].companies, number))
