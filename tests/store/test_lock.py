"""One import or build at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.store.lock import LOCK_FILE, RecordBusy, held

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
HOLDER = """
import sys
from pathlib import Path
from dashboard.store.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_is_told_who_holds_the_lock_and_what_to_do(tmp_path):
    with (
        held(tmp_path),
        pytest.raises(RecordBusy, match=rf"process {os.getpid()}\). Wait until it is done"),
        held(tmp_path),
    ):
        pass


def test_the_lock_is_free_again_afterwards_also_after_an_error(tmp_path):
    with pytest.raises(KeyError), held(tmp_path):
        raise KeyError
    with held(tmp_path):
        assert stat.S_IMODE((tmp_path / LOCK_FILE).stat().st_mode) == 0o600


def test_the_lock_goes_with_a_process_that_is_killed(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(RecordBusy), held(tmp_path):
            pass
        process.kill()
    with held(tmp_path):
        pass
