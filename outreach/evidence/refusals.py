"""Why a picture is not taken, in words that tell what to do."""

from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid, Refusal, TooLarge

_WORDS: dict[str, Any] = {
    "empty": _("The file is empty. Choose the picture again."),
    "too_heavy": _("The picture is larger than 15 MB. Send it in a smaller size."),
    "too_large": _("The picture has more than 60 million pixels. Send it in a smaller size."),
    "too_hard": _("The picture is too much work to open. Take a screenshot of it, or send it in a smaller size."),
    "damaged": _("The picture is damaged. Take or send it again."),
    "no_picture": _("This is no JPEG, PNG, WebP or HEIC picture. Take a photo or a screenshot and choose that."),
    "pdf": _("A PDF is not taken here: it can hold more than it shows. Take a photo or a screenshot of the page."),
    "ofd": _("An OFD file is not taken here. Save it as PDF in the program that shows it, or take a screenshot."),
    "no_paper": _("This is no PDF. Choose the letter again, or take a photo of it."),
    "paper_damaged": _("The PDF is not whole: its end is missing. Send or download it again."),
    "paper_too_heavy": _("The PDF is larger than 15 MB. Scan it in grey and with fewer dots, or take a photo of it."),
    "video": _("This is a video. Take a photo, or a screenshot of the video."),
    "program": _("This is a program, not a picture. Delete it: somebody may have sent it to do harm."),
    "wrong_hash": _("The picture did not arrive as it left the phone. It is sent again from the beginning."),
}
_TOO_MUCH = ("too_heavy", "too_large", "too_hard", "paper_too_heavy")


def refusal(code: str) -> Refusal:
    """Why a picture is not taken, in words: Invalid, or TooLarge where less would do."""
    kind = TooLarge if code in _TOO_MUCH else Invalid
    return kind(_WORDS[code], field="picture", code=code)
