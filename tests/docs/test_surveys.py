"""``docs/surveys.md``: its example reads, and it names every key, kind, score and command."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec
import pytest

from naho_feedback.cli.survey import build
from naho_feedback.domain.surveys import Choice, Score
from naho_feedback.workspace.survey_file import FileKind, FileQuestion, Statement, SurveyFile
from naho_feedback.workspace.surveys import read_survey

DOCUMENT = (Path(__file__).parents[2] / "docs" / "surveys.md").read_text("utf-8")
EXAMPLE = DOCUMENT.partition("```toml\n")[2].partition("```")[0]
KEYS = {
    field.encode_name
    for type_ in (SurveyFile, FileQuestion, Choice, Statement)
    for field in msgspec.structs.fields(type_)
}


def test_the_example_reads_and_has_every_kind(tmp_path: Path) -> None:
    file = tmp_path / "exemple.toml"
    file.write_text(EXAMPLE, "utf-8")
    survey = read_survey(file)
    assert {kind for kind in FileKind if f'kind = "{kind.value}"' in EXAMPLE} == set(FileKind)
    ids = [question.id for question in survey.questions]
    assert {"e4.other", "e6.temps", "e6.gene", "e7.before", "e7.now"} <= set(ids)


@pytest.mark.parametrize("key", sorted(KEYS - {"required", "questions"}))
def test_the_example_has_every_key(key: str) -> None:
    assert re.search(rf"(^|[{{ ]){key} = ", EXAMPLE, re.MULTILINE)


@pytest.mark.parametrize("name", [*sorted(KEYS), *(kind.value for kind in FileKind), *Score])
def test_every_key_kind_and_score_is_named(name: str) -> None:
    assert re.search(rf"\b{name}\b", DOCUMENT)


@pytest.mark.parametrize("command", re.findall(r"naho survey (\w+)", DOCUMENT))
def test_every_command_that_is_named_exists(command: str) -> None:
    noun = build()
    assert isinstance(noun, click.Group)
    assert command in noun.commands
