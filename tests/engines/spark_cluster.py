"""A real Apache Spark on this machine: a standalone master, two workers, and the Connect server in front of them."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PATIENCE_S = 240


def home_of_spark() -> Path:
    """Where the full wheel of pyspark, or a download of Spark, is. Raises AssertionError where that is not said."""
    home = os.environ.get("SPARK_HOME")
    assert home and (Path(home) / "bin" / "spark-class").exists(), "SPARK_HOME names no Apache Spark 4"
    return Path(home)


@contextmanager
def spark_cluster(scratch: Path) -> Iterator[str]:
    """The address of the Connect server; every process is stopped at the end."""
    spark = home_of_spark() / "bin" / "spark-class"
    master_port, connect_port = _free(), _free()
    master = f"spark://127.0.0.1:{master_port}"
    deploy = "org.apache.spark.deploy"
    commands = [
        f"{deploy}.master.Master --host 127.0.0.1 --port {master_port} --webui-port 0",
        *(f"{deploy}.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 1g "
          f"--work-dir {scratch}/worker{n} {master}" for n in (1, 2)),
        f"{deploy}.SparkSubmit --class org.apache.spark.sql.connect.service.SparkConnectServer --master {master} "
        f"--driver-memory 1g --conf spark.executor.memory=800m --conf spark.executor.cores=1 "
        f"--conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 "
        f"--conf spark.sql.shuffle.partitions=2 --conf spark.connect.grpc.binding.address=127.0.0.1 "
        f"--conf spark.connect.grpc.binding.port={connect_port} spark-internal",
    ]  # fmt: skip
    ports: list[int | None] = [master_port, None, None, connect_port]
    with ExitStack() as stack:
        for number, (command, port) in enumerate(zip(commands, ports, strict=True)):
            log = stack.enter_context((scratch / f"{number}.log").open("wb"))
            process = subprocess.Popen(
                [str(spark), *command.split()], stdout=log, stderr=subprocess.STDOUT, cwd=scratch,
                env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(scratch / "local")},
            )  # fmt: skip
            stack.callback(_stopped, process)
            if port is not None:
                _wait_for(port, process, scratch / f"{number}.log")
        yield f"sc://127.0.0.1:{connect_port}"


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise AssertionError(f"nothing listens after {PATIENCE_S} s: {log.read_text(errors='replace')[-2000:]}")


def _stopped(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
