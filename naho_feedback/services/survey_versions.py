"""Versions of questionnaires: kept when they are answered, compared when their file changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Change, put
from naho_feedback.domain.survey_versions import SurveyVersion, digest
from naho_feedback.domain.surveys import Question, Survey
from naho_feedback.errors import NotFoundError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import Clock
from naho_feedback.workspace.survey_file import SurveyFile, questions_of
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath


def kept_version(store: Store, survey: Survey, clock: Clock) -> list[Change]:
    """Return what is to be written beside an answer, so that its wording is kept; once each."""
    made = digest(survey)
    if any(known.digest == made for known in answered_versions(store, survey.id)):
        return []
    version = SurveyVersion(
        survey=survey.id,
        number=survey.version,
        digest=made,
        wording=survey,
        at=clock.now_ms(),
    )
    return [put(version)]


def answered_versions(store: Store, survey: str) -> list[SurveyVersion]:
    """Return the wordings of a questionnaire that were answered, oldest first."""
    return [version for version in store.all(SurveyVersion) if version.survey == survey]


def answered_version(store: Store, survey: str, number: int | None = None) -> SurveyVersion:
    """Return a wording that was answered.

    Args:
        store: the records.
        survey: the questionnaire's id.
        number: which version; None takes the latest. Of several with one number, the latest.

    Raises:
        NotFoundError: if there is none; the hint lists what there is.
    """
    versions = answered_versions(store, survey)
    found = [known for known in versions if number in (None, known.number)]
    if found:
        return found[-1]
    if number is None:
        raise NotFoundError(_("Nobody has answered {name} yet.").format(name=survey))
    known = ", ".join(str(number) for number in sorted({v.number for v in versions}))
    raise NotFoundError(
        _("Version {n} of {name} was never answered.").format(n=number, name=survey),
        _("Answered: {names}.").format(names=known) if known else "",
    )


def with_answered(surveys: Mapping[str, Survey], store: Store) -> dict[str, Survey]:
    """Return the questionnaires with what was answered once and stands in no file any more.

    Its answers are reported as they always were, under the words that people read. A question
    that was asked on a condition once keeps it here, since the gate tells less of such a one.
    """
    wordings: dict[str, list[Survey]] = {}
    for version in store.all(SurveyVersion):
        wordings.setdefault(version.survey, []).append(version.wording)
    every = dict(surveys)
    for name, answered in wordings.items():
        base = surveys.get(name, answered[-1])
        questions = {question.id: question for question in base.questions}
        for wording in reversed(answered):  # the latest words of what is gone
            for question in wording.questions:
                kept = questions.setdefault(question.id, question)
                if question.condition and not kept.condition:
                    questions[question.id] = msgspec.structs.replace(
                        kept, condition=question.condition
                    )
        every[name] = msgspec.structs.replace(base, questions=tuple(questions.values()))
    return every


# ---- a changed file ------------------------------------------------------------------------


def version_faults(
    file: SurveyFile, survey: Survey, versions: Sequence[SurveyVersion]
) -> Iterator[Fault]:
    """Yield where a file breaks with answers that were given to earlier versions of it.

    Args:
        file: what the file says.
        survey: the same as single questions.
        versions: the wordings that were answered, oldest first.
    """
    if not versions:
        return
    yield from _number_fault(survey, versions)
    before: dict[str, Question] = {}
    for version in versions:
        before |= {question.id: question for question in version.wording.questions}
    places = {
        question.id: index
        for index, asked in enumerate(file.questions)
        for question in questions_of(asked)
    }
    for question in survey.questions:
        old = before.get(question.id)
        index = places[question.id]
        if old is None:
            yield from _renamed(question, survey, before, ("questions", index, "id"))
            continue
        if old.kind is not question.kind:
            yield Fault(
                ("questions", index, "kind"),
                _("{name} was answered as {kind}; its answers would mix.").format(
                    name=quoted(question.id), kind=quoted(old.kind)
                ),
                _("Write kind = {kind} again, or give the question a new id.").format(
                    kind=quoted(old.kind)
                ),
            )
        yield from _renamed_choices(old, question, ("questions", index, "choices"))


def _number_fault(survey: Survey, versions: Sequence[SurveyVersion]) -> Iterator[Fault]:
    highest = max(version.number for version in versions)
    if any(version.digest == digest(survey) for version in versions):
        return
    if survey.version <= highest:
        yield Fault(
            ("version",),
            _("Version {n} was answered already, with other words.").format(n=highest),
            _("Write {line}.").format(line=f"version = {highest + 1}"),
        )


def _renamed(
    question: Question, survey: Survey, before: Mapping[str, Question], path: KeyPath
) -> Iterator[Fault]:
    for old in before.values():
        if old.text == question.text and survey.question(old.id) is None:
            yield Fault(
                path,
                _("This question was answered under the id {id}.").format(id=quoted(old.id)),
                _("Write id = {id} again, so that its answers stay together.").format(
                    id=quoted(old.id.partition(".")[0])
                ),
            )
            return


def _renamed_choices(old: Question, new: Question, path: KeyPath) -> Iterator[Fault]:
    for index, choice in enumerate(new.choices):
        if old.choice(choice.id) is not None:
            continue
        for gone in old.choices:
            if gone.text == choice.text and new.choice(gone.id) is None:
                yield Fault(
                    (*path, index, "id"),
                    _("This choice was answered under the id {id}.").format(id=quoted(gone.id)),
                    _("Write id = {id} again, so that its answers stay together.").format(
                        id=quoted(gone.id)
                    ),
                )
