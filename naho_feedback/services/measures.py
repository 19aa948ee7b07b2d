"""Scores of closed questions, shown only as precisely as the number of answers allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from naho_feedback.domain.disclosure import hidden_cells, is_small
from naho_feedback.domain.statistics import Interval, net_balance, wilson
from naho_feedback.domain.surveys import Question, QuestionKind, Survey
from naho_feedback.domain.views import Count, Hidden, Measure, Precision
from naho_feedback.services.kiosk import POINTS

WORDS_BELOW: Final = 10
"""Fewer answers than this are told in words, without a percentage."""
INDICATIVE_BELOW: Final = 30
"""Fewer answers than this give an indicative percentage."""
UNANIMITY_BELOW: Final = 20
"""With fewer answers than this, unanimity would tell everybody's answer."""

Answers = Mapping[tuple[str, str], Counter[int | str]]
"""How many gave each answer, by survey id and question id."""


def gated_count(n: int, k: int) -> Count:
    """Return a count of people, hidden when it is small."""
    return Count(None, Hidden.SMALL) if is_small(n, k) else Count(n)


def gated_counts(counts: Mapping[str, int], k: int) -> dict[str, Count]:
    """Return the counts of one line whose total is visible, hidden where they must be."""
    hidden = hidden_cells(counts, k)
    return {
        cell: Count(n)
        if cell not in hidden
        else Count(None, Hidden.SMALL if n < k else Hidden.PROTECTED)
        for cell, n in counts.items()
    }


def measures(surveys: Mapping[str, Survey], answers: Answers, k: int) -> Iterator[Measure]:
    """Yield one measure for each closed question that anybody answered."""
    for survey in surveys.values():
        for question in survey.questions:
            given = answers.get((survey.id, question.id))
            sides = _sides(question, given) if given else None
            if given and sides:
                yield _measure(survey, question, given, sides, k)


Sides = tuple[str, int, int, int]
"""Kind of score, favourable, unfavourable, and all answers that count."""


def _sides(question: Question, given: Counter[int | str]) -> Sides | None:
    if question.kind in (QuestionKind.FACES, QuestionKind.AGREEMENT):
        high, low = given[4] + given[5], given[1] + given[2]
        if question.polarity == "-":
            high, low = low, high
        return "share", high, low, sum(given[point] for point in range(1, 6))
    if question.kind == QuestionKind.SINGLE and any(c.sign for c in question.choices):
        up = sum(given[c.id] for c in question.choices if c.sign == "+")
        down = sum(given[c.id] for c in question.choices if c.sign == "-")
        return "balance", up, down, given.total()
    return None


def _measure(
    survey: Survey, question: Question, given: Counter[int | str], sides: Sides, k: int
) -> Measure:
    kind, up, down, n = sides
    precision = _precision(n, k)
    # With few answers, unanimity tells everybody's answer as surely as a small cell does.
    unanimous = n < UNANIMITY_BELOW and n in (up, down)
    score = _score(kind, up, down, n) if precision in _SCORED and not unanimous else None
    covered = Hidden.SMALL if precision == Precision.HIDDEN else Hidden.PROTECTED
    shown = precision != Precision.HIDDEN and not unanimous
    return Measure(
        survey=survey.id,
        question=question.id,
        text=str(question.text),
        kind=kind,
        answers=gated_count(n, k),
        precision=precision,
        favourable=Count(up) if shown else Count(None, covered),
        unfavourable=Count(down) if shown else Count(None, covered),
        value=score.value if score else None,
        low=score.low if score else None,
        high=score.high if score else None,
        unanimous=unanimous and precision != Precision.HIDDEN,
        distribution=_distribution(question, given, k) if shown else {},
    )


_SCORED: Final = frozenset({Precision.INDICATIVE, Precision.FULL})


def _precision(n: int, k: int) -> Precision:
    if n < k:
        return Precision.HIDDEN
    if n < WORDS_BELOW:
        return Precision.WORDS
    return Precision.INDICATIVE if n < INDICATIVE_BELOW else Precision.FULL


def _score(kind: str, up: int, down: int, n: int) -> Interval:
    return wilson(up, n) if kind == "share" else net_balance(up, down, n)


def _distribution(question: Question, given: Counter[int | str], k: int) -> dict[str, Count]:
    """Return answers by choice, or nothing: next to favourable counts, one small bar gives in."""
    ids: list[int | str] = list(POINTS)
    if question.kind == QuestionKind.SINGLE:
        ids = [choice.id for choice in question.choices]
    if any(is_small(given[id_], k) for id_ in ids):
        return {}
    return {str(id_): Count(given[id_]) for id_ in ids}
