"""What the example bureau prints and gives away, by the code that the events name it with."""

from outreach.materials.actions import ItemFacts


def _leaflet(name: str, name_en: str) -> ItemFacts:
    return ItemFacts(name, name_en, "份", bundle=100)


def _book(name: str, name_en: str) -> ItemFacts:
    """A book, counted in 册; the bureau has settled that one handed out counts as a copy 份."""
    return ItemFacts(name, name_en, "册", counts_as_copies=True, bundle=50)


MATERIALS: dict[str, ItemFacts] = {
    "employment_card": _leaflet("就业创业政策明白卡", "Employment policy card"),
    "graduate_book": _book("高校毕业生就业政策手册", "Handbook for graduates"),
    "pension_qa": _leaflet("城乡居民养老保险政策问答", "Questions on residents' pensions"),
    "retirement_qa": _leaflet("渐进式延迟法定退休年龄问答", "Questions on later retirement"),
    "insurance_book": _book("社会保险政策汇编", "Social insurance handbook"),
    "card_guide": _leaflet("社保卡使用指南", "Social security card guide"),
    "injury_leaflet": _leaflet("工伤预防宣传折页", "Work injury prevention leaflet"),
    "injury_book": _book("工伤保险条例读本", "Work injury insurance reader"),
    "contract_leaflet": _leaflet("劳动合同法宣传折页", "Labor contract leaflet"),
    "wage_book": _book("保障农民工工资支付条例口袋书", "Wage regulation booklet"),
    "wage_notice": _leaflet("农民工工资维权告知书", "Notice on claiming wages"),
    "arbitration_guide": _leaflet("劳动争议调解仲裁指南", "Mediation and arbitration guide"),
    "constitution_book": _book("宪法知识宣传册", "Constitution booklet"),
    "civil_code_leaflet": _leaflet("民法典与劳动用工宣传折页", "Civil Code leaflet"),
    "injury_poster": ItemFacts("工伤预防挂图", "Work injury prevention poster", "张", bundle=20),
    "playing_cards": ItemFacts("普法扑克", "Playing cards with rules of law", "副", bundle=10),
    "cup": ItemFacts("普法宣传水杯", "Cup", "个", bundle=24),
    "bag": ItemFacts("普法环保袋", "Cloth bag", "个", bundle=50),
}
