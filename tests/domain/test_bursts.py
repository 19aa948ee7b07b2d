"""Bursts: what is too fast for people is found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from naho_feedback.domain.bursts import APART_MS, LEAST, bursts
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Response

SECOND = 1_000


def given(
    times: Iterable[int], *, laptop: str = "A7K2", origin: Origin = Origin.KIOSK
) -> list[Response]:
    return [
        Response(id=f"{laptop}-{n}", origin=origin, at=at * SECOND) for n, at in enumerate(times, 1)
    ]


def test_five_within_seconds_of_each_other_are_a_burst() -> None:
    (burst,) = bursts(given([0, 100, 103, 106, 109, 112, 200]))
    assert [r.id for r in burst.responses] == [f"A7K2-{n}" for n in range(2, 7)]
    assert (burst.first, burst.last) == (100 * SECOND, 112 * SECOND)


def test_four_are_none_and_neither_are_people_one_after_another() -> None:
    assert bursts(given(range(LEAST - 1))) == []
    apart = APART_MS // SECOND
    assert bursts(given(range(0, 50 * apart, apart))) == []


def test_each_laptop_counts_for_itself() -> None:
    at_once = [*given([0, 2, 4], laptop="A7K2"), *given([1, 3, 5], laptop="B1B1")]
    assert bursts(at_once) == []
    both = [*given(range(20, 25), laptop="B1B1"), *given(range(5), laptop="A7K2")]
    assert [burst.responses[0].id for burst in bursts(both)] == ["A7K2-1", "B1B1-1"]


def test_a_pile_of_paper_that_is_typed_is_none() -> None:
    assert bursts(given(range(30), origin=Origin.PAPER)) == []
    assert bursts(given(range(30), origin=Origin.IMPORT)) == []


def test_what_comes_in_another_order_is_the_same() -> None:
    answers = given([0, 2, 4, 6, 8])
    assert bursts(reversed(answers)) == bursts(answers)
