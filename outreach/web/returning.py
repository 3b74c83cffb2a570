"""Where a person goes back to: only to a path of this site, whatever a link claims."""

from urllib.parse import urlencode, urlsplit

from flask import request

SIGN_IN_PATH = "/sign-in"  # part of the contract; the page itself belongs to `people`


def safe_path(target: str | None) -> str | None:
    """`target` when it is a path of this site, else None.

    Browsers read `//host`, `/\\host` and paths with control characters as other sites, so those are refused.
    """
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    if any(ord(character) < 0x20 for character in target):
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None


def next_path(default: str = "/") -> str:
    """The safe `next` of the form or the address of this request, else `default`."""
    return safe_path(request.form.get("next")) or safe_path(request.args.get("next")) or request.script_root + default


def sign_in_path() -> str:
    """The sign-in page with a way back to this page, where it is one that can be opened by its address."""
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()):
        return request.script_root + SIGN_IN_PATH
    here = request.full_path if request.query_string else request.path
    return f"{request.script_root}{SIGN_IN_PATH}?{urlencode({'next': request.script_root + here})}"
