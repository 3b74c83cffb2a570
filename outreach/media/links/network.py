"""Whether this machine has a way to the internet at all: said quickly, and before any link is called broken."""

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Sequence

from outreach.media.links.addresses import Resolve, look_up

#: So many names are looked up, all at once; one that is found is enough.
_NAMES = 12
_PATIENCE_SECONDS = 12.0
#: Addresses that belong to nobody (RFC 5737, RFC 3849): nothing is sent there, only the way is asked for.
_NOWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def has_route() -> bool:
    """Whether there is a way out of this machine, as far as its own table of ways says."""
    for family, address in _NOWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asked:
                asked.connect((address, 9))
                return True
        except OSError:
            continue
    return False


def finds_names(hosts: Sequence[str], *, resolve: Resolve = look_up, patience: float = _PATIENCE_SECONDS) -> bool:
    """Whether any of the names is found; True where there is no name to ask for, only numbers."""
    names = [host for host in dict.fromkeys(hosts) if host and not _is_number(host)][:_NAMES]
    if not names:
        return True
    answers: queue.Queue[bool] = queue.Queue()

    def ask(name: str) -> None:
        try:
            answers.put(bool(resolve(name, 443)))
        except OSError:
            answers.put(False)

    for name in names:  # daemons: a resolver that hangs holds nobody up
        threading.Thread(target=ask, args=(name,), daemon=True).start()
    end = time.monotonic() + patience
    try:
        return any(answers.get(timeout=max(0.0, end - time.monotonic())) for _name in names)
    except queue.Empty:
        return False


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
