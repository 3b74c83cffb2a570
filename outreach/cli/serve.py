"""Serving: which address, who else may reach it, what the terminal says, and each start that is refused."""

import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from flask import Flask

from outreach.cli.database import bring_up_to_date
from outreach.cli.server import Server
from outreach.cli.terminal import CannotStart, say
from outreach.config import Settings
from outreach.web.monitoring.logs import start_logging

#: Callables `(host) -> sentence or None`, from the features: why this database may not be served on that host.
CHECKS = "outreach.start_checks"
#: Callables `(base_url) -> lines`, from the features: what else the terminal shows.
LINES = "outreach.start_lines"


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int


def address(host: str, port: str) -> Address:
    """What was typed, made usable; raises CannotStart."""
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise CannotStart(
            f"端口 {port!r} 不可用：应为 0 到 65535 的整数（--port 或 PORT）。",
            f"The port {port!r} can't be used: it is a whole number from 0 to 65535 (--port or PORT).",
        )
    return Address(host.strip().removeprefix("[").removesuffix("]") or "127.0.0.1", int(port))


def serve(app: Callable[[], Flask], at: Address) -> None:
    """Serve the app until it is told to stop; raises CannotStart with a sentence for all that stands in the way.

    The port is taken first: where the program runs already, the second start leaves its database alone.
    """
    server = _listen(at)
    try:
        flask = app()
        start_logging(flask.config["SETTINGS"])
        with flask.app_context():
            bring_up_to_date(flask)
            for check in flask.extensions.get(CHECKS, []):
                if sentence := check(at.host):
                    raise CannotStart(str(sentence), "")
            _greet(flask, at.host, server.port)
        server.run(flask)
    finally:
        server.close()


def _listen(at: Address) -> Server:
    try:
        return Server(at.host, at.port)
    except OSError as error:
        raise _refused(at, error) from error


def _refused(at: Address, error: OSError) -> CannotStart:
    if error.errno == errno.EADDRINUSE:
        other = at.port + 1 if at.port < 65535 else 8000
        return CannotStart(
            f"端口 {at.port} 已被占用：也许普法台账已在运行（在浏览器里打开 {_url(at.host, at.port)} 看看），"
            f"否则换一个端口：--port {other}",
            f"Port {at.port} is taken: perhaps Outreach is running already (open {_url(at.host, at.port)}), "
            f"else choose another port: --port {other}",
        )
    if isinstance(error, PermissionError):
        return CannotStart(
            f"没有权限使用端口 {at.port}。请用 1024 以上的端口，例如 --port 8000",
            f"Not permitted to use port {at.port}. Choose one above 1024, for example --port 8000",
        )
    return CannotStart(
        f"无法在地址 {at.host!r} 上监听（--host 或 HOST）：它不是这台机器的地址。"
        "可用 127.0.0.1（仅本机）或 0.0.0.0（所有网络）。",
        f"Can't listen on the address {at.host!r} (--host or HOST): it is not one of this machine's. "
        "Use 127.0.0.1 (this machine only) or 0.0.0.0 (every network).",
        detail=str(error),
    )


def _greet(app: Flask, host: str, port: int) -> None:
    settings: Settings = app.config["SETTINGS"]
    urls = [_url(shown, port) for shown in reachable_at(host)]
    if settings.base_url:
        urls.insert(0, settings.base_url)
    say("普法台账已启动，请在浏览器里打开：", "Outreach is running; open it in a browser:")
    for url in urls:
        print(f"  {url}")
    if is_only_here(host):
        say(
            "只有这台机器能打开；要让手机也能打开，请加 --host 0.0.0.0",
            "Only this machine; for phones add --host 0.0.0.0",
        )
    for line in (line for lines in app.extensions.get(LINES, []) for line in lines(urls[0])):
        print(line)
    say("按 Ctrl+C 停止。", "Stop it with Ctrl+C.")


def reachable_at(host: str) -> list[str]:
    """The addresses under which `host` is reached, best for another machine first."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104  # asked about, not bound
        return [host]
    own = [address for address in _own_addresses() if not ip_address(address).is_loopback]
    return [*own, "127.0.0.1"]


def is_only_here(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _own_addresses() -> list[str]:
    """This machine's IPv4 addresses; the one of its way out first, found without sending anything."""
    found: dict[str, None] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found[probe.getsockname()[0]] = None
        except OSError:
            pass
    try:
        infos: list[Any] = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        infos = []
    return list(found | dict.fromkeys(info[4][0] for info in infos))


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, host)  # noqa: S104  # shown, not bound
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
