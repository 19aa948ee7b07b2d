"""The questionnaires that come with the program."""

from __future__ import annotations

import re

import pytest

from naho_feedback.domain.surveys import QuestionKind, Score, Survey
from naho_feedback.workspace.surveys import bundled_surveys, load_surveys

SET, BROKEN = load_surveys(bundled_surveys())
PROTECTED = re.compile(
    r"kirkpatrick|adkar|oric|umux|ux-lite|\bsus\b|net promoter|\bnps\b|nees|klas|himss"
    r"|cerner|millennium|care4u|tlx",
    re.IGNORECASE,
)


def test_all_are_there_and_read() -> None:
    assert BROKEN == ()
    assert set(SET) == {
        *("atelier", "charge", "formation-chaud", "formation-froid", "pouls", "preparation"),
        *("sortie-30s", "utile-facile", "visiteur"),
    }


@pytest.mark.parametrize("name", SET)
def test_every_question_may_be_skipped_and_says_which_way_is_good(name: str) -> None:
    for question in SET[name].questions:
        assert not question.required
        pointed = (QuestionKind.FACES, QuestionKind.AGREEMENT, QuestionKind.SLIDER)
        assert bool(question.polarity) == (question.kind in pointed), question.id


@pytest.mark.parametrize("name", SET)
def test_no_protected_name_stands_in_a_file(name: str) -> None:
    text = (bundled_surveys() / f"{name}.toml").read_text("utf-8")
    assert PROTECTED.findall(text) == []


def counted(survey: Survey, kind: QuestionKind) -> int:
    return sum(question.kind is kind for question in survey.questions)


@pytest.mark.parametrize(
    ("name", "score", "agreement", "sliders", "texts"),
    [
        ("atelier", Score.INDEX, 6, 0, 2),
        ("formation-chaud", None, 5 + 2 * 3, 0, 1),
        ("formation-froid", None, 4, 0, 1),
        ("preparation", Score.BLOCKS, 10, 0, 0),
        ("pouls", None, 5, 0, 1),
        ("utile-facile", Score.INDEX, 2, 0, 0),
        ("charge", Score.MEAN, 0, 6, 0),
    ],
)
def test_each_asks_what_its_score_is_made_of(
    name: str, score: Score | None, agreement: int, sliders: int, texts: int
) -> None:
    survey = SET[name]
    assert survey.score is score
    assert counted(survey, QuestionKind.AGREEMENT) == agreement
    assert counted(survey, QuestionKind.SLIDER) == sliders
    assert counted(survey, QuestionKind.TEXT) == texts
    assert len(survey.questions) == agreement + sliders + texts


def test_before_and_now_are_two_answers_to_one_statement() -> None:
    ids = [question.id for question in SET["formation-chaud"].questions]
    assert ids[5:11] == [f"f{n}.{half}" for n in (6, 7, 8) for half in ("before", "now")]


def test_preparation_has_five_blocks_of_two() -> None:
    survey = SET["preparation"]
    groups = [question.group for question in survey.questions]
    assert groups == [group.id for group in survey.groups for _twice in range(2)]
    assert len(survey.groups) == 5
