"""What in a text may name somebody."""

from dataclasses import asdict

import pytest

from outreach.anonymity.companies import own_forms
from outreach.anonymity.rules import Sign, findings, is_bank_card, is_id_number, is_like_id_number, people_in
from outreach.demo.content.answers import ANSWERS
from outreach.demo.content.cases import CASES

#: (text, what is found in it)
HELD = [
    ("联系13812345678。", Sign.MOBILE, "13812345678"),
    ("电话138-1234-5678", Sign.MOBILE, "138-1234-5678"),
    ("１３８１２３４５６７８", Sign.MOBILE, "13812345678"),
    ("电话138.1234.5678", Sign.MOBILE, "138.1234.5678"),
    ("1 3 8 1 2 3 4 5 6 7 8", Sign.MOBILE, "1 3 8 1 2 3 4 5 6 7 8"),
    ("138_1234/5678", Sign.MOBILE, "138_1234/5678"),
    ("138 12 345 678", Sign.MOBILE, "138 12 345 678"),
    ("138·1234\n5678", Sign.MOBILE, "138·1234\n5678"),
    ("打一三八一二三四五六七八", Sign.MOBILE, "一三八一二三四五六七八"),
    ("１３８．１２３４．５６７８", Sign.MOBILE, "138.1234.5678"),
    ("110105 19491231 00 2X", Sign.ID_NUMBER, "110105 19491231 00 2x"),
    ("写信到Wang.Li_8@example.com.cn。", Sign.MAIL, "wang.li_8@example.com.cn"),
    ("+86 13812345678", Sign.MOBILE, "+86 13812345678"),
    ("拨打0731-88881234", Sign.LANDLINE, "0731-88881234"),
    ("身份证11010519491231002X", Sign.ID_NUMBER, "11010519491231002x"),
    ("110105 19491231 002X", Sign.ID_NUMBER, "110105 19491231 002x"),
    ("账号6222021234567890128。", Sign.BANK_CARD, "6222021234567890128"),
    ("统一社会信用代码91430681MA4L1ABC2D", Sign.CREDIT_CODE, "91430681ma4l1abc2d"),
    ("张三入职某公司", Sign.NAME, "张三"),
    ("申请人李四主张", Sign.NAME, "李四"),
    ("申请人：王建国，男", Sign.NAME, "王建国"),
    ("李小明于2023年入职", Sign.NAME, "李小明"),
    ("职工刘洋因工受伤", Sign.NAME, "刘洋"),
    ("欧阳修在某公司工作", Sign.NAME, "欧阳修"),
    ("身份证号510123198001011234。", Sign.LIKE_ID_NUMBER, "510123198001011234"),
    ("510123 19800101 1234", Sign.LIKE_ID_NUMBER, "510123 19800101 1234"),
    ("身份证号码：51012319800101123", Sign.LIKE_ID_NUMBER, "51012319800101123"),
    ("加他微信zjg138", Sign.ACCOUNT, "zjg138"),
    ("微信号：Li_Fang", Sign.ACCOUNT, "li_fang"),
    ("进QQ群12345678", Sign.ACCOUNT, "12345678"),
    ("班组长王大力拖欠工资", Sign.NAME, "王大力"),
    ("已发的由工人陈丽代为领取", Sign.NAME, "陈丽"),
    ("联系人刘芳", Sign.NAME, "刘芳"),
    ("具体找张建国，不用排队", Sign.NAME, "张建国"),
    ("员工李娜工资未发", Sign.NAME, "李娜"),
    ("老板娘黄秀英不给钱", Sign.NAME, "黄秀英"),
    ("职工周海波上班途中受伤", Sign.NAME, "周海波"),
    ("劳动者孙大海上班途中受伤", Sign.NAME, "孙大海"),
    ("工资由王大力发放", Sign.NAME, "王大力"),
    ("公司未与王芳签订合同", Sign.NAME, "王芳"),
    ("同事李子涵", Sign.NAME, "李子涵"),
    ("咨询罗律", Sign.NAME, "罗律"),
    ("李女士说工资拖欠", Sign.NAME, "李女士"),
    ("请联系王先生", Sign.NAME, "王先生"),
    ("找刘建国主任", Sign.NAME, "刘建国主任"),
    ("据陈师傅讲，未发工资条", Sign.NAME, "陈师傅"),
    ("员工：张三四 未签合同", Sign.NAME, "张三四"),
    ("王小明2024年3月入职某公司，八个月没有签合同。", Sign.NAME, "王小明"),
    ("王小明（男，35岁）在某厂做工", Sign.NAME, "王小明"),
    ("王小明每月工资4000元", Sign.NAME, "王小明"),
    ("李娜怀孕后被调岗", Sign.NAME, "李娜"),
    ("某公司与王小明没有签合同", Sign.NAME, "王小明"),
    ("某公司与周伟没有签合同", Sign.NAME, "周伟"),
    ("周伟2024年3月入职", Sign.NAME, "周伟"),
    ("高建国每月加班60小时", Sign.NAME, "高建国"),
    ("黄丽（女）", Sign.NAME, "黄丽"),
    ("田娜怀孕八个月", Sign.NAME, "田娜"),
    ("2024年3月王国强入职", Sign.NAME, "王国强"),
    ("某公司辞退周海波，没有补偿", Sign.NAME, "周海波"),
    ("工人肖军没有参保", Sign.NAME, "肖军"),
    ("公司李娜多次要求", Sign.NAME, "李娜"),
    ("朱红梅没有签合同", Sign.NAME, "朱红梅"),
    ("职工张大伟没有参保", Sign.NAME, "张大伟"),
    ("李娜反映企业没有发工资条", Sign.NAME, "李娜"),
    ("财务张丽说工资表由她保管", Sign.NAME, "张丽"),
    ("经理老李在场", Sign.NAME, "老李"),
    ("财务小陈签字", Sign.NAME, "小陈"),
    ("老王说合同收走了", Sign.NAME, "老王"),
    ("周伟表示不知情", Sign.NAME, "周伟"),
    ("高丽丽也承认没有签合同", Sign.NAME, "高丽丽"),
    ("田娜告诉我们没有工资条", Sign.NAME, "田娜"),
    ("据李娜反映，没有工资条", Sign.NAME, "李娜"),
    ("现场王建国说没有加班", Sign.NAME, "王建国"),
    ("人事周敏答复已补缴", Sign.NAME, "周敏"),
    ("安全员周华讲没有培训过", Sign.NAME, "周华"),
    ("包工头老周说下月付清", Sign.NAME, "老周"),
    ("当场问了陈静，没有工资条", Sign.NAME, "陈静"),
    ("职工小高在场", Sign.NAME, "小高"),
    ("问了车间，张丽还抱怨食堂", Sign.NAME, "张丽"),
    ("宏远机械公司没有参保", Sign.COMPANY, "宏远机械公司"),
    ("某工人在金穗食品厂受伤", Sign.COMPANY, "金穗食品厂"),
    ("湖南宏达机械有限公司拖欠工资", Sign.COMPANY, "湖南宏达机械有限公司"),
    ("李某入职宏达机械有限公司", Sign.COMPANY, "宏达机械有限公司"),
]
NOTHING = [
    "张某某于2023年3月入职某公司，李某某、王某某等12名农民工",
    "某机械有限公司、甲公司、A公司、××有限公司与申请人签订合同",
    "拨打12333，138****1234",
    "周期为三个月，高温在35度以上，黄金周期间，方可解除",
    "支付4.4万元，2024年1月至2025年12月，湘劳人仲案字〔2024〕第123号",
    "申请人于2023年3月申请仲裁，被告应当支付，原告在职期间，劳动者与用人单位签订",
    "员工工资由某劳务有限公司代发，职工申请工伤认定，职工因工受伤",
    "成立于2010年。何时支付，由双方约定。任职期间，金额为3万元，安全生产",
    "抽查12份劳动合同，3份未签，由车间主任、人事经理、项目经理签字，向厂长说明，对方经理在场，兄弟小姐妹",
    "李某女士、王某某主任",
    "430681199013010013 20250304123456789",
    "2023.12.01至2024.12.31，12.5元、13.8元、1.5倍，2025/11/27，一百三十八人，二〇二五年一月一日至十二月三十一日",
    "订单202503041234567890，合同编号430681202513011234，流水号999999198001011234，12333微信公众号，微信小程序",
    "工人工资、联系人一栏、经理室、劳动者王某、找李某、班组长带班、主任科员、老板任意扣款、会计师、律师事务所、行业主管部门",
    "申请人陈述，当事人陈列，职工董事，职工代表大会，工人戴安全帽，工人高处作业，员工任职，工人于工地受伤，员工谢绝",
    "联系周边企业，找何处，找马上能办的，咨询郑重答复，由沈阳市、和郑州市法院，与黄河流域，找李子园，分包老板跑了",
    "律师费由公司承担，当事人邵阳市人，劳动者吴江区户籍，员工江苏籍，职工陈年旧伤，工人黄昏下班，微信转账3200元，微信聊天记录",
    "父亲去世，儿子继承，同事相互作证，找老板要说法，房东张贴告示，由谁支付，被老板拖欠，老板任意解除，厂长签字，律师出具意见",
    "依照《中华人民共和国劳动合同法》第八十二条，向社保经办机构申请，由用人单位负责",
    "高温津贴每月300元，高温天气没有停工，高新区2024年，高管人员每月工资，高处作业（二级），高薪没有兑现，高层建筑3栋",
    "方式（一）没有写明，方案2024年施行，方便面每天两桶，方法没有错，方向盘每次检修",
    "安全员每月巡查，安全帽没有发，安置费2024年到账，安装工（学徒）每天做工，安排每周轮休",
    "程序没有走完，程序员每天加班，程度（轻微），许可证2024年到期，许多人没有签，许诺每月5000元",
    "金额（元）没有核对，金融业每年，金属件每月，钱款没有到账，钱财3万元，白天每天8小时，白班（早八点），白条没有兑现，白血病（职业病）",
    "黄金周每天值班，黄牌（警告）一次，马上没有答复，马路3公里，万元（含）以上，万一没有参保",
    "时间（小时）没有记，时薪每月核算，应当每月支付，应聘2024年岗位，成本每月上涨，成立2024年，成果没有验收，成品每天入库",
    "明细2024年，明确（书面），元旦每年放假，全部没有，全年12个月，有关2024年，有的没有",
    "严重（一般）情形，单位没有参保，单行材料2024年，房租每月800元，房地产2023年低迷，文件（2024）没有公示，申请表2024年，申报每月一次",
    "查出3份没有签，向上级每月报告，常住地没有变，车间每天，车位每月，石料厂2024年，石材加工没有防护，温馨提示（一）",
    "白石镇2024年，三江镇每月，柳河镇没有，石桥村（一组），李家村没有，沈阳市2024年，苏州没有，郑州（总部），岳阳每年，武汉没有参保",
    "王某2024年3月入职某公司，张某某（男，35岁），李某每月工资，王某某怀孕后，某公司与王某没有签，辞退李某某",
    "劳动者2024年入职，职工没有参保，农民工（12人），女职工怀孕后，某公司没有签合同，甲公司与乙没有签，双方没有签，和老板没有签",
    "一家食品厂没有参保，县建筑公司，本地劳务公司，大型机械厂，某纺织公司，所在化工厂，职工在电子厂上班，从事建筑公司，外资电子厂，农民建筑公司",
    "公司高管没有签，公司成本每月，企业文化没有落实，公司黄金周每天，单位包车每天，车间安全员每月，公司章程（草案）2024年",
    "职工陆续反映，职工向工会反映，职工向大家讲清，员工常常说，员工曾多次反映，高管表示，管委会表示，文员说，队伍反映，周边群众反映",
    "一张照片反映，三张表反映，公司主张他说过，企业说明情况，向企业说明，方案说明，财务方面的说法，财务章由负责人保管，人事任免的决定",
    "老板说，小时工说，老厂房在，小程序反映，王某说，老李某反映，李某某告诉，财务陈述，安全员说，车间主任回答，齐声说，查看结果说明",
    "法务金额说明，技术员施工说，项目部表示，任何人问，单位回答，经理解释，听证，经办人说，据实说，张贴告知书，陈旧设备，申请人投诉举报",
    "十二、十三、一、二、三、四、五、六、七、八、九，第一三五条",
]


@pytest.mark.parametrize(("text", "sign", "found"), HELD, ids=lambda value: str(value)[:20])
def test_what_may_name_somebody_is_found(text, sign, found):
    assert [(each.sign, each.text) for each in findings({"facts": text})] == [(sign, found)]


@pytest.mark.parametrize("text", NOTHING)
def test_what_names_nobody_is_left_alone(text):
    assert findings({"facts": text, "dispute": None}) == []


@pytest.mark.parametrize(
    ("short_name", "forms"),
    [
        ("示例恒丰纺织", {"示例恒丰纺织", "恒丰纺织", "恒丰公司", "恒丰厂"}),
        ("青禾农业科技", {"青禾农业科技", "青禾农业", "青禾公司", "青禾厂"}),
        ("步步高", {"步步高"}),
        ("机械", set()),
        ("建筑劳务", set()),
        ("农民建筑", {"农民建筑"}),
    ],
)
def test_a_company_is_known_by_its_shorter_names(short_name, forms):
    assert own_forms(short_name) == forms


def test_companies_that_are_known_are_found_wherever_they_stand():
    known = ["示例恒丰纺织有限公司", "恒丰纺织"]
    text = "该厂即恒丰纺织没有参保，示例恒丰纺织有限公司"
    assert [each.text for each in findings({"facts": text}, known)] == ["恒丰纺织", "示例恒丰纺织有限公司"]
    assert findings({"facts": "纺织厂没有参保"}, known) == []


def test_the_examples_cases_and_answers_name_nobody():
    told = [asdict(each) for each in (*CASES, *ANSWERS)]
    texts = [{field: text for field, text in each.items() if isinstance(text, str)} for each in told]
    assert [found for each in texts for found in findings(each)] == []


def test_each_finding_says_in_which_field_it_stands():
    found = findings({"title": "张三案", "facts": "张三、13812345678，张三"})
    assert [(each.field, each.text, each.is_asked) for each in found] == [
        ("title", "张三", True),
        ("facts", "张三", True),
        ("facts", "13812345678", False),
    ]


def test_what_belongs_to_people_leaves_companies_out():
    told = people_in("李女士在宏达机械有限公司，电话13812341234", None, "李女士，91430681MA4L1ABC2D")
    assert told == ["李女士", "13812341234"]
    assert people_in(None, "抽查12份劳动合同") == []


@pytest.mark.parametrize(
    "number", ["990123198001011234", "510123198002301234", "510123188001011234", "51012319800101123"]
)
def test_what_has_no_province_or_no_day_of_birth_is_like_no_identity_number(number):
    assert is_like_id_number("510123198001011234") and not is_like_id_number(number)


def test_check_digits():
    assert is_id_number("11010519491231002X") and is_id_number("11010519491231002x")
    assert not is_id_number("110105194912310021") and not is_id_number("11010519491331002X")
    assert is_bank_card("6222021234567890128") and not is_bank_card("6222021234567890123")
