"""Questionnaires."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naho_feedback.domain.surveys import QuestionKind, Survey
from naho_feedback.errors import FileError
from naho_feedback.workspace import init_workspace
from naho_feedback.workspace.surveys import bundled_surveys, load_surveys, read_survey

GOOD = """\
id = "repas"
version = 2
title = { fr = "Le repas", en = "The meal" }

[[questions]]
id = "r1"
kind = "single"
text = { fr = "Bon ?", en = "Good?" }
choices = [
  { id = "oui", sign = "+", text = { fr = "Oui", en = "Yes" } },
  { id = "non", sign = "-", text = { fr = "Non", en = "No" } },
]

[[questions]]
id = "r2"
kind = "number"
min = 0
max = 10
text = { fr = "Combien ?", en = "How many?" }
"""


def write(folder: Path, text: str = GOOD, name: str = "repas.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_questionnaire_is_read(tmp_path: Path) -> None:
    survey = read_survey(write(tmp_path))

    assert (survey.id, survey.version, str(survey.title)) == ("repas", 2, "The meal")
    assert [question.kind for question in survey.questions] == ["single", "number"]
    assert [choice.sign for choice in survey.questions[0].choices] == ["+", "-"]
    assert (survey.questions[1].min, survey.questions[1].max) == (0, 10)


MISTAKES = [
    ('id = "repas"', 'id = "Repas"', 1, 'The id "Repas" is not well formed.'),
    ('id = "repas"', 'id = "diner"', 1, 'The id "diner" is not the file\'s name.'),
    ("version = 2", "version = 0", 2, "Versions are counted from 1."),
    ("version = 2", "", 1, 'The key "version" is missing.'),
    ('en = "The meal"', 'en = " "', 3, 'The text "en" is empty.'),
    ("title =", 'use = { fr = "", en = "x" }\ntitle =', 3, 'The text "fr" is empty.'),
    ('"r2"', '"r1"', 15, 'The id "r1" is used twice.'),
    ('"r2"', '"r 2"', 15, 'The id "r 2" is not well formed.'),
    ('"Combien ?"', '""', 19, 'The text "fr" is empty.'),
    ('"non"', '"oui"', 11, 'The id "oui" is used twice.'),
    ('"non"', '"né"', 11, 'The id "né" is not well formed.'),
    ('"Non"', '"\\u200b"', 11, 'The text "fr" is empty.'),
    ('sign = "-"', 'sign = "0"', 11, '"sign" cannot be "0".'),
    ('kind = "number"', 'kind = "number"\npolarity = "up"', 17, '"polarity" cannot be "up".'),
    ("max = 10", "max = -1", 17, "The least value is greater than the greatest."),
    (
        '"number"',
        '"text"',
        17,
        'Only a question of kind "number" or "slider" or "multiple" has "min".',
    ),
    ('"single"', '"faces"', 9, 'Only a question of kind "single" or "multiple" has "choices".'),
    ('"number"', '"single"', 14, 'A question of kind "single" needs two choices or more.'),
    ('"number"', '"numbre"', 16, '"kind" cannot be "numbre".'),
    ("choices", "chioces", 9, 'The key "chioces" is not known here.'),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in GOOD
    with pytest.raises(FileError) as caught:
        read_survey(write(tmp_path, GOOD.replace(old, new, 1)))
    assert caught.value.message.endswith(f"repas.toml:{line}: {message}")
    assert caught.value.hint


def test_a_questionnaire_without_questions_is_refused(tmp_path: Path) -> None:
    text = 'id = "repas"\nversion = 1\ntitle = { fr = "a", en = "b" }\n'
    with pytest.raises(FileError, match="This questionnaire has no question"):
        read_survey(write(tmp_path, text + "questions = []\n"))
    with pytest.raises(FileError) as caught:
        read_survey(write(tmp_path, text))
    assert caught.value.hint == "Add for example: [[questions]]"


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid questionnaire with some damage."""
    text = GOOD
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 30)))
        rows = text.split("\n")
        row = draw(st.integers(0, len(rows) - 1))
        text = draw(
            st.sampled_from(
                [
                    text[:at] + text[end:],
                    text[:at] + draw(st.text(max_size=4)) + text[at:],
                    text[:at] + draw(st.sampled_from(list("\"'[]{}=.,#\n\\\0"))) + text[at:],
                    "\n".join(rows[:row] + rows[row + 1 :]),
                    "\n".join([*rows[:row], *rows]),
                    text.replace('"', draw(st.sampled_from(["'", "", '"""'])), 1),
                    text.replace(draw(st.sampled_from(["2", '"r1"', "{", "true"])), "[3, []]"),
                ]
            )
        )
    raw = text.encode("utf-8", "surrogatepass")
    cut = draw(st.integers(0, len(raw)))
    return raw[:cut] + draw(st.sampled_from([b"", b"", b"", b"\xff", b"\xc3"])) + raw[cut:]


@given(mutated())
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_damaged_questionnaire_loads_or_names_a_line_that_exists(
    tmp_path: Path, raw: bytes
) -> None:
    path = tmp_path / "repas.toml"
    path.write_bytes(raw)
    result: Survey | FileError
    try:
        result = read_survey(path)
    except FileError as error:
        result = error
    if isinstance(result, FileError):
        assert 1 <= result.line <= raw.count(b"\n") + 1
        assert "\n" not in str(result)
    else:
        assert result.questions


def test_the_first_folder_wins_and_a_broken_file_stops_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "own", GOOD.replace("version = 2", "version = 3"))
    write(tmp_path / "own", "id = 3\n", "casse.toml")
    write(tmp_path / "own", "", ".cache.toml")
    write(tmp_path / "own", "# words", "README.md")
    write(tmp_path / "bundled")
    write(tmp_path / "bundled", GOOD.replace("repas", "casse"), "casse.toml")
    write(tmp_path / "bundled", GOOD.replace("repas", "autre"), "autre.toml")

    surveys, broken = load_surveys(tmp_path / "own", tmp_path / "none", tmp_path / "bundled")

    assert {key: survey.version for key, survey in surveys.items()} == {"repas": 3, "autre": 2}
    assert [Path(error.file).parts[-2:] for error in broken] == [("own", "casse.toml")]


def test_the_same_folder_twice_lists_a_broken_file_once(tmp_path: Path) -> None:
    write(tmp_path, "id =")
    assert len(load_surveys(tmp_path, tmp_path)[1]) == 1


def test_a_folder_named_like_a_questionnaire_is_listed(tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").mkdir()
    (error,) = load_surveys(tmp_path)[1]
    assert "This is a folder" in error.message


def test_a_folder_that_cannot_be_read_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    surveys, (error,) = load_surveys(tmp_path)
    assert surveys == {}
    assert error.message.endswith(": This folder cannot be read.")


def test_the_shipped_questionnaires_read() -> None:
    surveys, broken = load_surveys(bundled_surveys())

    assert broken == ()
    assert {"sortie-30s", "visiteur"} <= set(surveys)
    kinds = {question.id: question.kind for question in surveys["visiteur"].questions}
    assert list(kinds) == ["v0", "v0r", "v1", "v2", "v3"]
    assert kinds["v1"] is QuestionKind.FACES
    opinion = surveys["visiteur"].question("v2")
    assert opinion is not None
    assert [choice.sign for choice in opinion.choices] == ["+", "", "-", ""]


def test_the_visitor_profile_offers_what_the_example_programme_holds(tmp_path: Path) -> None:
    programme = init_workspace(tmp_path / "w").settings.programme
    survey = read_survey(bundled_surveys() / "visiteur.toml")
    for question, ids in (
        ("v0", [site.id for site in programme.sites]),
        ("v0r", [role.id for role in programme.roles]),
    ):
        asked = survey.question(question)
        assert asked is not None
        assert [choice.id for choice in asked.choices] == [*ids, "non-dit"]


def test_the_example_of_the_readme_reads(tmp_path: Path) -> None:
    readme = (bundled_surveys() / "README.md").read_text("utf-8")
    example = readme.partition("```toml\n")[2].partition("```")[0]
    assert read_survey(write(tmp_path, example)).id == "repas"
