# SPDX-License-Identifier: Apache-2.0
"""A Kafka broker (KRaft, one node that is broker and controller) on loopback, and kcat to fill and read its topics."""
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PARTITIONS = 6


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Broker:
    """start(), kill() and start() again keep the data."""

    def __init__(self, jars, listener="PLAINTEXT", properties=()):
        self.home = Path(tempfile.mkdtemp(prefix="dragoman-kafka-"))
        self.port, control = free_port(), free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.classes = f"{jars}/*"
        self.process = None
        lines = [
            "process.roles=broker,controller",
            "node.id=1",
            f"controller.quorum.voters=1@127.0.0.1:{control}",
            f"listeners={listener}://{self.address},CONTROLLER://127.0.0.1:{control}",
            f"advertised.listeners={listener}://{self.address}",
            f"listener.security.protocol.map=CONTROLLER:PLAINTEXT,{listener}:{listener}",
            f"inter.broker.listener.name={listener}",
            "controller.listener.names=CONTROLLER",
            f"log.dirs={self.home}/logs",
            f"num.partitions={PARTITIONS}",
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=4",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "transaction.state.log.num.partitions=4",
            "group.initial.rebalance.delay.ms=500",
            "auto.create.topics.enable=true",
            "log.retention.hours=24",
            *properties,
        ]
        self.config = self.home / "server.properties"
        self.config.write_text("\n".join(lines) + "\n")
        # two tools that the storage needs: format, then serve
        self.java("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qk", "-c", str(self.config), check=True)

    def command(self, main, *arguments):
        return ["java", "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", self.classes, main, *arguments]

    def java(self, main, *arguments, check=False):
        with open(self.home / "tools.log", "ab") as log:
            return subprocess.run(self.command(main, *arguments), stdout=log, stderr=log, check=check, timeout=120)

    def start(self):
        with open(self.home / "server.log", "ab") as log:
            self.process = subprocess.Popen(self.command("kafka.Kafka", str(self.config)), stdout=log, stderr=log)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert self.process.poll() is None, (self.home / "server.log").read_text()[-2000:]
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the broker does not listen")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def kcat(self, *arguments, text=None, properties=()):
        command = ["kcat", "-b", self.address, *[f"-X{p}" for p in properties], *arguments]
        return subprocess.run(command, input=text, capture_output=True, check=True, timeout=600).stdout

    def create(self, *topics):
        for topic in topics:
            self.kcat("-P", "-t", topic, "-K\t", text=b"")
            end = time.monotonic() + 30
            while True:
                found = json.loads(self.kcat("-L", "-J", "-t", topic))["topics"]
                if found and len(found[0]["partitions"]) == PARTITIONS:
                    break
                assert time.monotonic() < end, found
                time.sleep(0.2)

    def fill(self, topic, rows):
        """(key, value) pairs of bytes without tabs and line ends."""
        self.kcat("-P", "-t", topic, "-K\t", "-Xlinger.ms=50", text=b"".join(k + b"\t" + v + b"\n" for k, v in rows))

    def read(self, topic, properties=("isolation.level=read_committed",)):
        """[(key, value)] of everything in a topic."""
        out = self.kcat("-C", "-t", topic, "-o", "beginning", "-e", "-q", "-K\t", "-D\n", properties=properties)
        return [tuple(line.split(b"\t", 1)) for line in out.split(b"\n") if line]

    def keys(self, topic, properties=("isolation.level=read_committed",)):
        """The keys of everything in a topic."""
        return self.kcat("-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f%k\\n", properties=properties).split()


class Worker:
    """`dragoman work`; its log lines are parsed as they are read."""

    def __init__(self, broker, *more, group="g", incoming="articles", outgoing="events", model="none"):
        binary = os.environ.get("DRAGOMAN_BIN", str(Path(__file__).resolve().parents[2] / "build" / "dragoman"))
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log", delete=False)
        command = [binary, "work", "--brokers", broker.address, "--in", incoming, "--out", outgoing, "--group", group, "--model", model, "--report-seconds", "1", "--set", "session.timeout.ms=6000", *more]
        self.process = subprocess.Popen(command, stderr=self.log)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, timeout=60):
        self.process.terminate()
        return self.process.wait(timeout)

    def lines(self):
        return [json.loads(line) for line in Path(self.log.name).read_text().splitlines()]

    def totals(self):
        return ([{}] + [line for line in self.lines() if line["event"] in ("progress", "end")])[-1]

    def close(self):
        if self.process.poll() is None:
            self.kill()
        self.log.close()
        os.unlink(self.log.name)
