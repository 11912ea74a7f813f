"""Work done ahead: the next item is prepared by a thread while the present one is used."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def ahead(make: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[tuple[Item, Made]]:
    """Each item with what `make` makes of it, in their order, the next one made while the caller works on this one.

    Worth it where the caller waits for a library that lets go of Python's lock, as OpenVINO does. At most two results are
    held at once; what `make` raises is raised where its item is due.

    >>> list(ahead(len, ["a", "bb"]))
    [('a', 1), ('bb', 2)]
    """
    with ThreadPoolExecutor(1, "ahead") as thread:
        waiting: deque[tuple[Item, Future[Made]]] = deque()
        for item in items:
            waiting.append((item, thread.submit(make, item)))
            if len(waiting) == 2:
                due, future = waiting.popleft()
                yield due, future.result()
        for item, future in waiting:
            yield item, future.result()
