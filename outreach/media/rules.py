"""The words of the online ledger."""

from enum import StrEnum


class ArticleKind(StrEnum):
    """Articles, posts and videos are disjoint. A post is one push; what it carries are its pieces."""

    ARTICLE = "article"
    POST = "post"
    VIDEO = "video"
    PIECE = "piece"


class Medium(StrEnum):
    """What kind of channel: 报 网 端 微 视频号 屏."""

    NEWSPAPER = "newspaper"
    WEBSITE = "website"
    APP = "app"
    MICRO = "micro"
    VIDEO = "video"
    SCREEN = "screen"


class Level(StrEnum):
    """Whose channel: the centre's, the province's, the city's, the county's, the bureau's own."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    OWN = "own"


class Metric(StrEnum):
    """What a counter counts. People and times are different things and never added (rule of the count 8)."""

    PEOPLE = "people"
    TIMES = "times"
    PLAYS = "plays"
    SHARES = "shares"
    LIKES = "likes"
