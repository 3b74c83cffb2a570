"""What is said of lines that were not taken."""

from typing import Any

from flask_babel import lazy_gettext as _

#: Why a line was not taken is answered to its phone alone, and kept there beside it.
NOT_BY_THEMSELVES: Any = _(
    "What was not taken does not go up by itself: its person opens “To upload” on the phone, where the reason of each "
    "stands under “To settle”, and says what is right."
)
