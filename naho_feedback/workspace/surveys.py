"""Reads questionnaires from ``surveys/*.toml``; ``surveys/README.md`` says how to write one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final

from naho_feedback.domain.surveys import Question, QuestionKind, Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import FileError, WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import blank_faults, id_fault, twin_faults
from naho_feedback.workspace.toml import read_document, short_path
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

_SUFFIX: Final = ".toml"
_FEWEST_CHOICES: Final = 2
_SIGNS: Final = ("", "+", "-")


def read_survey(path: Path) -> Survey:
    """Return the questionnaire that a file holds.

    Raises:
        FileError: if it cannot be read or makes no sense, with the line to mend.
    """
    document = read_document(path, Survey)
    document.refuse(_faults(document.value, path.stem))
    return document.value


def load_surveys(*folders: Path) -> tuple[dict[str, Survey], tuple[FileError, ...]]:
    """Return every questionnaire of some folders by id, and what could not be read.

    The first folder that has a file of a name decides, even when that file is broken: a room
    must never be asked other words than the ones that the team wrote. A folder that does not
    exist has no questionnaires.

    Args:
        folders: the workspace's own first, then :func:`bundled_surveys`.
    """
    surveys: dict[str, Survey] = {}
    broken: list[FileError] = []
    first: dict[str, Path] = {}
    for folder in folders:
        try:
            for path in _files(folder):
                first.setdefault(path.stem, path)
        except OSError:
            message, hint = _("This folder cannot be read."), _("Check that you may read it.")
            broken.append(FileError(one_line(short_path(folder)), 0, message, hint))
    for stem, path in first.items():
        try:
            surveys[stem] = read_survey(path)
        except FileError as error:
            broken.append(error)
    return surveys, tuple(broken)


def bundled_surveys() -> Path:
    """Return the folder of the questionnaires that come with the program.

    That is ``_surveys`` inside an installed package, else ``surveys`` of the checkout.

    Raises:
        WorkspaceError: if neither exists.
    """
    package = Path(str(resources.files("naho_feedback")))
    for folder in (package / "_surveys", package.parent / "surveys"):
        if folder.is_dir():
            return folder
    raise WorkspaceError(
        _("The questionnaires that come with the program are missing."),
        _("Install it again."),
    )


def _files(folder: Path) -> list[Path]:
    """Return a folder's questionnaires in the order of their names; hidden files are not any."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix == _SUFFIX and not path.name.startswith(".")
    )


def _faults(survey: Survey, stem: str) -> Iterator[Fault]:
    yield from id_fault(survey.id, ("id",))
    if survey.id != stem:
        yield Fault(
            ("id",),
            _("The id {id} is not the file's name.").format(id=quoted(survey.id)),
            _("Write id = {stem}, or rename the file to {file}.").format(
                stem=quoted(stem), file=quoted(survey.id + _SUFFIX)
            ),
        )
    if survey.version < 1:
        yield Fault(
            ("version",), _("Versions are counted from 1."), _("Write for example: version = 1")
        )
    yield from blank_faults(survey.title, ("title",))
    if survey.use is not None:
        yield from blank_faults(survey.use, ("use",))
    if not survey.questions:
        yield Fault(
            ("questions",),
            _("This questionnaire has no question."),
            _("Add for example: {line}").format(line="[[questions]]"),
        )
    yield from twin_faults([question.id for question in survey.questions], ("questions",), "id")
    for index, question in enumerate(survey.questions):
        yield from _question_faults(question, ("questions", index))


def _question_faults(question: Question, path: KeyPath) -> Iterator[Fault]:
    yield from id_fault(question.id, (*path, "id"))
    yield from blank_faults(question.text, (*path, "text"))
    yield from _sign_fault(question.polarity, (*path, "polarity"))
    yield from _choice_faults(question, path)
    yield from _bound_faults(question, path)


def _sign_fault(sign: str, path: KeyPath) -> Iterator[Fault]:
    if sign not in _SIGNS:
        yield Fault(
            path,
            _("{key} cannot be {value}.").format(key=quoted(path[-1]), value=quoted(sign)),
            _('Write "+" or "-", or delete it.'),
        )


def _choice_faults(question: Question, path: KeyPath) -> Iterator[Fault]:
    path = (*path, "choices")
    if question.kind is not QuestionKind.SINGLE:
        if question.choices:
            yield Fault(
                path,
                _("Only a question of kind {kind} has choices.").format(kind=quoted("single")),
                _('Delete the choices, or write kind = "single".'),
            )
        return
    if len(question.choices) < _FEWEST_CHOICES:
        yield Fault(
            path,
            _("A question of kind {kind} needs two choices or more.").format(kind=quoted("single")),
            _("Add for example: {line}").format(
                line='choices = [{ id = "a", text = { fr = "…", en = "…" } }, …]'
            ),
        )
    yield from twin_faults([choice.id for choice in question.choices], path, "id")
    for index, choice in enumerate(question.choices):
        yield from id_fault(choice.id, (*path, index, "id"))
        yield from blank_faults(choice.text, (*path, index, "text"))
        yield from _sign_fault(choice.sign, (*path, index, "sign"))


def _bound_faults(question: Question, path: KeyPath) -> Iterator[Fault]:
    if question.kind is not QuestionKind.NUMBER:
        for key, bound in (("min", question.min), ("max", question.max)):
            if bound is not None:
                yield Fault(
                    (*path, key),
                    _("Only a question of kind {kind} has {key}.").format(
                        kind=quoted("number"), key=quoted(key)
                    ),
                    _('Delete this line, or write kind = "number".'),
                )
    elif question.min is not None and question.max is not None and question.min > question.max:
        yield Fault(
            (*path, "min"),
            _("The least value is greater than the greatest."),
            _("Write {line}, or less.").format(line=f"min = {question.max}"),
        )
