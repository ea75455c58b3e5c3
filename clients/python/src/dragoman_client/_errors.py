# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, as exceptions."""
from __future__ import annotations

from typing import Any, Mapping, Optional


class DragomanError(Exception):
    """Any error of this client."""


class UnreachableError(DragomanError):
    """The service could not be reached, or the connection broke before the reply was whole."""


class ProblemError(DragomanError):
    """The service refused, with a problem document (RFC 9457).

    status       HTTP status
    code         stable name of the problem (`invalid_field`, `overloaded`, ...), see openapi.yaml
    detail       what is wrong, for people
    errors       of a wrong field: `pointer` and `detail` each
    retry_after  seconds after which it may pass, or None
    problem      the whole document
    """

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: Optional[float] = None):
        self.status = status
        self.problem = dict(problem)
        self.code = str(problem.get("code", "unknown"))
        self.detail = str(problem.get("detail", ""))
        self.errors = list(problem.get("errors", []))
        self.retry_after = retry_after
        where = "".join(f" [{error.get('pointer', '')}]" for error in self.errors)
        super().__init__(f"{status} {self.code}: {self.detail}{where}")
