"""What a phone keeps so that the log opens without signal: one page without personal data, and every file it needs."""

import base64
import hashlib
import html
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from flask import current_app, render_template, request
from flask_babel import gettext as _

from outreach.logbook.labels import said, undone_reason
from outreach.logbook.shell.blank import blank_desk, blank_forms
from outreach.logbook.words import words
from outreach.schedule.labels import FORMS, TRACKS
from outreach.web.appearance import SIZES, THEMES, appearance
from outreach.web.assets import asset, content_of
from outreach.web.language import chosen_language

PATH = "/log/shell"

_PERSONAL = {"HTTP_COOKIE", "HTTP_AUTHORIZATION", "werkzeug.request", "wsgi.input"}

_LINKED = re.compile(r'(?:src|href)="([^"#]+)')
_IMPORTED = re.compile(r"""(?:^(?:import|export)\b[^;]*?|\bimport\(\s*)["'](\.[^"']+\.js)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Look:
    """All that the page may know of the browser it is made for: the code of its language, theme and size of type."""

    language: str
    theme: str
    size: str

    @property
    def address(self) -> str:
        """Where the page is in this look, whatever else a request says."""
        look = urlencode({"lang": self.language, "theme": self.theme, "size": self.size})
        return f"{request.script_root}{PATH}?{look}"


@dataclass(frozen=True)
class Shell:
    """The page, and the files it needs: their addresses with what proves them whole (`integrity` of a request)."""

    page: str
    files: dict[str, str]

    @property
    def name(self) -> str:
        """Another one as soon as anything in it is: first of the files, then of the page."""
        return f"outreach-{self.family}-{_short(self.page)}"

    @property
    def family(self) -> str:
        """Shells of one family have the same files: one can take the other's place while pages are open."""
        return _short(repr(sorted(self.files.items())))

    @property
    def integrity(self) -> str:
        """What proves the page whole."""
        return _hash(self.page.encode())


def look_of_request() -> Look:
    """As the address says, else as this browser has chosen."""
    chosen, theme, size = appearance(), request.args.get("theme"), request.args.get("size")
    return Look(chosen_language(), theme if theme in THEMES else chosen.theme, size if size in SIZES else chosen.size)


def shell(look: Look) -> Shell:
    """The shell in that look, as anybody gets it: signed in or not."""
    environ = {key: value for key, value in request.environ.items() if key not in _PERSONAL}
    cookies = f"language={look.language}; theme={look.theme}; size={look.size}"
    with current_app.request_context({**environ, "PATH_INFO": PATH, "QUERY_STRING": "", "HTTP_COOKIE": cookies}):
        page = _drawn()
        return Shell(page, _proofs(frozenset((path, asset(path)) for path in _linked(page))))


@lru_cache(maxsize=8)
def _proofs(linked: frozenset[tuple[str, str]]) -> dict[str, str]:
    """The addresses of these files of static/ and of all that they import, with what proves each whole.

    A file is named with its address, which is another one for another content, and a module's for any other module: so
    they are read once, though every page of a phone asks for the worker.
    """
    paths = _with_imports({path for path, _address in linked})
    return {asset(path): _hash(content_of(path)) for path in sorted(paths)}


def _drawn() -> str:
    planned = str(_("planned %(quantity)s", quantity="{quantity}"))
    return render_template(
        "logbook/shell/shell.html",
        tracks=TRACKS,
        forms=FORMS,
        desk=blank_desk(),
        blanks=blank_forms(),
        said=said,
        undone=undone_reason(),
        words=words() | {"planned-words": planned},
    )


def _linked(page: str) -> set[str]:
    """The files of static/ that the page names, as paths below it."""
    linked = {html.unescape(address).partition("?")[0] for address in _LINKED.findall(page)}
    root = request.script_root + (current_app.static_url_path or "") + "/"
    below = {address.removeprefix(root) for address in linked if address.startswith(root)}
    return {re.sub(r"^at-\w{12}/", "", path) for path in below}


def _with_imports(paths: set[str]) -> set[str]:
    """`paths` with the modules that they import, and those that these import."""
    found, left = set(paths), [path for path in paths if path.endswith(".js")]
    while left:
        module = left.pop()
        for name in _IMPORTED.findall(content_of(module).decode()):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(module), name))
            if path not in found:
                found.add(path)
                left.append(path)
    return found


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _hash(content: bytes) -> str:
    """As `integrity` wants it: "sha256-" and 44 characters."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()
