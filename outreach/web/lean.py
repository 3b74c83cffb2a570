"""Style sheets and modules without what only their readers need: a phone at a gate loads them byte by byte.

It takes no build step and leaves the files as they are written; `tests/guards/test_source.py` holds that no module has
a text over several lines, which this would change.
"""

import re

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_JS_COMMENT_LINE = re.compile(r"^\s*//.*$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|\s*\n(?=\s*\n)", re.MULTILINE)


def lean(path: str, text: str) -> str:
    """The text of the style sheet or module at `path` without comments, indents and empty lines; others as they are."""
    if path.endswith(".css"):
        text = _CSS_COMMENT.sub("", text)
    elif path.endswith(".js"):
        text = _JS_COMMENT_LINE.sub("", text)
    else:
        return text
    return _INDENT.sub("", text).strip() + "\n"
