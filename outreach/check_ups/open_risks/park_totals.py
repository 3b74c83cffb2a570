"""Which totals of parks are shown beside sums of whole blocks, though they cut some.

Of a block, each park holds a *piece*. Blocks and parks whose totals are shown are nodes, all other parks together are
one more, and each piece joins its block with its park. What can be computed from all that is shown is then one number
for each node, the two of them added on each piece. If it is nothing on all pieces but some, these some cut the nodes
apart. So nothing is told about two companies alone, exactly where the nodes stay joined without the pieces of any two.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from outreach.check_ups.open_risks.blocks import FEWEST, Block, Cell, Count, surely_different

#: Nobody waits for a page that looks through more pieces, or tries all pairs of more companies: no total is added then.
MOST_PIECES, MOST_TRIED = 400, 40
_REST = "all other parks"

#: A piece by its block and park; its companies, or None where there are enough.
Pieces = Mapping[tuple[int, Hashable], frozenset[Hashable] | None]
Node = tuple[str, Hashable]
Edge = tuple[Node, Node, frozenset[Hashable]]


def parks_shown(atoms: Mapping[Cell, Count], blocks: Sequence[Block], fewest: int = FEWEST) -> list[Hashable]:
    """The parks whose totals are shown, those of most companies first."""
    of_park: dict[Hashable, list[Cell]] = defaultdict(list)
    for block in blocks:
        for atom in block.atoms:
            of_park[atom[1]].append(atom)
    sizes = {park: surely_different(inside, atoms) for park, inside in of_park.items()}
    pieces, shown = _pieces(atoms, blocks, fewest), list[Hashable]()
    if len(pieces) > MOST_PIECES:
        return []
    for park in sorted(sizes, key=lambda park: (-sizes[park], str(park))):
        if sizes[park] >= fewest and _stay_joined(pieces, {*shown, park}, fewest):
            shown.append(park)
    return shown


def _pieces(atoms: Mapping[Cell, Count], blocks: Sequence[Block], fewest: int) -> Pieces:
    inside: dict[tuple[int, Hashable], list[Cell]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for atom in block.atoms:
            inside[number, atom[1]].append(atom)
    return {
        place: None
        if surely_different(among, atoms) >= fewest
        else frozenset(company for atom in among for company in atoms[atom].known)
        for place, among in inside.items()
    }


def _stay_joined(pieces: Pieces, shown: Collection[Hashable], fewest: int) -> bool:
    """Whether the nodes stay joined as they are without the pieces of fewer than `fewest` companies."""
    heavy, light = [], list[Edge]()
    for (number, park), companies in pieces.items():
        block, other = ("block", number), ("park", park) if park in shown else ("rest", _REST)
        if companies is None:
            heavy.append((block, other))
        else:
            light.append((block, other, companies))
    light = _between(light, heavy, fewest)
    companies = frozenset[Hashable]().union(*(each for _one, _other, each in light))
    if len(companies) > MOST_TRIED:
        return False
    joined = len(_groups((one, other) for one, other, _companies in light))
    return all(
        len(_groups((one, other) for one, other, each in light if not each <= frozenset(some))) == joined
        for some in combinations(companies, min(fewest - 1, len(companies)))
    )


def _between(light: list[Edge], heavy: Iterable[tuple[Node, Node]], fewest: int) -> list[Edge]:
    """The pieces between nodes that enough companies do not join already, by themselves or several pieces together."""
    joined = list(heavy)
    while True:
        roots = _groups(joined)
        together: dict[frozenset[Node], frozenset[Hashable]] = defaultdict(frozenset)
        left = list[Edge]()
        for one, other, companies in light:
            ends = _root(one, roots), _root(other, roots)
            if ends[0] != ends[1]:
                left.append((*ends, companies))
                together[frozenset(ends)] |= companies
        more = [tuple(ends) for ends, companies in together.items() if len(companies) >= fewest]
        if not more:
            return left
        joined += [(ends[0], ends[1]) for ends in more]


def _groups(pairs: Iterable[tuple[Node, Node]]) -> dict[Node, Node]:
    """For each node that is not the first of its group another one, which leads there: so many as joined two groups."""
    leads: dict[Node, Node] = {}
    for one, other in pairs:
        first, second = _root(one, leads), _root(other, leads)
        if first != second:
            leads[second] = first
    return leads


def _root(node: Node, leads: Mapping[Node, Node]) -> Node:
    while node in leads:
        node = leads[node]
    return node
