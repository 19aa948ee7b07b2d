"""The attacker itself: on tables small enough to try every possibility, it is right."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from naho_feedback.domain.views import Count, Hidden
from tests.privacy.attacker import Printed, few_together, fixed_groups, narrowed, shown_small

SMALL, COVERED = Count(None, Hidden.SMALL), Count(None, Hidden.PROTECTED)
K = 5


@st.composite
def tables(draw: st.DrawFn) -> tuple[Printed, dict[tuple[str, str], int]]:
    """Draw a printed table of 2 rows and up to 3 columns, with hidden cells and totals."""
    columns = "abc"[: draw(st.integers(2, 3))]
    truth = {(r, c): draw(st.integers(0, 6)) for r in "xy" for c in columns}
    hidden = draw(st.sets(st.sampled_from(sorted(truth))))

    def printed(n: int, *, hide: bool) -> Count:
        return Count(n) if not hide else SMALL if n < K else COVERED

    cells = {cell: printed(n, hide=cell in hidden) for cell, n in truth.items()}
    rows = {r: sum(truth[r, c] for c in columns) for r in "xy"}
    tops = {c: sum(truth[r, c] for r in "xy") for c in columns}
    no_rows, no_columns = draw(st.booleans()), draw(st.booleans())
    return (
        Printed(
            sum(truth.values()),
            cells,
            {r: printed(n, hide=no_rows) for r, n in rows.items()},
            {c: printed(n, hide=no_columns) for c, n in tops.items()},
        ),
        truth,
    )


def by_trial(table: Printed) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the least and the most of each cell, by trying everything that fits."""
    cells = list(table.cells)
    telling = any(n.hidden == Hidden.SMALL for n in table.cells.values())

    def options(count: Count, top: int, *, small: bool) -> range:
        if count.value is not None:
            return range(count.value, count.value + 1)
        if count.hidden == Hidden.SMALL:
            return range(K)
        return range(K if small else 0, top + 1)

    def fits(count: Count, n: int, *, small: bool) -> bool:
        return n in options(count, table.total, small=small)

    found: dict[tuple[str, str], tuple[int, int]] = {}
    ranges = [options(table.cells[c], table.total, small=telling) for c in cells]
    for values in product(*ranges):
        if sum(values) != table.total:
            continue
        given_ = dict(zip(cells, values, strict=True))
        for place, totals in ((0, table.rows), (1, table.columns)):
            small = any(n.hidden == Hidden.SMALL for n in totals.values())
            if not all(
                fits(n, sum(v for c, v in given_.items() if c[place] == name), small=small)
                for name, n in totals.items()
            ):
                break
        else:
            for cell, value in given_.items():
                low, high = found.get(cell, (value, value))
                found[cell] = min(low, value), max(high, value)
    return found


@given(tables())
def test_the_attacker_finds_exactly_what_trying_everything_finds(
    drawn: tuple[Printed, dict[tuple[str, str], int]],
) -> None:
    table, truth = drawn
    assume(sum(n.value is None for n in table.cells.values()) <= 4)  # more are too many to try
    tried = by_trial(table)
    assert all(tried[cell][0] <= n <= tried[cell][1] for cell, n in truth.items())
    wanted = {
        f"r{row}>c{column}": found
        for (row, column), found in tried.items()
        if table.cells[row, column].value is None and found[1] - found[0] + 1 < K
    }
    assert {
        name: r for name, r in narrowed(table, K).items() if ">c" in name and "in" not in name
    } == wanted


def test_a_count_that_is_printed_needs_no_reckoning() -> None:
    line = Printed(7, {("", "a"): Count(3), ("", "b"): Count(4), ("", "c"): Count(0)})
    assert shown_small(line, K, zero=True) == ["('', 'a')", "('', 'b')"]
    assert len(shown_small(line, K, zero=False)) == 3


def test_hidden_cells_that_are_few_together_are_found() -> None:
    line = Printed(24, {("", "a"): SMALL, ("", "b"): SMALL, ("", "c"): Count(20)})
    assert few_together(line, K) == ["line"]


def test_groups_are_subtracted_in_every_way() -> None:
    everybody, most = range(25), range(21)
    assert fixed_groups([everybody, most], K) == [4]
    halves = [range(12), range(12, 22)]
    assert fixed_groups([everybody, *halves], K) == [3]
    assert fixed_groups([everybody, range(15)], K) == []


def test_a_group_that_lies_across_two_others_is_not_fixed_by_them() -> None:
    assert fixed_groups([range(10), range(8, 20)], K) == []
