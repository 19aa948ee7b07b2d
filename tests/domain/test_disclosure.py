"""Small groups: nothing under k can be read or worked out from one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.disclosure import is_small, protect_line

LINES = st.dictionaries(
    st.sampled_from("ABCDEF"),
    st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 12, 30]),
    min_size=1,
)


def hidden_cells(counts: dict[str, int]) -> frozenset[str]:
    return frozenset(cell for cell, mark in protect_line(counts, 5).items() if mark)


def test_a_small_cell_takes_a_neighbour_with_it() -> None:
    assert hidden_cells({"a": 3, "b": 40, "c": 7}) == {"a", "c"}


def test_a_line_without_small_cells_is_shown_whole() -> None:
    assert hidden_cells({"a": 5, "b": 0, "c": 7}) == frozenset()


def leaks(counts: dict[str, int], hidden: frozenset[str]) -> bool:
    """Whether subtracting what is shown from the total tells of fewer than five people."""
    together = sum(counts[cell] for cell in hidden)
    return 0 < together < 5 or (len(hidden) == 1 and any(counts[c] for c in hidden))


@given(LINES)
def test_what_is_hidden_cannot_be_worked_out_by_subtraction(counts: dict[str, int]) -> None:
    hidden = hidden_cells(counts)
    assert {cell for cell, n in counts.items() if 0 < n < 5} <= hidden
    nothing_else_left = not any(n for cell, n in counts.items() if cell not in hidden)
    assert nothing_else_left or not leaks(counts, hidden)


def test_primary_hiding_alone_would_leak() -> None:
    counts = {"a": 3, "b": 40}
    primary = frozenset(cell for cell, n in counts.items() if is_small(n))
    assert leaks(counts, primary)
    assert not leaks(counts, hidden_cells(counts))


@pytest.mark.parametrize(("n", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_zero_is_no_small_group(n: int, small: bool) -> None:
    assert is_small(n) is small
