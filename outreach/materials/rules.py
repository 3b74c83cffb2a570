"""The kinds of things that are counted, and their units."""

from enum import StrEnum


class CountKind(StrEnum):
    """The four kinds of line in the ledger, and so of item behind it (DESIGN.md, section 4)."""

    HANDOUT = "handout"
    CONSULTATION = "consultation"
    ATTENDANCE = "attendance"
    DISPLAY = "display"


class QuestionKind(StrEnum):
    """How people ask about a subject."""

    POLICY = "policy"
    ENQUIRY = "enquiry"
    HOW_TO = "how_to"
    COMPLAINT = "complaint"
    OTHER = "other"


#: The unit of a line without an item, and of the figure that a kind prints first.
MAIN_UNIT: dict[CountKind, str] = {
    CountKind.HANDOUT: "份",
    CountKind.CONSULTATION: "人次",
    CountKind.ATTENDANCE: "人次",
    CountKind.DISPLAY: "条",
}
