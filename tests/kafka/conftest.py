# SPDX-License-Identifier: Apache-2.0
"""Prints what each fault test counted, for the ledger."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


def pytest_terminal_summary(terminalreporter):
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "kafka" and report.when == "call":
                terminalreporter.write_line(value)
