"""What every table of pairs of characters holds."""

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column


class Gram:
    """A pair of characters (or a word of letters and digits) that a text holds, and how much it says of the text.

    A table of them names its text in a column of its own, which is the other half of the key.
    """

    gram: Mapped[str] = mapped_column(String(40), primary_key=True, sort_order=-1)
    weight: Mapped[int] = mapped_column(SmallInteger)
