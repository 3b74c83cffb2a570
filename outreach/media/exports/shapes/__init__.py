"""The exports of the platforms, known by their headings and never by a file's name."""

from collections.abc import Callable

from outreach.media.exports.shapes.articles import ARTICLES, TOTALS, articles_at
from outreach.media.exports.shapes.days import DAILY, FOLLOWERS, daily_at, followers_at
from outreach.media.exports.shapes.signatures import Shape
from outreach.media.exports.shapes.tables import Recognised
from outreach.media.exports.shapes.trends import TREND, trend_at
from outreach.media.exports.shapes.videos import CHANNELS, DOUYIN, channels_at, douyin_at
from outreach.sheets.grid import Grid
from outreach.sheets.limits import HEADING_WITHIN
from outreach.sheets.reading import read_grid
from outreach.sheets.texts import read_cells

__all__ = ["SHAPES", "Recognised", "Shape", "recognise", "shape_of"]

#: Every export that is known, by its code.
SHAPES: dict[str, Shape] = {
    shape.code: shape for shape in (ARTICLES, TOTALS, TREND, DAILY, FOLLOWERS, CHANNELS, DOUYIN)
}
#: What reads an export whose headings stand in the line at a place; no line is that of two.
READERS: tuple[Callable[[Grid, int, str], Recognised | None], ...] = (
    articles_at,
    trend_at,
    daily_at,
    followers_at,
    channels_at,
    douyin_at,
)


def recognise(content: bytes, name: str) -> Recognised | None:
    """The export that a file is; None for a table made by hand. `name` is the file's, "" for pasted cells.

    Raises Invalid, with a sentence each, for a file that is no table, and for a known export without a row.
    """
    grid = read_grid(content, name) if name else read_cells(content.decode("utf-8"))
    for at in range(min(len(grid.lines), HEADING_WITHIN)):
        for reader in READERS:
            found = reader(grid, at, name)
            if found is not None:
                return found
    return None


def shape_of(code: str) -> Shape | None:
    """The export that is called `code`, None for tables made by hand."""
    return SHAPES.get(code)
