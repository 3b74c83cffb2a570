"""What is shown of open risks, and that nothing that is hidden can be computed from it."""

from collections.abc import Collection
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach.check_ups.open_risks.blocks import FEWEST, Cell, Count, blocks_of, sums_over
from outreach.check_ups.open_risks.rules import all_counts, shown_counts
from tests.long import examples

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


def reduced(rows: list[list[int]]) -> dict[int, list[Fraction]]:
    """The reduced rows of a matrix in exact numbers, each by the column of its leading one."""
    found: dict[int, list[Fraction]] = {}
    for row in rows:
        left = [Fraction(one) for one in row]
        for column, head in found.items():
            left = minus(left, left[column], head)
        lead = next((column for column, one in enumerate(left) if one), None)
        if lead is not None:
            left = [one / left[lead] for one in left]
            found = {column: minus(head, head[lead], left) for column, head in found.items()} | {lead: left}
    return found


def minus(row: list[Fraction], share: Fraction, head: list[Fraction]) -> list[Fraction]:
    """The row without so much of the other."""
    return [a - share * b for a, b in zip(row, head, strict=True)] if share else row


def rank(rows: list[list[int]]) -> int:
    """The rank of a matrix."""
    return len(reduced(rows))


def kernel(rows: list[list[int]], width: int) -> list[list[Fraction]]:
    """What can be added to the atoms so that none of the rows changes."""
    leads = reduced(rows)
    free = [column for column in range(width) if column not in leads]
    return [
        [Fraction(column == one) - (leads[column][one] if column in leads else 0) for column in range(width)]
        for one in free
    ]


def row_of(cell: Cell, atoms: list[Cell]) -> list[int]:
    """Which atoms the sum adds up."""
    return [int(cell in sums_over(atom)) for atom in atoms]


def all_companies(atoms: dict[Cell, Count]) -> set[tuple[object, ...]]:
    """The companies that a risk was found at."""
    return {company for atom, count in atoms.items() for company in companies_of(atom, count.companies)}


def without(atoms: dict[Cell, Count], some: Collection[tuple[object, ...]]) -> list[Cell]:
    """The atoms at which others have risks, too."""
    return [atom for atom, count in atoms.items() if not companies_of(atom, count.companies) <= set(some)]


@settings(max_examples=examples(30), deadline=None)
@given(worlds)
@example(of(pay_东园_制造=(3, 1), pay_东园_建筑=(9, 5)))
@example(of(pay_东园_制造=(1, 1), pay_西园_制造=(1, 1), contract_东园_制造=(1, 1)))
@example(of(pay_东园_制造=(2, 2), pay_西园_制造=(1, 1), contract_东园_制造=(4, 4)))
def test_nothing_about_two_companies_alone_can_be_computed_from_what_is_shown(atoms: dict[Cell, Count]) -> None:
    """No sum or difference of shown numbers is one of the risks of one or two companies, whichever they are."""
    there = real(atoms)
    shown = shown_counts(there)
    known = rank([row_of(cell, list(there)) for cell in shown])
    tried = set()
    for some in combinations(all_companies(there), FEWEST - 1):
        others = without(there, some)
        if len(others) < len(there) and tuple(others) not in tried:
            tried.add(tuple(others))
            assert rank([row_of(cell, others) for cell in shown]) == known, some


@settings(max_examples=examples(40), deadline=None)
@given(worlds)
def test_for_every_small_hidden_sum_another_number_fits_all_that_is_shown(atoms: dict[Cell, Count]) -> None:
    """Also for somebody who knows that no count is below zero: single risks are moved, and nothing that is shown
    changes.
    """
    there = real(atoms)
    cells, shown = list(there), shown_counts(there)
    moves = [move for move in kernel([row_of(cell, cells) for cell in shown], len(cells)) if max(map(abs, move)) <= 1]
    for cell in {cell for atom in there for cell in sums_over(atom)} - shown.keys():
        inside = [companies_of(atom, count.companies) for atom, count in there.items() if cell in sums_over(atom)]
        if len(frozenset().union(*inside)) < FEWEST:
            assert any(sum(a * b for a, b in zip(row_of(cell, cells), move, strict=True)) for move in moves), cell


@settings(max_examples=examples(60))
@given(worlds)
def test_behind_everything_shown_stand_enough_companies(atoms: dict[Cell, Count]) -> None:
    there = real(atoms)
    for cell in shown_counts(there):
        inside = [companies_of(atom, count.companies) for atom, count in there.items() if cell in sums_over(atom)]
        assert len(frozenset().union(*inside)) >= FEWEST
    for block in blocks_of(there):
        assert len(frozenset().union(*(companies_of(atom, there[atom].companies) for atom in block.atoms))) >= FEWEST


@settings(max_examples=examples(60))
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
    assert shown == {
        ("injury", None, None): 5,
        (None, None, None): 10,
        (None, "东园", None): 6,
        (None, "西园", None): 4,
    }
    same = shown_counts(real(of(pay_东园_制造=(2, 2), contract_东园_制造=(3, 2), injury_西园_制造=(4, 3))))
    assert set(same) == {(None, None, "制造"), (None, None, None)}  # two companies in all have what is left


@settings(max_examples=examples(60))
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


#: What is hidden in a park, and whether its total is shown all the same.
PARK_TOTALS = {
    "small subjects of several companies, each with others elsewhere": (
        of(
            pay_东园_制造=(3, 3),
            contract_东园_制造=(1, 1),
            injury_东园_建筑=(2, 2),
            contract_西园_制造=(3, 2),
            injury_西园_建筑=(2, 2),
        ),
        {"东园", "西园"},
    ),
    "one small subject: the total less the others would give it": (
        of(pay_东园_制造=(3, 3), contract_东园_制造=(1, 1), contract_西园_制造=(3, 2)),
        set(),
    ),
    "a park with two companies": (of(pay_东园_制造=(2, 2), pay_西园_制造=(5, 5)), set()),
    "nothing small": (of(pay_东园_制造=(4, 4), contract_西园_制造=(3, 3)), {"东园", "西园"}),
}


@pytest.mark.parametrize("case", PARK_TOTALS)
def test_the_total_of_a_park_is_shown_where_it_gives_away_nobody(case: str) -> None:
    atoms, parks = PARK_TOTALS[case]
    shown = shown_counts(real(atoms))
    assert {park for subject, park, trade in shown if subject is trade is None and park} == parks


def test_every_number_is_told_to_who_sees_the_companies() -> None:
    assert all_counts(of(pay_东园_制造=(2, 1), pay_西园_制造=(1, 1)))["pay", "东园", None] == 2
    assert all_counts(of(pay_东园_制造=(2, 1), pay_西园_制造=(1, 1)))[None, None, "制造"] == 3
