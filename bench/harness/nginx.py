"""nginx beside Ajar: as a plain file server, as a gate with `auth_request`, and as one with `X-Accel-Redirect`."""

import os
import socket
import time

from harness.folders import free_port
from harness.processes import Failed, Process

# `keepalive_requests`, `keepalive` to the upstream and two workers on two cores are in nginx's favour: by default it
# closes a connection after 1,000 requests, and opens a new one to the upstream for each check.
CONFIG = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes auto;
worker_rlimit_nofile 65536;
events {{ worker_connections 8192; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log {folder}/access.log;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {sending}
    tcp_nopush {nopush};
    gzip off;
    gzip_static {packed};
    upstream gate {{ server 127.0.0.1:{gate}; keepalive 64; }}
    # The application that is asked: it answers at once and knows nothing, so it costs the least that one can cost.
    server {{
        listen 127.0.0.1:{gate};
        access_log off;
        location /check {{ return 204; }}
        location / {{ add_header X-Accel-Redirect /stored$uri; return 200; }}
    }}
    server {{
        listen 127.0.0.1:{port};
        location = /may {{
            internal;
            proxy_pass http://gate/check;
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_set_header X-Original-URI $request_uri;
            proxy_http_version 1.1; proxy_set_header Connection "";
        }}
        location /stored/ {{ internal; alias {root}/; }}
        location /static/ {{ alias {root}/; }}
        location /checked/ {{ auth_request /may; alias {root}/; }}
        location /accel/ {{
            proxy_pass http://gate/;
            proxy_http_version 1.1; proxy_set_header Connection "";
        }}
    }}
}}
"""

SENDFILE = "sendfile on;"
BUFFERS = "sendfile off; output_buffers 2 512k;"


class Nginx:
    """A server of the files below `root` at /static/, /checked/ and /accel/; `packed`: with the .gz beside a file."""

    def __init__(self, folder, root, sending=SENDFILE, nopush=True, packed=False):
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        text = CONFIG.format(
            folder=folder, root=root, port=self.port, gate=free_port(), sending=sending,
            user="user root;" if os.geteuid() == 0 else "",
            nopush="on" if nopush else "off", packed="on" if packed else "off",
        )  # fmt: skip
        self.config = folder / "nginx.conf"
        self.config.write_text(text)
        self.log = folder / "nginx.log"
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        self.process = Process("nginx", [binary(), "-c", self.config, "-p", self.config.parent], self.log)
        until = time.monotonic() + 10
        while True:
            self.process.must_live()
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                if time.monotonic() > until:
                    raise Failed(f"nginx does not listen:\n{self.process.said()}") from None
                time.sleep(0.02)

    def __exit__(self, *_):
        self.process.stop()


def binary():
    """Debian keeps it where only root looks."""
    return "/usr/sbin/nginx"
