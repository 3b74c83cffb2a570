"""What the headings of a table say of the cells below them."""

import pytest

from outreach.sheets import Column, match_columns, read_pasted


@pytest.mark.parametrize(
    ("heading", "cell", "given"),
    [
        ("阅读量（万）", "1.2", "1.2万"),
        ("阅读量（万次）", "3", "3万"),
        ("阅读量（单位：万人次）", "约5", "约5万"),
        ("阅读量（万）", "--", "--"),
        ("阅读量（万）", "2.5万", "2.5万"),
        ("阅读量（次）", "1.2", "1.2"),
    ],
)
def test_a_heading_that_says_ten_thousands_says_it_for_its_numbers(heading: str, cell: str, given: str) -> None:
    columns = [Column("name", ("名称",)), Column("reads", ("阅读量",))]
    matched = match_columns(read_pasted(f"名称\t{heading}\n甲\t{cell}"), columns)
    assert next(matched.records()).values["reads"] == given
