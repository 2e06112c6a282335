"""Gunicorn's configuration (``gunicorn -c python:newsroom.gunicorn newsroom.wsgi``)."""

import datetime
import gc
import logging
import os
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response

from newsroom import environment

YOUNG = 10_000  # objects that are made before Python looks for rubbish among them


def withhold_readers(record: logging.LogRecord) -> bool:
    """Take the address and the query string out of what gunicorn itself logs of a request."""
    if str(record.msg).startswith("Invalid request from ip="):
        record.msg, record.args = "Refused a malformed request.", ()
    elif str(record.msg).startswith("Error handling request") and isinstance(record.args, tuple):
        record.args = tuple(str(part).split("?", 1)[0] for part in record.args)
    return True


class PrivateLogger(Logger):
    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        if withhold_readers not in self.error_log.filters:
            self.error_log.addFilter(withhold_readers)

    def atoms(
        self,
        resp: Response,
        req: Request,
        environ: dict[str, Any],
        request_time: datetime.timedelta,
    ) -> dict[str, Any]:
        """Return what a line of the access log can say: neither headers nor addresses."""
        return {
            "t": self.now(),
            # A request that could not be read has neither.
            "m": environ.get("REQUEST_METHOD"),
            "U": environ.get("PATH_INFO"),
            "s": str(resp.status).split(maxsplit=1)[0],
            "B": resp.sent,
            "D": request_time // datetime.timedelta(microseconds=1),
        }


def when_ready(server: Arbiter) -> None:
    """Let Python never again look for rubbish in what is loaded before the workers part.

    They share that memory, and to look at it would be to copy it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


bind = environment.text("BIND", f"127.0.0.1:{environment.integer('PORT', 8000, least=1)}")
workers = environment.integer("WEB_CONCURRENCY", 2, least=1)
worker_class = "newsroom.worker.Worker"
threads = 4
preload_app = True
# The control socket would lie in $HOME, and a second site on this machine would take it over.
control_socket_disable = True
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 1_000_000
max_requests_jitter = 100_000
# Workers show that they live by touching a file, which must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  (only gunicorn writes there)
# X-Forwarded-* is read by Django alone, where BEHIND_TLS or TRUSTED_PROXIES vouch for a proxy.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
errorlog = "-"
accesslog = "-"
# Neither the reader's address nor the user agent: the log must not know who reads what.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)sus'
logger_class = PrivateLogger
