"""What the kinds of pictures are called."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.evidence.rules import PictureKind

KINDS: dict[PictureKind, Any] = {
    PictureKind.PHOTO: _("Photo"),
    PictureKind.SCAN: _("Scanned sign-in sheet"),
    PictureKind.SCREENSHOT: _("Screenshot"),
    PictureKind.LETTER: _("Letter"),
    PictureKind.SIGNED_PAGE: _("Signed page"),
}
