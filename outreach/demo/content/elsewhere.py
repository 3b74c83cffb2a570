"""Where else in the current year the teams did what they did in the last weeks: no visit is told twice.

Nothing of the work injury team lies in 三江镇, as in `held`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Elsewhere:
    """The same at another place: the title, the place and who took part."""

    title: str
    place: str
    partners: str | None = None


#: By the title of what is done again: the first time, and the second.
ELSEWHERE: dict[str, tuple[Elsewhere, Elsewhere]] = {
    "养老保险政策进乡村：青龙乡": (
        Elsewhere("养老保险政策进乡村：柳河镇", "柳河社区", "柳河镇人民政府"),
        Elsewhere("养老保险政策进乡村：清溪镇", "溪口村", "清溪镇人民政府"),
    ),
    "送法入企：示例智联科技": (
        Elsewhere("送法入企：示例宏远机械", "示例宏远机械有限公司"),
        Elsewhere("送法入企：示例恒丰纺织", "示例恒丰纺织有限公司"),
    ),
    "就业政策进社区：幸福社区": (
        Elsewhere("就业政策进乡村：白石镇", "石桥村", "白石镇人民政府"),
        Elsewhere("就业政策进乡村：红岩镇", "红岩村", "红岩镇人民政府"),
    ),
    "送法入企：示例绿源再生资源": (
        Elsewhere("送法入企：示例星辰家居", "示例星辰家居有限公司"),
        Elsewhere("送法入企：示例和顺物流", "示例和顺物流有限公司"),
    ),
    "工伤预防宣传进乡镇：白石镇": (
        Elsewhere("工伤预防宣传进乡镇：柳河镇", "柳河镇", "柳河镇人民政府"),
        Elsewhere("工伤预防宣传进乡镇：青龙乡", "青龙乡", "青龙乡人民政府"),
    ),
    "社保服务进万家：和平社区": (
        Elsewhere("社保服务进万家：幸福社区", "幸福社区", "县税务局"),
        Elsewhere("社保服务进万家：江口村", "江口村", "三江镇人民政府"),
    ),
    "企业劳动争议调解员培训": (
        Elsewhere("企业人事专员劳动法培训", "县技工学校"),
        Elsewhere("乡镇调解员业务培训", "县职业中等专业学校", "县司法局"),
    ),
    "工伤预防进工地：示例大道二标段": (
        Elsewhere("工伤预防进工地：滨江安置房项目", "滨江安置房项目工地"),
        Elsewhere("工伤预防进工地：清溪镇高标准农田项目", "清溪镇高标准农田项目工地"),
    ),
    "根治欠薪宣传进园区": (
        Elsewhere("根治欠薪进工地：大坪风电场项目", "大坪风电场项目工地", "县发改局"),
        Elsewhere("根治欠薪宣传进工业园区", "示例县工业园区", "工业园区管委会"),
    ),
    "周末招聘会普法服务": (
        Elsewhere("零工市场普法服务", "县零工市场", "县总工会"),
        Elsewhere("园区招聘会普法服务", "工业园区招聘现场", "工业园区管委会、县总工会"),
    ),
    "送法入企：示例金穗食品": (
        Elsewhere("送法入企：示例安居物业", "示例安居物业服务有限公司"),
        Elsewhere("送法入企：示例顺达快递", "示例顺达快递有限公司"),
    ),
}
