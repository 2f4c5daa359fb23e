"""The company's secret: 32 random bytes that key the tokens of emails and authors. It never leaves the folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

FILE = "secret.key"


class SecretError(RuntimeError):
    """The secret cannot be used; the message says what is wrong with the file."""


def read_secret(home: Path) -> str:
    """The secret of `home` as 64 hex digits; made, readable by the owner only, when there is none."""
    path = home / FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked(path, path.read_text("ascii", errors="replace").strip())
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    return read_secret(home)


def _checked(path: Path, text: str) -> str:
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise SecretError(f"{path} is damaged (64 hex digits expected): put back the copy from your backup")
    return text
