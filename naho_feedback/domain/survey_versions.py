"""What questionnaires said when they were answered, so that a changed file orphans no answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar, Final

import msgspec

from naho_feedback.domain.records import Record
from naho_feedback.domain.surveys import Choice, Question, Survey
from naho_feedback.i18n import Localized

_NOTHING: Final = Survey(id="", version=1, title=Localized("", ""), questions=())
_FOR_THE_TEAM: Final = ("id", "version", "use", "who", "every_days", "score")
_DIGEST: Final = 16


class SurveyVersion(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One wording of a questionnaire, kept with the first answer that was given to it.

    Attributes:
        survey: the questionnaire's id.
        number: the version that its file gave itself.
        digest: tells one wording from another; responses name it.
        wording: the questionnaire as it was asked.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "survey_versions"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "digest"})
    survey: str = ""
    number: int = 1
    digest: str = ""
    wording: Survey = _NOTHING
    at: int = 0


def digest(survey: Survey) -> str:
    """Return what differs as soon as something differs that people are asked or shown."""
    shown = msgspec.to_builtins(survey)
    for name in _FOR_THE_TEAM:
        shown.pop(name)
    # What is left out is what is empty: a key that a later program knows changes no digest.
    raw = msgspec.json.encode(_filled(shown), order="sorted")
    return hashlib.sha256(raw).hexdigest()[:_DIGEST]


def _filled(value: object) -> object:
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if not _is_empty(inner)}
    if isinstance(value, list | tuple):
        return [_filled(inner) for inner in value]
    return value


def _is_empty(value: object) -> bool:
    """Whether a value says nothing; the number 0 does."""
    return value is None or value is False or value in ("", [], ())


class Step(StrEnum):
    """How a question differs between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Difference(msgspec.Struct, frozen=True):
    """One difference between two versions.

    Attributes:
        question: the question's id; ``""`` for the questionnaire itself.
        step: what happened to it.
        key: what of it changed, such as ``text.fr`` or ``choices.oui``; ``""`` for all of it.
        before: as it was.
        after: as it is.
    """

    question: str
    step: Step
    key: str = ""
    before: str = ""
    after: str = ""


def differences(before: Survey, after: Survey) -> Iterator[Difference]:
    """Yield what differs, in the order of the later version; what is gone comes last."""
    yield from _changed("", _head(before), _head(after))
    for question in after.questions:
        old = before.question(question.id)
        if old is None:
            yield Difference(question.id, Step.ADDED, after=str(question.text))
        else:
            yield from _changed(question.id, _flat(old), _flat(question))
    for question in before.questions:
        if after.question(question.id) is None:
            yield Difference(question.id, Step.REMOVED, before=str(question.text))


def _changed(question: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key, ""), new.get(key, "")
        if before != after:
            yield Difference(question, Step.CHANGED, key, before, after)


def _head(survey: Survey) -> dict[str, str]:
    parts = msgspec.structs.asdict(survey)
    parts.pop("id")
    parts.pop("questions")
    for group in parts.pop("groups"):
        parts[f"groups.{group.id}"] = group.title
    return dict(_pairs(parts))


def _flat(question: Question) -> dict[str, str]:
    parts = msgspec.structs.asdict(question)
    parts.pop("id")
    for choice in parts.pop("choices"):
        parts[f"choices.{choice.id}"] = choice
    return dict(_pairs(parts))


def _pairs(parts: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield keys and values as text; what is empty is left out."""
    for key, value in parts.items():
        if isinstance(value, Localized):
            yield f"{key}.fr", value.fr
            yield f"{key}.en", value.en
        elif isinstance(value, Choice):
            fields = msgspec.structs.asdict(value)
            fields.pop("id")
            yield from _pairs({f"{key}.{name}": inner for name, inner in fields.items()})
        elif not _is_empty(value):
            yield key, "true" if value is True else str(value)
