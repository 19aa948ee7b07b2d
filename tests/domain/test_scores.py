"""Scores of one person's answers, and means: the published rules with their examples."""

from __future__ import annotations

import pytest

from naho_feedback.domain.scores import index, mean_of_answered, scores, sus
from naho_feedback.domain.statistics import mean, paired_change, t95
from naho_feedback.domain.surveys import Group, Question, QuestionKind, Score, Survey
from naho_feedback.i18n import Localized

TEXT = Localized("?", "?")
EXAMPLE = [4, 2, 4, 2, 4, 2, 4, 2, 4, 3]


def survey(score: Score | None, *questions: Question, groups: tuple[str, ...] = ()) -> Survey:
    return Survey(
        id="s",
        version=1,
        title=TEXT,
        questions=questions,
        groups=tuple(Group(id_, TEXT) for id_ in groups),
        score=score,
    )


def ask(id: str, kind: QuestionKind = QuestionKind.AGREEMENT, **more: object) -> Question:
    return Question(id=id, kind=kind, text=TEXT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("points", "score"),
    [
        (EXAMPLE, 72.5),
        ([5, 1] * 5, 100.0),
        ([1, 5] * 5, 0.0),
        ([3] * 10, 50.0),
        ([None, *EXAMPLE[1:]], 70.0),
        ([None, None, *EXAMPLE[2:]], 67.5),
        ([None, None, None, *EXAMPLE[3:]], None),
    ],
)
def test_sus(points: list[int | None], score: float | None) -> None:
    assert sus(points) == score


@pytest.mark.parametrize("points", [[3] * 9, [3] * 11, [0] + [3] * 9, [6] + [3] * 9])
def test_sus_refuses_what_are_not_ten_points(points: list[int]) -> None:
    with pytest.raises(ValueError, match="ten answers"):
        sus(points)


def test_an_index_is_of_two_thirds_of_the_answers_at_least() -> None:
    assert index([5, 5]) == 100
    assert index([1, 1]) == 0
    assert index([4, 3]) == 62.5  # ((4 + 3) - 2) / 8 * 100
    assert index([4, None]) is None
    assert index([4, 4, 4, 4, None, None]) == 75
    assert index([4, 4, 4, None, None, None]) is None
    assert mean_of_answered([]) is None
    assert mean_of_answered([None]) is None


def test_each_rule_reads_its_own_questions() -> None:
    ten = [ask(f"q{n}", concerns_all=True, polarity="+-"[n % 2], group="g") for n in range(10)]
    answers = dict(zip((q.id for q in ten), EXAMPLE, strict=True))
    assert scores(survey(Score.SUS, *ten, ask("more")), {**answers, "more": 1}) == {"": 72.5}

    load = [ask(f"t{n}", QuestionKind.SLIDER) for n in range(6)]
    raw = {f"t{n}": 10 * n for n in range(6)}
    assert scores(survey(Score.MEAN, ask("other"), *load), {"other": 5, **raw}) == {"": 25}

    both = survey(Score.INDEX, ask("a"), ask("b", polarity="-"), ask("w", QuestionKind.TEXT))
    assert scores(both, {"a": 5, "b": 1, "w": "mots"}) == {"": 100}
    assert scores(both, {"a": 5, "b": "na"}) == {}
    assert scores(survey(None, ask("a")), {"a": 5}) == {}


def test_each_group_has_its_own_mean() -> None:
    blocks = survey(
        Score.BLOCKS,
        *(ask("p1", group="x"), ask("p2", group="y"), ask("p3", group="x"), ask("p4")),
        groups=("x", "y"),
    )
    assert scores(blocks, {"p1": 2, "p3": 3, "p2": 5, "p4": 1}) == {"x": 2.5, "y": 5}
    assert scores(blocks, {"p1": 2, "p2": 5}) == {"y": 5}


@pytest.mark.parametrize(
    ("df", "quantile"),
    [(1, 12.706), (9, 2.262), (30, 2.042), (31, 2.0395), (40, 2.0211), (120, 1.9799)],
)
def test_students_t(df: int, quantile: float) -> None:
    assert t95(df) == pytest.approx(quantile, abs=0.0006)


def test_a_mean_and_a_paired_change_have_their_interval() -> None:
    values = mean([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert values.value == 5.5
    assert values.high - values.value == pytest.approx(2.262 * 3.0277 / 10**0.5, abs=0.001)
    change = paired_change([(2, 4), (3, 4), (1, 3), (4, 4)])
    assert change.value == 1.25
    assert change.low == pytest.approx(1.25 - 3.182 * 0.9574 / 2, abs=0.001)
    with pytest.raises(ValueError, match="two values"):
        mean([1])
    with pytest.raises(ValueError, match="none"):
        t95(0)
