"""What a place is by its name, and what nesting may not do."""

import uuid

import pytest

from outreach.places.rules import PlaceKind, full_names, guessed_kind, is_inside_itself

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("三江镇", PlaceKind.TOWNSHIP),
        ("城关街道", PlaceKind.TOWNSHIP),
        ("幸福社区", PlaceKind.COMMUNITY),
        ("石桥村", PlaceKind.COMMUNITY),
        ("高新产业园", PlaceKind.PARK),
        ("宏达机械有限公司", PlaceKind.ENTERPRISE),
        ("县第一中学", PlaceKind.SCHOOL),
        ("人民广场", PlaceKind.SQUARE),
        ("政务服务中心", PlaceKind.HALL),
        ("安置房二期项目", PlaceKind.WORKSITE),
        ("零工市场", PlaceKind.JOB_FAIR),
        ("河边", None),
    ],
)
def test_a_name_says_what_a_place_is(name: str, kind: PlaceKind | None) -> None:
    assert guessed_kind(name) is kind


@pytest.mark.parametrize(
    ("parent", "is_ring"), [(None, False), (B, False), (A, True), (C, True)], ids=["top", "other", "itself", "child"]
)
def test_a_place_never_lies_in_itself(parent: uuid.UUID | None, is_ring: bool) -> None:
    assert is_inside_itself(A, parent, {A: None, B: None, C: A}) is is_ring


def test_a_full_name_begins_with_the_largest() -> None:
    places = {A: ("三江镇", None), B: ("幸福社区", A), C: ("文化广场", B)}
    assert full_names(places, [C, A]) == {C: "三江镇 › 幸福社区 › 文化广场", A: "三江镇"}
