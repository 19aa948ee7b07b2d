"""Reads questionnaires from ``surveys/*.toml``; ``docs/surveys.md`` says how to write one."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import FileError, WorkspaceError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.survey_faults import SUFFIX, survey_faults
from naho_feedback.workspace.survey_file import SurveyFile, survey_of
from naho_feedback.workspace.toml import Document, document_of, read_raw, short_path
from naho_feedback.workspace.toml_check import Fault

NO_WORDS: Final[Mapping[str, Localized]] = {}


def read_survey(path: Path, words: Mapping[str, Localized] = NO_WORDS) -> Survey:
    """Return the questionnaire that a file holds.

    Args:
        path: the file.
        words: what ``naho.toml`` writes for placeholders such as ``{logiciel}``.

    Raises:
        FileError: if it cannot be read or makes no sense, with the line to mend.
    """
    return survey_of(survey_document(path, words).value, words)


def survey_document(path: Path, words: Mapping[str, Localized] = NO_WORDS) -> Document[SurveyFile]:
    """Return a file that makes sense, with its lines; raises what :func:`read_survey` raises."""
    document, found = faulty_document(path, words)
    document.refuse(found)
    return document


def faulty_document(
    path: Path, words: Mapping[str, Localized] = NO_WORDS
) -> tuple[Document[SurveyFile], list[Fault]]:
    """Return a file and everything that is wrong with what it says.

    Raises:
        FileError: if it cannot be read at all, or its keys are not those of a questionnaire.
    """
    name = one_line(short_path(path))
    document = document_of(read_raw(path, name), SurveyFile, name)
    return document, list(survey_faults(document.value, path.stem, words))


def load_surveys(
    *folders: Path, words: Mapping[str, Localized] = NO_WORDS
) -> tuple[dict[str, Survey], tuple[FileError, ...]]:
    """Return every questionnaire of some folders by id, and what could not be read.

    The first folder that has a file of a name decides, even when that file is broken: a room
    must never be asked other words than the ones that the team wrote. A folder that does not
    exist has no questionnaires.

    Args:
        folders: the workspace's own first, then :func:`bundled_surveys`.
        words: what ``naho.toml`` writes for placeholders.
    """
    surveys: dict[str, Survey] = {}
    broken: list[FileError] = []
    for stem, path in survey_files(*folders, broken=broken).items():
        try:
            surveys[stem] = read_survey(path, words)
        except FileError as error:
            broken.append(error)
    return surveys, tuple(broken)


def survey_files(*folders: Path, broken: list[FileError] | None = None) -> dict[str, Path]:
    """Return the file of every questionnaire by its name; the first folder that has one decides.

    Args:
        folders: as for :func:`load_surveys`.
        broken: takes an error for each folder that cannot be read.
    """
    first: dict[str, Path] = {}
    for folder in folders:
        try:
            for path in _files(folder):
                first.setdefault(path.stem, path)
        except OSError:
            message, hint = _("This folder cannot be read."), _("Check that you may read it.")
            if broken is not None:
                broken.append(FileError(one_line(short_path(folder)), 0, message, hint))
    return first


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
        path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith(".")
    )
