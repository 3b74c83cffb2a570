"""Putting counts of open risks together to blocks, behind each of which enough companies stand.

The *atoms* are counts by subject, park and trade; what is too small to be shown by itself is shown in its block only.
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


def surely_different(together: Iterable[Cell], atoms: Mapping[Cell, Count]) -> int:
    """At how many companies at least these atoms are."""
    by_subject: dict[Hashable, int] = defaultdict(int)
    known: set[Hashable] = set()
    for atom in together:
        by_subject[atom[0]] += atoms[atom].companies
        known |= atoms[atom].known
    return max(*by_subject.values(), len(known))


def sums_over(atom: Cell) -> list[Cell]:
    """All sums in which the atom is."""
    subject, park, trade = atom
    return list(product((subject, None), (park, None), (trade, None)))


def _ordered(atoms: Mapping[Cell, Count]) -> list[tuple[Cell, Count]]:
    return sorted(((atom, count) for atom, count in atoms.items() if count.risks), key=lambda one: str(one[0]))


def _joined(blocks: Sequence[Block], atoms: Mapping[Cell, Count]) -> Block:
    together = [atom for block in blocks for atom in block.atoms]
    return Block(together, surely_different(together, atoms))


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
