# SPDX-License-Identifier: Apache-2.0
"""The command line: the same bytes as the service, order, exit codes."""
import json
import os
import re
import select
import subprocess

import contract
import pytest
from service import PARIS, PROGRAM, ROOT, SANITIZER, SLOW, WAIT

PARIS_FILE = str(ROOT / "tests" / "accept" / "paris-talks.txt")
one_thread = pytest.mark.one_thread("settings, help and files are read in one; lines, which have several, are not left out")


def run(*arguments, data=None, environment=None, **options):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DRAGOMAN_")}
    if arguments and arguments[0] in ("extract", "info") and len(arguments) > 1 and "--model" not in arguments and "--help" not in arguments:
        arguments = (arguments[0], "--model", "none", *arguments[1:])  # as the services of these tests
    if arguments and arguments[0] == "serve" and "--print-config" not in arguments:
        clean["DRAGOMAN_MODEL"] = "none"
    return subprocess.run([PROGRAM, *arguments], input=data, capture_output=True, timeout=WAIT * 6, env={**clean, **SANITIZER, **(environment or {})}, check=False, **options)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@one_thread
def test_version():
    version = re.search(r"^VERSION\s*:=\s*(\S+)", (ROOT / "Makefile").read_text(), re.M)[1]
    assert run("version").stdout == f"dragoman {version}\n".encode() == run("--version").stdout


@one_thread
def test_help():
    for arguments in (["--help"], ["help"], ["extract", "--help"], ["serve", "--help"], ["health", "--help"], ["info", "--help"], ["version", "--help"]):
        result = run(*arguments)
        assert result.returncode == 0 and b"usage: dragoman" in result.stdout


@one_thread
def test_help_on_a_command_is_its_own():
    """`dragoman help extract` printed the list of commands."""
    for command in re.findall(r"^  ([a-z-]+)  ", run("help").stdout.decode(), re.M):
        result = run("help", command)
        assert result.returncode == 0 and result.stdout == run(command, "--help").stdout
    assert run("help", "nothing").returncode == 64


@one_thread
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["version", "x"],
        ["info", "x"],
        ["health", "--x"],
        ["health", "--url", "nowhere"],
        ["extract", "--x"],
        ["extract", "--format", "xml"],
        ["extract", "--published", "2025-02-30"],
        ["extract", "--min-confidence", "2"],
        ["extract", "--workers", "0"],
        ["extract", "--profile", "gdelt"],
        ["extract", "--profile", "icews", "--format", "json"],
        ["extract", "--ndjson", "--profile", "icews", "--format", "jsonld"],
        ["extract", "--ndjson", "--id", "a"],
        ["extract", "--id", "a", "x", "y"],
        ["serve", "--x", "1"],
        ["serve", "extra"],
        ["serve", "--workers", "many"],
        ["serve", "--workers"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_64(arguments):
    result = run(*arguments, data=b"")
    assert result.returncode == 64 and result.stderr and not result.stdout


@one_thread
@pytest.mark.parametrize("option, value", [("offsets", "bit"), ("include", "moods"), ("min-confidence", "2"), ("labels", "plover-1999")])
def test_work_takes_what_extract_takes(option, value):
    """A member of a consumer group had no --labels: each of its articles had to say it."""
    for command in (["extract"], ["work", "--brokers", "localhost:1", "--in", "a", "--out", "b"]):
        result = run(*command, f"--{option}", value, data=b"")
        assert result.returncode == 64 and f"--{option}: ".encode() in result.stderr


@one_thread
def test_file_gives_the_bytes_of_the_service(service):
    served = service.extract(PARIS, "published=2025-04-18&offsets=byte").body
    assert run("extract", "--published", "2025-04-18", "--offsets", "byte", PARIS_FILE).stdout == served
    assert run("extract", "--published=2025-04-18", "--offsets=byte", "-", data=PARIS.encode()).stdout == served
    assert run("extract", "--published", "2025-04-18", "--offsets", "byte", data=PARIS.encode()).stdout == served


@one_thread
@pytest.mark.parametrize("profile", contract.PROFILES)
def test_a_profile_gives_the_bytes_of_the_service(service, profile):
    for name, media in (("csv", "text/csv"), ("tsv", "text/tab-separated-values")):
        served = service.extract(PARIS, f"published=2025-04-18&profile={profile}", {"Accept": media}).body
        assert run("extract", "--published", "2025-04-18", "--profile", profile, "--format", name, PARIS_FILE).stdout == served
    assert run("extract", "--profile", profile, PARIS_FILE).stdout.startswith(",".join(contract.PROFILES[profile]).encode())


def test_lines_as_a_table_have_one_line_of_names():
    data = "\n".join([json.dumps({"id": "a", "text": PARIS}), "", "nonsense", json.dumps({"id": "b", "txt": 1}), json.dumps({"id": "c", "text": PARIS})])
    rows = contract.check_table(run("extract", "--ndjson", "--format", "csv", data=data.encode()).stdout.decode())
    assert [row["id"] for row in rows if row["problem"]] == ["line-3", "b"]
    assert [row["problem"] for row in rows if row["problem"]] == ["invalid_json", "unknown_field"]
    assert {row["id"] for row in rows if not row["problem"]} == {"a", "c"}
    rows = contract.check_table(run("extract", "--ndjson", "--profile", "phoenix", "--published", "2025-04-18", data=data.encode()).stdout.decode())
    assert [row["EventID"] for row in rows if not row["Date"]] == ["line-3:problem:invalid_json", "b:problem:unknown_field"]


@one_thread
def test_formats():
    two = [PARIS_FILE, PARIS_FILE]
    assert len(lines(run("extract", "--format", "ndjson", *two))) == 2
    rows = contract.check_csv(run("extract", "--format", "csv", *two).stdout.decode())  # one line of names
    assert rows[: len(rows) // 2] == rows[len(rows) // 2 :]
    for reply in lines(run("extract", *two)):
        contract.REPLY.validate(reply)


@one_thread
def test_unreadable_files(tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff")
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (1 << 20) + b"b")
    result = run("extract", str(bad), PARIS_FILE)
    assert result.returncode == 65 and b"invalid_utf8" in result.stderr and len(lines(result)) == 1
    assert run("extract", str(tmp_path / "none.txt")).returncode == 74
    assert run("extract", str(tmp_path)).returncode == 74
    result = run("extract", str(large))
    assert result.returncode == 65 and b"text_too_large" in result.stderr
    assert run("extract", "--max-text", "2000000", str(large)).returncode == 0


def test_full_device_is_74():
    with open("/dev/full", "wb") as full:
        assert subprocess.run([PROGRAM, "extract", "--model", "none", PARIS_FILE], stdout=full, stderr=subprocess.PIPE, check=False).returncode == 74
        assert subprocess.run([PROGRAM, "extract", "--ndjson", "--model", "none"], input=b'{"text":"a"}\n', stdout=full, stderr=subprocess.PIPE, check=False).returncode == 74


@one_thread
def test_damaged_tables_are_78(tmp_path):
    damaged = tmp_path / "tables"
    damaged.write_bytes(b"no tables at all" * 100)
    for command in (["extract", PARIS_FILE], ["info"], ["serve", "--listen", "127.0.0.1:0"]):
        result = run(*command, "--tables", str(damaged))
        assert result.returncode == 78 and result.stderr.count(b"\n") == 1


# ---- lines ----


def test_order_is_kept_on_all_cores():
    text = PARIS[:400]
    data = "".join(json.dumps({"id": str(i), "text": text * (1 + i * 7919 % 13)}) + "\n" for i in range(600 // SLOW)).encode()
    one = run("extract", "--ndjson", "--workers", "1", data=data)
    assert [reply["id"] for reply in lines(one)] == [str(i) for i in range(600 // SLOW)]
    for workers in ("2", "8", "64"):
        assert run("extract", "--ndjson", "--workers", workers, data=data).stdout == one.stdout
    assert one.returncode == 0


def test_line_is_the_reply_of_the_service(service):
    data = json.dumps({"id": "a", "text": PARIS, "published": "2025-04-18"}).encode() + b"\n"
    assert run("extract", "--ndjson", data=data).stdout == service.extract(PARIS, "id=a&published=2025-04-18").body


def test_published_of_the_command_stands_where_the_line_says_nothing():
    data = b'{"id":"a","text":"A word."}\n{"id":"b","text":"A word.","published":"2020-01-02"}\n'
    replies = lines(run("extract", "--ndjson", "--published", "2025-04-18", data=data))
    assert [r["document"]["published"] for r in replies] == ["2025-04-18", "2020-01-02"]


def test_failing_lines_do_not_stop_the_others():
    data = b"\n".join(
        [
            b'{"id":"good","text":"A word."}',
            b'{"id":"empty","text":""}',
            b'{"id":"date","text":"a","published":"2025-13-01"}',
            b'{"id":"typo","txt":"a"}',
            b"{",
            b"",
            b'{"text":"\xff"}',
            b'{"id":"long","text":"' + b"a" * (1 << 20) + b'"}',
            b'{"id":"last","text":"No line end."}\r',
            b'{"id":"really last","text":"No line end."}',
        ]
    )
    result = run("extract", "--ndjson", data=data)
    assert result.returncode == 0
    replies = lines(result)
    assert [r["id"] for r in replies] == ["good", "empty", "date", "typo", "line-5", "line-7", "line-8", "last", "really last"]
    codes = [r.get("problem", {}).get("code") for r in replies]
    assert codes == [None, "empty_text", "invalid_field", "unknown_field", "invalid_json", "invalid_utf8", "body_too_large", None, None]
    for reply in replies:
        if reply["status"] == "error":
            assert set(reply) == {"id", "status", "problem"}
            contract.PROBLEM.validate(reply["problem"])
        else:
            contract.REPLY.validate(reply)


def test_no_input_gives_no_output():
    result = run("extract", "--ndjson", data=b"")
    assert (result.returncode, result.stdout) == (0, b"")


def test_unreadable_input_is_74(tmp_path):
    assert run("extract", "--ndjson", str(tmp_path / "none")).returncode == 74
    assert run("extract", "--ndjson", str(tmp_path)).returncode == 74


def test_several_files_of_lines(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text(json.dumps({"id": name, "text": "A word."}) + "\n")
    assert [r["id"] for r in lines(run("extract", "--ndjson", str(tmp_path / "a"), str(tmp_path / "b")))] == ["a", "b"]


def test_a_reply_comes_before_the_next_line_is_sent():
    """A caller may talk with it: line, reply, line, reply."""
    with subprocess.Popen([PROGRAM, "extract", "--ndjson", "--model", "none"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **SANITIZER}) as process:
        for i in range(5):
            process.stdin.write(json.dumps({"id": str(i), "text": "A word."}).encode() + b"\n")
            process.stdin.flush()
            assert select.select([process.stdout], [], [], WAIT)[0]
            assert json.loads(process.stdout.readline())["id"] == str(i)
        process.stdin.close()
        assert process.wait(WAIT) == 0


# ---- info and health ----


@one_thread
def test_info():
    for arguments in (["info"], ["info", "--model", "none"]):
        contract.validator({"$ref": "#/components/schemas/Info"}).validate(json.loads(run(*arguments).stdout))
    assert json.loads(run("info", "--model", "none").stdout)["model"] == "none"
    assert json.loads(run("info", "--model=none").stdout)["model"] == "none"


def test_health_of_an_ipv6_address(start):
    """Its Host has brackets; a bare address is no host, and was refused."""
    address, port = start(listen="[::1]:0").address
    assert address == "[::1]"
    assert run("health", "--url", f"http://[::1]:{port}").returncode == 0
    assert run("health", environment={"DRAGOMAN_LISTEN": f"[::]:{port}"}).returncode == 0


def test_health(service):
    host, port = service.address
    assert run("health", "--url", f"http://{host}:{port}").returncode == 0
    assert run("health", "--ready", "--url", f"http://{host}:{port}/").returncode == 0
    assert run("health", environment={"DRAGOMAN_LISTEN": f"0.0.0.0:{port}"}).returncode == 0
    assert run("health", f"--url=http://{host}:{port}").returncode == 0
    assert run("health", "--url", f"http://localhost:{port}").returncode == 0
    assert run("health", "--url", "http://127.0.0.1:1").returncode == 1


def test_health_of_a_stopping_service(start):
    service = start(drain_delay=2)
    host, port = service.address
    service.terminate()
    service.wait_line(event="stopping")
    assert run("health", "--url", f"{host}:{port}").returncode == 0
    assert run("health", "--ready", "--url", f"{host}:{port}").returncode == 1


# ---- settings ----


def settings(result):
    return dict([part.strip() for part in line.split("# ")[0].split("=", 1)] for line in result.stdout.decode().splitlines())


@one_thread
def test_print_config_precedence(tmp_path):
    file = tmp_path / "dragoman.conf"
    file.write_text("# a comment\nworkers = 3\nqueue=5 # five\n\ndrain-delay = 1\n".replace("drain-delay", "drain_delay"))
    result = run("serve", "--config", str(file), "--workers", "7", "--print-config", environment={"DRAGOMAN_QUEUE": "6", "DRAGOMAN_WORKERS": "4", "DRAGOMAN_PORT": "tcp://10.0.0.1:80"})
    assert result.returncode == 0
    got = settings(result)
    assert (got["workers"], got["queue"], got["drain_delay"], got["connections"]) == ("7", "6", "1", "512")
    origins = dict((line.split(" = ")[0], line.rsplit("# ", 1)[1]) for line in result.stdout.decode().splitlines())
    assert (origins["workers"], origins["queue"], origins["drain_delay"], origins["connections"]) == ("flag", "environment", "file", "default")
    again = tmp_path / "again.conf"
    again.write_bytes(result.stdout)
    assert settings(run("serve", "--print-config", environment={"DRAGOMAN_CONFIG": str(again)})) == got


@one_thread
@pytest.mark.parametrize("text, reason", [("workrs = 3\n", "workrs"), ("workers = x\n", "workers"), ("workers\n", "key = value"), ("workers = 1\nworkers = 2\n", "twice"), ("connections = 0\n", "from 1"), ("a" * 2000, "too long")])
def test_wrong_file_is_78(tmp_path, text, reason):
    file = tmp_path / "dragoman.conf"
    file.write_text("# line 1\n" + text)
    result = run("serve", "--config", str(file), "--print-config")
    assert result.returncode == 78 and reason in result.stderr.decode() and "dragoman.conf:" in result.stderr.decode()


@one_thread
def test_wrong_environment_is_78():
    result = run("serve", "--print-config", environment={"DRAGOMAN_WORKERS": "-1"})
    assert result.returncode == 78 and b"DRAGOMAN_WORKERS" in result.stderr


@one_thread
def test_missing_file_is_78():
    assert run("serve", "--config", "/nowhere", "--print-config").returncode == 78


@one_thread
@pytest.mark.parametrize("listen", ["127.0.0.1", "127.0.0.1:99999", ":80", "::1:80", "8080"])
def test_malformed_address_is_refused_before_anything_is_opened(listen):
    for arguments, environment, code in ((["--listen", listen], {}, 64), ([], {"DRAGOMAN_LISTEN": listen}, 78)):
        result = run("serve", *arguments, environment=environment)
        assert result.returncode == code and b"HOST:PORT" in result.stderr


@pytest.mark.parametrize("listen", ["256.0.0.1:80", "203.0.113.1:8080"])
def test_cannot_listen_is_71(listen):
    result = run("serve", "--open", "--listen", listen)
    assert result.returncode == 71
    assert json.loads(result.stderr.splitlines()[-1])["event"] == "cannot_listen"


def test_port_in_use_is_71(service):
    host, port = service.address
    assert run("serve", "--listen", f"{host}:{port}").returncode == 71


def test_too_few_descriptors_is_78():
    command = f"ulimit -n 100; exec {PROGRAM} serve --model none --listen 127.0.0.1:0"
    result = subprocess.run(["bash", "-c", command], capture_output=True, env={**os.environ, **SANITIZER}, check=False)
    assert result.returncode == 78 and b"RLIMIT_NOFILE" in result.stderr


KNOWLEDGE = b"[bodies]\nid\tname\ttype\tkind\tcountry\nZORG\tZorg Industries\tORGANIZATION\tcompany\tKEN\n"


@one_thread
def test_knowledge_of_a_file(tmp_path):
    file = tmp_path / "mine.tsv"
    story = b"Zorg Industries opened a plant in Lagos."
    plain = json.loads(run("extract", data=story).stdout)
    for rows in (KNOWLEDGE, KNOWLEDGE.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + KNOWLEDGE):
        file.write_bytes(rows)
        mine = json.loads(run("extract", "--knowledge", str(file), data=story).stdout)
        assert [e["country"] for e in mine["entities"] if e["name"] == "Zorg Industries"] == ["KEN"]
        assert mine["engine"]["knowledge"] != plain["engine"]["knowledge"]


def test_knowledge_with_a_mistake_is_78(tmp_path):
    file = tmp_path / "mine.tsv"
    file.write_bytes(KNOWLEDGE.replace(b"KEN", b"KEX"))
    for command in (["extract"], ["serve", "--listen", "127.0.0.1:0"]):
        result = run(*command, "--knowledge", str(file), data=b"A word.")
        assert result.returncode == 78 and b"mine.tsv:3:5 (country): 'KEX' is no state and no body" in result.stderr
    assert run("extract", "--knowledge", str(tmp_path / "none.tsv"), data=b"A word.").returncode == 78


@one_thread
def test_merge_passes_over_lines_that_are_blank():
    """A blank line that ended with CRLF was said to be no reply, and the exit code was that of bad data."""
    article = json.dumps({"id": "a", "published": "2026-07-02", "text": PARIS}).encode()
    reply = run("extract", "--ndjson", "-", data=article + b"\n").stdout
    plain = run("merge", data=reply)
    assert plain.returncode == 0 and plain.stdout
    crlf = run("merge", data=b"\r\n" + reply.replace(b"\n", b"\r\n") + b" \t\r\n\n")
    assert (crlf.returncode, crlf.stdout, crlf.stderr) == (0, plain.stdout, plain.stderr)
    assert run("merge", data=reply + b"x\r\n").returncode == 65
