"""The mark as pictures for a phone's home screen, drawn once per size: browsers want PNG there."""

import functools
import io

from PIL import Image, ImageDraw

#: Of static/web/mark.svg, a square of 32 with these strokes of 2.
SIDE, WIDTH = 32, 2
STROKES = (
    ((9, 9.5), (18, 9.5)),
    ((9, 15), (14.5, 15)),
    ((9, 20.5), (13, 20.5)),
    ((16, 20), (19.2, 23.2), (24.5, 15.5)),
)
GROUND, INK = "#0d4f57", "#ffffff"
#: A maskable picture is cut to a circle or a drop: nothing but ground outside of the middle four fifths.
SAFE = 0.8
FINER = 4


@functools.lru_cache(maxsize=8)
def picture(size: int, *, fills: bool) -> bytes:
    """The mark as a PNG of `size` pixels; with `fills` the ground fills the square, and the mark is smaller."""
    whole = size * FINER
    image = Image.new("RGBA", (whole, whole), GROUND if fills else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if not fills:
        draw.rounded_rectangle((0, 0, whole - 1, whole - 1), radius=whole / 4, fill=GROUND)
    scale = whole / SIDE * (SAFE if fills else 1)
    for stroke in STROKES:
        _draw(
            draw, [(whole / 2 + (x - SIDE / 2) * scale, whole / 2 + (y - SIDE / 2) * scale) for x, y in stroke], scale
        )
    out = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], scale: float) -> None:
    """A stroke with round ends and corners."""
    draw.line(points, fill=INK, width=round(WIDTH * scale))
    reach = WIDTH * scale / 2
    for x, y in points:
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=INK)
