# SPDX-License-Identifier: Apache-2.0
"""Prints what each fault test counted; with LEDGER=1 into docs/ledger/scale.tsv."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import ledger  # noqa: E402

LOAD = os.getloadavg()[0]


def pytest_terminal_summary(terminalreporter):
    from test_kafka import ARTICLES, KILLS

    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name != "kafka" or report.when != "call":
                continue
            terminalreporter.write_line(value)
            if os.environ.get("LEDGER"):
                ledger.record("kafka", f"make check-kafka KAFKA_ARTICLES={ARTICLES} KAFKA_KILLS={KILLS}", value, report.passed, LOAD, "scale.tsv")
    if not os.environ.get("LEDGER"):
        return
    ended = {outcome: [report.nodeid for report in terminalreporter.getreports(outcome) if report.when == "call"] for outcome in ("passed", "failed")}
    for file in sorted({name.split("::")[0].split("/")[-1] for names in ended.values() for name in names}):
        passed, failed = (sum(f"{file}::" in name for name in ended[outcome]) for outcome in ("passed", "failed"))
        ledger.record("kafka", "make check-kafka", f"{file}: {passed} tests passed, {failed} failed", not failed, LOAD, "scale.tsv")
