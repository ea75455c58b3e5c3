# SPDX-License-Identifier: Apache-2.0
"""Requests and what becomes of their answers, without any input or output of its own.

A call is a generator: it yields `Request`s and `Pause`s, is sent back the `Answer` of each request (or the
`UnreachableError` that there was instead), and returns the result. `Client` drives it with blocking calls,
`AsyncClient` with awaited ones, so that limits, retries and errors are written once. Every request of dragoman may be
repeated: reading an article changes nothing at the service.
"""
from __future__ import annotations

import datetime
import json
import random
from dataclasses import dataclass, field
from typing import Any, Dict, Generator, Mapping, Optional, Union

from ._errors import ProblemError, UnreachableError

PASSING = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may pass."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    content: Optional[bytes] = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pause:
    seconds: float


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True)
class Patience:
    """How often, and how long between: Retry-After where the service says it, else doubling from `first` with jitter."""

    attempts: int = 4
    first: float = 0.25
    longest: float = 30.0

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError("attempts: at least 1")

    def pause(self, failures: int, retry_after: Optional[float]) -> Pause:
        if retry_after is not None:
            return Pause(min(retry_after, self.longest))
        return Pause(min(self.longest, self.first * 2 ** (failures - 1)) * random.uniform(0.5, 1.0))


Steps = Generator[Union[Request, Pause], Any, Any]


def retry_after(headers: Mapping[str, str]) -> Optional[float]:
    """Seconds of a Retry-After; None where there is none (or a date, which dragoman never sends)."""
    value = headers.get("retry-after", "")
    return float(value) if value.isdigit() else None


def problem_of(answer: Answer) -> ProblemError:
    try:
        problem = json.loads(answer.content)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):  # of a proxy between
        problem = {"code": "unknown", "detail": answer.content[:200].decode("utf-8", "replace")}
    return ProblemError(answer.status, problem, retry_after(answer.headers))


def call(request: Request, patience: Patience) -> Steps:
    """The Answer with status 200, after as many tries as patience has."""
    for failures in range(1, patience.attempts + 1):
        answer = yield request
        if isinstance(answer, UnreachableError):
            error: Exception = answer
            wait = None
        elif answer.status == 200:
            return answer
        else:
            error = problem_of(answer)
            if answer.status not in PASSING:
                raise error
            wait = retry_after(answer.headers)
        if failures == patience.attempts:
            raise error
        yield patience.pause(failures, wait)
    raise AssertionError("not reached")


def json_call(request: Request, patience: Patience) -> Steps:
    answer = yield from call(request, patience)
    try:
        return json.loads(answer.content)
    except ValueError as error:
        raise UnreachableError(f"{request.path}: not JSON: {error}") from error


Day = Union[str, datetime.date]


def day(published: Day) -> str:
    if isinstance(published, datetime.datetime):
        return published.date().isoformat()
    return published.isoformat() if isinstance(published, datetime.date) else published


def article(text: str, *, id: Optional[str], title: Optional[str], published: Optional[Day], options: Mapping[str, Any]) -> Dict[str, Any]:
    """The JSON object of one article; what is None is left out."""
    given: Dict[str, Any] = {"id": id, "title": title, "text": text, "published": None if published is None else day(published)}
    chosen = {name: value for name, value in options.items() if value is not None}
    if chosen:
        given["options"] = chosen
    return {name: value for name, value in given.items() if value is not None}


def encode(value: Any) -> bytes:
    """One line of JSON in UTF-8. ValueError where it holds what UTF-8 has no bytes for, or NaN."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"a lone surrogate at character {error.start} of the JSON: decode the text with errors='replace'") from error
