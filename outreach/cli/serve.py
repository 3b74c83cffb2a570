"""Serving: which address, who else may reach it, what the terminal says, and each start that is refused."""

import errno
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from outreach.cli.addresses import is_only_here, reachable_at, url_of
from outreach.cli.database import bring_up_to_date
from outreach.cli.lock import held_if_free
from outreach.cli.server import Server
from outreach.cli.terminal import CannotStart, say
from outreach.config import Settings
from outreach.jobs.chores.running import begin_chores
from outreach.web.monitoring.logs import start_logging

#: Callables `(host) -> sentence or None`, from the features: why this database may not be served on that host.
CHECKS = "outreach.start_checks"
#: Callables `(base_url) -> lines`, from the features: what else the terminal shows.
LINES = "outreach.start_lines"
#: In the data folder, locked while somebody serves from it: nobody exchanges the program meanwhile.
SERVING = ".serving.lock"


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
        with held_if_free(flask.config["SETTINGS"].data_dir / SERVING):
            _prepare(flask, at.host, server.port)
            begin_chores(flask)
            server.run(flask)
    finally:
        server.close()


def _prepare(app: Flask, host: str, port: int) -> None:
    with app.app_context():
        bring_up_to_date(app)
        for check in app.extensions.get(CHECKS, []):
            if sentence := check(host):
                raise CannotStart(str(sentence), "")
        _greet(app, host, port)


def check_free(at: Address) -> None:
    """Raise CannotStart, with what to do, where nobody could listen there now."""
    _listen(at).close()


def _listen(at: Address) -> Server:
    try:
        return Server(at.host, at.port)
    except OSError as error:
        raise _refused(at, error) from error


def _refused(at: Address, error: OSError) -> CannotStart:
    if error.errno == errno.EADDRINUSE:
        other = at.port + 1 if at.port < 65535 else 8000
        return CannotStart(
            f"端口 {at.port} 已被占用：也许普法台账已在运行（在浏览器里打开 {url_of(at.host, at.port)} 看看），"
            f"否则换一个端口：--port {other}",
            f"Port {at.port} is taken: perhaps Outreach is running already (open {url_of(at.host, at.port)}), "
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
    urls = [url_of(shown, port) for shown in reachable_at(host)]
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
