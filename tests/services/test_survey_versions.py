"""A questionnaire that is edited between two answers keeps both readable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Response
from naho_feedback.domain.survey_versions import (
    Difference,
    Step,
    SurveyVersion,
    differences,
    digest,
)
from naho_feedback.errors import NotFoundError
from naho_feedback.i18n import Localized
from naho_feedback.services.survey_versions import (
    answered_version,
    version_faults,
    with_answered,
)
from naho_feedback.workspace import init_workspace
from naho_feedback.workspace.survey_file import survey_of
from naho_feedback.workspace.surveys import survey_document

FIRST = """\
id = "repas"
version = 1
title = { fr = "Le repas", en = "The meal" }

[[questions]]
id = "r1"
kind = "faces"
text = { fr = "C'était bon ?", en = "Was it good?" }

[[questions]]
id = "r2"
kind = "single"
text = { fr = "Vous reviendrez ?", en = "Will you come back?" }
choices = [
  { id = "oui", sign = "+", text = { fr = "Oui", en = "Yes" } },
  { id = "non", sign = "-", text = { fr = "Non", en = "No" } },
]
"""
SECOND = (
    FIRST.partition('\n[[questions]]\nid = "r2"')[0]
    .replace("version = 1", "version = 2")
    .replace("C'était bon ?", "Vous avez aimé ?")
    .replace("Was it good?", "Did you like it?")
)


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.set_language("en")


class Kitchen:
    """A workspace whose questionnaire is edited again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = init_workspace(folder)
        self.file = folder / "surveys" / "repas.toml"
        self.naho = Naho(self.folder, plugins=False)

    def edit(self, text: str) -> None:
        self.file.write_text(text, "utf-8")
        self.naho.reload()

    def answer(self, people: int = 1, **answers: int | str) -> Response:
        for _person in range(people):
            kept = self.naho.kiosk.submit(self.naho.kiosk.survey("repas"), answers)
        return kept

    def faults(self, text: str) -> list[tuple[str, str, str]]:
        """What check says about an edited file, with the line's own text."""
        self.file.write_text(text, "utf-8")
        document = survey_document(self.file)
        survey = survey_of(document.value, {})
        versions = list(self.naho.store.all(SurveyVersion))
        found = version_faults(document.value, survey, versions)
        lines = text.splitlines()
        errors = document.errors(found)
        return [
            (lines[error.line - 1].strip(), error.message.split(": ", 1)[1], error.hint)
            for error in errors
        ]


@pytest.fixture
def kitchen(tmp_path: Path) -> Iterator[Kitchen]:
    kitchen = Kitchen(tmp_path / "w")
    kitchen.edit(FIRST)
    yield kitchen
    kitchen.naho.close()


def test_both_wordings_are_kept_once_and_name_their_answers(kitchen: Kitchen) -> None:
    first = kitchen.answer(people=2, r1=4, r2="oui")
    kitchen.edit(SECOND)
    second = kitchen.answer(people=2, r1=2)
    naho = kitchen.naho

    old, new = naho.store.all(SurveyVersion)
    assert (old.number, new.number) == (1, 2)
    assert (first.wording, second.wording) == (old.digest, new.digest)
    asked = [str(question.text) for question in old.wording.questions]
    assert asked == ["Was it good?", "Will you come back?"]
    assert [str(question.text) for question in new.wording.questions] == ["Did you like it?"]
    assert answered_version(naho.store, "repas") == new
    assert answered_version(naho.store, "repas", 1) == old


def test_they_are_there_after_opening_again(kitchen: Kitchen) -> None:
    kitchen.answer(r1=4, r2="oui")
    wording = kitchen.naho.kiosk.survey("repas")
    kitchen.naho.close()
    kitchen.naho = Naho(kitchen.folder, plugins=False)
    (kept,) = kitchen.naho.store.all(SurveyVersion)
    assert kept.wording == wording
    assert kept.digest == digest(wording)


def test_what_left_the_file_is_still_reported(kitchen: Kitchen) -> None:
    kitchen.answer(people=20, r1=4, r2="oui")
    kitchen.answer(people=10, r1=4, r2="non")
    kitchen.edit(SECOND)
    told = {m.question: m for m in kitchen.naho.gate.view().summary.measures}
    assert told.keys() == {"r1", "r2"}
    assert (told["r1"].text, told["r2"].text) == ("Did you like it?", "Will you come back?")
    assert told["r2"].answers.value == 30

    kitchen.file.unlink()
    kitchen.naho.reload()
    assert {m.question for m in kitchen.naho.gate.view().summary.measures} == {"r1", "r2"}


def test_a_question_that_had_a_condition_once_keeps_it_in_reports(kitchen: Kitchen) -> None:
    kitchen.edit(FIRST.replace('id = "r2"', 'id = "r2"\nif = "r1 <= 2"'))
    kitchen.answer(people=10, r1=2, r2="oui")
    kitchen.edit(FIRST.replace("version = 1", "version = 2"))
    kitchen.answer(people=10, r1=5, r2="oui")
    assert {m.question for m in kitchen.naho.gate.view().summary.measures} == {"r1"}
    assert kitchen.naho.kiosk.survey("repas").questions[1].condition == ""


def test_a_wording_that_stays_is_not_kept_twice_and_the_team_s_notes_are_none(
    kitchen: Kitchen,
) -> None:
    kitchen.answer(r1=4)
    kitchen.edit(FIRST.replace("version = 1", "version = 1\nevery_days = 7"))
    kitchen.answer(r1=4)
    assert kitchen.naho.store.count(SurveyVersion) == 1
    assert with_answered(kitchen.naho.surveys, kitchen.naho.store) == kitchen.naho.surveys


def test_a_version_that_nobody_answered_is_not_found(kitchen: Kitchen) -> None:
    with pytest.raises(NotFoundError, match="Nobody has answered repas yet"):
        answered_version(kitchen.naho.store, "repas")
    kitchen.answer(r1=4)
    with pytest.raises(NotFoundError, match="Version 3 of repas was never answered") as caught:
        answered_version(kitchen.naho.store, "repas", 3)
    assert caught.value.hint == "Answered: 1."


def test_an_edited_file_that_breaks_with_its_answers_is_told(kitchen: Kitchen) -> None:
    assert kitchen.faults(FIRST.replace("version = 1", "version = 3")) == []
    kitchen.edit(FIRST)
    kitchen.answer(r1=4, r2="oui")
    assert kitchen.faults(FIRST) == []
    assert kitchen.faults(SECOND) == []

    other_words = FIRST.replace("Was it good?", "Good?")
    (told,) = kitchen.faults(other_words)
    said = ("Version 1 was answered already, with other words.", "Write version = 2.")
    assert told == ("version = 1", *said)

    newer = FIRST.replace("version = 1", "version = 2")
    assert kitchen.faults(newer.replace('"r1"', '"r9"')) == [
        (
            'id = "r9"',
            'This question was answered under the id "r1".',
            'Write id = "r1" again, so that its answers stay together.',
        )
    ]
    assert kitchen.faults(newer.replace('"faces"', '"agreement"')) == [
        (
            'kind = "agreement"',
            '"r1" was answered as "faces"; its answers would mix.',
            'Write kind = "faces" again, or give the question a new id.',
        )
    ]
    assert kitchen.faults(newer.replace('"oui"', '"yes"')) == [
        (
            '{ id = "yes", sign = "+", text = { fr = "Oui", en = "Yes" } },',
            'This choice was answered under the id "oui".',
            'Write id = "oui" again, so that its answers stay together.',
        )
    ]


def test_differences_name_question_and_key(kitchen: Kitchen) -> None:
    before = kitchen.naho.kiosk.survey("repas")
    kitchen.edit(SECOND.replace('kind = "faces"', 'kind = "faces"\nrequired = true'))
    after = kitchen.naho.kiosk.survey("repas")
    found = list(differences(before, after))
    assert found == [
        Difference("", Step.CHANGED, "version", "1", "2"),
        Difference("r1", Step.CHANGED, "text.fr", "C'était bon ?", "Vous avez aimé ?"),
        Difference("r1", Step.CHANGED, "text.en", "Was it good?", "Did you like it?"),
        Difference("r1", Step.CHANGED, "required", "", "true"),
        Difference("r2", Step.REMOVED, before="Will you come back?"),
    ]
    assert list(differences(after, after)) == []
    added = next(iter(d for d in differences(after, before) if d.step is Step.ADDED))
    assert added == Difference("r2", Step.ADDED, after="Will you come back?")
    assert before.title == Localized("Le repas", "The meal")
