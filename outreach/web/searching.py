"""What people search lists for: so many characters and words, since each word is a condition of the statement."""

from typing import Any

from outreach.web.fields import TextField, one_line

MOST_CHARACTERS = 100
MOST_WORDS = 8


def searched(text: str | None) -> list[str]:
    """The words that a list is searched for; what goes beyond the bounds is left out."""
    return (text or "")[:MOST_CHARACTERS].split()[:MOST_WORDS]


def _cut(value: str) -> str:
    text = one_line(value)[:MOST_CHARACTERS].strip()
    return text if len(text.split()) <= MOST_WORDS else " ".join(searched(text))


class SearchField(TextField):
    """The words to search for; the box shows those that were searched for, and none that were left out."""

    cleaned = staticmethod(_cut)

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, most=MOST_CHARACTERS, **kwargs)

    def pre_validate(self, form: Any) -> None:
        """Refuse nothing: what goes beyond the bounds is left out."""
