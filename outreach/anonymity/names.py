"""What in a text looks like the name of a person, by the surname it begins with and what stands around it."""

import re
from collections.abc import Iterator
from functools import cache

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "任姜范方石姚谭廖邹熊金陆郝白崔毛邱秦顾侯邵孟万段雷钱汤尹黎易常乔赖龚文庞樊殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳童欧甄项曲成裴席查屈鲍位覃霍翁隋甘薄单包柏柯阮桂闵解强柴"
    "车冉房肖闫"
)
#: Those of them that hardly begin a word: what follows a role is a name, whatever comes behind it.
_CLEAR = (
    "王李张刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾魏薛叶阎潘杜钟汪姜姚谭廖邹熊陆郝崔邱秦"
    "侯邵孟尹黎龚庞樊殷翟颜倪葛伍聂邢莫庄祁詹欧阮肖闫"
)
#: Those of them that end no word: 队伍, 村庄, 茶叶.
_PLAIN = re.sub("[黄罗叶钟陆伍庄莫颜欧]", "", _CLEAR)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|东方"
#: Surnames that begin too many words to be looked for at the beginning of a clause.
_ONLY_AFTER_ROLE = "史武贺龙华时路水元康孔兰景宁田阳卫边盛江游"
#: Those of them that are looked for there before what only people do.
_RARELY = "史武贺龙孔康田"
#: Begin like a name and are none.
WORDS = (
    r"张[贴榜挂开]|陈[述列旧设年放规词诉腐迹]|董事|沈[阳重痛]|钟[点表头]|黄[色牌线河昏泥]|罗列|罗马"
    r"|胡[乱同子闹扯编搅椒萝]|李子[园树]|叶[片轮]|苏[醒州打]|王牌|莫[大名非如不过若]|欧[洲元盟美式]|陆[地运续]"
    r"|孙[子女辈]|孟加|葛[根布]|秦岭|杨树|唐[突代朝]|姜[汤片]|颜[色料面]|庄[稼严园重]|邢台|蔡甸|郑[州重]|朱砂"
    r"|梁[柱板体上山架]|戴[好上着安口手头]|谢[绝谢意]|宋[代朝体]|庞[大杂]|徐[州徐缓]|杜[绝撰]|殷[切实]|萧条|肖像|武汉|康[复养]|田[间地]|龙头|邵阳"
    r"|高[温度级于新额龄危达空处薪校中管层速]|周[期一二三四五六日末边转岁内]|马[上路达车]|金[额钱融属]|白[天班血领条酒]|黄金|石[油灰料材]|林[业场区]"
    r"|程[序度]|段[时落]|方[可便式法面案才能向]|任[职何务意期免]|何[时种处]|万[元余一分]|成[立为本员功果年正绩熟品交套]|关[于系闭键爱怀注心]"
    r"|安[排全置装徽心]|常[常年见设规住用]|包[括含工装薪干吃住不]|解[除决释雇聘]|向[其该用公单法仲县劳社人申被上下前后]"
    r"|于[工其是该本当同次上年今\d一二三四五六七八九十]|严[重格禁肃密]|钱[款财包数物]|柴油|童[工年]|岳[父母阳]|汤药"
    r"|毛[利病]|余[额下款]|施[工行]|温[度州馨]|车[间辆票费祸床位]|章[程由盖是须]|雷同|夏[季天]|强[制行迫调有]|查[明询看实出找到处]"
    r"|曾[经在于向多因以与被是任将为]|凌晨|项[目下]|季[度节]|纪[律录委]|顾[客虑]|尤其|左右|费[用率由]|单[位方独个行元一据]"
    r"|齐[全声]|房[屋租产东地]|毕业|管[理辖线道]|文[件书化字本具体员秘]|位于|许[可多诺久]|申[请报诉领]|易[受发于]"
)
#: Ends where somebody is from, and hardly a name: 邵阳市, 江苏籍. 镇 and 村 do stand in names: of whom a role tells.
FROM = "[市县区乡籍]$"
_SURNAME = rf"(?:{_COMPOUND}|[{_SURNAMES}])"
NEUTRAL = "某甲乙丙丁戊"
_ROLES = (
    "申请人|被申请人|原告|被告|上诉人|被上诉人|第三人|当事人|法定代表人|负责人|经理|职工|员工|女工|女职工|劳动者|农民工|工人|"
    "包工头|证人|司机|保安|店长|姓名|名叫|叫做|工头|组长|班长|队长|厂长|站长|科长|主任|主管|老板娘?|会计|出纳|仓管|文员|学徒|实习生|"
    "联系人|经办人|承办人|签收人|领取人|代领人|收件人|投诉人|举报人|来访人|求助人|承包人|分包人|代理人|律师|医生|仲裁员|调解员|"
    "电工|焊工|木工|瓦工|普工|钢筋工|架子工|泥水工|操作工|挡车工|男工|民工|临时工|清洁工|保洁员?|服务员|收银员|业务员|驾驶员|快递员|骑手|"
    "财务|人事|法务|总监|副总|安全员|技术员|质检员|统计员|"
    "雇主|雇员|房东|同事|工友|老乡|死者|伤者|患者|家属|丈夫|妻子|父亲|母亲|儿子|女儿|找到?|联系|咨询|转告"
)
_DOES = (
    "入职|在|于|因|与|向|被|受|到|称|系|是|以|对|将|主张|申请|提出|要求|请求|不服|认为|受伤|死亡|离职|辞职|工作|签订|"
    "上班|下班|从|工资|发放|签字|转交|代为|领取|保管|负责|处理|办理|"
    "未|自|经|诉|起诉|月工资|的|等|先后|均|和|、|,|。|;|:|\\)|\\s|$"
)
#: What somebody does, too, but words as well: it ends a name only behind a clear surname.
_ALSO_DOES = "[代月把给让拿领去来找说没不还又已曾为打签收做干拖欠借承负发处住家手这那加办本及从同]"
#: What only people do or have done to them: it ends a name, whatever the surname.
_LIVES = (
    "怀孕|生育|分娩|流产|哺乳|退休|应聘|月薪|年薪|骑|驾驶|摔|跌|\\([男女]|(?:没有|未)(?:签|订立|参保)|"
    "\\d{4}年[\\d月日]{0,6}(?:入职|进厂|进入|应聘|受伤)"
)
#: Follows names, and words as often: it ends a clear surname's name, or one of three characters that is no thing.
_GOES_ON = (
    "\\d|\\(|每[月天日周年晚次]|没有|平均|进厂|拒绝|多次|收到|请假|提交|口头|书面|自愿|擅自|从事|担任|一直|连续|发生|"
    "回家|加班|发现"
)
#: What people do with words: it ends a name, whatever the surname; 说明, 讲解 and 问题 are things.
_SAYS = (
    "[也还都就又则]?(?:当场|当面|现场)?(?:反映|反应|表示|告诉|告知(?!书)|回答|答复|承认|否认|解释|介绍|抱怨|投诉|举报|透露|证实|强调|指出|"
    "提到|谈到|说(?![明法服理辞教])|讲(?![解课座话稿堂法述义])|问(?![题卷答询责]))"
)
_BODY = r"[\u4e00-\u9fff]"
#: One or two characters; 石桥村 and 白石镇 are places.
_GIVEN = rf"{_BODY}(?:(?![镇村]){_BODY})??"
_CLEAR_NAME = rf"[{_CLEAR}]{_GIVEN}(?={_DOES}|{_LIVES}|{_GOES_ON}|{_ALSO_DOES})"
_LIVING_NAME = rf"(?:{_SURNAME}|[{_RARELY}]){_GIVEN}(?={_LIVES})"
_ANY_NAME = rf"{_SURNAME}{_GIVEN}(?={_DOES})|{_LIVING_NAME}"
#: Before who is spoken to, or how: 向大家说, 常常说.
_NEVER_SPEAK = "向于任单解查成关方应包常曾何"
#: Of a place, a sum, a paper, an office: 高温费, 白石镇, 成本价.
_THINGS = (
    "费额率量款价员工人者间期级类型式法案表单书证件号处部厂店所院站场区市县镇村乡路街段社局科室"
    "业线机器性化产物品论册病方内外上下前后来起等般着子网板管布纸"
)
_SPEAKER = rf"(?![{_NEVER_SPEAK}])(?:{_SURNAME}|[{_RARELY}]){_BODY}(?:(?![{_THINGS}会]){_BODY})??(?={_SAYS})"
_LONG_NAME = rf"(?:{_COMPOUND}|{_SURNAME}{_BODY})(?![{_THINGS}]){_BODY}(?={_LIVES}|{_GOES_ON})"
_CLEAR_AFTER_ROLE = (
    rf"(?m)(?:{_ROLES})[:是为叫]?"
    rf"(?P<name>[{_CLEAR}](?:{_BODY}{{1,2}}?(?={_DOES}|{_LIVES}|{_GOES_ON}|{_ALSO_DOES})|{_BODY}{{1,2}}))"
)
_AFTER_ROLE = (
    rf"(?m)(?:{_ROLES})[:是为叫]?"
    rf"(?P<name>(?:{_SURNAME}|[{_ONLY_AFTER_ROLE}]){_BODY}{{1,2}}?(?={_DOES}|{_LIVES}|没有|每[月天]))"
)
#: What leads to somebody.
_LEADS_TO = "[由与跟给被让替和向对把据听经问请]|拖欠|起诉|公司|单位|企业|工地|车间|班组|问了"
_WITH = rf"(?m)(?:{_LEADS_TO})(?P<name>{_CLEAR_NAME}|{_LONG_NAME}|{_SPEAKER})"
_SIGNS_WITH = rf"[与和](?P<name>{_LIVING_NAME})"
#: What is done to people alone.
_HIRED = rf"(?m)(?:辞退|开除|解雇|招用|聘用|录用|雇用)(?P<name>{_CLEAR_NAME}|{_ANY_NAME}|{_LONG_NAME})"
_BEGINS = rf"(?m)(?:^|(?<=[,。;:、!?(\s]))(?P<name>{_CLEAR_NAME}|{_ANY_NAME}|{_LONG_NAME}|{_SPEAKER})"
_BEHIND_A_DAY = rf"[“”\"年月日](?P<name>{_CLEAR_NAME})"
_SAID_AFTER_ROLE = rf"(?:{_ROLES})[:是为叫]?(?P<name>{_SPEAKER})"
#: Wherever it stands; 一张照片反映 and 主张他说 have no name.
_SAID = rf"[^\d一二两三四五六七八九十百千几多每各这那该此本某整半主紧扩夸纸开](?P<name>[{_PLAIN}]{_GIVEN})(?={_SAYS})"
#: 老李, 小王: behind a role, or before what people do.
_FAMILIAR_AFTER_ROLE = (
    rf"(?m)(?:{_ROLES})[:是为叫]?(?P<name>[老小](?:[{_CLEAR}](?!某)|{_SURNAME}(?={_DOES}|{_LIVES}|{_SAYS})))"
)
_FAMILIAR = (
    rf"(?m)(?P<name>[老小](?:[{_CLEAR}](?={_DOES}|{_LIVES}|{_GOES_ON}|{_SAYS})"
    rf"|(?![{_NEVER_SPEAK}]){_SURNAME}(?={_SAYS})))"
)
#: After these comes who holds the office, or the office alone: 向厂长, 任主任.
_BEFORE_OFFICE = "向任于单解查成关安方应包"
_TITLED = (
    rf"(?P<name>{_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?:先生|女士|小姐(?!妹)))"
    rf"|(?P<office>(?![{_BEFORE_OFFICE}]){_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?:经理|主任|厂长|老板|师傅|同志))"
)
_STOCK = "(?P<name>张三|李四|王五|赵六|王二|李雷|韩梅梅)"
#: How names are found, in the order in which the first at a place counts; compiled for the first text, which takes as
#: long as a twenty-fifth of the program's start.
NAMES = (
    _TITLED,
    _SAID_AFTER_ROLE,
    _CLEAR_AFTER_ROLE,
    _AFTER_ROLE,
    _FAMILIAR_AFTER_ROLE,
    _FAMILIAR,
    _WITH,
    _SIGNS_WITH,
    _HIRED,
    _STOCK,
    _BEGINS,
    _BEHIND_A_DAY,
    _SAID,
)


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Each with where it begins in the text, which is folded."""
    found: dict[int, str] = {}
    for pattern in NAMES:
        for match in _compiled(pattern).finditer(text):
            at = match.start(match.lastgroup or 0)
            name = match[match.lastgroup or 0]
            is_word = _compiled(WORDS).match(text, at) or (len(name) > 2 and _compiled(FROM).search(name))
            if not is_word and not set(name) & set(NEUTRAL):
                found.setdefault(at, name)
    yield from sorted(found.items())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
