"""Colours can be read, and teams told apart, by every pair of eyes, in light and in dark."""

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "static" / "web"
Rgb = tuple[float, float, float]

#: What each kind of eye sees of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
EYES: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
WORDS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("ink", "mark"),
    ("ink-soft", "paper"),
    ("ink-soft", "surface"),
    ("ink-soft", "sunk"),
    ("accent-ink", "paper"),
    ("accent-ink", "surface"),
    ("accent-ink", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("good", "good-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("bad", "surface"),
    ("bad-deep", "bad-soft"),
    *[(f"team-{n}-ink", f"team-{n}-soft") for n in range(1, 9)],
    *[(f"team-{n}-ink", "surface") for n in range(1, 9)],
    *[("ink", f"heat-{n}") for n in range(1, 6)],
]
SHAPES = [
    ("control-line", "surface"),
    ("focus", "paper"),
    *[(f"team-{n}", "surface") for n in range(1, 9)],
    *[(f"series-{n}", "surface") for n in range(1, 7)],
]


def tokens(scheme: str) -> dict[str, str]:
    files = ["tokens.css"] if scheme == "light" else ["tokens.css", "dark.css"]
    text = "".join((STYLES / name).read_text(encoding="utf-8") for name in files)
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", text))


def linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue))  # type: ignore[return-value]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def oklab(seen: Rgb) -> Rgb:
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    long = (0.4122 * red + 0.5363 * green + 0.0514 * blue) ** (1 / 3)
    middle = (0.2119 * red + 0.6807 * green + 0.1074 * blue) ** (1 / 3)
    short = (0.0883 * red + 0.2817 * green + 0.6300 * blue) ** (1 / 3)
    return (
        0.2105 * long + 0.7936 * middle - 0.0041 * short,
        1.9780 * long - 2.4286 * middle + 0.4506 * short,
        0.0259 * long + 0.7828 * middle - 0.8087 * short,
    )


def distance(one: str, other: str, eye: str) -> float:
    """How far apart two colours look, black and white being 100."""
    seen = []
    for colour in (one, other):
        parts = linear(colour)
        red, green, blue = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in EYES[eye])
        seen.append(oklab((red, green, blue)))
    return 100 * math.dist(*seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_their_ground(scheme: str) -> None:
    named = tokens(scheme)
    faint = {pair: round(contrast(*map(named.__getitem__, pair)), 2) for pair in WORDS}
    assert {pair: value for pair, value in faint.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_stand_out_from_their_ground(scheme: str) -> None:
    named = tokens(scheme)
    faint = {pair: round(contrast(*map(named.__getitem__, pair)), 2) for pair in SHAPES}
    assert {pair: value for pair, value in faint.items() if value < 3} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_can_be_read_on_a_team_s_own_colour(scheme: str) -> None:
    named = tokens(scheme)
    rules = re.findall(
        r"\.team-(\d) .*--team-on: var\(--(on-\w+-team)\)", (STYLES / "tokens.css").read_text(encoding="utf-8")
    )
    assert len(rules) == 8
    assert {n: on for n, on in rules if contrast(named[f"team-{n}"], named[on]) < 4.5} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_teams_are_told_apart(scheme: str, eye: str) -> None:
    named = tokens(scheme)
    apart = {(a, b): distance(named[f"team-{a}"], named[f"team-{b}"], eye) for a, b in combinations(range(1, 9), 2)}
    assert min(apart.values()) > 5
    assert min(far for (a, b), far in apart.items() if b <= 4) > 12


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_can_be_read_on_the_colour_of_a_series(scheme: str) -> None:
    named = tokens(scheme)
    faint = [n for n in range(1, 7) if contrast(named[f"series-{n}"], named["on-dark-team"]) < 4.5]
    assert faint == []


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_series_are_told_apart(scheme: str, eye: str) -> None:
    named = tokens(scheme)
    pairs = combinations(range(1, 7), 2)
    assert min(distance(named[f"series-{a}"], named[f"series-{b}"], eye) for a, b in pairs) > 5


def test_dark_says_again_every_colour_of_light() -> None:
    text = (STYLES / "dark.css").read_text(encoding="utf-8")
    light_only = {"on-light-team"}  # dark letters on a light colour stay dark
    assert set(tokens("light")) - light_only == set(re.findall(r"--([a-z0-9-]+): #", text))
