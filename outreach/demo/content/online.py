"""What the example bureau publishes: its channels, its series of articles, the subjects of its account, its videos."""

from dataclasses import dataclass
from datetime import date

from outreach.media.rules import Level, Medium, Platform


@dataclass(frozen=True)
class ChannelFacts:
    """A channel of the example: what it is, whose level, whether it is the bureau's own, else whose."""

    name: str
    medium: Medium
    level: Level
    is_own: bool = False
    platform: Platform = Platform.OTHER
    body: str = ""
    settles_after: int | None = None
    reaches_back: int | None = None


#: The channels by the name that the code uses.
CHANNELS: dict[str, ChannelFacts] = {
    "account": ChannelFacts(
        "示例人社公众号", Medium.MICRO, Level.OWN, True, Platform.WECHAT, settles_after=30, reaches_back=90
    ),
    "site": ChannelFacts("县政府网站人社专栏", Medium.WEBSITE, Level.OWN, True),
    "video": ChannelFacts("示例人社视频号", Medium.VIDEO, Level.OWN, True, Platform.CHANNELS),
    "douyin": ChannelFacts("示例人社抖音号", Medium.VIDEO, Level.OWN, True, Platform.DOUYIN),
    "county_app": ChannelFacts("示例县融媒体客户端", Medium.APP, Level.COUNTY, body="示例县融媒体中心"),
    "county_screen": ChannelFacts("人民广场户外大屏", Medium.SCREEN, Level.COUNTY, body="示例县城管局"),
    "third_party": ChannelFacts("“示例城事”自媒体号", Medium.MICRO, Level.COUNTY, body="“示例城事”"),
    "city_paper": ChannelFacts("示例日报（市级）", Medium.NEWSPAPER, Level.CITY, body="示例日报社"),
    "city_site": ChannelFacts("市人社局网站", Medium.WEBSITE, Level.CITY, body="示例市人社局"),
    "province_app": ChannelFacts("示例新闻客户端（省级）", Medium.APP, Level.PROVINCE, body="示例新闻社"),
    "central_site": ChannelFacts("示例普法网（中央级）", Medium.WEBSITE, Level.CENTRAL, body="示例普法网"),
}

#: Articles that come in series, beside those about events: team, name of the series, titles.
SERIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "labor_relations",
        "以案释法",
        (
            "入职登记表能不能代替劳动合同",
            "试用期内被辞退，公司要不要说理由",
            "自愿放弃社保的承诺书有没有用",
            "微信里说“明天别来了”算不算解除",
            "加班审批制下没批的加班怎么算",
            "包工头跑了，工资找谁要",
            "年休假没休完，离职能折现吗",
            "末位淘汰能不能直接解除合同",
            "调岗降薪，员工可以拒绝吗",
            "怀孕后合同到期怎么办",
            "工资条没签字，能证明什么",
            "退休返聘人员受伤按什么赔",
            "公司搬家，通勤多了两小时怎么算",
            "竞业限制没给补偿还要遵守吗",
            "培训服务期违约金怎么算",
            "双倍工资的时效从哪天起",
            "劳务派遣工要求同工同酬",
            "骑手与站点是什么关系",
            "拖欠工资满一个月可以怎么做",
            "农民工工资专用账户里的钱谁能动",
            "工程款没到位，能不能缓发工资",
            "调解协议反悔了还算数吗",
            "仲裁申请书怎样写才清楚",
            "离职证明上能不能写差评",
        ),
    ),
    (
        "pension",
        "社保小课堂",
        (
            "城乡居民养老保险缴哪一档合适",
            "断缴三年还能不能补",
            "跨省转移接续只需三步",
            "灵活就业人员怎么参保",
            "个人账户里的钱能不能继承",
            "弹性退休怎么申请",
            "最低缴费年限逐步提高，看这张表",
            "丧葬补助金和抚恤金怎么领",
            "领取待遇资格认证在手机上办",
            "社保卡丢了先做哪一步",
            "电子社保卡能办哪些事",
            "重复参保怎么退",
            "被征地农民社保补贴政策",
            "企业年金是什么",
            "个人养老金账户怎么开",
            "退休后还能继续缴居民养老保险吗",
            "给父母代办认证需要什么",
            "谨防“代缴社保”骗局",
        ),
    ),
    (
        "work_injury",
        "工伤预防提示",
        (
            "开年复工安全第一课",
            "上下班途中受伤怎么认定",
            "高处作业系好“生命绳”",
            "机械伤害的五个高发动作",
            "有限空间作业先通风再检测",
            "夏季高温作业要守的规矩",
            "工伤认定申请的三十天和一年",
            "外出培训期间受伤算不算",
            "职业病诊断找哪里",
            "停工留薪期工资怎么发",
            "工伤职工能不能被辞退",
            "劳动能力鉴定流程一览",
            "按项目参保，工地上人人有保障",
            "新就业形态人员职业伤害保障",
            "粉尘车间的防护口罩怎么选",
            "冬季取暖防中毒",
        ),
    ),
    (
        "employment",
        "就业政策问答",
        (
            "春风行动岗位怎么查",
            "失业金在手机上怎么申领",
            "稳岗返还今年怎么发",
            "一次性扩岗补助找谁领",
            "创业担保贷款最高能贷多少",
            "就业见习补贴的条件",
            "技能提升补贴三步申领",
            "零工市场里的免费服务",
            "招聘启事里的“仅限男性”合法吗",
            "交押金才能入职，先别掏钱",
            "高校毕业生档案去哪儿了",
            "就业困难人员怎么认定",
            "公益性岗位怎么报名",
            "返乡创业能享受哪些扶持",
            "灵活就业社保补贴申报指南",
            "警惕“培训贷”陷阱",
        ),
    ),
    (
        "labor_relations",
        "人社普法",
        (
            "全县人社系统年度普法责任清单公布",
            "新春普法计划启动",
            "行政执法公示栏更新",
            "仲裁庭审走进校园",
            "“八五”普法收官之年这样做",
            "民法典里的劳动者",
            "公平竞争审查与招聘广告",
            "仲裁员开放日侧记",
            "普法讲师团成员名单公布",
            "法治宣传教育法要点一览",
            "宪法宣传周活动预告",
            "一年普法工作回眸",
        ),
    ),
)

#: Columns of the account, and what its pieces are about, by team.
COLUMNS = ("一图读懂", "政策问答", "以案说法", "办事指南", "维权提示", "每周一法", "普法漫画")
SUBJECTS: tuple[tuple[str, str], ...] = (
    ("labor_relations", "劳动合同必备条款"),
    ("pension", "居民养老保险缴费"),
    ("employment", "失业保险金申领"),
    ("work_injury", "工伤认定时限"),
    ("labor_relations", "加班工资计算"),
    ("pension", "延迟退休怎么算"),
    ("employment", "创业担保贷款"),
    ("work_injury", "上下班途中事故"),
    ("labor_relations", "带薪年休假"),
    ("pension", "社保关系转移"),
    ("employment", "公益性岗位申请"),
    ("work_injury", "劳动能力鉴定"),
    ("labor_relations", "农民工工资专户"),
    ("pension", "待遇资格认证"),
    ("employment", "技能提升补贴"),
    ("work_injury", "工伤医疗费报销"),
    ("labor_relations", "经济补偿金"),
    ("pension", "灵活就业参保"),
    ("employment", "招聘中的歧视"),
    ("work_injury", "高处作业防护"),
    ("labor_relations", "试用期约定"),
    ("pension", "社保卡挂失补办"),
    ("employment", "就业见习"),
    ("work_injury", "停工留薪期"),
    ("labor_relations", "工资支付周期"),
    ("pension", "个人养老金"),
    ("employment", "零工市场服务"),
    ("work_injury", "职业病诊断"),
    ("labor_relations", "调解与仲裁的选择"),
    ("pension", "丧葬抚恤待遇"),
    ("employment", "稳岗返还"),
    ("work_injury", "按项目参加工伤保险"),
    ("labor_relations", "女职工特殊保护"),
    ("pension", "重复参保处理"),
    ("employment", "求职陷阱识别"),
    ("work_injury", "新业态职业伤害保障"),
    ("labor_relations", "欠薪举报渠道"),
    ("pension", "防范社保诈骗"),
    ("employment", "档案查询与转递"),
    ("work_injury", "工伤职工解除合同"),
    ("labor_relations", "劳务派遣"),
)
#: How many pieces a push carries, over and over.
PIECES = (3, 2, 4, 3, 3, 2, 4)

#: The videos of 2025: day, team, title, what it showed at last.
VIDEOS: tuple[tuple[date, str, str, int], ...] = (
    (date(2025, 3, 6), "employment", "普法短剧：招聘会上的三个坑", 14_892),
    (date(2025, 6, 13), "work_injury", "普法动画：安全帽的自述", 15_930),
    (date(2025, 9, 12), "pension", "情景短片：爸妈的社保账本", 17_718),
    (date(2025, 12, 3), "labor_relations", "微电影：腊月里的工资条", 21_307),
)

#: How many of its plays a video had on Douyin, by title.
ON_DOUYIN: dict[str, int] = {"普法短剧：招聘会上的三个坑": 5_120, "情景短片：爸妈的社保账本": 6_204}

#: What appeared late in 2024 and was still read in 2025: day, team, title.
EARLIER: tuple[tuple[date, str, str], ...] = (
    (date(2024, 12, 4), "labor_relations", "宪法日特刊：宪法与每一位劳动者"),
    (date(2024, 12, 11), "pension", "明年起延迟退休，这些问题先弄清"),
    (date(2024, 12, 18), "labor_relations", "年底讨薪，先备齐这五样证据"),
    (date(2024, 12, 25), "employment", "春节前后找工作，收好这份日历"),
    (date(2024, 12, 30), "work_injury", "元旦假期值班受伤怎么算"),
)
