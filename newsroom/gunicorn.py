"""Gunicorn's configuration (``gunicorn -c python:newsroom.gunicorn newsroom.wsgi``)."""

from newsroom import environment

bind = environment.text("BIND", f"127.0.0.1:{environment.integer('PORT', 8000)}")
workers = environment.integer("WEB_CONCURRENCY", 2, least=1)
worker_class = "gthread"
threads = 4
preload_app = True
# The control socket would lie in $HOME, and a second site on this machine would take it over.
control_socket_disable = True
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm"
# X-Forwarded-* is read by Django alone, and only where BEHIND_TLS says that a proxy sets it.
forwarded_allow_ips = ""
errorlog = "-"
accesslog = "-"
# Neither the reader's address nor the user agent: the log must not know who reads what.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(D)sus'
