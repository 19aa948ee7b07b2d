"""Files of questionnaires: every kind of question, conditions, and what is wrong with them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naho_feedback.domain.surveys import Question, Survey
from naho_feedback.errors import FileError
from naho_feedback.i18n import Localized
from naho_feedback.services.answers import asked as asked_of
from naho_feedback.services.simulation import random_answers
from naho_feedback.workspace.surveys import read_survey
from tests.workspace.survey_text import EVERYTHING, survey_texts


def write(folder: Path, text: str) -> Path:
    path = folder / "tout.toml"
    path.write_text(text, encoding="utf-8")
    return path


def survey_from(folder: Path, text: str = EVERYTHING) -> Survey:
    return read_survey(write(folder, text))


def asked(survey: Survey, id: str) -> Question:
    question = survey.question(id)
    assert question is not None
    return question


def test_a_file_becomes_single_questions(tmp_path: Path) -> None:
    survey = survey_from(tmp_path)

    assert [(q.id, str(q.kind)) for q in survey.questions] == [
        ("visage", "faces"),
        ("accord", "agreement"),
        ("metier", "single"),
        ("metier.other", "short"),
        ("aides", "multiple"),
        ("ans", "number"),
        ("effort", "slider"),
        ("jour", "date"),
        ("court", "short"),
        ("m.a", "agreement"),
        ("m.b", "agreement"),
        ("paire.before", "agreement"),
        ("paire.now", "agreement"),
        ("mots", "text"),
    ]
    assert asked(survey, "metier.other").condition == 'metier = "autre"'
    assert asked(survey, "m.b").stem == Localized("Cette semaine", "This week")
    assert [asked(survey, f"m.{row}").polarity for row in "ab"] == ["+", "-"]
    assert [asked(survey, f"m.{row}").new_page for row in "ab"] == [True, False]
    before, now = asked(survey, "paire.before"), asked(survey, "paire.now")
    assert before.text.fr == "Avant la formation\u00a0: Je sais faire."
    assert now.text.en == "Now: I can do it."
    assert list(asked(survey, "effort").line) == list(range(0, 101, 10))
    assert (survey.every_days, str(survey.who)) == (28, "Care staff")


def test_placeholders_are_filled_from_the_workspace_or_by_default(tmp_path: Path) -> None:
    path = write(tmp_path, EVERYTHING)
    assert asked(read_survey(path), "visage").text.fr == "Le logiciel vous aide ?"
    words = {"logiciel": Localized("le DPI", "the record")}
    survey = read_survey(path, words)
    assert asked(survey, "visage").text == Localized("Le DPI vous aide ?", "Does the record help?")
    assert survey.groups[0].title.en == "Before the record"


MISTAKES = [
    ('if = "visage <=', 'if = "visge <=', "if", 'There is no question "visge".', '"visage"'),
    (
        'if = "visage <= 2 and',
        'if = "visage <= 9 and',
        "if",
        '"9" is no answer to "visage".',
        "1 to 5",
    ),
    (
        "aides has tuto",
        "aides = tuto",
        "if",
        '"aides" cannot be compared by "=".',
        "aides has tuto",
    ),
    ("aides has tuto", "m = 3", "if", '"m" is asked in several parts.', '"m.a", "m.b"'),
    ("aides has tuto", "court = a", "if", "Words cannot be compared", "answered court"),
    ("aides has tuto", "mots = a", "if", '"mots" is not asked before this question.', "earlier"),
    ("aides has tuto", "metier > med", "if", '"metier" cannot be compared by ">".', "metier = med"),
    ("aides has tuto", "jour > 2017-02-31", "if", '"2017-02-31" is no answer to "jour".', "year"),
    ("not answered ans", "not answered", "if", '")" cannot stand here in a condition.', "example"),
    ('"visage <= 2 and', '"visage <= 2 and visage > 3 and', "if", "contradicts itself", "Change"),
    ('group = "avant"', 'group = "avent"', "group", 'There is no group "avent".', '"avant"'),
    ("{logiciel} help", "{logicel} help", "text", 'Nothing says what "{logicel}"', "{logiciel}"),
    ("max = 2\n", "max = 4\n", "max", '"max" cannot be "4".', "1 to 3"),
    ("max = 40", "max = 0", "max", '"max" cannot be "0".', "1 to"),
    ("step = 10", "step = 0", "step", '"step" cannot be "0".', "step = 5"),
    (
        "step = 10",
        "step = 200",
        "step",
        "A slider has from 2 to 101 places; this one has 1.",
        "min",
    ),
    (
        "first = 2017",
        "first = 2018",
        "first",
        "The first day is later than the last.",
        "2017-12-31",
    ),
    (
        'id = "b", polarity',
        'id = "a", polarity',
        '{ id = "a", pol',
        'The id "a" is used twice.',
        "",
    ),
    (
        'kind = "matrix"',
        'kind = "faces"',
        "statements",
        'kind "matrix" has "statements".',
        "matrix",
    ),
    ("every_days = 28", "every_days = -1", "every_days", "never below 0", "delete"),
    ("every_days = 28", 'score = "sus"', "score", "needs ten statements", "naho survey new"),
    ("exclusive = true", 'sign = "+"', '{ id = "rien"', 'kind "multiple" has no score.', "Delete"),
    (', en = "Trained" }', " }", 'text = { fr = "Formé"', 'The key "en" is missing.', "en"),
]


@pytest.mark.parametrize(("old", "new", "key", "message", "hint"), MISTAKES)
def test_a_mistake_is_named_with_line_and_what_to_write(
    tmp_path: Path, old: str, new: str, key: str, message: str, hint: str
) -> None:
    assert EVERYTHING.count(old) == 1
    text = EVERYTHING.replace(old, new)
    with pytest.raises(FileError) as caught:
        survey_from(tmp_path, text)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.hint
    assert text.splitlines()[caught.value.line - 1].strip().startswith(key)


def test_a_question_behind_one_that_is_not_asked_is_never_asked(tmp_path: Path) -> None:
    text = EVERYTHING.replace('id = "ans"', 'id = "ans"\nif = "visage >= 4"').replace(
        "(aides has tuto or not answered ans)", "ans > 3"
    )
    with pytest.raises(FileError, match="This question is never asked"):
        survey_from(tmp_path, text)
    loosened = survey_from(tmp_path, text.replace("visage >= 4", "visage >= 2"))
    assert asked(loosened, "mots").condition == "visage <= 2 and ans > 3"


@given(survey_texts(), st.randoms(use_true_random=False))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_random_file_loads_and_can_be_answered_or_names_a_line(
    tmp_path: Path, text: str, chance: random.Random
) -> None:
    result: Survey | FileError
    try:
        result = survey_from(tmp_path, text)
    except FileError as error:
        result = error
    if isinstance(result, FileError):
        assert 1 <= result.line <= text.count("\n") + 1
        assert result.hint
        assert "\n" not in str(result)
    else:
        answers = random_answers(result, chance)
        assert answers.keys() <= {question.id for question in asked_of(result, answers)}
