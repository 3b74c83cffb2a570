"""Pictures of the example: drawn, so that no real person or place is on them."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime

from PIL import Image, ImageDraw

from outreach.demo.happenings import Happening
from outreach.demo.lists import Lists
from outreach.evidence import store
from outreach.evidence.actions import Kept, add_picture
from outreach.evidence.rules import PictureKind, content_hash
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track

_SIZE = (1280, 960)
_SKY, _GROUND, _PAPER, _INK = "#cfe0ea", "#b9b29f", "#fbfaf5", "#33414a"
_BANNER, _TENT, _DESK, _COATS = "#b3261e", "#1f6f78", "#8a6a44", ("#27466b", "#6b4d27", "#3f5f3a", "#5a3a5f")

_PICTURED = 6

_Draw = ImageDraw.ImageDraw
_Laid = Sequence[tuple[Happening, Event]]


def picture_events(of_year: _Laid, current: _Laid, lists: Lists, *, now: datetime) -> None:
    """Give the two last events that were held their pictures: a desk, the people before it, and a sign-in sheet.

    Some events of the year have a photo of their desk, so that a pack of it has pictures.
    """
    _picture_year(of_year, lists)
    held = [event for _happening, event in current if event.status == Status.HELD and event.ends_at < now]
    last = sorted(held, key=lambda event: event.starts_at)[-2:]
    for event, drawn in zip(last, ((_desk, "咨询台"), (_crowd, "群众咨询")), strict=False):
        _add(event, *drawn, lists=lists, kind=PictureKind.PHOTO, shows_people=drawn[0] is _crowd)
    for event in last[-1:]:
        _add(event, _desk, "横幅与咨询台", lists=lists, kind=PictureKind.PHOTO, shows_people=False)
        _add(event, _sheet, "签到表", lists=lists, kind=PictureKind.SCAN, shows_people=True)


def _picture_year(of_year: _Laid, lists: Lists) -> None:
    outside = [event for happening, event in of_year if happening.track is Track.PUBLIC]
    for event in outside[:: max(1, len(outside) // _PICTURED)][:_PICTURED]:
        _add(event, _desk, "横幅与咨询台", lists=lists, kind=PictureKind.PHOTO, shows_people=False)


def _add(
    event: Event,
    draw: Callable[[_Draw, int], None],
    caption: str,
    *,
    lists: Lists,
    kind: PictureKind,
    shows_people: bool,
) -> None:
    """Draw the picture for `event`, and add it when the event was over."""
    drawn = Image.new("RGB", _SIZE, _PAPER)
    draw(ImageDraw.Draw(drawn), event.starts_at.day)
    add_picture(
        event,
        _kept(drawn),
        name=f"{caption}.jpg",
        caption=caption,
        kind=kind,
        shows_people=shows_people,
        by=lists.people["staff.1"],
        now=event.ends_at,
    )


def _kept(drawn: Image.Image) -> Kept:
    """The picture in the store as it is: what was drawn here needs no cleaning in a process of its own."""
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=82, optimize=True)
    content = out.getvalue()
    kept = Kept(content_hash(content), len(content))
    store.keep(kept.sha256, content)
    return kept


def _desk(draw: _Draw, variant: int) -> None:
    """A tent with a banner and a desk full of leaflets, before anybody came."""
    draw.rectangle((0, 0, 1280, 620), fill=_SKY)
    draw.rectangle((0, 620, 1280, 960), fill=_GROUND)
    draw.polygon(((240, 330), (640, 150 + variant), (1040, 330)), fill=_TENT)
    for x in (260, 1010):
        draw.rectangle((x, 330, x + 12, 720), fill=_INK)
    draw.rectangle((300, 350, 980, 420), fill=_BANNER)
    for number in range(12):
        draw.rectangle((340 + number * 52, 368, 376 + number * 52, 402), fill="#f7d774")
    draw.rectangle((330, 600, 950, 640), fill=_DESK)
    draw.rectangle((330, 640, 950, 760), fill=_BANNER)
    for number in range(6 + variant % 3):
        draw.rectangle((360 + number * 70, 570 - number % 3 * 10, 410 + number * 70, 600), fill=_PAPER, outline=_INK)


def _crowd(draw: _Draw, variant: int) -> None:
    """The same desk with people before it."""
    _desk(draw, variant)
    for number in range(5 + variant % 4):
        x, y = 250 + number * 110, 500 + number % 2 * 40
        draw.ellipse((x, y, x + 70, y + 80), fill="#d9b08c")
        draw.rounded_rectangle((x - 25, y + 80, x + 95, y + 360), radius=40, fill=_COATS[number % len(_COATS)])


def _sheet(draw: _Draw, variant: int) -> None:
    """A table with lines that nobody can read."""
    draw.rectangle((500, 70, 780, 100), fill=_INK)
    for row in range(11):
        y = 160 + row * 68
        draw.line((120, y, 1160, y), fill=_INK, width=3)
        for column in range(3 if row < 10 else 0):
            points = [
                (180 + column * 340 + step * 14, y + 34 + (step * (row + 3) + variant) % 17) for step in range(12)
            ]
            draw.line(points, fill="#22407a", width=4)
    for x in (120, 466, 812, 1160):
        draw.line((x, 160, x, 840), fill=_INK, width=3)
