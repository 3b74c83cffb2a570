"""What can be said of the program, and how much of it waits for an answer at once."""

from enum import StrEnum

#: What one person may have waiting; beyond it the list would be read by nobody.
MOST_WAITING = 20


class Kind(StrEnum):
    """What a note is about."""

    MISTAKE = "mistake"  # a number, a word, an error page
    UNCLEAR = "unclear"  # not understood, not found
    WISH = "wish"  # what should be there
