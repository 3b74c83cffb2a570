"""What in a text looks like the name of a company."""

import re
from collections.abc import Iterator

_COMPANY = re.compile(r"[\u4e00-\u9fff0-9a-z()×*]{2,40}?(?:有限责任公司|股份有限公司|有限公司)")
_LEADS_IN = re.compile("申请人|原告|被告|职工|员工|劳动者|入职|[与和在向被到是系由对从及为至将因把给,、]")
_HIDDEN = re.compile("某|[×*]{2}|^[甲乙丙丁a-z]{1,2}(?![\u4e00-\u9fff]{6})|x{2}")


def companies_in(text: str) -> Iterator[tuple[int, str]]:
    """Each with where it begins in the text, which is folded."""
    for match in _COMPANY.finditer(text):
        name = _LEADS_IN.split(match[0])[-1]
        if name and not _HIDDEN.search(name) and not re.fullmatch("(有限责任|股份有限|有限)?公司", name):
            yield match.end() - len(name), name
