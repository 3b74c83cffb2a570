"""Yes or no, in the words and ticks of a ledger."""

from flask_babel import lazy_gettext as _

from outreach.sheets.typed import Value, plain, refused, shown

YES = frozenset({"是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "t", "1", "on"})
NO = frozenset({"否", "无", "没有", "不是", "×", "✗", "✘", "☐", "n", "no", "false", "f", "0", "off"})


def parse_yes(value: Value, *, field: str | None = None) -> bool:
    """Whether a cell or a form field says yes; Invalid, with what was typed, when it says neither yes nor no."""
    word = plain(value).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    message = _("“%(typed)s” is neither yes nor no.", typed=shown(value))
    raise refused(message, code="not_yes_or_no", value=value, field=field)
