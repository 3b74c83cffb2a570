"""The columns of a table of articles and of what their counters showed, by the many names that people give them.

曝光 (shown to) is not 阅读 (read), and 阅读原文 counts who went on to another page: no column goes by these names.
"""

from flask_babel import lazy_gettext as _

from outreach.media.labels import DAY_METRICS, METRICS
from outreach.media.rules import DayMetric, Metric
from outreach.sheets.columns import Column

#: What precedes the name of a DayMetric in the key of its column.
DAY_PREFIX = "day_"

_TEAMS = ("责任分队", "分队", "牵头分队", "责任部门", "责任科室", "责任股室", "供稿科室", "供稿单位", "科室", "股室")
_COUNTERS: dict[Metric, tuple[str, ...]] = {
    Metric.TIMES: (
        *("阅读量", "阅读次数", "总阅读次数", "浏览量", "浏览次数", "点击量", "点击次数", "点击数", "阅读数", "浏览数"),
        *("访问量", "访问次数", "阅读人次", "点阅量", "阅读点击量", "阅读", "浏览", "Reads"),
    ),
    Metric.PEOPLE: ("阅读人数", "总阅读人数", "浏览人数", "访问人数", "Readers"),
    Metric.PLAYS: ("播放量", "播放次数", "播放数", "总播放量", "观看量", "观看次数", "播放", "Plays"),
    Metric.SHARES: ("分享次数", "总分享次数", "分享量", "分享数", "转发量", "转发次数", "转发数", "转发", "Shares"),
    Metric.SHARERS: ("分享人数", "总分享人数", "转发人数", "Sharers"),
    Metric.LIKES: ("点赞量", "点赞数", "点赞次数", "点赞", "喜欢", "Likes"),
    Metric.FAVOURITES: ("收藏量", "收藏数", "收藏次数", "收藏", "Favourites"),
    Metric.COMMENTS: ("评论量", "评论数", "评论次数", "评论", "留言数", "留言", "Comments"),
    Metric.FOLLOWS: ("阅读后关注人数", "关注量", "新增关注", "涨粉数", "涨粉", "Follows"),
    Metric.DELIVERED: ("送达人数", "送达数", "Delivered"),
}
_DAYS: dict[DayMetric, tuple[str, ...]] = {
    DayMetric.READERS: ("当日阅读人数", "Readers that day"),
    DayMetric.READS: ("当日阅读次数", "Reads that day"),
    DayMetric.SHARERS: ("当日分享人数", "Sharers that day"),
    DayMetric.SHARES: ("当日分享次数", "Shares that day"),
    DayMetric.ORIGINAL_READERS: ("当日跳转原文人数", "Readers who went on to the original"),
    DayMetric.ORIGINAL_READS: ("当日跳转原文次数", "Reads of the original"),
    DayMetric.FAVOURITERS: ("当日收藏人数", "People who kept it"),
    DayMetric.FAVOURITES: ("当日收藏次数", "Times it was kept"),
    DayMetric.PUBLISHED: ("当日发表篇数", "Published that day"),
    DayMetric.FOLLOWED: ("当日新关注人数", "New followers"),
    DayMetric.UNFOLLOWED: ("当日取消关注人数", "Followers who left"),
    DayMetric.FOLLOWERS: ("累积关注人数", "累计关注人数", "Followers in all"),
}


def _counter(metric: Metric) -> Column:
    return Column(metric.value, _COUNTERS[metric], label=METRICS[metric])


#: What a table made by hand may have, in the order in which pasted cells without headings are taken.
BY_HAND: tuple[Column, ...] = (
    Column(
        "title",
        (
            *("标题", "题目", "稿件名称", "稿件标题", "文章标题", "内容标题", "信息标题", "新闻标题", "作品名称"),
            *("视频描述", "视频标题", "推文标题", "篇目", "稿件题目", "文章名称", "信息名称", "Headline", "Title"),
        ),
        required=True,
        label=_("Headline"),
    ),
    Column(
        "published",
        (
            *(
                "发布时间",
                "刊发日期",
                "发布日期",
                "刊发时间",
                "发表时间",
                "发表日期",
                "刊登日期",
                "刊登时间",
                "刊载日期",
            ),
            *("推送时间", "推送日期", "刊播时间", "播出时间", "播出日期", "发稿日期", "上线日期", "日期", "时间"),
            *("Published on", "Published", "Day"),
        ),
        required=True,
        label=_("Published on"),
    ),
    Column(
        "channel",
        (
            *("渠道", "媒体", "平台", "账号", "媒体名称", "刊发媒体", "刊发平台", "发布平台", "发布渠道", "发布媒体"),
            *(
                "刊登媒体",
                "刊载媒体",
                "公众号",
                "公众号名称",
                "账号名称",
                "栏目",
                "刊物",
                "网站",
                "采用媒体",
                "Channel",
            ),
        ),
        label=_("Channel"),
        may_be_same=True,
    ),
    Column(
        "kind", ("类型", "类别", "稿件类型", "形式", "体裁", "媒介", "载体", "Kind"), label=_("Kind"), may_be_same=True
    ),
    Column("team", (*_TEAMS, "Team", "Lead team"), label=_("Team"), may_be_same=True),
    Column(
        "campaign",
        ("主题活动", "所属主题活动", "活动主题", "宣传主题", "主题", "Campaigns", "Campaign"),
        label=_("Campaigns"),
        may_be_same=True,
    ),
    Column(
        "url",
        (
            "链接",
            "网址",
            "内容url",
            "文章链接",
            "稿件链接",
            "原文链接",
            "链接地址",
            "网页链接",
            "作品链接",
            "url",
            "Link",
        ),
        label=_("Link"),
    ),
    *(_counter(each) for each in (Metric.TIMES, Metric.PEOPLE, Metric.PLAYS)),
    Column(
        "reading_day",
        (
            *("截至日期", "截止日期", "统计日期", "数据截至", "数据截止", "截至", "截止时间", "截至时间", "统计时间"),
            *("数据日期", "阅读量截至", "At the close of"),
        ),
        label=_("At the close of"),
        may_be_same=True,
    ),
    Column("level", ("级别", "层级", "媒体级别", "刊发级别", "媒体层级", "级次", "Level"), label=_("Level")),
    Column("body", ("账号主体", "主办单位", "所属单位", "媒体单位", "Whose channel"), label=_("Whose channel")),
    Column("joint_teams", ("协同分队", "参加分队", "配合分队", "Joining teams"), label=_("Joining teams")),
    Column(
        "authors", ("作者", "撰稿人", "供稿人", "撰稿", "供稿", "通讯员", "采写", "记者", "Authors"), label=_("Authors")
    ),
    Column("laws", ("法律法规", "宣传法律法规", "涉及法律法规", "涉及法规", "Laws"), label=_("Laws")),
    Column("event", ("活动", "活动名称", "相关活动", "对应活动", "所属活动", "Event"), label=_("Event")),
    Column("post", ("推送", "期号", "期数", "期次", "推送期号", "所属推送", "所属推文", "Post"), label=_("Post")),
    Column("note", ("备注", "说明", "Note"), label=_("Note")),
    Column(
        "proof",
        ("数据来源", "来源说明", "数据来源说明", "阅读量来源", "佐证", "佐证说明", "Where the number is from"),
        label=_("Where the number is from"),
        may_be_same=True,
    ),
    *(_counter(each) for each in Metric if each not in (Metric.TIMES, Metric.PEOPLE, Metric.PLAYS)),
    Column("platform_id", ("视频ID", "作品ID", "Number on the platform"), label=_("Number on the platform")),
)
#: What only the platforms' own files have: what an account as a whole did by day.
OF_ACCOUNTS: tuple[Column, ...] = (
    Column("counted_day", ("统计日", "Counted day"), label=_("Counted day")),
    *(Column(DAY_PREFIX + each.value, _DAYS[each], label=DAY_METRICS[each]) for each in DayMetric),
)
COLUMNS: tuple[Column, ...] = BY_HAND + OF_ACCOUNTS
_EXAMPLES: tuple[dict[str, object], ...] = (
    {
        "title": "以案说法：包工头跑了，工资找谁要？",
        "published": "2025-06-16",
        "channel": "示例县融媒中心",
        "kind": "稿件",
        "team": "劳动关系",
        "campaign": "安全生产月",
        "url": "https://news.example.org/2025/0616/18.html",
        "times": 1280,
        "reading_day": "2025-12-31",
        "level": "县",
        "laws": "《保障农民工工资支付条例》",
        "proof": "对方后台截图",
    },
    {
        "title": "灵活就业人员怎样参保",
        "published": "2025-07-02 10:30",
        "channel": "示例县人社局",
        "kind": "推文",
        "team": "养老保险",
        "times": "1.2万",
        "people": 9865,
        "reading_day": "2025-12-31",
        "authors": "李晓芳",
    },
)
SAMPLES = tuple(tuple(each.get(column.key) for column in BY_HAND) for each in _EXAMPLES)
