"""The page of a risk notice that a company signed, as it was scanned: drawn, with lines that nobody can read."""

import io
from datetime import datetime
from functools import cache

from PIL import Image, ImageDraw

from outreach.check_ups.notices.models import Notice
from outreach.evidence import store
from outreach.evidence.actions import Kept, add_picture
from outreach.evidence.rules import PictureKind, content_hash
from outreach.people.models import Person

_PAPER, _INK, _GREY, _RED, _PEN = "#fdfcf8", "#33414a", "#c9ccca", "#b3261e", "#22407a"


def add_signed_page(notice: Notice, *, by: Person, now: datetime) -> None:
    """Keep the signed page beside the notice; it is kept out of exports."""
    words = {"name": "提示书签收页.jpg", "caption": "企业签收页"}
    content = _signed_page(len(notice.items))
    kept = Kept(content_hash(content), len(content))
    store.keep(kept.sha256, content)
    add_picture(
        notice,
        kept,
        kind=PictureKind.SIGNED_PAGE,
        shows_people=True,
        by=by,
        now=now,
        **words,
    )


@cache
def _signed_page(items: int) -> bytes:
    page = Image.new("RGB", (900, 1240), _PAPER)
    draw = ImageDraw.Draw(page)
    draw.rectangle((270, 90, 630, 130), fill=_INK)
    for row in range(4 + items * 4):
        top = 190 + row * 34
        draw.rectangle((110, top, 790 if row % 4 else 560, top + 12), fill=_GREY)
    for row, y in enumerate((930, 1010)):
        draw.line((480, y + 40, 790, y + 40), fill=_INK, width=2)
        draw.line([(510 + step * 22, y + 14 + (step * (row + 3)) % 19) for step in range(11)], fill=_PEN, width=4)
    draw.ellipse((560, 880, 760, 1080), outline=_RED, width=8)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()
