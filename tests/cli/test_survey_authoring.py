"""``naho survey new|check|show|simulate|diff``: from a first line to a next version."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.domain.surveys import Score
from naho_feedback.workspace.surveys import read_survey
from tests.cli.conftest import Shell

QUESTION = """
[[questions]]
id = "q3"
kind = "multiple"
text = { fr = "Avec qui ?", en = "With whom?" }
choices = [
  { id = "seul", exclusive = true, text = { fr = "Seul", en = "Alone" } },
  { id = "equipe", text = { fr = "L'équipe", en = "The team" } },
  { id = "amis", text = { fr = "Des amis", en = "Friends" } },
]
"""


@pytest.fixture
def meal(naho: Shell, folder: Path) -> Path:
    """Return the file of a questionnaire that was just begun."""
    return Path(naho("survey", "new", "cantine").lines[0])


def test_a_new_questionnaire_is_good_and_listed(naho: Shell, folder: Path, meal: Path) -> None:
    assert meal == folder / "surveys" / "cantine.toml"
    assert naho("survey", "check", str(meal)).out == f"{meal}: good\n"
    assert "cantine" in naho("survey", "list").out


def test_a_questionnaire_that_exists_is_not_written_over(naho: Shell, meal: Path) -> None:
    meal.write_text("# à moi\n", "utf-8")
    ran = naho.run("survey", "new", "cantine")
    assert (ran.status, ran.out) == (1, "")
    assert "already" in ran.err
    assert meal.read_text("utf-8") == "# à moi\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Cantine"], "not well formed"),
        (["../dehors"], "not well formed"),
        (["cantine", "--template", "rien"], "There is no template rien."),
    ],
)
def test_what_cannot_be_begun_is_said(
    naho: Shell, folder: Path, words: list[str], said: str
) -> None:
    ran = naho.run("survey", "new", *words)
    assert (ran.status, ran.out) == (1, "")
    assert said in ran.err
    assert list((folder / "surveys").glob("*.toml")) == []


def test_ten_empty_statements_with_two_references_wait_to_be_filled_in(
    naho: Shell, folder: Path
) -> None:
    file = folder / "surveys" / "facilite.toml"
    naho("survey", "new", "facilite", "--template", "sus")
    text = file.read_text("utf-8")
    assert "Brooke, J. (1996)" in text
    assert "Gronier, G. & Baudet, A. (2021)" in text
    checks = naho.run("survey", "check", str(file), "--json").json
    assert len(checks) == 20
    assert {check["message"] for check in checks} == {
        'The text "fr" is empty.',
        'The text "en" is empty.',
    }
    file.write_text(text.replace('""', '"Une affirmation"'), "utf-8")
    survey = read_survey(file)
    assert (survey.score, len(survey.questions)) == (Score.SUS, 10)
    assert [question.polarity for question in survey.questions] == ["+", "-"] * 5


def test_a_questionnaire_is_copied_under_its_new_name(naho: Shell, folder: Path) -> None:
    naho("survey", "new", "accueil", "--template", "visiteur")
    copied = read_survey(folder / "surveys" / "accueil.toml")
    assert (copied.id, copied.version, len(copied.questions)) == ("accueil", 1, 5)


def test_check_tells_every_mistake_in_the_order_of_the_lines(naho: Shell, meal: Path) -> None:
    text = meal.read_text("utf-8").replace('"q1 <= 2"', '"q1 <= 2 and q1 >= 3"')
    meal.write_text(text.replace('polarity = "+"', 'polarity = "?"'), "utf-8")
    checks = naho.run("survey", "check", str(meal), "--json").json
    lines = text.splitlines()
    assert [lines[check["line"] - 1].split(" ")[0] for check in checks] == ["polarity"]
    meal.write_text(text.replace('fr = "Titre"', 'fr = ""'), "utf-8")
    told = naho.run("survey", "check", str(meal)).err
    assert "contradicts itself" in told
    assert told.index('The text "fr" is empty.') < told.index("contradicts itself")
    assert ": title.fr: " in told
    assert ": questions[2].if: " in told


def test_check_works_without_a_workspace(anywhere: Shell, meal: Path) -> None:
    assert anywhere("survey", "check", str(meal)).out == f"{meal}: good\n"


def test_a_condition_keeps_a_question_from_who_is_not_asked_it(wall: Shell, meal: Path) -> None:
    meal.write_text(meal.read_text("utf-8") + QUESTION, "utf-8")
    ran = wall.run("survey", "answer", "cantine", "q1=4", "q2=bof")
    assert (ran.status, ran.out) == (1, "")
    assert "q1 <= 2" in ran.err
    kept = wall("survey", "answer", "cantine", "q1=1", "q2=bof", "q3=amis equipe", "--json").json
    assert kept["answers"] == {"q1": 1, "q2": "bof", "q3": "equipe amis"}
    refused = wall.run("survey", "answer", "cantine", "q3=seul amis")
    assert "“Alone” stands alone." in refused.err


def test_made_up_people_are_asked_and_nothing_is_stored(wall: Shell, meal: Path) -> None:
    made = wall("survey", "simulate", "cantine", "-n", "300", "--json").json
    assert made["asked"]["q1"] == 300
    assert 0 < made["asked"]["q2"] < 300
    assert (made["people"], made["fewest"], made["most"]) == (300, 1, 2)
    assert "if q1 <= 2" in wall("survey", "simulate", "cantine").out
    assert wall.run("survey", "diff", "cantine").err == "Nobody has answered cantine yet.\n"


def test_a_questionnaire_edited_between_two_answers_keeps_both_readable(
    wall: Shell, meal: Path
) -> None:
    wall("survey", "answer", "cantine", "q1=2", "q2=bof")
    assert "Nothing changed" in wall("survey", "diff", "cantine").err
    first = meal.read_text("utf-8")
    edited = first.partition('\n[[questions]]\nid = "q2"')[0].replace("useful", "of use") + QUESTION
    meal.write_text(edited, "utf-8")
    refused = wall.run("survey", "check", str(meal))
    assert "Version 1 was answered already, with other words.\nWrite version = 2." in refused.err
    assert ":5: version: " in refused.err
    meal.write_text(edited.replace("version = 1", "version = 2"), "utf-8")
    wall("survey", "check", str(meal))
    wall("survey", "answer", "cantine", "q1=5", "q3=seul")

    before = wall("survey", "show", "cantine", "--version", "1").out
    after = wall("survey", "show", "cantine", "--version", "2").out
    assert "Was it useful?" in before
    assert "What should change?" in before
    assert "Was it of use?" in after
    assert "With whom?" in after
    assert wall("survey", "diff", "cantine", "--version", "1").lines == [
        "~ questionnaire  version: 1 → 2",
        "~ q1  text.en: Was it useful? → Was it of use?",
        "+ q3  With whom?",
        "- q2  What should change?",
    ]
    ran = wall.run("survey", "show", "cantine", "--version", "7")
    assert (ran.status, ran.err.splitlines()[1]) == (1, "Answered: 1, 2.")


def test_show_says_who_is_asked_and_how_often(naho: Shell) -> None:
    lines = naho("survey", "show", "preparation").lines
    assert "All staff" in lines
    assert "For one person at most every 28 days." in lines
    assert "# Understand" in lines
    slider = naho("survey", "show", "charge").out
    assert "0…100  in steps of 5" in slider
    assert "100  failure" in slider


def test_a_questionnaire_whose_file_is_gone_is_still_reported(wall: Shell, meal: Path) -> None:
    for _person in range(5):
        wall("survey", "answer", "cantine", "q1=5")
    meal.unlink()
    assert [m["question"] for m in wall("survey", "results", "cantine", "--json").json] == ["q1"]
    assert "Was it useful?" in wall("survey", "results", "cantine").out
    assert "Was it useful?" in wall("survey", "show", "cantine", "--version", "1").out
    assert wall.run("survey", "results", "rien").status == 1
