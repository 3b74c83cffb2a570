"""Numbers for Prometheus about this process: what it answered and how quickly, and what features add of their own.

Each process tells of itself alone, as Prometheus wants it: with several, each is asked at its own port.
"""

import hmac
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client import disable_created_metrics as without_beginnings
from prometheus_client import generate_latest as as_text
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from outreach import __version__
from outreach.config import Settings
from outreach.db import db
from outreach.errors import NotFound
from outreach.web.access import Permission, bearer_token, permit
from outreach.web.direct import was_handed_on
from outreach.web.monitoring.health import is_draining
from outreach.web.monitoring.requests import seconds_so_far

log = logging.getLogger("outreach.metrics")

_METRICS, _TOKEN = "outreach.metrics", "outreach.metrics_token"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

blueprint = Blueprint("metrics", __name__)
Reading = Callable[[], float | None]


class Metrics:
    """The numbers of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "outreach_requests", "Requests answered", ["endpoint", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "outreach_request_seconds", "Time to an answer", ["endpoint"], buckets=_BUCKETS, registry=self.registry
        )
        self.under_way = Gauge("outreach_requests_under_way", "Requests without an answer yet", registry=self.registry)
        info = Gauge("outreach_info", "The program", ["version", "python"], registry=self.registry)
        info.labels(__version__, sys.version.split()[0]).set(1)
        ProcessCollector(registry=self.registry)
        self.readings = _Readings()
        self.registry.register(self.readings)


class _Readings:
    """Numbers that are read when somebody asks; one that can't be read is left out, and the others are told."""

    def __init__(self) -> None:
        self.added: dict[str, tuple[str, Reading]] = {}

    def collect(self) -> Iterable[Metric]:
        for name, (meaning, read) in self.added.items():
            try:
                value = read()
            except Exception:
                log.exception("the number %s could not be read", name)
                continue
            if value is not None:
                yield GaugeMetricFamily(name, meaning, value=value)

    def describe(self) -> Iterable[Metric]:
        return ()


def init_metrics(app: Flask, settings: Settings) -> None:
    """Count the requests, and serve the page."""
    app.extensions[_TOKEN] = settings.metrics_token
    # Each number would have a second one that says since when it is counted.
    without_beginnings()  # type: ignore[no-untyped-call]
    app.extensions[_METRICS] = Metrics()
    app.before_request(_begin)
    app.after_request(_count)
    app.teardown_request(_end)
    app.register_blueprint(blueprint)
    began = time.monotonic()
    add_reading(app, "outreach_uptime_seconds", "Since the process began", lambda: time.monotonic() - began)
    add_reading(app, "outreach_stopping", "1 while the process is about to stop", lambda: is_draining(app))
    add_reading(app, "outreach_threads", "Threads of the process", threading.active_count)
    add_reading(app, "outreach_database_connections_in_use", "Connections of the pool that work", _in_use)


def add_reading(app: Flask, name: str, meaning: str, read: Reading) -> None:
    """Let /metrics tell a number of a feature's, read (in an app context) when somebody asks; None leaves it out."""
    metrics: Metrics = app.extensions[_METRICS]
    metrics.readings.added[name] = meaning, read


@blueprint.get("/metrics")
@permit(Permission.PUBLIC)
def page() -> Response:
    """The numbers, for this machine itself or by the token of the settings; there is no such page for anybody else."""
    if not _may_read():
        raise NotFound
    metrics: Metrics = current_app.extensions[_METRICS]
    return Response(as_text(metrics.registry), content_type=CONTENT_TYPE_LATEST)


def _may_read() -> bool:
    wanted, given = current_app.extensions[_TOKEN], bearer_token()
    if wanted is not None:
        return given is not None and hmac.compare_digest(given.encode(), wanted.encode())
    return _is_loopback(request.remote_addr) and not was_handed_on()


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _begin() -> None:
    g.is_counted = True
    current_app.extensions[_METRICS].under_way.inc()


def _count(response: Response) -> Response:
    metrics: Metrics = current_app.extensions[_METRICS]
    endpoint = request.endpoint or "none"
    metrics.requests.labels(endpoint, _method(), response.status_code).inc()
    metrics.seconds.labels(endpoint).observe(seconds_so_far())
    return response


def _end(_error: Any) -> None:
    if g.pop("is_counted", False):
        current_app.extensions[_METRICS].under_way.dec()


def _method() -> str:
    """The method, one of those that there are: a stranger can't make up numbers of her own."""
    return request.method if request.method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS") else "other"


def _in_use() -> float | None:
    checked_out = getattr(db.engine.pool, "checkedout", None)
    return float(checked_out()) if checked_out else None
