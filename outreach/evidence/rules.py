"""What is taken as evidence, how long it is kept, and what a file that is no picture seems to be."""

import hashlib
from datetime import date
from enum import StrEnum

from outreach.periods import in_year

MEDIA_TYPE = "image/jpeg"
PAPER_TYPE = "application/pdf"
LARGEST_BYTES = 15 * 1024 * 1024
LONGEST_NAME = LONGEST_CAPTION = 120
#: A sheet with names and signatures is kept as long as somebody may ask whether the event took place.
YEARS_OF_SCANS = 3
#: What the audit calls that evidence was added, or came back.
ADDED = "evidence.added"


class PictureKind(StrEnum):
    """What a picture is; a scan is of a sign-in sheet, with the names of people.

    A letter 函 of another body, photographed, scanned or as a PDF, is the one kind that may be no picture. A
    signed page 签收页 proves that a paper of ours was handed over, and is kept as long as that paper.
    """

    PHOTO = "photo"
    SCAN = "scan"
    SCREENSHOT = "screenshot"
    LETTER = "letter"
    SIGNED_PAGE = "signed_page"


#: What can be added to an event.
OF_EVENTS = (PictureKind.PHOTO, PictureKind.SCAN, PictureKind.SCREENSHOT)

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n")


def seems_to_be(content: bytes) -> str:
    """The code of what `content` begins like, which is no picture: `pdf`, `video`, `ofd`, `program` or `no_picture`."""
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if content[4:8] == b"ftyp" and content[8:12] not in (b"avif", b"avis"):
        return "video"
    if content[:4] == b"PK\x03\x04" and b"OFD.xml" in content:
        return "ofd"
    return "program" if content.startswith(_PROGRAMS) else "no_picture"


def keep_until(kind: PictureKind, shows_people: bool, today: date) -> date | None:
    """The last day on which the file is kept; None where there is no such day.

    A scan whose names are blacked out, so that it shows nobody, may stay.
    """
    if kind is not PictureKind.SCAN or not shows_people:
        return None
    return in_year(today, today.year + YEARS_OF_SCANS)


def what_is_wrong_with_paper(content: bytes) -> str | None:
    """The code of why `content` is not taken as a PDF, None where it is one as far as its ends tell.

    It is never opened here: a reader of PDF is what a crafted one aims at.
    """
    if not content:
        return "empty"
    if len(content) > LARGEST_BYTES:
        return "paper_too_heavy"
    if not content.startswith(b"%PDF-"):
        return "no_paper"
    return None if b"%%EOF" in content[-1024:] else "paper_damaged"


def content_hash(content: bytes) -> str:
    """The SHA-256 of `content`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
