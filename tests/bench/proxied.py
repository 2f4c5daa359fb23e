"""Several servers over one folder of snapshots behind nginx, each viewer kept to one of them by a cookie."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.served import Served, free_port, serving

SETTINGS = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  map $cookie_sightline_viewer $sticky {{ '' $request_id; default $cookie_sightline_viewer; }}
  upstream sightline {{ hash $sticky consistent; {servers} }}
  server {{
    listen 127.0.0.1:{port};
    add_header Set-Cookie "sightline_viewer=$sticky; Path=/; HttpOnly; SameSite=Lax";
    location / {{
      proxy_pass http://sightline;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1d;
    }}
  }}
}}
"""


def proxy() -> str | None:
    """Where nginx is, if it is there."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextmanager
def proxied(home: Path, folder: Path, many: int) -> Iterator[tuple[str, list[Served]]]:
    """The proxy's address and the servers behind it. Raises RuntimeError when there is no nginx."""
    program = proxy()
    if program is None:
        raise RuntimeError("nginx is not installed")
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(home, folder / f"queries-{n}")) for n in range(many)]
        port = free_port()
        listed = " ".join(f"server {served.host};" for served in servers)
        settings = folder / "nginx.conf"
        settings.write_text(SETTINGS.format(folder=folder, port=port, servers=listed), "utf-8")
        words = [program, "-p", str(folder), "-c", str(settings), "-e", str(folder / "error.log")]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        try:
            time.sleep(0.5)
            if process.poll() is not None:
                raise RuntimeError(f"nginx did not start: {(folder / 'error.log').read_text()[-500:]}")
            yield f"127.0.0.1:{port}", servers
        finally:
            process.terminate()
            process.wait(10)
