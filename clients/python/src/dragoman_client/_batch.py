# SPDX-License-Identifier: Apache-2.0
"""Many articles through POST /v1/extract/batch: cut into requests, asked again where no answer came, given back in order.

A `Chunk` is the articles of one request. It takes reply lines as they arrive and hands out every reply that stands
next in order; a line that failed for a reason that may pass (`overloaded`, `shutting_down`, ...), or that never came
because the connection broke, is asked for again together with the others of its kind, and only then given as an error.
Memory: the lines of one chunk and those of its replies that wait for an earlier one.
"""
from __future__ import annotations

import json
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Union

from ._calls import PASSING, Answer, Patience, Pause, Request, day, encode, problem_of, retry_after
from ._errors import UnreachableError

MOST_BYTES = 8 << 20
MOST_LINES = 1000

Article = Union[str, Mapping[str, Any]]


def line_of(given: Article, options: Mapping[str, Any]) -> bytes:
    """The line of one article: its own members and options win over those of the whole batch."""
    known: Dict[str, Any] = {"text": given} if isinstance(given, str) else dict(given)
    ours = dict(options)
    published = known.get("published", ours.pop("published", None))
    if published is not None:
        known["published"] = day(published)
    chosen = {**{name: value for name, value in ours.items() if value is not None}, **known.get("options", {})}
    if chosen:
        known["options"] = chosen
    return encode(known)


class Chunk:
    def __init__(self, lines: List[bytes], patience: Patience, query: Optional[Mapping[str, str]] = None):
        self._lines = lines
        self._patience = patience
        self._query = dict(query or {})
        self._replies: List[Optional[Dict[str, Any]]] = [None] * len(lines)
        self._asked = list(range(len(lines)))  # of the request under way
        self._heard = 0  # lines of its answer
        self._again: List[int] = []  # failed for a reason that may pass
        self._given = 0
        self._failures = 0
        self._wait: Optional[float] = None

    def request(self) -> Request:
        body = b"".join(self._lines[i] + b"\n" for i in self._asked)
        return Request("POST", "/v1/extract/batch", body, {"Content-Type": "application/x-ndjson", "Accept": "application/x-ndjson"}, self._query)

    def take(self, line: str) -> Iterator[Dict[str, Any]]:
        """One line of the answer; the replies that can be given now."""
        if not line.strip():
            return
        if self._heard == len(self._asked):
            raise UnreachableError("more reply lines than articles")
        try:
            reply = json.loads(line)
        except ValueError as error:
            raise UnreachableError(f"a reply line is not JSON: {error}") from error
        index = self._asked[self._heard]
        self._heard += 1
        problem = reply.get("problem", {}) if reply.get("status") == "error" else {}
        self._replies[index] = reply
        if problem.get("status") in PASSING and self._failures + 1 < self._patience.attempts:
            self._replies[index] = None
            self._again.append(index)
        yield from self.ready()

    def ready(self) -> Iterator[Dict[str, Any]]:
        while self._given < len(self._replies) and self._replies[self._given] is not None:
            reply = self._replies[self._given]
            self._given += 1
            yield reply  # type: ignore[misc]

    def end(self, refused: Optional[Answer], broken: Optional[UnreachableError]) -> Optional[Pause]:
        """The request has ended (refused with an answer other than 200, broken, or whole): None when all is given, else the
        pause before `request()` is to be sent again. Raises when patience is at its end."""
        missing = self._again + self._asked[self._heard :]
        if refused is not None and refused.status not in PASSING:
            raise problem_of(refused)
        if not missing and broken is None:
            return None
        if broken is None and refused is None and self._asked[self._heard :]:
            broken = UnreachableError(f"the answer ended after {self._heard} of {len(self._asked)} lines")
        self._failures = 1 if self._heard > len(self._again) else self._failures + 1  # progress renews patience
        if self._failures >= self._patience.attempts:
            if refused is not None:
                raise problem_of(refused)
            if broken is not None:
                raise broken
        self._asked, self._heard, self._again = sorted(missing), 0, []
        return self._patience.pause(self._failures, retry_after(refused.headers) if refused is not None else None)


class Cutter:
    """Lines into chunks; `push` gives the chunk that is full, `rest` the last."""

    def __init__(self, make: Callable[[List[bytes]], Chunk]):
        self._make = make
        self._lines: List[bytes] = []
        self._bytes = 0

    def push(self, line: bytes) -> Optional[Chunk]:
        full = None
        if self._lines and (self._bytes + len(line) + 1 > MOST_BYTES or len(self._lines) == MOST_LINES):
            full = self.rest()
        self._lines.append(line)
        self._bytes += len(line) + 1
        return full

    def rest(self) -> Optional[Chunk]:
        lines, self._lines, self._bytes = self._lines, [], 0
        return self._make(lines) if lines else None
