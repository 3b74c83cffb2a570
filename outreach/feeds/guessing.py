"""Which place of the list an entry of a calendar file means."""

from collections.abc import Sequence

_INSIDE = " · "


def guessed_place(location: str, title: str, labels: Sequence[str]) -> str:
    """The label of the place whose name stands in `location`, else in `title`; "" where none does, or two do equally.

    Of several it is the one that stands there with the place it lies in, then the one whose words are the longest.
    `labels` are written as `schedule.choices.places` writes them: 城关镇 · 东门社区.
    """
    for text in (location, title):
        fits = {label: _fit(label, text) for label in labels if name_in(label) in text}
        best = [label for label, fit in fits.items() if fit == max(fits.values())]
        if best:
            return best[0] if len(best) == 1 else ""
    return ""


def name_in(label: str) -> str:
    """The place's own name."""
    return label.rpartition(_INSIDE)[2]


def _fit(label: str, text: str) -> tuple[bool, int]:
    around, _inside, name = label.rpartition(_INSIDE)
    stands_whole = around in text
    return stands_whole, len(name) + (len(around) if stands_whole else 0)
