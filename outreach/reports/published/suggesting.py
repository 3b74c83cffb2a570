"""Which figure a number of a published report may be, by the words around it: a proposal that a person confirms."""

import re
from collections.abc import Sequence

from outreach.reports.typed.resolving import Choice

#: By the words of such reports, the first that fits; and the units that the figure counts in, "" for any.
_PATTERNS: tuple[tuple[str, str, frozenset[str]], ...] = (
    (r"视频|短片", "videos", frozenset({"期", "个", "条", "部", "篇"})),
    (r"阅读|浏览|点击|播放|观看", "views_times", frozenset({"次", "人次"})),
    (r"微信|公众号|推送|推文|图文", "posts", frozenset({"期", "篇", "条"})),
    (r"稿件|信息|报道|新闻|刊发|动态|网站", "articles", frozenset({"篇", "条"})),
    (r"咨询|解答|答疑", "consultations", frozenset({"人次", "次", "人", "件"})),
    (r"资料|手册|折页|宣传单|传单|读本|发放|派发", "handouts", frozenset({"份", "册", "本"})),
    (r"横幅|展板|展架|宣传车", "displays", frozenset({"条", "块", "个", "辆"})),
    (r"培训", "events_training", frozenset({"次", "场", "场次", "期"})),
    (r"法律体检|体检", "check_ups", frozenset({"次", "场", "场次", "家次"})),
    (r"整改|化解.*(风险|隐患)", "risks_mended", frozenset({"项", "个", "处", "条"})),
    (r"风险|隐患", "risks_found", frozenset({"项", "个", "处", "条"})),
    (r"点单|订单|预约", "orders_received", frozenset({"单", "件", "次"})),
    (r"走访|企业|进企", "company_visits", frozenset({"家次"})),
    (r"(走访|服务|惠及)?企业.*家|家企业", "enterprises", frozenset({"家"})),
    (r"送法|进企|入企|企业", "events_enterprise", frozenset({"次", "场", "场次"})),
    (r"受众|参加|覆盖|群众", "attendance", frozenset({"人次", "人"})),
    (r"活动|宣传|集中|开展", "events_public", frozenset({"次", "场", "场次"})),
)
_ENOUGH = 4


def suggested(says: str, unit: str, typed: Sequence[Choice]) -> str:
    """The word of the figure that the words `says` seem to speak of, "" where there is none."""
    own = _typed(says, unit, typed)
    if own:
        return own
    for pattern, key, units in _PATTERNS:
        if unit in units and re.search(pattern, says):
            return key
    return ""


def _typed(says: str, unit: str, typed: Sequence[Choice]) -> str:
    """The typed figure in the same unit whose name has most in common with the words; of its parts, the one named."""
    ranked = [(*_likeness(choice.label, says), choice.word) for choice in typed if choice.unit == unit]
    shared, _letters, word = max(ranked, key=lambda each: each[:2], default=(0, 0, ""))
    return word if shared else ""


def _likeness(label: str, says: str) -> tuple[int, int]:
    """The longest stretch of the label that stands in the words, 0 where that is too little; and its part's letters."""
    parts = label.split(" · ")
    shared = max(_shared(part, says) for part in parts)
    letters = set(parts[-1]) & set(says)
    named = len(parts) == 1 and len(letters) == len(set(label)) >= _ENOUGH  # 热线办理 is said in 办理热线
    return (shared if shared >= min(_ENOUGH, len(label)) or named else 0), len(letters)


def _shared(name: str, text: str) -> int:
    """The length of the longest stretch of `name` that stands in `text`."""
    stretches = ((start, end) for start in range(len(name)) for end in range(start + 1, len(name) + 1))
    return max((end - start for start, end in stretches if name[start:end] in text), default=0)
