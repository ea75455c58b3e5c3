# SPDX-License-Identifier: Apache-2.0
"""goals.py GOAL [FOR]: the reliability goals of docs/benchmarks.md that need load, measured against a service of its own.

  capacity  articles a second from a closed loop of clients, and times at 64 clients
  steady    R8: 80 % of the capacity: no error, p99 at most 3 times that of an idle service
  overload  R9: 10 times the capacity: goodput at least 90 % of it, refusals at p99 within 50 ms, normal again within 2 s
  slow      R10: 1,000 heads, 1,000 bodies and 500 readers that crawl: each ended at its deadline, probes within 100 ms, goodput at least 95 %
  storm     R11: 10,000 clients leave in the middle: cancellation within 50 ms at p99, nothing left open
  soak      R12: a mix at a set rate for an hour: memory, descriptors and threads stay
  stops     R13: SIGTERM at random moments under load: every accepted request answered, exit 0 in time
  rolling   R17: a copy replaced under load, again and again: no request lost, the same bytes
  peers     capacity and times of CoreNLP's server and a FastAPI service around spaCy, on the same articles

Prints what it measures and adds a line to docs/ledger/front.tsv. Figures of a busy machine are a busy machine's: the load average stands in the line."""
import collections
import concurrent.futures
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests" / "http")]
import ledger  # noqa: E402
from service import Service, parse  # noqa: E402

BUILD = Path(os.environ.get("BUILD", ROOT / "build"))
ARTICLES = [str(ROOT / "data" / "corpus" / "texts" / (path.stem + ".txt")) for path in sorted((ROOT / "data" / "corpus" / "dev").glob("*.json"))]
WORKERS = os.cpu_count()
SERVICE = {"model": "", "connections": 4096, "request_log": "off"}


def load(address, *options, articles=ARTICLES, **named):
    """One run of the load program; its figures."""
    command = [str(BUILD / "bench" / "load" / "load"), "{}:{}".format(*address)]
    for name, value in named.items():
        command += ["--" + name.replace("_", "-"), str(value)]
    done = subprocess.run([*command, *options, *articles], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def good(run):
    return run["statuses"].get("200", {"count": 0, "p50": 0, "p95": 0, "p99": 0, "max": 0})


def failed(run):
    return sum(run["failures"].values())


def measure_capacity(service, seconds):
    """Articles a second of a full service: as many clients as workers and half the queue."""
    run = load(service.address, clients=3 * WORKERS, seconds=seconds)
    return good(run)["count"] / run["seconds"], run


def idle_p99(service, seconds):
    return good(load(service.address, clients=1, seconds=seconds))["p99"]


def histogram_share(service, name, bound):
    """Share of the observations of all reasons that are at most `bound`, and their number."""
    inside = whole = 0
    for line in service.get("/metrics").body.decode().splitlines():
        if line.startswith(name + "_bucket") and f'le="{bound}"' in line:
            inside += int(line.rsplit(" ", 1)[1])
        if line.startswith(name + "_count"):
            whole += int(line.rsplit(" ", 1)[1])
    return (inside / whole if whole else 1.0), whole


def state(service):
    """(resident KiB, descriptors, threads) of the front."""
    pid = service.process.pid
    status = Path(f"/proc/{pid}/status").read_text()
    value = {line.split(":")[0]: line.split()[1] for line in status.splitlines() if line.startswith(("VmRSS", "Threads"))}
    return int(value["VmRSS"]), len(os.listdir(f"/proc/{pid}/fd")), int(value["Threads"])


@contextlib.contextmanager
def probes(service, took):
    """Asks /livez ten times a second meanwhile; seconds go to the list (a failure: 99)."""
    stop = threading.Event()

    def ask():
        while not stop.wait(0.1):
            began = time.monotonic()
            try:
                fine = service.get("/livez").status == 200
            except (OSError, AssertionError):
                fine = False
            took.append(time.monotonic() - began if fine else 99.0)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def capacity(seconds):
    service = Service(**SERVICE, queue=64, queue_deadline=60)
    rate, run = measure_capacity(service, seconds)
    many = load(service.address, clients=64, seconds=seconds)
    service.finish()
    one = good(many)
    return f"{rate:.1f} articles/s with {3 * WORKERS} clients (p99 {good(run)['p99']:.0f} ms); 64 clients: p50 {one['p50']:.0f}, p95 {one['p95']:.0f}, p99 {one['p99']:.0f} ms, {failed(many)} failed", failed(run) + failed(many) == 0


def steady(seconds):
    service = Service(**SERVICE)
    idle = idle_p99(service, 15)
    rate, _ = measure_capacity(service, 20)
    run = load(service.address, rate=0.8 * rate, seconds=seconds)
    service.finish()
    p99, errors = good(run)["p99"], run["sent"] - good(run)["count"]
    return f"{seconds:.0f} s at {0.8 * rate:.1f} a second of {rate:.1f}: {run['sent']} requests, {errors} errors, p99 {p99:.0f} ms (idle {idle:.0f} ms)", errors == 0 and p99 <= 3 * idle


def overload(seconds):
    service = Service(**SERVICE)
    before, _ = measure_capacity(service, 20)
    run = load(service.address, rate=10 * before, seconds=seconds)
    began = time.monotonic()
    while service.extract("A word.").status != 200:
        time.sleep(0.02)
    normal = time.monotonic() - began
    after, _ = measure_capacity(service, 20)
    late = service.metric('dragoman_requests_shed_total{reason="deadline"}')
    service.finish()
    shed = run["statuses"].get("503", {"count": 0, "p99": 0.0})
    goodput = good(run)["count"] / run["seconds"] / ((before + after) / 2)
    text = (f"{seconds:.0f} s at {10 * before:.0f} a second: goodput {100 * goodput:.0f} % of capacity (before {before:.1f}, after {after:.1f}), "
            f"{shed['count']} refused, p99 of refusals {shed['p99']:.1f} ms, {late:.0f} past a deadline, {failed(run)} failed, normal after {normal:.2f} s")
    return text, goodput >= 0.9 and shed["p99"] <= 50 and failed(run) == 0 and normal <= 2


def processors(service):
    """Seconds of all processors so far: (taken by the service, by anybody else, the host of a virtual machine included)."""
    tick, family, parent, used = os.sysconf("SC_CLK_TCK"), {service.process.pid}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            word = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            parent[int(folder.name)], used[int(folder.name)] = int(word[1]), int(word[11]) + int(word[12])
    while more := {pid for pid, above in parent.items() if above in family} - family:
        family |= more
    ours = sum(used.get(pid, 0) for pid in family) / tick
    user, nice, system, _, _, _, _, steal = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return ours, (user + nice + system + steal) / tick - ours


def good_share(service, **named):
    """A closed loop: the run, and its good articles for each second of a processor that was there for it, which is what the machine has less what others took."""
    others = processors(service)[1]
    run = load(service.address, clients=3 * WORKERS, **named)
    taken = max(0.0, processors(service)[1] - others)
    return run, good(run)["count"] / max(WORKERS * run["seconds"] - taken, 0.1), taken


def slow(seconds):
    """Attackers who are ended come again, so that the honest clients have them beside them throughout. Clients and attackers run on the service's machine and take
    processors from it that they would not take elsewhere (2,500 attackers some 5 %): so goodput is counted for the time that they, and whatever else runs,
    leave to the service. What attackers cost the service itself, in its loop, stays counted as lost."""
    service = Service(**{**SERVICE, "connections": 3000})
    calm = [good_share(service, seconds=15)]
    took = []
    with probes(service, took):
        run, beside, taken = good_share(service, seconds=max(seconds, 20), heads=1000, bodies=1000, readers=500, again=1)
    service.wait_metric("dragoman_connections", 1, 60)
    open_after = service.metric("dragoman_connections")
    calm.append(good_share(service, seconds=15))
    service.finish()
    # one more with a small table: the oldest incomplete heads make room
    small = Service(**{**SERVICE, "connections": 256})
    full = load(small.address, clients=2, seconds=3, heads=1000)
    evicted = small.metric('dragoman_requests_shed_total{reason="evicted"}')
    small.finish()
    goodput = 2 * beside / (calm[0][1] + calm[1][1])
    rates = [good(one)["count"] / one["seconds"] for one in (calm[0][0], run, calm[1][0])]
    took.sort()
    lives = {kind: (value["count"], value["max"]) for kind, value in run["ended"].items()}
    refused = [one["sent"] - good(one)["count"] for one in (run, full)]
    text = (f"{rates[0]:.1f}, {rates[1]:.1f}, {rates[2]:.1f} articles/s before, beside and after 1,000 heads, 1,000 bodies, 500 readers (all but the service took {calm[0][2]:.1f}, "
            f"{taken:.1f}, {calm[1][2]:.1f} s of {WORKERS * 15}, {WORKERS * run['seconds']:.0f}, {WORKERS * 15} s of the processors; clients and attackers {run['cpu']:.1f} s beside): "
            f"goodput {100 * goodput:.0f} % in the time that was left; {refused[0]} of {run['sent']} not 200; ended (how many, longest s): {lives}; {len(took)} probes, slowest "
            f"{took[-1] * 1e3:.0f} ms; connections left {open_after - 1:.0f}; a table of 256 evicted {evicted:.0f}, {refused[1]} of {full['sent']} honest ones not 200")
    fine = goodput >= 0.95 and took[-1] <= 0.1 and evicted > 0 and refused == [0, 0]
    fine &= lives.get("heads", (0, 99))[0] >= 1000 and lives["heads"][1] <= 5.25 + 0.05 and lives.get("bodies", (0, 99))[0] >= 1000 and lives["bodies"][1] <= 10.25 + 0.05
    return text, fine


def storm(seconds):
    count = int(seconds)
    service = Service(**SERVICE, queue=512)
    load(service.address, clients=4, count=50)
    time.sleep(0.5)
    resident, descriptors, threads = state(service)
    run = load(service.address, clients=64, count=count, leave=100)
    service.wait_metric("dragoman_connections", 1)
    service.wait_metric("dragoman_workers_busy", 0)
    reserved = service.metric("dragoman_memory_reserved_bytes")
    share, cancels = histogram_share(service, "dragoman_cancellation_seconds", "0.05")
    lost = service.metric("dragoman_workers_lost_total")
    serves = service.extract("A word.").status == 200
    service.wait_metric("dragoman_connections", 1)
    time.sleep(0.5)  # the connection that asked is no leak
    after = state(service)
    service.finish()
    text = (f"{run['left']} left of {run['sent']} (FIN, RST, half-closed); {cancels} running jobs cancelled, {100 * share:.2f} % within 50 ms; "
            f"descriptors {descriptors} -> {after[1]}, threads {threads} -> {after[2]}, resident {resident} -> {after[0]} KiB, reserved {reserved:.0f} bytes, workers lost {lost:.0f}")
    return text, share >= 0.99 and after[1] == descriptors and after[2] == threads and reserved == 0 and lost == 0 and serves


def openings(folder):
    """The first 200 letters of each article, up to a space, as files."""
    paths = []
    for article in map(Path, ARTICLES):
        paths.append(Path(folder) / article.name)
        paths[-1].write_text(article.read_text()[:200].rsplit(" ", 1)[0])
    return [str(path) for path in paths]


# A soak's requests a second: what a small service lives with, some half of one processor. The most that it can do, and more, have goals of their own.
PACE = {"articles": 0.5, "openings": 48, "/livez": 9, "leave": 1.6, "noise": 4.8}
ROUND = 20.0  # seconds


def noise(service, rate, seconds):
    """Bytes that are no request, at a rate; how many connections."""
    dice, began, count = random.Random(time.time_ns()), time.monotonic(), 0
    while (due := count / rate) < seconds:
        time.sleep(max(0.0, began + due - time.monotonic()))
        count += 1
        with contextlib.suppress(OSError), service.connect(5) as connection:
            connection.sendall(dice.randbytes(dice.randrange(1, 300)))
            connection.shutdown(1)
            service.read_all(connection, 5)
    return count


def soak_round(service, seconds, short, together):
    """Everything of PACE beside each other: what each kind sent, and how many of the well-formed got what instead of 200."""
    each = {
        "articles": together.submit(load, service.address, rate=PACE["articles"], seconds=seconds),
        "openings": together.submit(load, service.address, articles=short, rate=PACE["openings"], seconds=seconds),
        "/livez": together.submit(load, service.address, "--target", "/livez", articles=[], rate=PACE["/livez"], seconds=seconds),
        "leave": together.submit(load, service.address, rate=PACE["leave"], leave=50, seconds=seconds),
        "noise": together.submit(noise, service, PACE["noise"], seconds),
    }
    runs = {kind: run.result() for kind, run in each.items()}
    sent = {kind: runs[kind]["sent"] for kind in ("articles", "openings", "/livez")}
    wrong = collections.Counter()
    for kind in sent:
        wrong.update({status: one["count"] for status, one in runs[kind]["statuses"].items() if status != "200"})
        wrong.update(runs[kind]["failures"])
    return {**sent, "hostile": runs["leave"]["sent"] + runs["noise"]}, wrong


def soak_rounds(service, seconds, short):
    """Rounds until the time is over: requests of each kind, wrong answers, the longest lag of the loop, (seconds, KiB, descriptors, threads) after each round once it is warm."""
    sent, wrong, lag, samples, began = {}, collections.Counter(), 0.0, [], time.monotonic()
    warm = min(600, seconds / 4)
    with concurrent.futures.ThreadPoolExecutor(len(PACE)) as together:
        while (left := seconds - (time.monotonic() - began)) > 0:
            more, bad = soak_round(service, min(ROUND, left), short, together)
            sent = {kind: sent.get(kind, 0) + count for kind, count in more.items()}
            wrong.update(bad)
            lag = max(lag, service.metric("dragoman_loop_lag_seconds"))
            service.wait_metric("dragoman_connections", 1)  # what is still being closed is no leak
            time.sleep(0.5)  # nor is the connection that asked
            if (now := time.monotonic() - began) > warm:
                samples.append((now, *state(service)))
    return sent, wrong, lag, samples


def soak(seconds):
    """Articles, openings of articles (which make the number), /livez, clients who leave and bytes that are no request (a tenth), each at its rate, beside each other.
    The queue has room for a pause of the machine: at this pace nothing else fills it."""
    service = Service(**SERVICE, queue=64)
    load(service.address, clients=2, seconds=5)
    before = processors(service)
    with tempfile.TemporaryDirectory() as folder:
        sent, wrong, lag, samples = soak_rounds(service, seconds, openings(folder))
    after = processors(service)
    lost = service.metric("dragoman_workers_lost_total")
    try:
        service.finish()
        stopped = "stopped in order"
    except AssertionError as error:  # the figures of an hour are worth more than the first complaint
        stopped = f"complaints at the stop: {' '.join(str(error).split())[:200] or 'lines of level error in the log'}"
    slope = (samples[-1][1] - samples[0][1]) / max(samples[-1][0] - samples[0][0], 1) * 3600 if len(samples) > 1 else 0
    steady_ = len({s[2] for s in samples}) == 1 and len({s[3] for s in samples}) == 1
    text = (f"{seconds / 60:.0f} min at a set rate, {sum(sent.values())} requests ({', '.join(f'{kind} {count}' for kind, count in sent.items())}), {wrong.total()} of the well-formed not 200{' ' + str(dict(+wrong)) if +wrong else ''}; "
            f"{100 * (after[0] - before[0]) / seconds:.0f} % of one processor, all others {100 * (after[1] - before[1]) / seconds:.0f} % of {WORKERS}; "
            f"resident {samples[0][1]} -> {samples[-1][1]} KiB ({slope:+.0f} KiB/h), descriptors {samples[-1][2]}, threads {samples[-1][3]}"
            f"{'' if steady_ else f' (not constant: {sorted({s[2] for s in samples})}, {sorted({s[3] for s in samples})})'}; loop lag at most {lag * 1e3:.0f} ms; workers lost {lost:.0f}; {stopped}")
    return text, not +wrong and lost == 0 and slope <= 100 and steady_ and seconds >= 3600 and sum(sent.values()) >= 200000


def ask_until(service, data, stopped, answers):
    """Asks again and again; each connection that was made must get one whole answer."""
    while not stopped.is_set():
        try:
            connection = service.connect(30)
        except OSError:
            return  # no longer listening
        with connection:
            try:
                connection.sendall(data)
                whole = parse(service.read_all(connection, 30))
                answers.append(whole[0].status if len(whole) == 1 else "none")
            except (OSError, AssertionError) as error:
                answers.append(repr(error))


def post(path):
    body = Path(path).read_bytes()
    return b"POST /v1/extract HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def stops(seconds):
    count, dice, answers, slowest, ready = int(seconds), random.Random(time.time_ns()), [], 0.0, 0.0
    for _ in range(count):
        began = time.monotonic()
        service = Service(**SERVICE)
        ready = max(ready, time.monotonic() - began)
        stopped = threading.Event()
        clients = [threading.Thread(target=ask_until, args=(service, post(dice.choice(ARTICLES)), stopped, answers)) for _ in range(8)]
        for client in clients:
            client.start()
        time.sleep(dice.random())
        began = time.monotonic()
        service.terminate()
        assert service.wait(60) == 0, service.lines[-5:]
        slowest = max(slowest, time.monotonic() - began)
        stopped.set()
        for client in clients:
            client.join()
    kinds = {kind: answers.count(kind) for kind in sorted(set(answers), key=str)}
    return f"{count} stops without drain delay: answers {kinds}; exit 0 each time, slowest {slowest:.2f} s; start to ready at most {ready:.2f} s", set(kinds) <= {200, 503}


def rolling(seconds):
    """Requests go to the newest copy; the older one stops while it still serves."""
    count, article, answers, bodies = int(seconds), post(ARTICLES[0]), {}, set()
    current = [Service(**SERVICE, drain_timeout=30)]
    done, lock = threading.Event(), threading.Lock()

    def ask():
        while not done.is_set():
            try:
                with current[0].connect(30) as connection:
                    connection.sendall(article)
                    (reply,) = parse(current[0].read_all(connection, 30))
                kind = reply.status
                if kind == 200:
                    bodies.add(reply.body)
            except ConnectionRefusedError:
                kind = "refused"  # chosen before the change, asked after it: a balancer asks the other
            except (OSError, AssertionError, ValueError) as error:
                kind = repr(error)
            with lock:
                answers[kind] = answers.get(kind, 0) + 1
                if sum(answers.values()) >= count:
                    done.set()

    clients = [threading.Thread(target=ask) for _ in range(6)]
    for client in clients:
        client.start()
    changes = 0
    while not done.is_set():
        fresh = Service(**SERVICE, drain_timeout=30)
        old, current[0] = current[0], fresh
        time.sleep(0.1)
        old.terminate()
        old.finish()
        changes += 1
    for client in clients:
        client.join()
    current[0].finish()
    return f"{sum(answers.values())} requests over {changes} replaced copies: {answers}; {len(bodies)} different reply bodies", set(answers) <= {200, 503, "refused"} and len(bodies) == 1


def peers(seconds):
    import peer_services

    lines = []
    service = Service(**SERVICE, queue=64, queue_deadline=60)
    lines.append(compare("dragoman", service.address, seconds, {}))
    service.finish()
    for name, start, options in peer_services.ALL:
        with start(BUILD / "peers") as address:
            lines.append(compare(name, address, seconds, options))
    return "; ".join(lines), True


def compare(name, address, seconds, options):
    load(address, clients=2, seconds=min(20, seconds), **options)  # warm
    run = load(address, clients=3 * WORKERS, seconds=seconds, **options)
    many = load(address, clients=64, seconds=seconds, **options)
    one = good(many)
    return f"{name}: {good(run)['count'] / run['seconds']:.1f} articles/s, 64 clients p50 {one['p50']:.0f} ms, p99 {one['p99']:.0f} ms, {many['sent'] - one['count']} not answered with 200"


# goal: its number in docs/benchmarks.md, the function, how long or how many when not said
GOALS = {
    "capacity": ("capacity", capacity, 30), "steady": ("R8", steady, 600), "overload": ("R9", overload, 60), "slow": ("R10", slow, 30), "storm": ("R11", storm, 10000),
    "soak": ("R12", soak, 3600), "stops": ("R13", stops, 50), "rolling": ("R17", rolling, 1000), "peers": ("peers", peers, 30),
}


def main():
    if len(sys.argv) < 2 or sys.argv[1] not in GOALS:
        sys.exit(__doc__)
    number, measure, usual = GOALS[sys.argv[1]]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] else usual
    busy = os.getloadavg()[0]
    result, fine = measure(seconds)
    ledger.record(number, f"make bench-load GOAL={sys.argv[1]} FOR={seconds:g}", result, fine, busy)
    sys.exit(not fine)


if __name__ == "__main__":
    main()
