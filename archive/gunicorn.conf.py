"""Gunicorn: a few workers with threads each; request lines and headers bounded."""

worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 8_190
forwarded_allow_ips = "127.0.0.1"
errorlog = "-"
loglevel = "warning"
worker_tmp_dir = None
