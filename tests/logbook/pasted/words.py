"""The lists that the lines of the tests speak of."""

from outreach.logbook.pasted.names import Lexicon, Thing, names_of, place_names

MATERIALS = tuple(
    Thing(code, name, unit)
    for code, name, unit in (
        ("card", "就业创业政策明白卡", "份"),
        ("graduates", "高校毕业生就业政策手册", "册"),
        ("insurance", "社会保险政策汇编", "册"),
        ("injury", "工伤预防宣传折页", "份"),
        ("contract", "劳动合同法宣传折页", "份"),
        ("wage", "保障农民工工资支付条例口袋书", "册"),
        ("cards", "普法扑克", "副"),
        ("constitution", "宪法知识宣传册", "册"),
        ("guide", "12333服务指南", "份"),
    )
)
LEXICON = Lexicon(
    places=place_names(
        [
            ("三江镇", "sanjiang"),
            ("清溪镇", "qingxi"),
            ("幸福社区", "xingfu"),
            ("人民广场", "square"),
            ("江口村", "jiangkou"),
            ("示例宏远机械有限公司", "hongyuan"),
        ]
    ),
    teams=names_of([("就业创业分队", "employment"), ("工伤保险分队", "work_injury")]),
    people=names_of([("张伟民", "zhang"), ("李晓芳", "li")]),
    materials=MATERIALS,
    topics=(Thing("arrears", "投诉拖欠工资", "人次"),),
    groups=(Thing("migrant_workers", "农民工", "人次"), Thing("students", "学生", "人次")),
    displays=(Thing("banner", "横幅", "条"), Thing("board", "展板", "块"), Thing("car", "宣传车", "辆")),
    titles=names_of((each.name, each.code) for each in MATERIALS),
)
