"""How proofs are said on pages."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.evidence.rules import PictureKind
from outreach.media.proofs.rules import Proof, Proves, Wanted

PROOFS: dict[Proof, Any] = {
    Proof.NONE: _("Without any proof"),
    Proof.GAP: _("On some channel without proof"),
    Proof.LINK_ONLY: _("Only a link"),
    Proof.LINK: _("With a link"),
    Proof.PICTURE: _("With a screenshot or photo"),
    Proof.LETTER: _("With a letter"),
}
KINDS: dict[PictureKind, Any] = {
    PictureKind.SCREENSHOT: _("Screenshot"),
    PictureKind.PHOTO: _("Photo of the page or screen"),
    PictureKind.LETTER: _("Letter"),
}
PROVES: dict[Proves, Any] = {
    Proves.APPEARED: _("That it appeared"),
    Proves.COUNTER: _("What its counter showed"),
}
WANTED: dict[Wanted, Any] = {
    Wanted.PAGE: _("A photo of the printed page is its proof: there is no link."),
    Wanted.SCREEN: _("A photo of the screen is its proof: there is no link."),
    Wanted.LINK: _("Correct the placement and give its link, or add a screenshot."),
    Wanted.LETTER: _("The link is lost and nothing else proves it: ask who published it for a letter or a copy."),
    Wanted.COPY: _("Only a link, and links vanish: add a screenshot while it still opens."),
}
