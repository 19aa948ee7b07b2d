"""``naho survey new|check|simulate|diff``: writing questionnaires."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, fail, option, verb
from naho_feedback.cli.shapes import (
    SurveyCheckOut,
    SurveyDifferenceOut,
    SurveyNewOut,
    SurveySimulationOut,
)
from naho_feedback.cli.state import State
from naho_feedback.domain.survey_versions import Difference, Step
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import one_line, shown
from naho_feedback.errors import FileError, WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext

_MOST_PEOPLE = 10_000


def commands() -> list[click.Command]:
    """Return the verbs."""
    return [_new_verb(), _check_verb(), _simulate_verb(), _diff_verb()]


def _survey() -> click.Argument:
    return argument("survey", metavar="ID")


def _new_verb() -> click.Command:
    return verb(
        "new",
        _new,
        help=_("Begin a questionnaire: write its file in this workspace."),
        examples=(
            "naho survey new cantine",
            "naho survey new facilite --template sus",
            "naho survey new mon-atelier --template atelier",
        ),
        params=[
            _survey(),
            option(
                "--template",
                default="simple",
                metavar="NAME",
                help=_("What to begin with: simple, sus, or a questionnaire's id."),
            ),
        ],
    )


def _check_verb() -> click.Command:
    return verb(
        "check",
        _check,
        help=_("Check one file, or every questionnaire of this workspace."),
        examples=("naho survey check surveys/accueil.toml", "naho survey check"),
        params=[argument("file", required=False, default=None)],
    )


def _simulate_verb() -> click.Command:
    return verb(
        "simulate",
        _simulate,
        help=_("Let made-up people answer, and show who is asked what; nothing is stored."),
        examples=("naho survey simulate visiteur", "naho survey simulate visiteur -n 1000"),
        params=[
            _survey(),
            option(
                "--people",
                "-n",
                type=click.IntRange(1, _MOST_PEOPLE),
                default=200,
                help=_("How many made-up people."),
            ),
        ],
    )


def _diff_verb() -> click.Command:
    return verb(
        "diff",
        _diff,
        help=_("Show what changed since a questionnaire was answered."),
        examples=("naho survey diff visiteur", "naho survey diff visiteur --version 1"),
        params=[
            _survey(),
            option(
                "--version",
                "number",
                type=int,
                default=None,
                metavar="N",
                help=_("The version to compare with; left out: the last one answered."),
            ),
        ],
    )


def _new(state: State, *, survey: str, template: str, as_json: bool) -> None:
    from naho_feedback.workspace.survey_templates import new_survey
    from naho_feedback.workspace.surveys import bundled_surveys, survey_files

    folder = state.workspace.surveys_dir
    path = new_survey(folder, survey, template, survey_files(folder, bundled_surveys()))
    if as_json:
        console.out_json(SurveyNewOut(id=survey, file=str(path)))
        return
    console.out(one_line(str(path)))
    console.say(_("Change it in any editor, then: {command}").format(command="naho survey check"))


# ---- check ---------------------------------------------------------------------------------


def _check(state: State, *, file: str | None, as_json: bool) -> None:
    checks = list(_checked(state, Path(file), file) if file is not None else _all_checked(state))
    if as_json:
        console.out_json(checks)
    else:
        for check in checks:
            if check.ok:
                console.out(_("{file}: good").format(file=one_line(check.file)))
            else:
                where = f"{check.file}:{check.line}" if check.line else check.file
                key = f"{check.key}: " if check.key else ""
                console.say(shown(f"{where}: {key}{check.message}\n{check.hint}".strip()))
    if not all(check.ok for check in checks):
        fail()


def _all_checked(state: State) -> Iterator[SurveyCheckOut]:
    from naho_feedback.workspace.surveys import bundled_surveys, survey_files

    naho = state.naho
    folders: list[FileError] = []
    files = survey_files(state.workspace.surveys_dir, bundled_surveys(), broken=folders)
    for path in files.values():
        yield from _checked(state, path, path.name)
    yield from map(_broken, folders)
    naho.survey_errors = ()  # said here, and not a second time at the end


def _checked(state: State, path: Path, name: str) -> Iterator[SurveyCheckOut]:
    """Yield everything that is wrong with a file, or that it is good.

    Args:
        state: the workspace, if there is one.
        path: the file.
        name: how a good one is called.
    """
    from naho_feedback.domain.survey_versions import SurveyVersion
    from naho_feedback.services.survey_versions import version_faults
    from naho_feedback.workspace.survey_file import survey_of
    from naho_feedback.workspace.surveys import faulty_document

    try:
        words, store = state.workspace.settings.words, state.naho.store
    except WorkspaceError:  # a file may be checked before there is a workspace
        words, store = {}, None
    try:
        document, found = faulty_document(path, words)
    except FileError as error:
        yield _broken(error)
        return
    if not found and store is not None:
        survey = survey_of(document.value, words)
        versions = [kept for kept in store.all(SurveyVersion) if kept.survey == survey.id]
        found = list(version_faults(document.value, survey, versions))
    yield from map(_broken, document.errors(found))
    if not found:
        yield SurveyCheckOut(file=name, ok=True, line=0, key="", message="", hint="")


def _broken(error: FileError) -> SurveyCheckOut:
    where = f"{error.file}:{error.line}: " if error.line else f"{error.file}: "
    return SurveyCheckOut(
        file=error.file,
        ok=False,
        line=error.line,
        key=error.key,
        message=error.message.removeprefix(where),
        hint=error.hint,
    )


# ---- simulate ------------------------------------------------------------------------------


def _simulate(state: State, *, survey: str, people: int, as_json: bool) -> None:
    from naho_feedback.services.simulation import simulated

    found = state.naho.kiosk.survey(survey)
    made = simulated(found, people, random.SystemRandom())
    if as_json:
        console.out_json(
            SurveySimulationOut(
                people=made.people, fewest=made.fewest, most=made.most, asked=made.asked
            )
        )
        return
    said = ngettext("{n} made-up person", "{n} made-up people", people)
    console.out(said.format(n=people))
    console.out(
        _("From {least} to {most} questions each.").format(least=made.fewest, most=made.most)
    )
    console.out()
    console.out_lines(console.aligned(_asked_rows(found, made.asked, people)))
    if never := [id_ for id_, n in made.asked.items() if not n]:
        console.say(_("Nobody was asked: {names}.").format(names=", ".join(never)))


def _asked_rows(survey: Survey, asked: dict[str, int], people: int) -> Iterator[tuple[str, ...]]:
    for question in survey.questions:
        share = f"{asked[question.id] / people:.0%}"
        why = question.condition and _("if {condition}").format(condition=question.condition)
        yield question.id, share, one_line(why)


# ---- diff ----------------------------------------------------------------------------------


def _diff(state: State, *, survey: str, number: int | None, as_json: bool) -> None:
    from naho_feedback.domain.survey_versions import differences
    from naho_feedback.services.survey_versions import answered_version

    naho = state.naho
    now = naho.kiosk.survey(survey)
    before = answered_version(naho.store, survey, number)
    found = list(differences(before.wording, now))
    if as_json:
        console.out_json([SurveyDifferenceOut.of(difference) for difference in found])
        return
    for difference in found:
        console.out(one_line(_difference(difference)))
    if not found:
        console.say(_("Nothing changed since version {n} was answered.").format(n=before.number))


def _difference(difference: Difference) -> str:
    name = difference.question or _("questionnaire")
    match difference.step:
        case Step.ADDED:
            return f"+ {name}  {difference.after}"
        case Step.REMOVED:
            return f"- {name}  {difference.before}"
        case Step.CHANGED:
            before, after = difference.before or "…", difference.after or "…"
            return f"~ {name}  {difference.key}: {before} → {after}"
