"""What goes through a graph together: only what is equally long, so that nothing is filled up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drift.runtime.openvino import equally_long


@given(st.lists(st.integers(1, 6), max_size=40), st.integers(1, 5))
def test_groups_hold_every_text_once_and_one_length_each(lengths: list[int], most: int) -> None:
    groups = equally_long(lengths, most)
    assert sorted(i for group in groups for i in group) == list(range(len(lengths)))
    assert all(len({lengths[i] for i in group}) == 1 and len(group) <= most for group in groups)
    # As few groups as can be, the longest first.
    assert len(groups) == sum(-(-lengths.count(length) // most) for length in set(lengths))
    assert [lengths[group[0]] for group in groups] == sorted((lengths[group[0]] for group in groups), reverse=True)
