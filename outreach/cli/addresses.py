"""The addresses under which this machine is reached, found without sending anything."""

import socket
import struct
import sys
from ipaddress import ip_address

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared, not bound
#: ioctl: the IPv4 address of an interface (Linux, netdevice(7)).
_SIOCGIFADDR = 0x8915


def reachable_at(host: str) -> list[str]:
    """The addresses under which `host` is reached, best for another machine first."""
    if host not in EVERYWHERE:
        return [host]
    own = [address for address in _own_addresses() if not ip_address(address).is_loopback]
    return [*own, "127.0.0.1"]


def is_only_here(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def url_of(host: str, port: int) -> str:
    """What is typed into a browser to reach `host`."""
    shown = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _own_addresses() -> list[str]:
    """This machine's IPv4 addresses; the one of its way out first, where an office network has one."""
    found: dict[str, None] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found[probe.getsockname()[0]] = None
        except OSError:
            pass
        found |= dict.fromkeys(_of_interfaces(probe))
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        infos = []
    return list(found | dict.fromkeys(str(info[4][0]) for info in infos))


def _of_interfaces(probe: socket.socket) -> list[str]:
    """The addresses of Linux's interfaces: a machine's name often leads to 127.0.1.1 there, and to nothing else."""
    if sys.platform != "linux":
        return []
    from fcntl import ioctl

    found = []
    for _number, name in socket.if_nameindex():
        try:
            answer = ioctl(probe.fileno(), _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
        except OSError:
            continue  # an interface without an address
        found.append(socket.inet_ntoa(answer[20:24]))
    return found
