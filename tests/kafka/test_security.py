# SPDX-License-Identifier: Apache-2.0
"""make check-kafka: `dragoman work` to brokers that speak TLS alone, that want a certificate of the client, and that want a name and a
password over TLS. All settings are librdkafka's own. What does not fit is refused at the start, with the reason and exit code 74."""
import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from broker import Broker, Worker

JARS = os.environ.get("KAFKA_JARS", str(Path(__file__).resolve().parents[2] / "build" / "kafka"))
REFUSED = 74
LOGIN = {"security.protocol": "sasl_ssl", "sasl.mechanism": "PLAIN", "sasl.username": "dragoman", "sasl.password": "secret"}


def openssl(place, *arguments):
    subprocess.run(["openssl", *arguments], cwd=place, check=True, capture_output=True)


def make_authority(place, name):
    openssl(place, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")


def make_certificate(place, name, authority, *extensions):
    """NAME.key and NAME.pem, of that authority."""
    openssl(place, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
    (place / f"{name}.ext").write_text("\n".join(extensions) + "\n")
    openssl(place, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key", "-CAcreateserial", "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Two authorities, the broker's certificate for its address, one for a name that is not its own, and the client's."""
    place = tmp_path_factory.mktemp("keys")
    for authority in ("ours", "theirs"):
        make_authority(place, authority)
    make_certificate(place, "broker", "ours", "subjectAltName=IP:127.0.0.1")
    make_certificate(place, "elsewhere", "ours", "subjectAltName=DNS:kafka.example.org")
    make_certificate(place, "client", "ours", "extendedKeyUsage=clientAuth")
    for name in ("broker", "elsewhere"):
        openssl(place, "pkcs12", "-export", "-in", f"{name}.pem", "-inkey", f"{name}.key", "-name", "broker", "-passout", "pass:changeit", "-out", f"{name}.p12")
    return place


def tls(keys, certificate="broker", client_auth="none"):
    return [
        "ssl.keystore.type=PKCS12",
        f"ssl.keystore.location={keys}/{certificate}.p12",
        "ssl.keystore.password=changeit",
        "ssl.truststore.type=PEM",
        f"ssl.truststore.location={keys}/ours.pem",
        f"ssl.client.auth={client_auth}",
    ]


@pytest.fixture(scope="module")
def broker(keys, request):
    listener, more = request.param
    running = Broker(JARS, listener, tls(keys, **more))
    if listener == "SASL_SSL":
        jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="admin" user_admin="admin" user_dragoman="secret";'
        with open(running.config, "a") as config:
            config.write(f"sasl.enabled.mechanisms=PLAIN\nsasl.mechanism.inter.broker.protocol=PLAIN\nlistener.name.sasl_ssl.plain.sasl.jaas.config={jaas}\n")
    yield running.start()
    running.close()


def broker_with(listener, **more):
    name = "-".join([listener.lower(), *more.values()])
    return pytest.mark.parametrize("broker", [pytest.param((listener, more), id=name)], indirect=True)


def secured(keys, **more):
    """Properties of a client that trusts our authority."""
    return {"security.protocol": "ssl", "ssl.ca.location": str(keys / "ours.pem"), **more}


def with_certificate(keys, **more):
    return secured(keys, **{"ssl.certificate.location": str(keys / "client.pem"), "ssl.key.location": str(keys / "client.key")}, **more)


def properties_of(settings):
    return [f"{name}={value}" for name, value in settings.items()]


def answers(broker, settings, tmp_path, *more):
    """A hundred articles through a worker with those settings from a file; the same settings fill and read the topics."""
    file = tmp_path / "kafka.conf"
    file.write_text("# how to reach the brokers\n" + "\n".join(properties_of(settings)) + "\n")
    plain = Broker.kcat
    broker.kcat = lambda *arguments, text=None, properties=(): plain(broker, *arguments, text=text, properties=[*properties, *properties_of(settings)])
    names = {"incoming": "articles", "outgoing": "events"}
    broker.create("articles", "events", "articles.dead")
    broker.fill("articles", ((b"k%d" % i, json.dumps({"id": f"a{i}", "text": "Turkey condemned the attack on Aleppo."}).encode()) for i in range(100)))
    worker = Worker(broker, "--kafka-config", str(file), *more, **names)
    try:
        end = time.monotonic() + 60
        while len(broker.keys("events")) < 100 and time.monotonic() < end:
            assert worker.process.poll() is None, worker.lines()
            time.sleep(0.5)
        assert worker.stop() == 0
    finally:
        worker.close()
    assert sorted(broker.keys("events")) == sorted(b"k%d" % i for i in range(100))


def refused(broker, settings, *more):
    """What it says in the line of its refusal; it ends by itself."""
    worker = Worker(broker, *[part for line in properties_of(settings) for part in ("--set", line)], *more)
    try:
        assert worker.process.wait(30) == REFUSED
        lines = [line for line in worker.lines() if line["event"] == "refused"]
        assert lines and all(line["level"] == "error" for line in lines)
        assert worker.totals().get("articles", 0) == 0
        return lines[0]["detail"]
    finally:
        worker.close()


TRANSACTIONS = pytest.mark.parametrize("more", [(), ("--transactional-id", "t1")], ids=["at-least-once", "transactions"])


@broker_with("SSL")
def test_tls(broker, keys, tmp_path):
    answers(broker, secured(keys), tmp_path)


@broker_with("SSL")
@TRANSACTIONS
def test_tls_of_another_authority_is_refused(broker, keys, more):
    said = refused(broker, secured(keys, **{"ssl.ca.location": str(keys / "theirs.pem")}), *more)
    assert "certificate verify failed" in said and "ssl.ca.location" in said


@broker_with("SSL")
def test_a_file_of_authorities_that_is_not_there_is_refused(broker, keys):
    worker = Worker(broker, *[part for line in properties_of(secured(keys, **{"ssl.ca.location": str(keys / "none.pem")})) for part in ("--set", line)])
    assert worker.process.wait(30) == REFUSED
    said = {line["event"]: line["detail"] for line in worker.lines()}
    assert "ssl.ca.location" in said["setting"]
    assert any("none.pem" in line["detail"] for line in worker.lines())
    worker.close()


@broker_with("SSL")
def test_without_tls_it_says_so_and_waits(broker):
    """The broker hangs up, as one that is starting does: no reason to end."""
    worker = Worker(broker)
    end = time.monotonic() + 30
    while time.monotonic() < end and not any("security.protocol" in line.get("detail", "") for line in worker.lines()):
        assert worker.process.poll() is None, worker.lines()
        time.sleep(0.2)
    assert any("security.protocol" in line.get("detail", "") for line in worker.lines())
    assert worker.stop() == 0
    worker.close()


@broker_with("SSL", certificate="elsewhere")
def test_a_certificate_for_another_address_is_refused(broker, keys):
    assert "certificate verify failed" in refused(broker, secured(keys))


@broker_with("SSL", client_auth="required")
def test_with_a_certificate_of_the_client(broker, keys, tmp_path):
    answers(broker, with_certificate(keys), tmp_path, "--transactional-id", "t1")


@broker_with("SSL", client_auth="required")
def test_without_a_certificate_of_the_client_it_is_refused(broker, keys):
    assert "alert" in refused(broker, secured(keys))


@broker_with("SASL_SSL")
def test_with_name_and_password(broker, keys, tmp_path):
    answers(broker, {**secured(keys), **LOGIN}, tmp_path)


@broker_with("SASL_SSL")
@TRANSACTIONS
def test_a_wrong_password_is_refused(broker, keys, more):
    assert "Invalid username or password" in refused(broker, {**secured(keys), **LOGIN, "sasl.password": "wrong"}, *more)
