"""The exports of the platforms, known by their headings and never by a file's name."""

from collections.abc import Callable

from outreach.media.exports.shapes import articles
from outreach.media.exports.shapes.signatures import Shape
from outreach.media.exports.shapes.tables import Recognised
from outreach.sheets.grid import Grid
from outreach.sheets.reading import read_grid

__all__ = ["SHAPES", "Recognised", "Shape", "recognise", "shape_of"]

_READERS: tuple[Callable[[Grid, str], Recognised | None], ...] = (articles.recognise,)

#: Every export that is known, by its code.
SHAPES: dict[str, Shape] = {shape.code: shape for shape in (*articles.SIGNATURES,)}


def recognise(content: bytes, name: str) -> Recognised | None:
    """The export that a file is; None for a table made by hand.

    Raises Invalid, with a sentence each, for a file that is no table, and for a known export without a row.
    """
    grid = read_grid(content, name)
    return next((found for reader in _READERS if (found := reader(grid, name)) is not None), None)


def shape_of(code: str) -> Shape | None:
    """The export that is called `code`, None for tables made by hand."""
    return SHAPES.get(code)
