# SPDX-License-Identifier: Apache-2.0
"""The progress bar of a batch: tqdm's where it is wanted, else nothing."""
from __future__ import annotations

from typing import Any, Iterable, Iterator, Sized, TypeVar

T = TypeVar("T")


class Bar:
    def __init__(self, wanted: bool, articles: Any):
        self._bar: Any = None
        if wanted:
            from tqdm import tqdm  # the extra `progress`

            self._bar = tqdm(total=len(articles) if isinstance(articles, Sized) else None, unit="article")

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._bar is not None:
            self._bar.close()

    def one(self, reply: T) -> T:
        if self._bar is not None:
            self._bar.update(1)
        return reply

    def count(self, replies: Iterable[T]) -> Iterator[T]:
        for reply in replies:
            yield self.one(reply)
