# SPDX-License-Identifier: Apache-2.0
"""The Python client as a user has it after `pip install`, from the source tree."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "clients" / "python" / "src"))
