"""Counts and times for Prometheus, and log lines as JSON; neither holds personal data."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

REGISTRY = CollectorRegistry()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_REQUESTS = Counter("jobmatch_requests", "Answers given", ("method", "route", "status"), registry=REGISTRY)
_SECONDS = Histogram(
    "jobmatch_request_seconds", "Time to answer", ("route",), registry=REGISTRY,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)  # fmt: skip
BATCH = Histogram("jobmatch_batch_requests", "Requests answered together", registry=REGISTRY, buckets=(1, 2, 4, 8, 16, 32, 64, 128))
PROCESS = Info("jobmatch_process", "Which of several processes answers: each counts for itself", registry=REGISTRY)
JOBS = Gauge("jobmatch_jobs", "Jobs on offer", registry=REGISTRY)
CHANGES = Gauge("jobmatch_last_change", "Number of the last change in the journal", registry=REGISTRY)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer."""
    _REQUESTS.labels(method, route, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


def text() -> bytes:
    """Return everything counted, as Prometheus reads it."""
    PROCESS.info({"pid": str(os.getpid())})
    return generate_latest(REGISTRY)


_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, what, and the facts given as ``extra={"facts": …}``."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        when = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line = {"time": when, "level": record.levelname, "log": record.name, "what": record.getMessage()}
        return _AS_JSON({**line, **getattr(record, "facts", {}), **line})


def log_to_stderr() -> None:
    """Send the lines of the service to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    for name in ("jobmatch.access", "jobmatch.audit", "jobmatch.service"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
