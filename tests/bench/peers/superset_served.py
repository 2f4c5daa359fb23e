"""Apache Superset on this machine: its settings, its own database, and its server, in a folder made for the run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.peers.environment import environment
from tests.bench.peers.superset_made import PASSWORD, USER
from tests.bench.served import Served, free_port, running

SETTINGS = """
SECRET_KEY = "{secret}"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db?check_same_thread=false"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
PREVENT_UNSAFE_DB_CONNECTIONS = False
_KEPT = {{"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": "{folder}/cache", "CACHE_DEFAULT_TIMEOUT": 86400,
         "CACHE_THRESHOLD": 10000}}
CACHE_CONFIG = DATA_CACHE_CONFIG = FILTER_STATE_CACHE_CONFIG = EXPLORE_FORM_DATA_CACHE_CONFIG = _KEPT
"""
ADMIN = ("fab", "create-admin", "--firstname", "A", "--lastname", "B", "--email", "a@example.org")


@contextmanager
def superset(folder: Path) -> Iterator[Served]:
    """The server: two processes of four threads, answers kept in files. Raises RuntimeError when it will not start."""
    programs = environment("superset")
    settings = folder / "superset_config.py"
    settings.write_text(SETTINGS.format(folder=folder, secret=os.urandom(32).hex()), "utf-8")
    more = {
        "SUPERSET_CONFIG_PATH": str(settings), "SUPERSET_HOME": str(folder), "FLASK_APP": "superset.app:create_app()",
    }  # fmt: skip
    for command in (("db", "upgrade"), (*ADMIN, "--username", USER, "--password", PASSWORD), ("init",)):
        said = subprocess.run(
            [str(programs / "superset"), *command], env={**os.environ, **more}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if said.returncode:
            raise RuntimeError(f"superset {' '.join(command[:2])} failed: {said.stderr[-1500:]}")
    address = f"127.0.0.1:{free_port()}"
    server = [str(programs / "gunicorn"), "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    words = [
        *server,
        "--timeout",
        "120",
        "--bind",
        address,
        "--no-control-socket",
        "superset.app:create_app()",
    ]
    log = folder / "superset.log"
    with running(words, f"http://{address}/health", more, patience=180, said=log) as served:
        yield served
