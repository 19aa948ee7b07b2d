"""Agreement of two people, with vectors worked by hand (docs/statistics.md)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.agreement import agreement, kappa


def pairs(**cells: int) -> tuple[list[str], list[str]]:
    """Return two sortings from counts such as ``ab=5``: five notes in a, then in b."""
    first = [name[0] for name, count in cells.items() for _note in range(count)]
    second = [name[1] for name, count in cells.items() for _note in range(count)]
    return first, second


class TestAgreement:
    def test_it_is_the_share_in_the_same_theme(self) -> None:
        """35 of 50."""
        assert agreement(*pairs(aa=20, ab=5, ba=10, bb=15)) == pytest.approx(0.7)

    @pytest.mark.parametrize("both", [([], []), (["a"], ["a", "b"])])
    def test_it_asks_for_the_same_notes(self, both: tuple[list[str], list[str]]) -> None:
        """None at all, or one too many."""
        with pytest.raises(ValueError, match="the same notes"):
            agreement(*both)
        with pytest.raises(ValueError, match="the same notes"):
            kappa(*both)


class TestKappa:
    def test_two_themes_by_hand(self) -> None:
        """p_o 35/50 = .7; p_e (25*30 + 25*20) / 2500 = .5; kappa .2/.5 = .4."""
        assert kappa(*pairs(aa=20, ab=5, ba=10, bb=15)) == pytest.approx(0.4)

    def test_three_themes_by_hand(self) -> None:
        """p_o 8/10; p_e (4*5 + 3*3 + 3*2) / 100 = .35; kappa .45/.65 = 9/13."""
        assert kappa(list("aaaabbbccc"), list("aaaabbaccb")) == pytest.approx(9 / 13)

    def test_chance_alone_is_zero_and_less_than_chance_is_negative(self) -> None:
        """Every cell as large as chance makes it; then the two always differ."""
        assert kappa(*pairs(aa=5, ab=5, ba=5, bb=5)) == pytest.approx(0)
        assert kappa(*pairs(ab=5, ba=5)) == pytest.approx(-1)

    def test_one_theme_only_has_no_kappa(self) -> None:
        """Chance explains everything."""
        assert kappa(["a"] * 9, ["a"] * 9) is None

    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
    def test_the_two_may_change_places(self, both: list[tuple[str, str]]) -> None:
        """Neither person is the truth; full agreement is 1."""
        first, second = [a for a, _b in both], [b for _a, b in both]
        forth, back = kappa(first, second), kappa(second, first)
        assert (forth is None) == (back is None)
        if forth is not None:
            assert forth == pytest.approx(back)
            assert -1 <= forth <= 1
        if len(set(first)) > 1:
            assert kappa(first, first) == pytest.approx(1)
