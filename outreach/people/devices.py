"""What a phone is called in a list: the kind of device and the browser, as the browser says them."""

#: In this order: the name that is found first counts, for domestic browsers call themselves Chrome as well.
_DEVICES = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("HuaweiBrowser", "Huawei"),
    ("MiuiBrowser", "Xiaomi"),
    ("HeyTapBrowser", "OPPO"),
    ("VivoBrowser", "vivo"),
    ("MQQBrowser", "QQ"),
    ("QQBrowser", "QQ"),
    ("UCBrowser", "UC"),
    ("baidubrowser", "Baidu"),
    ("BIDUBrowser", "Baidu"),
    ("360SE", "360"),
    ("QihooBrowser", "360"),
    ("Quark", "Quark"),
    ("SamsungBrowser", "Samsung"),
    ("Edg", "Edge"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(agent: str) -> str:
    """Such as "Android · Chrome" of a `User-Agent`; "?" for the part that it does not say."""
    return f"{_first(_DEVICES, agent)} · {_first(_BROWSERS, agent)}"


def is_wechat(agent: str) -> bool:
    """Whether the page is open inside WeChat, whose cookies the phone's own browser never sees."""
    return "MicroMessenger" in agent


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in names if mark in agent), "?")
