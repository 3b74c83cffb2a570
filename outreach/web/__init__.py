"""What every page shares: who may enter, how failures look, language, forms, lists and headers."""

from outreach.web.setup import init_web

__all__ = ["init_web"]
