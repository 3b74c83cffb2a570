"""Where a place lies, as people paste it from a map: 28.81, 113.08 or 东经113.08° 北纬28.81°."""

import re

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_ALLOWED = re.compile(r"[\s\d.,;:+°/()-]*")
_WORDS = re.compile("北纬|纬度|东经|经度|latitude|longitude|lat|lon|lng|[NE]", re.IGNORECASE)
_EAST = ("东经", "经度", "lon", "lng", "e")
#: A pair that can only be a point of China with the longitude first, as most Chinese maps copy it.
_EASTS, _NORTHS = (73.0, 136.0), (3.0, 54.0)


def parse_position(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84), None for an empty text; either may come first.

    Raises Invalid (`position`) for anything but two numbers that are degrees.
    """
    plain = text.translate(str.maketrans("，；：．（）０１２３４５６７８９", ",;:.()0123456789")).strip()
    if not plain:
        return None
    words = [word.lower() for word in _WORDS.findall(plain)]
    numbers = _NUMBER.findall(plain)
    if len(numbers) != 2 or not _ALLOWED.fullmatch(_WORDS.sub("", plain)):
        raise _unreadable()
    first, second = (float(number) for number in numbers)
    if (words and words[0].startswith(_EAST)) or (not words and _is_east_first(first, second)):
        first, second = second, first
    check_position(first, second)
    return first, second


def check_position(latitude: float | None, longitude: float | None) -> None:
    """Refuse half a position, and degrees that no place on Earth has."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise _unreadable()


def written_position(position: tuple[float, float] | None) -> str | None:
    """28.81, 113.08: the latitude first."""
    return None if position is None else f"{position[0]:g}, {position[1]:g}"


def _is_east_first(first: float, second: float) -> bool:
    return abs(first) > 90 or (_EASTS[0] <= first <= _EASTS[1] and _NORTHS[0] <= second <= _NORTHS[1])


def _unreadable() -> Invalid:
    message = _("Write latitude and longitude in degrees, such as 28.81, 113.08.")
    return Invalid(message, field="position", code="position")
