"""A score sheet as a county's office for the rule of law might send it to a bureau (made up for the example)."""

TITLE, ASSESSOR = "法治建设（普法依法治理）考核评分表（示例）", "示例县委依法治县办"
ROWS = """序号\t考核项目\t考核内容\t评分标准\t分值
1\t组织领导\t主要负责人履行推进法治建设第一责任人职责，年内专题研究普法工作\t有会议记录得4分，每少1次扣2分\t8
2\t组织领导\t制定年度普法工作计划和责任清单并向社会公布\t有计划2分，有清单2分，公布1分\t5
3\t组织领导\t落实领导干部年度述法制度\t按要求述法得满分\t5
4\t社会普法\t开展集中宣传活动，全年不少于24场次\t每少1场扣0.5分\t12
5\t社会普法\t开展宪法宣传周活动\t组织活动不少于2场，有方案、有小结\t8
6\t社会普法\t发放宣传资料，群众知晓率逐年提升\t按发放份数和现场咨询人次综合评定\t10
7\t社会普法\t农民工等重点群体普法，开展根治欠薪宣传\t结合冬季行动开展，每场1分\t8
8\t企业普法\t送法进企业，服务企业不少于10家\t每少1家扣0.5分\t10
9\t企业普法\t推进劳动争议预防调解，宣传劳动合同法律法规\t有活动有资料得满分\t8
10\t内部学法\t工作人员学法用法，全年集中学法不少于4次\t每少1次扣1分\t8
11\t网络普法\t运用新媒体普法，原创稿件不少于50篇\t每少1篇扣0.2分\t10
12\t网络普法\t制作普法短视频，总阅读播放量达到30万次\t按比例得分\t8
"""
#: By number of the item, the figures tied to it, the points the example gives itself, and what it says of it.
TIED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "4": (("events_public",), 1200, "全年33场，见活动台账。"),
    "6": (("handouts", "consultations"), 1000, ""),
    "8": (("events_enterprise", "enterprises"), 1000, "与集中宣传活动分别统计，不重复。"),
    "9": (("handouts;team=labor_relations", "events_enterprise;team=labor_relations"), 750, ""),
    "11": (("articles", "posts"), 1000, ""),
    "12": (("videos", "views_times"), 800, ""),
}
LAWS = {"9": "中华人民共和国劳动合同法"}
OWNERS = {"7": "lead.labor_relations", "9": "lead.labor_relations", "10": "lead.employment"}
