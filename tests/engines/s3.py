"""A bucket of S3 over a folder: the part of the protocol that an engine needs, and nobody's keys are checked.

moto would serve more, but the AWS library it stands on wants an older python-dateutil than pandas gets here.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape, unescape


@contextmanager
def bucket_of(folder: Path, name: str) -> Iterator[str]:
    """The address of a server whose one bucket, `name`, holds the files of `folder`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder, name))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def listing(folder: Path, name: str, prefix: str, delimiter: str) -> str:
    """What ListObjectsV2 says of the keys that begin with `prefix`, in order; those below a delimiter as one."""
    keys = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    contents, below = [], []
    for key in keys:
        rest = key.removeprefix(prefix)
        if not key.startswith(prefix):
            continue
        if delimiter and delimiter in rest:
            below.append(prefix + rest.split(delimiter)[0] + delimiter)
        else:
            size = (folder / key).stat().st_size
            contents.append(
                f"<Contents><Key>{escape(key)}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
                f'<ETag>"{size}"</ETag><Size>{size}</Size></Contents>'
            )
    shared = [
        f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in dict.fromkeys(below)
    ]
    found = "".join((*contents, *shared))
    count = len(contents) + len(shared)
    return (
        f"<ListBucketResult><Name>{name}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{count}</KeyCount>"
        f"<MaxKeys>100000</MaxKeys><IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
    )


def _handler(folder: Path, name: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_PUT(self) -> None:
            path = folder / self._key()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._body())
            self._send(200, b"", with_body=True)

        def do_DELETE(self) -> None:
            (folder / self._key()).unlink(missing_ok=True)
            self._send(204, b"", with_body=True)

        def do_POST(self) -> None:
            """Several to be deleted at once."""
            for key in re.findall(r"<Key>(.*?)</Key>", self._body().decode()):
                (folder / unescape(key)).unlink(missing_ok=True)
            self._send(200, b"<DeleteResult></DeleteResult>", with_body=True)

        def _key(self) -> str:
            return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

        def _body(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def _answer(self, with_body: bool) -> None:
            parts = urlsplit(self.path)
            bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
            query = {one: values[-1] for one, values in parse_qs(parts.query).items()}
            path = folder / key
            if bucket != name:
                self._send(404, b"<Error><Code>NoSuchBucket</Code></Error>", with_body)
            elif not key:
                listed = listing(folder, name, query.get("prefix", ""), query.get("delimiter", ""))
                self._send(200, listed.encode(), with_body)
            elif path.is_file():
                self._file(path.read_bytes(), with_body)
            else:
                self._send(404, b"<Error><Code>NoSuchKey</Code></Error>", with_body)

        def _file(self, content: bytes, with_body: bool) -> None:
            asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
            if asked is None:
                self._send(200, content, with_body)
                return
            first, last = asked.groups()
            start = int(first) if first else len(content) - int(last)
            end = min(int(last) + 1, len(content)) if first and last else len(content)
            told = f"bytes {start}-{end - 1}/{len(content)}"
            self._send(206, content[start:end], with_body, {"Content-Range": told})

        def _send(self, code: int, body: bytes, with_body: bool, more: dict[str, str] | None = None) -> None:
            self.send_response(code)
            headers = {
                "Content-Length": str(len(body)),
                "Last-Modified": formatdate(0, usegmt=True),
                "ETag": '"1"',
            }
            for header, value in (headers | (more or {})).items():
                self.send_header(header, value)
            self.end_headers()
            if with_body:
                self.wfile.write(body)

    return Handler
