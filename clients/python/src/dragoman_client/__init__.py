# SPDX-License-Identifier: Apache-2.0
"""Client of dragoman, the service that reads news articles: who did what to whom, where, when, according to whom."""
from . import types
from ._client import AsyncClient, Client
from ._errors import DragomanError, ProblemError, UnreachableError
from ._frame import to_frame

__version__ = "0.1.0"
__all__ = ["AsyncClient", "Client", "DragomanError", "ProblemError", "UnreachableError", "to_frame", "types"]
