"""What in a text may name a person or a company: looked for before a case, a notice or an answer is saved.

Plain rules, and no more than that: what looks like a name is asked about, since 周期 and 高温 begin like names.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.anonymity.companies import companies_in
from outreach.anonymity.names import names_in
from outreach.fulltext.rules import folded


class Sign(StrEnum):
    """What was found."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    ID_NUMBER = "id_number"
    LIKE_ID_NUMBER = "like_id_number"
    CREDIT_CODE = "credit_code"
    BANK_CARD = "bank_card"
    MAIL = "mail"
    ACCOUNT = "account"
    NAME = "name"
    COMPANY = "company"


#: Whoever writes the text may say that these are none; a number is what it is.
ASKED = frozenset({Sign.LIKE_ID_NUMBER, Sign.ACCOUNT, Sign.NAME, Sign.COMPANY})
#: What tells of a company and of nobody in it.
OF_COMPANIES = frozenset({Sign.COMPANY, Sign.CREDIT_CODE})


@dataclass(frozen=True)
class Finding:
    """A sign, the text that was found, and in which field."""

    sign: Sign
    text: str
    field: str

    @property
    def is_asked(self) -> bool:
        """Whether it may be said to be no real name."""
        return self.sign in ASKED


#: What people put between the digits of a number; a comma and 、 part numbers from one another.
_GAP = r"[ \n\-—_./·]?"
_MOBILE = re.compile(rf"(?<![\dx])(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)(?:\(0\d{2,3}\) ?|0\d{2,3}[ \-—])[2-9]\d{6,7}(?!\d)|(?<!\d)0[1-9]\d{1,2}[2-9]\d{6,7}(?!\d)"
)
_ID_NUMBER = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16}}{_GAP}[\dx](?![\da-z])")
#: Somebody's, though a digit may be wrong, missing or too much: it was said what it is.
_CALLED_ID_NUMBER = re.compile(
    rf"(?:身份证|证件)号?码?[ :是为]{{0,2}}(?P<number>\d(?:{_GAP}\d){{13,17}}{_GAP}[\dx])(?![\da-z])"
)
_ACCOUNT = re.compile(
    r"(?:微信|wechat|[wv]x|v信|qq|扣扣|抖音|快手)(?:账?号|帐号|号码|群)?[ :是为]{0,2}"
    r"(?P<account>[a-z][\w-]{4,19}|\d{6,11})(?![\w-])",
    re.ASCII,
)
_CREDIT_CODE = re.compile(r"(?<![\da-z])(?=[\da-z]*[a-z])[1-9a-y][1-9]\d{6}[\da-hj-npqrtuwxy]{10}(?![\da-z])")
_BANK_CARD = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15,18}}(?!\d)")
_MAIL = re.compile(r"[a-z0-9][\w.+-]{0,63}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10x98765432"
#: The first two digits of an identity number (GB/T 2260).
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def findings(fields: Mapping[str, str | None], companies: Iterable[str] = ()) -> list[Finding]:
    """What the texts of the fields hold, field by field in the order in which it stands there, each once.

    Names of `companies` are found wherever they stand.
    """
    known = {folded(each) for each in companies}
    found = (finding for field, text in fields.items() if text for finding in _in_field(field, folded(text), known))
    return list(dict.fromkeys(found))


def people_in(*texts: str | None) -> list[str]:
    """What in the texts belongs to a person: names and numbers, each once, in their order."""
    found = findings({str(number): text for number, text in enumerate(texts)})
    return list(dict.fromkeys(each.text for each in found if each.sign not in OF_COMPANIES))


def is_id_number(digits: str) -> bool:
    """Whether these 18 characters are an identity number: a day of birth and the right check digit (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    if not _is_day(digits[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, digits, strict=False))
    return _ID_CHECKS[total % 11] == digits[17].lower()


def is_like_id_number(digits: str) -> bool:
    """Whether these 18 characters have a province and a day of birth where an identity number has them (GB 11643).

    An order number hardly ever does: one in four thousand of those that are made of chance.
    """
    if len(digits) != 18 or not digits[:17].isdigit() or not PROVINCE.match(digits):
        return False
    return "1900" <= digits[6:10] < "2100" and _is_day(digits[6:14])


def is_bank_card(digits: str) -> bool:
    """Whether these digits can be a bank card's: 16 to 19 of them, the sum of Luhn right."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return 16 <= len(digits) <= 19 and sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def _in_field(field: str, text: str, companies: Collection[str]) -> Iterator[Finding]:
    places: list[tuple[int, Sign, str]] = []
    taken: list[tuple[int, int]] = []
    for sign, matches in _numbers(text):
        for match in matches:
            start, end = match.span(match.lastgroup or 0)
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                places.append((start, sign, text[start:end].strip()))
    places += [(at, Sign.NAME, name) for at, name in names_in(text)]
    places += [(at, Sign.COMPANY, name) for at, name in companies_in(text, companies)]
    for _at, sign, found in sorted(places):
        yield Finding(sign, found, field)


#: 一三八… for 138…, each character by itself: 十 and 百 are quantities, and no digits of a number.
_SPOKEN = str.maketrans("〇零○一二两三四五六七八九幺壹贰叁肆伍陆柒捌玖", "00012234567891123456789")


def _numbers(text: str) -> Iterator[tuple[Sign, Iterable[re.Match[str]]]]:
    yield Sign.MAIL, _MAIL.finditer(text)
    written = text
    text = text.translate(_SPOKEN)  # of the same length, so that places stay
    ids = (match for match in _ID_NUMBER.finditer(text) if is_id_number(_bare(match[0])))
    yield Sign.ID_NUMBER, ids
    like_ids = (match for match in _ID_NUMBER.finditer(text) if is_like_id_number(_bare(match[0])))
    yield Sign.LIKE_ID_NUMBER, like_ids
    yield Sign.LIKE_ID_NUMBER, _CALLED_ID_NUMBER.finditer(text)
    yield Sign.CREDIT_CODE, _CREDIT_CODE.finditer(written)
    yield Sign.BANK_CARD, (match for match in _BANK_CARD.finditer(text) if is_bank_card(_bare(match[0])))
    yield Sign.MOBILE, _MOBILE.finditer(text)
    yield Sign.LANDLINE, _LANDLINE.finditer(text)
    yield Sign.ACCOUNT, _ACCOUNT.finditer(written)


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _bare(text: str) -> str:
    return re.sub(r"[^\dx]", "", text)
