"""Addresses of static files with a hash of their content, so that browsers may keep them for good.

A style sheet or a picture has its own hash in its address. Modules name each other by paths ("./store.js"), so all of
one version lie in one folder, called by the hash of them all: each imports its contemporaries, also on a page that was
opened before an update. The style sheets of every page travel as one, and texts travel lean.

The modules of the pages that phones open travel in two parcels (parcels.py): `script()` makes a page's tag for a
module, whether it stands in one or alone.
"""

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, g, request, url_for
from markupsafe import Markup

from outreach.errors import NotFound
from outreach.web.compressing import smallest
from outreach.web.lean import lean
from outreach.web.parcels import Parcel, packed, parcels

FOR_GOOD = "public, max-age=31536000, immutable"

#: The style sheets of every page, under one name.
FACE = "web/face.css"
_FACE_PARTS = ("tokens", "type", "layout", "forms", "tables", "parts", "charts", "print")
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript"}
_SEEN, _MODULES = "outreach.assets", "outreach.modules"
_ENTRIES, _PACKED, _LOOKED = "outreach.parcels", "outreach.packed", "outreach.looked"
_WRITTEN = "outreach.written"
#: Pages ask whether a module changed at most this often, in seconds: asking looks at two hundred files.
LOOK_EVERY = 1.0
#: Two parcels: what a page needs to work, and what is taken at need.
FIRST, LATER = "parcels/first.js", "parcels/later.js"
_OF_EVERY_PAGE = ("web/menu.js", "web/flash.js", "web/dirty-form.js", "web/copy.js", "web/bad-date.js", "web/tabs.js")

texts = Blueprint("texts", __name__)


@dataclass(frozen=True)
class _Seen:
    """A file as it was read: when it was written, what is sent of it, and a short hash of that."""

    mtime: int
    size: int
    content: bytes
    version: str


@dataclass(frozen=True)
class _Packed:
    """The text of each parcel, and a short hash of all modules with them."""

    texts: dict[Parcel, bytes]
    version: str


def init_assets(app: Flask) -> None:
    """Give templates `asset(path)`, serve modules and style sheets by their version, and let hashed files be kept."""
    app.extensions.update({_SEEN: {}, _MODULES: {}, _PACKED: {}, _LOOKED: {}, _WRITTEN: {}})
    app.extensions[_ENTRIES] = {FIRST: [*_OF_EVERY_PAGE], LATER: []}
    app.jinja_env.globals.update(asset=asset, script=script, FACE=FACE)
    app.register_blueprint(texts)
    app.after_request(_keep_hashed)


def asset(path: str, *, blueprint: str | None = None) -> str:
    """The address of a file in static/ (or in the static folder of a blueprint) with its version.

    Within one request each is made once: a month's page shows an icon two hundred times.
    """
    made: dict[tuple[str, str | None], str] = g.setdefault("assets", {})
    if (path, blueprint) not in made:
        made[path, blueprint] = _address(path, blueprint)
    return made[path, blueprint]


def pack(app: Flask, parcel: str, *entries: str) -> None:
    """Let these modules travel in FIRST or LATER, with all that they import."""
    app.extensions[_ENTRIES][parcel].extend(entries)


def write(app: Flask, path: str, module: str) -> None:
    """Let modules import `path`, a module that the program writes itself: nothing lies there in static/."""
    content = module.encode()
    app.extensions[_WRITTEN][path] = _Seen(0, len(content), content, _short(content))


def script(path: str) -> Markup:
    """The tag of a module in static/ that a page begins with."""
    parcel = next((each for each in _packed().texts if path in each.modules), None)
    if parcel is None:
        return Markup('<script type="module" src="{}"></script>').format(asset(path))
    return Markup('<script type="module" src="{}" data-module="{}"></script>').format(asset(parcel.path), path)


def content_of(path: str) -> bytes:
    """What is sent of a file in static/; raises FileNotFoundError."""
    if path == FACE:
        return b"".join(content_of(f"web/{part}.css") for part in _FACE_PARTS)
    if path in (FIRST, LATER):
        return next(content for parcel, content in _packed().texts.items() if parcel.path == path)
    return _seen(path, None).content


def version_of(path: str, *, blueprint: str | None = None) -> str:
    """A short hash of what is sent of the file; raises FileNotFoundError."""
    if path in (FACE, FIRST, LATER):
        return _short(content_of(path))
    return _seen(path, blueprint).version


def version_of_modules() -> str:
    """A short hash of all modules in static/ and of the parcels, as they are within this request."""
    return _packed().version


def _modules_of_late() -> str:
    """A short hash of the modules alone, as they were found within LOOK_EVERY or in this request."""
    looked: dict[str, tuple[float, str]] = current_app.extensions[_LOOKED]
    at, version = looked.get(current_app.static_folder or "", (float("-inf"), ""))
    return version if time.monotonic() - at < LOOK_EVERY else _look()


def _look() -> str:
    version = _short("".join(version_of(path) for path in _module_paths()).encode())
    current_app.extensions[_LOOKED][current_app.static_folder or ""] = time.monotonic(), version
    return version


def _packed() -> _Packed:
    """The parcels and their texts, put together anew only when a module changed; looked at once within a request."""
    if "packed" not in g:
        known: dict[str, _Packed] = current_app.extensions[_PACKED]
        of_modules = _modules_of_late()
        if of_modules not in known:
            known.clear()
            known[of_modules] = _pack_anew(of_modules)
        g.packed = known[of_modules]
    packed_now: _Packed = g.packed
    return packed_now


def _pack_anew(of_modules: str) -> _Packed:
    entries: dict[str, list[str]] = current_app.extensions[_ENTRIES]
    there = set(_module_paths())
    first, later = ((path, [each for each in entries[path] if each in there]) for path in (FIRST, LATER))
    both = parcels(first, later, _module)
    texts_of = {parcel: packed(parcel, both, _module).encode() for parcel in both}
    return _Packed(texts_of, _short(b"".join([of_modules.encode(), *texts_of.values()])))


def _module(path: str) -> str:
    return _seen(path, None).content.decode()


def _seen(path: str, blueprint: str | None) -> _Seen:
    """The file as it is, read again only when it changed; or what the program wrote itself."""
    written: dict[str, _Seen] = current_app.extensions[_WRITTEN]
    if blueprint is None and path in written:
        return written[path]
    holder = current_app.blueprints[blueprint] if blueprint else current_app
    # A page asks for forty, and looks at two hundred: to make so many Paths would take longer than to look.
    file = os.path.join(holder.static_folder or "", path)
    stat = os.stat(file)
    seen: dict[str, _Seen] = current_app.extensions[_SEEN]
    known = seen.get(file)
    if known is None or (known.mtime, known.size) != (stat.st_mtime_ns, stat.st_size):
        content = Path(file).read_bytes()
        if Path(file).suffix in _MEDIA_TYPES:
            content = lean(path, content.decode()).encode()
        known = seen[file] = _Seen(stat.st_mtime_ns, stat.st_size, content, _short(content))
    return known


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _address(path: str, blueprint: str | None) -> str:
    if blueprint is None and Path(path).suffix in _MEDIA_TYPES:
        return url_for("texts.static", version=_version_in_address(path), filename=path)
    endpoint = f"{blueprint}.static" if blueprint else "static"
    return url_for(endpoint, filename=path, v=version_of(path, blueprint=blueprint))


def _version_in_address(path: str) -> str:
    """The version that stands in the address of a text; a name that nobody has raises FileNotFoundError."""
    if path in (FIRST, LATER):
        return version_of_modules()
    own = version_of(path)
    return version_of_modules() if path.endswith(".js") else own


def _module_paths() -> list[str]:
    """The modules, as they were when first asked for: a new one is reached only from one that changed."""
    folder = Path(current_app.static_folder or "")
    known: dict[Path, list[str]] = current_app.extensions[_MODULES]
    if folder not in known:
        files = (file.relative_to(folder).as_posix() for file in folder.rglob("*.js"))
        known[folder] = sorted([*files, *current_app.extensions[_WRITTEN]])
    return known[folder]


def _text(version: str, filename: str) -> Response:
    if filename.endswith(".js"):
        _look()  # what is kept for good is compared with the files as they are now
    try:
        answer = Response(_text_content(filename), mimetype=_MEDIA_TYPES[Path(filename).suffix])
    except (KeyError, OSError, ValueError):
        raise NotFound from None
    if version == _version_in_address(filename):
        answer.headers["Cache-Control"] = FOR_GOOD
    answer.add_etag()
    return smallest(answer)


def _text_content(filename: str) -> bytes:
    if ".." in filename or "\\" in filename or filename.startswith("/"):
        raise ValueError(filename)
    return content_of(filename)


def _keep_hashed(response: Response) -> Response:
    """A wrong or old version is never kept for good: it would pin the new file's content to the old address."""
    blueprint, _, name = (request.endpoint or "").rpartition(".")
    asked = request.args.get("v")
    if name == "static" and asked and response.status_code in (200, 304) and blueprint != texts.name:
        filename = str((request.view_args or {}).get("filename", ""))
        if version_of(filename, blueprint=blueprint or None) == asked:
            response.headers["Cache-Control"] = FOR_GOOD
    return response


texts.add_url_rule("/static/at-<string(length=12):version>/<path:filename>", endpoint="static", view_func=_text)
