"""Positions: read as they are pasted from any map."""

import pytest

from outreach.errors import Invalid
from outreach.places.positions import parse_position, written_position


@pytest.mark.parametrize(
    "text",
    [
        "28.81, 113.08",
        "28.81，113.08",
        "28.81 113.08",
        "113.08,28.81",
        "北纬28.81° 东经113.08°",
        "东经113.08°，北纬28.81°",
        "lon 113.08 lat 28.81",
        "（２８．８１，１１３．０８）",
        "28.81°N, 113.08°E",
    ],
)
def test_a_position_is_read_in_whatever_order_it_is_pasted(text: str) -> None:
    assert parse_position(text) == (28.81, 113.08)


def test_another_side_of_the_earth_keeps_its_order() -> None:
    assert parse_position("-33.9, 18.4") == (-33.9, 18.4)
    assert written_position((-33.9, 18.4)) == "-33.9, 18.4"
    assert parse_position(" ") is None


@pytest.mark.parametrize("text", ["28.81", "28.81, 113.08, 5", "200, 300", "镇政府旁边", "28°48'36\" 113°4'48\""])
def test_what_is_no_position_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_position(text)
    assert refused.value.field == "position"
