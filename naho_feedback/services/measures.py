"""Scores of closed questions, shown only as precisely as the number of answers allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from naho_feedback.domain.disclosure import protect_line
from naho_feedback.domain.responses import Response
from naho_feedback.domain.statistics import net_balance, wilson
from naho_feedback.domain.surveys import POINTS, Question, QuestionKind, Survey
from naho_feedback.domain.views import Count, Hidden, Measure, Precision
from naho_feedback.services.clock import local_day
from naho_feedback.services.people import gated_count, gated_line
from naho_feedback.services.publishing import Given, Published

WORDS_BELOW: Final = 10
"""Fewer answers than this are told in words, without a percentage."""
INDICATIVE_BELOW: Final = 30
"""Fewer answers than this give an indicative percentage."""
LOPSIDED_BELOW: Final = 20
"""With fewer answers than this, all but one on one side would tell everybody's answer."""

_POINTS: Final = tuple(str(point) for point in POINTS)


def figure_name(survey: str, question: str) -> str:
    """Return what the score of a question is called among publications."""
    return f"{survey}:{question}"


def given_answers(
    surveys: Mapping[str, Survey], responses: Sequence[Response], *, conditional: bool
) -> dict[str, Given]:
    """Return what was answered to each closed question that has a score, by figure.

    Args:
        surveys: the questionnaires by id.
        responses: the responses.
        conditional: whether questions that only some are asked count too. How many were asked
            tells how many gave the answer that the condition wants, however few they are, so
            only those who see the records are told.
    """
    found: dict[str, Given] = {}
    for survey in surveys.values():
        received = [r for r in responses if r.survey == survey.id]
        for question in survey.questions:
            if question.condition and not conditional:
                continue
            counted = _counted(question)
            answers = {
                r.id: answer
                for r in received
                if (answer := r.answers.get(question.id)) is not None and str(answer) in counted
            }
            if answers:
                found[figure_name(survey.id, question.id)] = answers
    return found


def survey_of(figure: str) -> str:
    """Return the questionnaire of a figure."""
    return figure.partition(":")[0]


def sides_of(surveys: Mapping[str, Survey], figure: str) -> dict[str, str]:
    """Return the side of the score that each answer of a figure is on."""
    survey, _, question_id = figure.partition(":")
    question = surveys[survey].question(question_id)
    if question is None:
        return {}
    high, low = _sides(question)
    sides = dict.fromkeys(_counted(question), "")
    if not _is_share(question):  # a balance has three sides, a share two
        sides |= dict.fromkeys(low, "-")
    return sides | dict.fromkeys(high, "+")


def live(figures: Mapping[str, Given]) -> dict[str, Published]:
    """Return what was answered until now, unpublished: for those who see the records."""
    return {
        name: Published(Counter(str(answer) for answer in given.values()))
        for name, given in figures.items()
    }


def measures(
    surveys: Mapping[str, Survey],
    figures: Mapping[str, Given],
    published: Mapping[str, Published],
    k: int,
    *,
    whole: bool,
) -> Iterator[Measure]:
    """Yield one measure for each closed question of the figures.

    Args:
        surveys: the questionnaires by id.
        figures: what was answered, by figure.
        published: what may be said of it.
        k: fewest people that are shown.
        whole: whether this is about all records. Of a part only the score itself is told: what is
            hidden of one part could be had by subtracting others.
    """
    for survey in surveys.values():
        for question in survey.questions:
            name = figure_name(survey.id, question.id)
            if name not in figures:
                continue
            shown = published.get(name)
            if shown is None or shown.counts.total() < k:
                yield _withheld(survey, question, figures[name], k)
            else:
                yield _measure(survey, question, shown, k, whole=whole)


def _counted(question: Question) -> Collection[str]:
    """Return the answers that count in a question's score; none if it has no score."""
    if question.kind in (QuestionKind.FACES, QuestionKind.AGREEMENT):
        return _POINTS
    if question.kind == QuestionKind.SINGLE and any(c.sign for c in question.choices):
        return [choice.id for choice in question.choices]
    return ()


def _is_share(question: Question) -> bool:
    return question.kind != QuestionKind.SINGLE


def _sides(question: Question) -> tuple[Collection[str], Collection[str]]:
    """Return the favourable and the unfavourable answers."""
    if not _is_share(question):
        return (
            [c.id for c in question.choices if c.sign == "+"],
            [c.id for c in question.choices if c.sign == "-"],
        )
    low, high = _POINTS[:2], _POINTS[-2:]
    return (low, high) if question.polarity == "-" else (high, low)


def _withheld(survey: Survey, question: Question, given: Given, k: int) -> Measure:
    """Return a measure that says nothing: too few answers, or too near to another figure."""
    few = gated_count(len(given), k)
    covered = few if few.hidden else Count(None, Hidden.PROTECTED)
    return Measure(
        survey=survey.id,
        question=question.id,
        text=str(question.text),
        kind="share" if _is_share(question) else "balance",
        answers=covered,
        precision=Precision.HIDDEN,
        favourable=covered,
        unfavourable=covered,
    )


def _measure(
    survey: Survey, question: Question, shown: Published, k: int, *, whole: bool
) -> Measure:
    counts = shown.counts
    high, low = _sides(question)
    n, up, down = counts.total(), _sum(counts, high), _sum(counts, low)
    precision = _precision(n)
    lopsided = _is_lopsided(n, up, down, share=_is_share(question))
    score = None
    if precision != Precision.WORDS and not lopsided:
        score = wilson(up, n) if _is_share(question) else net_balance(up, down, n)
    # The published figure is the favourable part; the other side comes with it only where
    # nobody is alone there.
    sides = {"+": up, "-": down, "": n - up - down}
    split = whole and not any(protect_line(sides, k, zero=False).values())
    # Beside a balance the favourable count would tell the other side too.
    told = _is_share(question) or precision == Precision.WORDS or split
    bars = whole and not lopsided
    hidden = Count(None, Hidden.PROTECTED)
    return Measure(
        survey=survey.id,
        question=question.id,
        text=str(question.text),
        kind="share" if _is_share(question) else "balance",
        answers=Count(n),
        precision=precision,
        favourable=Count(up) if told and not lopsided else hidden,
        unfavourable=Count(down) if split and not lopsided else hidden,
        value=score.value if score else None,
        # A balance's interval is as wide as both its sides together are many.
        low=score.low if score and (split or _is_share(question)) else None,
        high=score.high if score and (split or _is_share(question)) else None,
        unanimous=lopsided,
        distribution=_distribution(question, counts, k, split=split) if bars else {},
        published=local_day(shown.at) if shown.at else None,
    )


def _is_lopsided(n: int, up: int, down: int, *, share: bool) -> bool:
    """Whether nearly all of few answers fall on one side.

    Not only where all do: a rule that hides unanimity alone would tell of it.
    """
    rest = (n - up,) if share else (n - up, n - down)
    parts = (up, *rest) if share else rest
    return n < LOPSIDED_BELOW and min(parts) <= 1


def _precision(n: int) -> Precision:
    if n < WORDS_BELOW:
        return Precision.WORDS
    return Precision.INDICATIVE if n < INDICATIVE_BELOW else Precision.FULL


def _sum(counts: Counter[str], ids: Collection[str]) -> int:
    return sum(counts[id_] for id_ in ids)


def _distribution(
    question: Question, counts: Counter[str], k: int, *, split: bool
) -> dict[str, Count]:
    """Return answers by choice, hidden where they must be.

    What is known beside them are the sides that are told: each is a line with a known total.
    Beside a balance all bars are left out as soon as one is small, for a difference of two
    sides is no line.
    """
    ids = _counted(question)
    if not _is_share(question):
        whole = {id_: Count(counts[id_]) for id_ in ids}
        return {} if any(counts[id_] < k for id_ in ids) else whole
    high, low = _sides(question)
    rest = [id_ for id_ in ids if id_ not in high]
    groups = [high, low, [id_ for id_ in rest if id_ not in low]] if split else [high, rest]
    bars: dict[str, Count] = {}
    for group in groups:
        bars |= gated_line({id_: counts[id_] for id_ in group}, k, zero=False).cells
    return {id_: bars[id_] for id_ in ids}
