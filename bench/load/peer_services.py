# SPDX-License-Identifier: Apache-2.0
"""Peers as services, for goals.py: CoreNLP's own server with its pipeline to names, and spaCy's small English pipeline behind FastAPI, a process a core."""
import contextlib
import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
PIPELINE = '{"annotators":"tokenize,ssplit,pos,lemma,ner","ner.applyFineGrained":"false","ner.useSUTime":"false","outputFormat":"json"}'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command, port, folder, environment=None):
    with open(folder / "service.log", "wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={**os.environ, **(environment or {})})
    end = time.monotonic() + 180
    while True:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                break
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise AssertionError((folder / "service.log").read_text()[-2000:])
        time.sleep(0.5)
    try:
        yield ("127.0.0.1", port)
    finally:
        process.terminate()
        process.wait(30)


def corenlp(folder):
    port = free_port()
    command = ["java", "-Xmx4g", "-cp", str(folder / "corenlp" / "*"), "edu.stanford.nlp.pipeline.StanfordCoreNLPServer",
               "-port", str(port), "-threads", str(os.cpu_count()), "-timeout", "60000", "-quiet", "true"]
    return running(command, port, folder)


def spacy(folder):
    port = free_port()
    command = [str(folder / "venv" / "bin" / "python"), "-m", "uvicorn", "spacy_service:app", "--app-dir", str(HERE), "--port", str(port),
               "--workers", str(os.cpu_count()), "--log-level", "warning"]
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}
    return running(command, port, folder, threads)


ALL = [("CoreNLP 4.5.7 to names", corenlp, {"target": "/?properties=" + quote(PIPELINE)}), ("spaCy 3.8 small in FastAPI", spacy, {"target": "/extract"})]
