"""What in a text looks like the name of a person, by the surname it begins with and what stands around it."""

import re
from collections.abc import Iterator

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "任姜范方石姚谭廖邹熊金陆郝白崔毛邱秦顾侯邵孟万段雷钱汤尹黎易常乔赖龚文庞樊殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
    "尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳童欧甄项曲成裴席查屈鲍位覃霍翁隋甘薄单包柏柯阮桂闵解强柴"
    "车冉房"
)
#: Those of them that hardly begin a word: what follows a role is a name, whatever comes behind it.
_CLEAR = (
    "王李张刘陈杨赵黄吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾魏薛叶阎潘杜钟汪姜姚谭廖邹熊陆郝崔邱秦"
    "侯邵孟尹黎龚庞樊殷翟颜倪葛伍聂邢莫庄祁詹欧阮"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|东方"
#: Surnames that begin too many words to be looked for at the beginning of a clause.
_ONLY_AFTER_ROLE = "史武贺龙华时路水元康孔兰景宁田阳卫边盛江游"
#: Begin like a name and are none.
WORDS = re.compile(
    r"张[贴榜挂开]|陈[述列旧设年]|董事|沈阳|钟[点表头]|黄[色牌线河昏泥]|罗列|胡[乱同]|李子[园树]|叶片|苏醒|王牌|莫[大名非如]|欧[洲元盟]|陆[地运]"
    r"|孙[子女辈]|孟加拉|葛根|秦岭|杨树|唐突|姜汤|颜[色料]|庄[稼严]|邢台|蔡甸|郑州|朱砂|梁[柱板体上]|戴[好上着安口手头]"
    r"|高[温度级于新额龄危达空处]|周[期一二三四五六日末边转岁内]|马上|金[额钱融]|白[天班]|黄金|石油|林业|程[序度]|段[时落]"
    r"|方[可便式法面案才能]|任[职何务意期]|何[时种处]|万[元余]|成[立为本员功果年]|关[于系闭键]|安[排全置装徽]|常[年见设规]"
    r"|包[括含工装薪干吃住]|解[除决释雇聘]|向[其该用公单法仲县劳社人申被]|于[工其是该本当同次上年今\d一二三四五六七八九十]|严[重格禁]"
    r"|毛利|余[额下款]|施[工行]|童工|温[度州]|车[间辆票费祸床]|章程|谢绝|雷同|夏[季天]|强[制行迫调]|查[明询看实]"
    r"|曾[经在于向多因以与被是任将为]|凌晨|项[目下]|季[度节]|陆[续万]|杜绝|纪[律录委]|顾[客虑]|尤其|左右|费[用率由]|单[位方独个]"
    r"|齐全|谢谢|房[屋租产]|毕业|管[理辖]|文[件书化字本]|位于|许[可多诺]|申[请报诉领]|苏州|郑[重州]"
)
#: Ends where somebody is from, and hardly a name: 邵阳市, 江苏籍. 镇 and 村 do stand in names.
FROM = re.compile("[市县区乡籍]$")
_SURNAME = rf"(?:{_COMPOUND}|[{_SURNAMES}])"
NEUTRAL = "某甲乙丙丁戊"
_ROLES = (
    "申请人|被申请人|原告|被告|上诉人|被上诉人|第三人|当事人|法定代表人|负责人|经理|职工|员工|女工|女职工|劳动者|农民工|工人|"
    "包工头|证人|司机|保安|店长|姓名|名叫|叫做|工头|组长|班长|队长|厂长|站长|科长|主任|主管|老板娘?|会计|出纳|仓管|文员|学徒|实习生|"
    "联系人|经办人|承办人|签收人|领取人|代领人|收件人|投诉人|举报人|来访人|求助人|承包人|分包人|代理人|律师|医生|仲裁员|调解员|"
    "电工|焊工|木工|瓦工|普工|钢筋工|架子工|泥水工|操作工|挡车工|男工|民工|临时工|清洁工|保洁员?|服务员|收银员|业务员|驾驶员|快递员|骑手|"
    "雇主|雇员|房东|同事|工友|老乡|死者|伤者|患者|家属|丈夫|妻子|父亲|母亲|儿子|女儿|找到?|联系|咨询|转告"
)
_DOES = (
    "入职|在|于|因|与|向|被|受|到|称|系|是|以|对|将|主张|申请|提出|要求|请求|不服|认为|受伤|死亡|离职|辞职|工作|签订|"
    "上班|下班|从|工资|发放|签字|转交|代为|领取|保管|负责|处理|办理|"
    "未|自|经|诉|起诉|月工资|的|等|先后|均|和|、|,|。|;|:|\\)|\\s|$"
)
#: What somebody does, too, but words as well: it ends a name only behind a clear surname.
_ALSO_DOES = "[代月把给让拿领去来找说没不还又已曾为打签收做干拖欠借承负发处住家手这那加办本及从同]"
_GIVEN = rf"[\u4e00-\u9fff]{{1,2}}?)(?={_DOES})"
_CLEAR_AFTER_ROLE = re.compile(
    rf"(?m)(?:{_ROLES})[:是为叫]?"
    rf"(?P<name>[{_CLEAR}](?:[\u4e00-\u9fff]{{1,2}}?(?={_DOES}|{_ALSO_DOES})|[\u4e00-\u9fff]{{1,2}}))"
)
_AFTER_ROLE = re.compile(rf"(?m)(?:{_ROLES})[:是为叫]?(?P<name>(?:{_SURNAME}|[{_ONLY_AFTER_ROLE}]){_GIVEN}")
_WITH = re.compile(rf"(?m)[由与跟给被让替](?P<name>[{_CLEAR}]{_GIVEN}")
_BEGINS = re.compile(rf"(?m)(?:^|(?<=[,。;:、!?(\s]))(?P<name>{_SURNAME}{_GIVEN}")
#: After these comes who holds the office, or the office alone: 向厂长, 任主任.
_BEFORE_OFFICE = "向任于单解查成关安方应包"
_TITLED = re.compile(
    rf"(?P<name>{_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?:先生|女士|小姐(?!妹)))"
    rf"|(?P<office>(?![{_BEFORE_OFFICE}]){_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?:经理|主任|厂长|老板|师傅|同志))"
)
_STOCK = re.compile("(?P<name>张三|李四|王五|赵六|王二|李雷|韩梅梅)")
#: How names are found, in the order in which the first at a place counts.
NAMES = (_TITLED, _CLEAR_AFTER_ROLE, _AFTER_ROLE, _WITH, _STOCK, _BEGINS)


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """Each with where it begins in the text, which is folded."""
    found: dict[int, str] = {}
    for pattern in NAMES:
        for match in pattern.finditer(text):
            at = match.start(match.lastgroup or 0)
            name = match[match.lastgroup or 0]
            is_word = WORDS.match(text, at) or (len(name) > 2 and FROM.search(name))
            if not is_word and not set(name) & set(NEUTRAL):
                found.setdefault(at, name)
    yield from sorted(found.items())
