"""How long somebody who failed to sign in has to wait.

The lock is of a pair: after five failures of one account from one address that account waits there for five minutes,
whoever typed them. So somebody at the same address, which a whole office may share, can keep a colleague waiting there,
and only there. Two wider limits meet an attacker who changes accounts or addresses; they only slow down, and leave
alone a pair that has signed in during the last 60 days.

Tries that still run count as failed, or a hundred at once would all be looked at. Whoever would wait for their sake
alone is held until they ended: six right ones at once all get in, and behind five wrong ones nobody does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

FAILURES = 5
LOCKED_FOR = timedelta(minutes=5)
#: How far back failures of a pair are added up, and how long a pair that signed in counts as known.
REMEMBERED_FOR = timedelta(days=1)
KNOWN_FOR = timedelta(days=60)

#: A try that nobody ended after so long, as its process died, has failed.
PENDING_FOR = timedelta(seconds=30)
#: How often, and how many seconds apart, one looks again whether tries that still run turned out right.
LOOKS, LOOKS_EVERY = 100, 0.1

ADDRESS_FAILURES, ADDRESS_WINDOW, ADDRESS_PAUSE = 50, timedelta(minutes=15), timedelta(seconds=5)
ACCOUNT_FAILURES, ACCOUNT_WINDOW, ACCOUNT_PAUSE = 20, timedelta(hours=1), timedelta(seconds=30)


def wait_of_pair(failures: Sequence[datetime], now: datetime) -> timedelta:
    """How long the pair waits; `failures` are its failures since the last success, oldest first."""
    locked_until = None
    recent = [at for at in failures if now - at < REMEMBERED_FOR]
    for number, at in enumerate(recent, start=1):
        if number % FAILURES == 0:
            locked_until = at + LOCKED_FOR
    return _until(locked_until, now)


def wait_of_address(failures: Sequence[datetime], now: datetime) -> timedelta:
    """How long an address waits between two tries, whatever the account."""
    return _pause(failures, now, ADDRESS_FAILURES, ADDRESS_WINDOW, ADDRESS_PAUSE)


def wait_of_account(failures: Sequence[datetime], now: datetime) -> timedelta:
    """How long an account waits between two tries, whatever the address."""
    return _pause(failures, now, ACCOUNT_FAILURES, ACCOUNT_WINDOW, ACCOUNT_PAUSE)


def _pause(failures: Sequence[datetime], now: datetime, most: int, window: timedelta, pause: timedelta) -> timedelta:
    recent = [at for at in failures if now - at < window]
    return _until(max(recent) + pause, now) if len(recent) >= most else timedelta(0)


def _until(end: datetime | None, now: datetime) -> timedelta:
    return max(end - now, timedelta(0)) if end is not None else timedelta(0)
