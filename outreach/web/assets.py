"""Addresses of static files with a hash of their content, so that browsers may keep them for good."""

import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for

FOR_GOOD = "public, max-age=31536000, immutable"


def init_assets(app: Flask) -> None:
    """Give templates `asset(path)` and let hashed files be kept."""
    app.extensions["outreach.assets"] = {}
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep_hashed)


def asset(path: str, *, blueprint: str | None = None) -> str:
    """The address of a file in static/ (or in the static folder of a blueprint) with its version.

    Within one request each is made once: a month's page shows an icon two hundred times.
    """
    made: dict[tuple[str, str | None], str] = g.setdefault("assets", {})
    if (path, blueprint) not in made:
        endpoint = f"{blueprint}.static" if blueprint else "static"
        made[path, blueprint] = url_for(endpoint, filename=path, v=version_of(path, blueprint=blueprint))
    return made[path, blueprint]


def version_of(path: str, *, blueprint: str | None = None) -> str:
    """A short hash of the file's content, read again only when the file changed; raises FileNotFoundError."""
    holder = current_app.blueprints[blueprint] if blueprint else current_app
    file = Path(holder.static_folder or "") / path
    stat = file.stat()
    seen: dict[Path, tuple[int, int, str]] = current_app.extensions["outreach.assets"]
    known = seen.get(file)
    if known is None or known[:2] != (stat.st_mtime_ns, stat.st_size):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        known = seen[file] = (stat.st_mtime_ns, stat.st_size, digest)
    return known[2]


def _keep_hashed(response: Response) -> Response:
    """A wrong or old version is never kept for good: it would pin the new file's content to the old address."""
    blueprint, _, name = (request.endpoint or "").rpartition(".")
    asked = request.args.get("v")
    if name == "static" and asked and response.status_code in (200, 304):
        filename = str((request.view_args or {}).get("filename", ""))
        if version_of(filename, blueprint=blueprint or None) == asked:
            response.headers["Cache-Control"] = FOR_GOOD
    return response
