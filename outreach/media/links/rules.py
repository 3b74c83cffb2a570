"""What an answer says of a link, and whether this machine can ask at all."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

#: Links of one run; the others wait for the next one.
MOST_LINKS = 200
#: A run of which nothing was heard for so long has ended with its process.
SILENT_FOR = timedelta(minutes=3)
#: So many hosts without any answer from the first on: nothing gets out of this machine.
ENOUGH_SILENCE = 6


class Outcome(StrEnum):
    """What became of a link."""

    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    DELETED = "deleted"
    FAULT = "fault"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    REFUSED = "refused"
    UNSURE = "unsure"
    BLOCKED = "blocked"


class Ended(StrEnum):
    """How a run ended: all done, stopped by somebody, without a network, without any answer, or fallen over."""

    DONE = "done"
    STOPPED = "stopped"
    NO_NETWORK = "no_network"
    NO_ANSWER = "no_answer"
    FAILED = "failed"


#: What is most likely lost: the item needs another proof.
BROKEN = (Outcome.MOVED, Outcome.GONE, Outcome.DELETED, Outcome.FAULT, Outcome.UNREACHABLE)
#: What a program can't tell: a person opens it in a browser.
BY_HAND = (Outcome.TIMEOUT, Outcome.CERTIFICATE, Outcome.REFUSED, Outcome.UNSURE, Outcome.BLOCKED)

_FRONT = re.compile(r"/?(?:(?:index|default|home)\.(?:s?html?|php|jsp|aspx?))?", re.IGNORECASE)
_WECHAT = ("mp.weixin.qq.com",)
#: What such a page shows of an item is put together in the browser: to a program every address looks the same.
_SAYS_NOTHING = (
    "douyin.com",
    "iesdouyin.com",
    "kuaishou.com",
    "channels.weixin.qq.com",
    "xiaohongshu.com",
    "weibo.com",
)
#: WeChat answers 200 all the same.
_WECHAT_GONE = (
    "该内容已被发布者删除",
    "此内容因违规无法查看",
    "此内容被投诉且经审核涉嫌侵权",
    "此内容涉嫌违反相关法律法规和政策",
    "此内容发送失败无法查看",
    "此帐号已被封",
    "此账号已被封",
    "此帐号已被屏蔽",
    "此账号已被屏蔽",
    "此帐号已自主注销",
    "此账号已自主注销",
    "该公众号已被封禁",
    "链接已过期",
    "参数错误",
)
_WECHAT_ASKS = ("环境异常", "完成验证后即可继续访问", "访问过于频繁")
#: An article's own page has its text or its title; the pages above have neither, whatever an article may quote.
_WECHAT_ARTICLE = re.compile(r"""id=["']js_content["']|property=["']og:title["']\s+content=["'][^"']""")
#: Bounded, or a page of nothing but beginnings of titles would hold all threads up.
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_TITLE_GONE = re.compile(
    r"(?:^|\W)404(?:\W|$)|not found|(?:页面|网页|内容|文章)(?:不存在|没有找到|未找到|已删除|已被删)|找不到(?:页面|网页)"
    r"|您访问的(?:页面|内容|文章)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """What a server said at the end: the status, the address it said it at, and the beginning of the page."""

    status: int
    url: str
    text: str = ""


@dataclass(frozen=True)
class Checked:
    """What became of one link; `was_silent` where no server said a word."""

    outcome: Outcome
    status: int | None = None
    final_url: str | None = None
    was_silent: bool = False


def checked(asked: str, answer: Answer) -> Checked:
    """What `answer` says of the link `asked`."""
    final = answer.url if answer.url != asked else None
    return Checked(_outcome(asked, answer), answer.status, final)


def _outcome(asked: str, answer: Answer) -> Outcome:
    if answer.status >= 300:
        return _of_status(answer.status)
    host = (urlsplit(answer.url).hostname or "").lower()
    if host in _WECHAT:
        return _of_wechat(answer.text)
    if leads_to_front(asked, answer.url):
        return Outcome.MOVED
    if any(host == each or host.endswith(f".{each}") for each in _SAYS_NOTHING):
        return Outcome.UNSURE
    title = _TITLE.search(answer.text)
    return Outcome.DELETED if title and _TITLE_GONE.search(title[1]) else Outcome.OK


def _of_status(status: int) -> Outcome:
    if status in (404, 410):
        return Outcome.GONE
    return Outcome.FAULT if status >= 500 else Outcome.REFUSED


def _of_wechat(text: str) -> Outcome:
    if _WECHAT_ARTICLE.search(text):
        return Outcome.OK
    if any(words in text for words in _WECHAT_GONE):
        return Outcome.DELETED
    return Outcome.REFUSED if any(words in text for words in _WECHAT_ASKS) else Outcome.OK


def leads_to_front(asked: str, final: str) -> bool:
    """Whether the link of an item ends at a site's front page, as links of pages do that are no more."""
    before, after = urlsplit(asked), urlsplit(final)
    was_front = _FRONT.fullmatch(before.path) is not None and not before.query and not before.fragment
    return not was_front and _FRONT.fullmatch(after.path) is not None and not after.query and not after.fragment


def gets_out(silent_hosts: Collection[str], answering_hosts: Collection[str], hosts: int) -> bool | None:
    """Whether anything gets out of this machine, by the hosts asked so far of `hosts` in all; None: not known yet.

    One or two hosts that say nothing may be down themselves; from three on it is this machine's own way out.
    """
    if answering_hosts:
        return True
    if len(silent_hosts) >= ENOUGH_SILENCE:
        return False
    if len(silent_hosts) < hosts:
        return None
    return hosts < 3
