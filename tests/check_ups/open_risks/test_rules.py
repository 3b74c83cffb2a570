"""What is shown of open risks, and that nothing that is hidden can be computed from it."""

from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach.check_ups.open_risks.rules import FEWEST, Cell, Count, blocks_of, shown_counts, sums_over

SUBJECTS, PARKS, TRADES = ("pay", "contract", "injury"), ("东园", "西园", None), ("制造", "建筑")
ATOMS = [(s, p or "其他", t) for s in SUBJECTS for p in PARKS for t in TRADES]

counts = st.builds(
    lambda companies, more: Count(companies + more if companies else 0, companies),
    st.integers(min_value=0, max_value=6),
    st.integers(min_value=0, max_value=3),
)
worlds = st.dictionaries(st.sampled_from(ATOMS), counts, max_size=len(ATOMS))


def of(**said: tuple[int, int]) -> dict[Cell, Count]:
    """Atoms written like pay_东园_制造=(risks, companies)."""
    return {tuple(name.split("_")): Count(*each) for name, each in said.items()}  # type: ignore[misc]


def companies_of(atom: Cell, number: int) -> frozenset[tuple[object, ...]]:
    """So many companies of one park and trade: in every subject the same ones, which hides the least."""
    return frozenset((*atom[1:], each) for each in range(number))


def real(atoms: dict[Cell, Count]) -> dict[Cell, Count]:
    """Those that are there, with the companies that a statement knows of each."""
    return {
        atom: Count(count.risks, count.companies, companies_of(atom, min(count.companies, 2)))
        for atom, count in atoms.items()
        if count.risks
    }


def rank(rows: list[list[int]]) -> int:
    """The rank of a matrix, in exact numbers."""
    left = [[Fraction(one) for one in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((n for n in range(found, len(left)) if left[n][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        head = left[found]
        for n in range(found + 1, len(left)):
            if left[n][column]:
                share = left[n][column] / head[column]
                left[n] = [a - share * b for a, b in zip(left[n], head, strict=True)]
        found += 1
    return found


def row_of(cell: Cell, atoms: list[Cell]) -> list[int]:
    """Which atoms the sum adds up."""
    return [int(cell in sums_over(atom)) for atom in atoms]


@settings(max_examples=30)
@given(worlds)
@example(of(pay_东园_制造=(3, 1), pay_东园_建筑=(9, 5)))
@example(of(pay_东园_制造=(1, 1), pay_西园_制造=(1, 1), contract_东园_制造=(1, 1)))
def test_no_hidden_sum_can_be_computed_from_those_that_are_shown(atoms: dict[Cell, Count]) -> None:
    there = list(real(atoms))
    shown = shown_counts(real(atoms))
    rows = [row_of(cell, there) for cell in shown]
    known = rank(rows)
    hidden = {cell for atom in there for cell in sums_over(atom)} - shown.keys()
    for cell in hidden:
        assert rank([*rows, row_of(cell, there)]) == known + 1, cell


@settings(max_examples=60)
@given(worlds)
def test_for_every_hidden_sum_another_number_fits_all_that_is_shown(atoms: dict[Cell, Count]) -> None:
    """Also for somebody who knows that no count is below zero: a risk is moved, and nothing that is shown changes."""
    there = real(atoms)
    shown = shown_counts(there)
    blocks = blocks_of(there)
    apart = [block.atoms for block in blocks]
    for cell in {cell for atom in there for cell in sums_over(atom)} - shown.keys():
        if not blocks:
            assert not shown
            continue
        cut = next(block for block in apart if 0 < sum(cell in sums_over(atom) for atom in block) < len(block))
        inside = next(atom for atom in cut if cell in sums_over(atom))
        outside = next(atom for atom in cut if cell not in sums_over(atom))
        moved = there | {
            inside: Count(there[inside].risks - 1, 9),
            outside: Count(there[outside].risks + 1, 9),
        }
        for each, value in shown.items():
            assert sum(count.risks for atom, count in moved.items() if each in sums_over(atom)) == value


@settings(max_examples=60)
@given(worlds)
def test_behind_everything_shown_stand_enough_companies(atoms: dict[Cell, Count]) -> None:
    there = real(atoms)
    for cell in shown_counts(there):
        inside = [companies_of(atom, count.companies) for atom, count in there.items() if cell in sums_over(atom)]
        assert len(frozenset().union(*inside)) >= FEWEST
    for block in blocks_of(there):
        assert len(frozenset().union(*(companies_of(atom, there[atom].companies) for atom in block.atoms))) >= FEWEST


@settings(max_examples=60)
@given(worlds)
def test_every_risk_stands_in_one_block(atoms: dict[Cell, Count]) -> None:
    there, blocks = real(atoms), blocks_of(real(atoms))
    together = [atom for block in blocks for atom in block.atoms]
    assert sorted(map(str, together)) == (sorted(map(str, there)) if blocks else [])


def test_large_counts_are_shown_with_all_their_sums() -> None:
    shown = shown_counts(of(pay_东园_制造=(5, 4), pay_西园_制造=(6, 3), contract_东园_建筑=(4, 4)))
    assert shown["pay", "东园", "制造"] == 5
    assert shown["pay", None, None] == 11
    assert shown[None, "东园", None] == 9
    assert shown[None, None, None] == 15


def test_a_small_count_takes_another_with_it() -> None:
    shown = shown_counts(of(pay_东园_制造=(3, 1), pay_东园_建筑=(9, 5)))
    assert ("pay", "东园", "制造") not in shown
    assert ("pay", "东园", "建筑") not in shown
    assert shown["pay", "东园", None] == 12


def test_small_ones_of_one_subject_stand_in_its_sum_alone() -> None:
    shown = shown_counts(of(pay_东园_制造=(2, 2), pay_西园_制造=(1, 1), contract_东园_制造=(4, 4)))
    assert set(shown) >= {("pay", None, None), ("contract", "东园", None), (None, None, None)}
    assert (None, "东园", None) not in shown
    assert ("pay", "东园", None) not in shown


def test_what_is_left_of_several_subjects_takes_none_with_it_where_it_is_of_three_companies() -> None:
    shown = shown_counts(
        real(of(pay_东园_制造=(2, 2), contract_西园_制造=(3, 2), injury_东园_制造=(4, 3), injury_西园_建筑=(1, 1)))
    )
    assert shown == {("injury", None, None): 5, (None, None, None): 10}
    same = shown_counts(real(of(pay_东园_制造=(2, 2), contract_东园_制造=(3, 2), injury_西园_制造=(4, 3))))
    assert set(same) == {(None, None, "制造"), (None, None, None)}  # two companies in all have what is left


@settings(max_examples=60)
@given(worlds)
def test_the_sum_of_a_subject_that_has_enough_companies_is_shown_unless_the_rest_needs_it(
    atoms: dict[Cell, Count],
) -> None:
    there, hidden = real(atoms), 0
    shown = shown_counts(there)
    for subject in SUBJECTS:
        companies = sum(count.companies for atom, count in there.items() if atom[0] == subject)
        hidden += companies >= FEWEST and (subject, None, None) not in shown
    assert hidden <= 1


def test_two_companies_alone_are_never_shown() -> None:
    assert shown_counts(of(pay_东园_制造=(7, 2))) == {}
    assert shown_counts({}) == {}
