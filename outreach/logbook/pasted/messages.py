"""The messages in what was pasted: one line, several, or a day of a chat group as it was copied or saved."""

import re
from dataclasses import dataclass, field
from datetime import date

from outreach.errors import Invalid
from outreach.logbook.pasted.days import find_day
from outreach.logbook.pasted.names import Lexicon
from outreach.logbook.pasted.rules import lines_of, narrowed
from outreach.logbook.pasted.words import NUMBER
from outreach.sheets.days import parse_day

MOST = 40
_DATE = r"(?P<day>20[0-9]{2}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?)"
_CLOCK = r"(?:(?:上午|下午|AM|PM)\s*)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_HEADERS = (
    re.compile(rf"(?P<name>\S.{{0,30}}?)\s+{_DATE}\s+{_CLOCK}"),
    re.compile(rf"{_DATE}\s+{_CLOCK}\s+(?P<name>\S.{{0,40}}?):?"),
    re.compile(rf"[-—–=\s]*{_DATE}[-—–=\s]*(?P<name>)"),
    re.compile(r"(?P<name>[一-鿿·]{2,6}):"),
)
_NOISE = re.compile(r"(?:\[[^\[\]]{1,12}\]|收到|好的|辛苦了?|谢谢|OK|ok|👍|\s)+[!。]*")
_ACCOUNT = re.compile(r"[(<][^()<>]*[)>]$")


@dataclass
class Message:
    """What one person wrote; `day` is the day of the chat, None where what was pasted does not say."""

    sender: str | None = None
    day: date | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)


def messages_in(text: str, lexicon: Lexicon, *, today: date) -> list[Message]:
    """The messages that say anything, in their order.

    A line begins another message where it names a day or a place, and what stands before it has a number already.
    """
    found: list[Message] = []
    current = Message()
    for line in lines_of(text):
        header = _header(line, today)
        if header is not None:
            current = Message(header.sender, header.day or current.day)
        elif not _NOISE.fullmatch(narrowed(line)):
            if _begins_another(line, current, lexicon, today):
                current = Message(current.sender, current.day)
            if not current.lines:
                found.append(current)
            current.lines.append(line)
    return found


def _begins_another(line: str, current: Message, lexicon: Lexicon, today: date) -> bool:
    if not any(NUMBER.search(narrowed(_without_day(each, today))) for each in current.lines):
        return False
    plain = narrowed(line)
    return find_day(plain, today) is not None or next(iter(lexicon.places.found_in(plain)), None) is not None


def _without_day(line: str, today: date) -> str:
    found = find_day(narrowed(line), today)
    return line if found is None else line[: found[0]] + " " + line[found[1] :]


def _header(line: str, today: date) -> Message | None:
    """Who wrote and when, where the line is only that."""
    plain = narrowed(line)
    for header in _HEADERS:
        match = header.fullmatch(plain)
        if match is not None:
            said = match.groupdict()
            return Message(_ACCOUNT.sub("", said["name"] or "").strip() or None, _day(said.get("day"), today))
    return None


def _day(said: str | None, today: date) -> date | None:
    try:
        return parse_day(said if "年" in said else said.rstrip("日"), today=today) if said else None
    except Invalid:
        return None
