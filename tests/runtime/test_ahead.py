"""What is made ahead comes in order, one item early, and fails where its item is due."""

from __future__ import annotations

from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drift.runtime.ahead import ahead


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(), max_size=6))
def test_items_come_in_order_with_what_was_made_of_them(items: list[int]) -> None:
    assert list(ahead(lambda item: item + 1, items)) == [(item, item + 1) for item in items]


def test_the_next_is_made_while_the_caller_works() -> None:
    begun = {item: Event() for item in range(3)}

    def make(item: int) -> int:
        begun[item].set()
        return item

    for item, _ in ahead(make, range(3)):
        if item < 2:
            assert begun[item + 1].wait(timeout=10)


def test_a_failure_is_raised_where_its_item_is_due() -> None:
    made = ahead(lambda item: 1 // item, [1, 0, 2])
    assert next(made) == (1, 1)
    with pytest.raises(ZeroDivisionError):
        next(made)
