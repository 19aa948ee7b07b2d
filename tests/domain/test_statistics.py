"""Intervals: the published formulas, checked against worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.statistics import net_balance, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (24, 30, 62.7, 90.5),
        (8, 10, 49.0, 94.3),
        (5, 5, 56.6, 100.0),
        (0, 12, 0.0, 24.2),
        (160, 200, 73.9, 85.0),
    ],
)
def test_wilson_agrees_with_worked_examples(k: int, n: int, low: float, high: float) -> None:
    share = wilson(k, n)
    assert share.value == k / n
    assert share.low * 100 == pytest.approx(low, abs=0.06)
    assert share.high * 100 == pytest.approx(high, abs=0.06)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(kn: tuple[int, int]) -> None:
    share = wilson(*kn)
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1


@pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(k, n)


def test_net_balance_agrees_with_the_worked_example() -> None:
    balance = net_balance(40, 25, 100)
    assert balance.value == pytest.approx(0.15)
    centre = (balance.low + balance.high) / 2
    assert centre * 100 == pytest.approx(14.6, abs=0.05)
    assert (balance.high - centre) * 100 == pytest.approx(15.3, abs=0.05)


@pytest.mark.parametrize("counts", [(1, 0, 0), (-1, 0, 5), (3, 3, 5)])
def test_net_balance_refuses_what_is_no_balance(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no balance"):
        net_balance(*counts)
