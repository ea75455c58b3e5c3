# SPDX-License-Identifier: Apache-2.0
"""Client and AsyncClient: the same calls, blocking and awaited. The service takes one request a connection, so none is kept."""
from __future__ import annotations

import asyncio
import time
from typing import Any, AsyncIterable, AsyncIterator, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

import httpx

from . import types
from ._batch import Article, Chunk, Cutter, line_of
from ._calls import Answer, Day, Patience, Pause, Request, Steps, article, call, encode, json_call
from ._errors import UnreachableError
from ._progress import Bar

Span = Union[Mapping[str, int], Sequence[int]]
JSON = {"Content-Type": "application/json", "Accept": "application/json"}


def _span(given: Span) -> Dict[str, int]:
    if isinstance(given, Mapping):
        return dict(given)
    start, end = given
    return {"start": start, "end": end}


class _Calls:
    """What both clients ask; each is a generator for a driver (`_calls`)."""

    def __init__(self, url: str, key: Optional[str], timeout: float, attempts: int):
        self._url = url.rstrip("/")
        self._patience = Patience(attempts)
        self._settings: Dict[str, Any] = {
            "timeout": httpx.Timeout(timeout),
            "limits": httpx.Limits(max_keepalive_connections=0),
            "headers": {"User-Agent": "dragoman-client/0.1.0", **({"Authorization": f"Bearer {key}"} if key else {})},
        }

    def _arguments(self, request: Request) -> Dict[str, Any]:
        return {"method": request.method, "url": self._url + request.path, "content": request.content, "headers": dict(request.headers), "params": dict(request.query) or None}

    def _extract(self, given: Mapping[str, Any]) -> Steps:
        return json_call(Request("POST", "/v1/extract", encode(given), JSON), self._patience)

    def _table(self, given: Mapping[str, Any], profile: Optional[str], media_type: str) -> Steps:
        query = {"profile": profile} if profile else {}
        answer = yield from call(Request("POST", "/v1/extract", encode(given), {**JSON, "Accept": media_type}, query), self._patience)
        return answer.content.decode("utf-8")

    def _pair(self, text: str, source: Span, target: Span, id: Optional[str], offsets: Optional[str]) -> Steps:
        given: Dict[str, Any] = {"id": id, "text": text, "source": _span(source), "target": _span(target), "offsets": offsets}
        body = encode({name: value for name, value in given.items() if value is not None})
        return json_call(Request("POST", "/v1/classify-pair", body, JSON), self._patience)

    def _get(self, path: str) -> Steps:
        return json_call(Request("GET", path, None, {"Accept": "application/json"}), self._patience)

    def _chunk(self, lines: List[bytes]) -> Chunk:
        return Chunk(lines, self._patience)


class Client(_Calls):
    """Asks the service at `url` and blocks until the answer is there. Safe for several threads.

    key       where the service wants one
    timeout   seconds to connect, and between two pieces of an answer
    attempts  tries in all for what may pass (429, 502, 503, 504, a broken connection)
    """

    def __init__(self, url: str = "http://127.0.0.1:8080", *, key: Optional[str] = None, timeout: float = 130.0, attempts: int = 4):
        super().__init__(url, key, timeout, attempts)
        self._http = httpx.Client(**self._settings)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def _drive(self, steps: Steps) -> Any:
        result: Any = None
        while True:
            try:
                step = steps.send(result)
            except StopIteration as end:
                return end.value
            result = None
            if isinstance(step, Pause):
                time.sleep(step.seconds)
                continue
            try:
                response = self._http.request(**self._arguments(step))
                result = Answer(response.status_code, response.headers, response.content)
            except httpx.TransportError as error:
                result = UnreachableError(f"{self._url}{step.path}: {error or type(error).__name__}")

    def extract(self, text: str, *, id: Optional[str] = None, title: Optional[str] = None, published: Optional[Day] = None, **options: Any) -> types.Reply:
        """What one article tells. `options` as in openapi.yaml: offsets, include, min_confidence, explain, knowledge, ..."""
        result: types.Reply = self._drive(self._extract(article(text, id=id, title=title, published=published, options=options)))
        return result

    def extract_table(self, text: str, *, profile: Optional[str] = None, media_type: str = "text/csv", id: Optional[str] = None, title: Optional[str] = None, published: Optional[Day] = None, **options: Any) -> str:
        """The events of one article as CSV (or `text/tab-separated-values`), in the columns of a profile (phoenix, icews, polecat) or dragoman's own."""
        result: str = self._drive(self._table(article(text, id=id, title=title, published=published, options=options), profile, media_type))
        return result

    def classify_pair(self, text: str, source: Span, target: Span, *, id: Optional[str] = None, offsets: Optional[str] = None) -> types.PairTypes:
        """The types of event from `source` to `target` (start and end in `text`), best first."""
        result: types.PairTypes = self._drive(self._pair(text, source, target, id, offsets))
        return result

    def info(self) -> types.Info:
        """Version, digests and limits of the service."""
        result: types.Info = self._drive(self._get("/v1/info"))
        return result

    def ontology(self) -> types.Ontology:
        """The event types, modes, contexts and codes that replies use."""
        result: types.Ontology = self._drive(self._get("/v1/ontology"))
        return result

    def batch(self, articles: Iterable[Article], *, progress: bool = False, **options: Any) -> Iterator[types.Reply]:
        """One reply for each article (a text, or a mapping as POST /v1/extract takes it), in order; read as they come.

        `options`, and `published`, are for every article that has none of its own. progress: a bar on standard error (needs tqdm)."""
        cutter = Cutter(self._chunk)
        with Bar(progress, articles) as bar:
            for given in articles:
                chunk = cutter.push(line_of(given, options))
                if chunk:
                    yield from bar.count(self._drive_chunk(chunk))
            chunk = cutter.rest()
            if chunk:
                yield from bar.count(self._drive_chunk(chunk))

    def _drive_chunk(self, chunk: Chunk) -> Iterator[Any]:
        pause: Optional[Pause] = Pause(0)
        while pause:
            refused = broken = None
            try:
                with self._http.stream(**self._arguments(chunk.request())) as response:
                    if response.status_code == 200:
                        for line in response.iter_lines():
                            yield from chunk.take(line)
                    else:
                        refused = Answer(response.status_code, response.headers, response.read())
            except httpx.TransportError as error:
                broken = UnreachableError(f"{self._url}: {error or type(error).__name__}")
            yield from chunk.ready()
            pause = chunk.end(refused, broken)
            if pause:
                time.sleep(pause.seconds)


class AsyncClient(_Calls):
    """As Client, for asyncio."""

    def __init__(self, url: str = "http://127.0.0.1:8080", *, key: Optional[str] = None, timeout: float = 130.0, attempts: int = 4):
        super().__init__(url, key, timeout, attempts)
        self._http = httpx.AsyncClient(**self._settings)

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._http.aclose()

    async def _drive(self, steps: Steps) -> Any:
        result: Any = None
        while True:
            try:
                step = steps.send(result)
            except StopIteration as end:
                return end.value
            result = None
            if isinstance(step, Pause):
                await asyncio.sleep(step.seconds)
                continue
            try:
                response = await self._http.request(**self._arguments(step))
                result = Answer(response.status_code, response.headers, response.content)
            except httpx.TransportError as error:
                result = UnreachableError(f"{self._url}{step.path}: {error or type(error).__name__}")

    async def extract(self, text: str, *, id: Optional[str] = None, title: Optional[str] = None, published: Optional[Day] = None, **options: Any) -> types.Reply:
        result: types.Reply = await self._drive(self._extract(article(text, id=id, title=title, published=published, options=options)))
        return result

    async def extract_table(self, text: str, *, profile: Optional[str] = None, media_type: str = "text/csv", id: Optional[str] = None, title: Optional[str] = None, published: Optional[Day] = None, **options: Any) -> str:
        result: str = await self._drive(self._table(article(text, id=id, title=title, published=published, options=options), profile, media_type))
        return result

    async def classify_pair(self, text: str, source: Span, target: Span, *, id: Optional[str] = None, offsets: Optional[str] = None) -> types.PairTypes:
        result: types.PairTypes = await self._drive(self._pair(text, source, target, id, offsets))
        return result

    async def info(self) -> types.Info:
        result: types.Info = await self._drive(self._get("/v1/info"))
        return result

    async def ontology(self) -> types.Ontology:
        result: types.Ontology = await self._drive(self._get("/v1/ontology"))
        return result

    async def batch(self, articles: Union[Iterable[Article], AsyncIterable[Article]], *, progress: bool = False, **options: Any) -> AsyncIterator[types.Reply]:
        cutter = Cutter(self._chunk)
        with Bar(progress, articles) as bar:
            async for given in _each(articles):
                chunk = cutter.push(line_of(given, options))
                if chunk:
                    async for reply in self._drive_chunk(chunk):
                        yield bar.one(reply)
            chunk = cutter.rest()
            if chunk:
                async for reply in self._drive_chunk(chunk):
                    yield bar.one(reply)

    async def _drive_chunk(self, chunk: Chunk) -> AsyncIterator[Any]:
        pause: Optional[Pause] = Pause(0)
        while pause:
            refused = broken = None
            try:
                async with self._http.stream(**self._arguments(chunk.request())) as response:
                    if response.status_code == 200:
                        async for line in response.aiter_lines():
                            for reply in chunk.take(line):
                                yield reply
                    else:
                        refused = Answer(response.status_code, response.headers, await response.aread())
            except httpx.TransportError as error:
                broken = UnreachableError(f"{self._url}: {error or type(error).__name__}")
            for reply in chunk.ready():
                yield reply
            pause = chunk.end(refused, broken)
            if pause:
                await asyncio.sleep(pause.seconds)


async def _each(articles: Union[Iterable[Article], AsyncIterable[Article]]) -> AsyncIterator[Article]:
    if isinstance(articles, AsyncIterable):
        async for given in articles:
            yield given
    else:
        for given in articles:
            yield given
