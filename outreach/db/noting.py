"""Notes beside what is asked for: that a browser, a phone, a program or a calendar was here again."""

import logging
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

from outreach.db.closing import Closed
from outreach.db.transaction import transaction

log = logging.getLogger("outreach.noting")


def is_noted(note: Callable[[], object]) -> bool:
    """Do `note` in a transaction of its own, and whether that went.

    Where nothing can be written (a full disk, a bureau that is just moving or has moved away), what only reads opens
    all the same.
    """
    try:
        with transaction():
            note()
    except (DBAPIError, Closed):
        log.warning("a last use could not be written down", exc_info=True)
        return False
    return True
