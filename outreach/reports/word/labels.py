"""What the placeholders of a template stand for, as its page says it."""

from typing import Any

from flask_babel import lazy_gettext as _

MEANINGS: dict[str, Any] = {
    "标题": _("the title"),
    "主送": _("to whom it goes"),
    "正文": _("the whole text"),
    "落款": _("the name of the bureau, as signature"),
    "日期": _("the day below the signature"),
    "单位": _("the name of the bureau, anywhere"),
    "年度": _("the year of the report"),
}
