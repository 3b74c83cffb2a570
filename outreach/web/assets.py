"""Addresses of static files with a hash of their content, so that browsers may keep them for good.

A style or a picture has its own hash behind it. Modules name each other by paths ("./queue.js"), so all of one
version lie in one folder, called by the hash of them all: each imports its contemporaries, also on a page that was
opened before an update.
"""

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, g, request, send_from_directory, url_for

FOR_GOOD = "public, max-age=31536000, immutable"

_SEEN, _MODULES = "outreach.assets", "outreach.modules"

modules = Blueprint("modules", __name__)


def init_assets(app: Flask) -> None:
    """Give templates `asset(path)`, serve modules by their version, and let hashed files be kept."""
    app.extensions[_SEEN], app.extensions[_MODULES] = {}, {}
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(modules)
    app.after_request(_keep_hashed)


def asset(path: str, *, blueprint: str | None = None) -> str:
    """The address of a file in static/ (or in the static folder of a blueprint) with its version.

    Within one request each is made once: a month's page shows an icon two hundred times.
    """
    made: dict[tuple[str, str | None], str] = g.setdefault("assets", {})
    if (path, blueprint) not in made:
        made[path, blueprint] = _address(path, blueprint)
    return made[path, blueprint]


def version_of(path: str, *, blueprint: str | None = None) -> str:
    """A short hash of the file's content, read again only when the file changed; raises FileNotFoundError."""
    holder = current_app.blueprints[blueprint] if blueprint else current_app
    file = Path(holder.static_folder or "") / path
    stat = file.stat()
    seen: dict[Path, tuple[int, int, str]] = current_app.extensions[_SEEN]
    known = seen.get(file)
    if known is None or known[:2] != (stat.st_mtime_ns, stat.st_size):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        known = seen[file] = (stat.st_mtime_ns, stat.st_size, digest)
    return known[2]


def version_of_modules() -> str:
    """A short hash of all modules in static/; made once within a request."""
    if "modules" not in g:
        g.modules = hashlib.sha256("".join(version_of(path) for path in _module_paths()).encode()).hexdigest()[:12]
    return str(g.modules)


def _address(path: str, blueprint: str | None) -> str:
    if path.endswith(".js") and blueprint is None:
        version_of(path)  # a name that nobody has fails the page
        return url_for("modules.static", version=version_of_modules(), filename=path)
    endpoint = f"{blueprint}.static" if blueprint else "static"
    return url_for(endpoint, filename=path, v=version_of(path, blueprint=blueprint))


def _module_paths() -> list[str]:
    """The modules, as they were when first asked for: a new one is reached only from one that changed."""
    folder = Path(current_app.static_folder or "")
    known: dict[Path, list[str]] = current_app.extensions[_MODULES]
    if folder not in known:
        known[folder] = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.js"))
    return known[folder]


def _module(version: str, filename: str) -> Response:
    answer = send_from_directory(current_app.static_folder or "", filename)
    if version == version_of_modules():
        answer.headers["Cache-Control"] = FOR_GOOD
    return answer


def _keep_hashed(response: Response) -> Response:
    """A wrong or old version is never kept for good: it would pin the new file's content to the old address."""
    blueprint, _, name = (request.endpoint or "").rpartition(".")
    asked = request.args.get("v")
    if name == "static" and asked and response.status_code in (200, 304) and blueprint != modules.name:
        filename = str((request.view_args or {}).get("filename", ""))
        if version_of(filename, blueprint=blueprint or None) == asked:
            response.headers["Cache-Control"] = FOR_GOOD
    return response


modules.add_url_rule("/static/at-<string(length=12):version>/<path:filename>", endpoint="static", view_func=_module)
