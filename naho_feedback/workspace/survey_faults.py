"""What can be wrong with a questionnaire's file beyond the shape of its TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from naho_feedback.domain.notes import NOTE_LIMIT
from naho_feedback.domain.surveys import (
    SLIDER_MAX,
    SLIDER_MIN,
    SLIDER_STEP,
    Question,
    QuestionKind,
    Score,
)
from naho_feedback.errors import PersonalDataError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import blank_faults, id_fault, twin_faults, typed
from naho_feedback.workspace.survey_conditions import condition_faults
from naho_feedback.workspace.survey_file import (
    DEFAULT_WORDS,
    FileKind,
    FileQuestion,
    SurveyFile,
    placeholders,
    questions_of,
)
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

SUFFIX: Final = ".toml"

_FEWEST_CHOICES: Final = 2
_MOST_STEPS: Final = 101
_MOST_QUESTIONS: Final = 300
_SIGNS: Final = ("", "+", "-")
_SUS_ITEMS: Final = 10
_CHOOSING: Final = (FileKind.SINGLE, FileKind.MULTIPLE)
_AGREEING: Final = (FileKind.AGREEMENT, FileKind.MATRIX, FileKind.PAIR)
_BOUNDED: Final = (FileKind.NUMBER, FileKind.SLIDER, FileKind.MULTIPLE)
_WORDS: Final = (FileKind.SHORT, FileKind.TEXT)
_ONLY: Final[Mapping[str, tuple[FileKind, ...]]] = {
    "choices": _CHOOSING,
    "statements": (FileKind.MATRIX,),
    "before": (FileKind.PAIR,),
    "now": (FileKind.PAIR,),
    "min": _BOUNDED,
    "max": (*_BOUNDED, *_WORDS),
    "step": (FileKind.SLIDER,),
    "low": (FileKind.SLIDER,),
    "high": (FileKind.SLIDER,),
    "first": (FileKind.DATE,),
    "last": (FileKind.DATE,),
    "concerns_all": _AGREEING,
}
"""Keys that only some kinds of questions have."""


def survey_faults(file: SurveyFile, stem: str, words: Mapping[str, Localized]) -> Iterator[Fault]:
    """Yield everything that is wrong with a questionnaire.

    Args:
        file: what the file says.
        stem: the file's name without its ending.
        words: what ``naho.toml`` writes for placeholders.
    """
    yield from _head_faults(file, stem)
    yield from _text_faults(file, (), {**DEFAULT_WORDS, **words})
    yield from twin_faults([group.id for group in file.groups], ("groups",), "id")
    for index, group in enumerate(file.groups):
        yield from id_fault(group.id, ("groups", index, "id"))
    yield from twin_faults([question.id for question in file.questions], ("questions",), "id")
    groups = [group.id for group in file.groups]
    earlier: list[Question] = []
    sound = True
    for index, question in enumerate(file.questions):
        path = ("questions", index)
        found = list(_question_faults(question, path))
        if question.group and question.group not in groups:
            found.append(_unknown_group(question.group, groups, (*path, "group")))
        sound = sound and not found
        found.extend(
            condition_faults(question, earlier, file.questions, (*path, "if"), sound=sound)
        )
        sound = sound and not found
        yield from found
        earlier.extend(questions_of(question))
    yield from _score_faults(file.score, earlier)


def _head_faults(file: SurveyFile, stem: str) -> Iterator[Fault]:
    yield from id_fault(file.id, ("id",))
    if file.id != stem:
        yield Fault(
            ("id",),
            _("The id {id} is not the file's name.").format(id=quoted(file.id)),
            _("Write id = {stem}, or rename the file to {file}.").format(
                stem=quoted(stem), file=quoted(file.id + SUFFIX)
            ),
        )
    if file.version < 1:
        yield Fault(
            ("version",), _("Versions are counted from 1."), _("Write for example: version = 1")
        )
    if file.every_days < 0:
        yield Fault(
            ("every_days",),
            _("A number of days is never below 0."),
            _("Write how many days lie between two times, or delete this line."),
        )
    if not file.questions:
        yield Fault(
            ("questions",),
            _("This questionnaire has no question."),
            _("Add for example: {line}").format(line="[[questions]]"),
        )
    if len(file.questions) > _MOST_QUESTIONS:
        yield Fault(
            ("questions", _MOST_QUESTIONS),
            _("A questionnaire has at most {n} questions.").format(n=_MOST_QUESTIONS),
            _("Cut it into several files."),
        )


def _text_faults(
    part: msgspec.Struct, path: KeyPath, words: Mapping[str, Localized]
) -> Iterator[Fault]:
    """Yield what is wrong with the texts of a part of a file, and of the parts in it."""
    for field in msgspec.structs.fields(part):
        value: object = getattr(part, field.name)
        here = (*path, field.encode_name)
        if isinstance(value, Localized):
            yield from blank_faults(value, here)
            yield from _word_faults(value, here, words)
        elif isinstance(value, tuple):
            for index, element in enumerate(value):
                if isinstance(element, msgspec.Struct):
                    yield from _text_faults(element, (*here, index), words)


def _word_faults(text: Localized, path: KeyPath, words: Mapping[str, Localized]) -> Iterator[Fault]:
    for language, part in (("fr", text.fr), ("en", text.en)):
        try:
            typed(part)
        except PersonalDataError as error:  # the store would refuse to keep such a wording
            yield Fault((*path, language), error.message, error.hint)
    for name in placeholders(text):
        if name not in words:
            yield Fault(
                path,
                _("Nothing says what {name} stands for.").format(name=quoted("{" + name + "}")),
                _("Write below [words] in naho.toml: {line}; or take one of: {names}.").format(
                    line=f'{name} = {{ fr = "…", en = "…" }}',
                    names=", ".join("{" + known + "}" for known in sorted(words)),
                ),
            )


def _unknown_group(name: str, groups: Sequence[str], path: KeyPath) -> Fault:
    message = _("There is no group {id}.").format(id=quoted(name))
    if groups:
        known = ", ".join(map(quoted, groups))
        return Fault(path, message, _("Write one of: {values}.").format(values=known))
    return Fault(path, message, _("Add for example: {line}").format(line="[[groups]]"))


def _question_faults(question: FileQuestion, path: KeyPath) -> Iterator[Fault]:
    yield from id_fault(question.id, (*path, "id"))
    yield from _sign_fault(question.polarity, (*path, "polarity"))
    for key, kinds in _ONLY.items():
        if question.kind not in kinds and _is_written(getattr(question, key)):
            yield Fault(
                (*path, key),
                _("Only a question of kind {kinds} has {key}.").format(
                    kinds=_(" or ").join(map(quoted, kinds)), key=quoted(key)
                ),
                _("Delete this line, or write kind = {kind}.").format(kind=quoted(kinds[0])),
            )
    if question.kind in _CHOOSING:
        yield from _choice_faults(question, path)
    if question.kind is FileKind.MATRIX:
        yield from _statement_faults(question, (*path, "statements"))
    yield from _bound_faults(question, path)


def _is_written(value: object) -> bool:
    return value is not None and value is not False and value != ()


def _sign_fault(sign: str, path: KeyPath) -> Iterator[Fault]:
    if sign not in _SIGNS:
        yield Fault(
            path,
            _("{key} cannot be {value}.").format(key=quoted(path[-1]), value=quoted(sign)),
            _('Write "+" or "-", or delete it.'),
        )


def _choice_faults(question: FileQuestion, path: KeyPath) -> Iterator[Fault]:
    path = (*path, "choices")
    if len(question.choices) < _FEWEST_CHOICES:
        yield Fault(
            path,
            _("A question of kind {kind} needs two choices or more.").format(
                kind=quoted(question.kind)
            ),
            _("Add for example: {line}").format(
                line='choices = [{ id = "a", text = { fr = "…", en = "…" } }, …]'
            ),
        )
    yield from twin_faults([choice.id for choice in question.choices], path, "id")
    others = [index for index, choice in enumerate(question.choices) if choice.other]
    for index, choice in enumerate(question.choices):
        yield from id_fault(choice.id, (*path, index, "id"))
        yield from _sign_fault(choice.sign, (*path, index, "sign"))
        if choice.sign and question.kind is FileKind.MULTIPLE:
            yield Fault(
                (*path, index, "sign"),
                _("A question of kind {kind} has no score.").format(kind=quoted("multiple")),
                _("Delete this sign."),
            )
        if choice.exclusive and question.kind is FileKind.SINGLE:
            yield Fault(
                (*path, index, "exclusive"),
                _("Every choice of a question of kind {kind} stands alone.").format(
                    kind=quoted("single")
                ),
                _('Delete "exclusive", or write kind = "multiple".'),
            )
        if index in others[1:]:
            yield Fault(
                (*path, index, "other"),
                _("Only one choice of a question asks for words."),
                _('Delete "other" from this one.'),
            )


def _statement_faults(question: FileQuestion, path: KeyPath) -> Iterator[Fault]:
    if not question.statements:
        yield Fault(
            path,
            _("A question of kind {kind} needs statements.").format(kind=quoted("matrix")),
            _("Add for example: {line}").format(
                line='statements = [{ id = "a", text = { fr = "…", en = "…" } }, …]'
            ),
        )
    yield from twin_faults([row.id for row in question.statements], path, "id")
    for index, row in enumerate(question.statements):
        yield from id_fault(row.id, (*path, index, "id"))
        yield from _sign_fault(row.polarity, (*path, index, "polarity"))


def _bound_faults(question: FileQuestion, path: KeyPath) -> Iterator[Fault]:
    least, most = question.min, question.max
    if question.kind is FileKind.SLIDER:
        least = SLIDER_MIN if least is None else least
        most = SLIDER_MAX if most is None else most
        yield from _step_faults(question, least, most, path)
    if question.kind in _BOUNDED and least is not None and most is not None and least > most:
        yield Fault(
            (*path, "min"),
            _("The least value is greater than the greatest."),
            _("Write {line}, or less.").format(line=f"min = {most}"),
        )
    if question.kind is FileKind.MULTIPLE:
        ends, greatest = (("min", least), ("max", most)), len(question.choices)
    elif question.kind in _WORDS:
        ends, greatest = (("max", most), ("max", None)), NOTE_LIMIT
    else:
        ends, greatest = (("min", None), ("max", None)), 0
    for key, value in ends:
        if value is not None and not 1 <= value <= greatest:
            yield Fault(
                (*path, key),
                _("{key} cannot be {value}.").format(key=quoted(key), value=quoted(value)),
                _("Write a number from {least} to {most}.").format(least=1, most=greatest),
            )
    if question.first and question.last and question.first > question.last:
        yield Fault(
            (*path, "first"),
            _("The first day is later than the last."),
            _("Write {line}, or earlier.").format(line=f"first = {question.last}"),
        )


def _step_faults(question: FileQuestion, least: int, most: int, path: KeyPath) -> Iterator[Fault]:
    if question.step is not None and question.step < 1:
        yield Fault(
            (*path, "step"),
            _("{key} cannot be {value}.").format(key=quoted("step"), value=quoted(question.step)),
            _("Write for example: {line}").format(line="step = 5"),
        )
        return
    places = (most - least) // (question.step or SLIDER_STEP) + 1
    if least <= most and not _FEWEST_CHOICES <= places <= _MOST_STEPS:
        yield Fault(
            (*path, "step"),
            _("A slider has from {least} to {most} places; this one has {n}.").format(
                least=_FEWEST_CHOICES, most=_MOST_STEPS, n=places
            ),
            _("Change {keys}.").format(keys='"min", "max", "step"'),
        )


def _score_faults(score: Score | None, questions: Sequence[Question]) -> Iterator[Fault]:
    scored = [q for q in questions if q.kind in _scored_kinds(score)]
    if score is Score.BLOCKS:
        scored = [q for q in scored if q.group]
    if score is Score.SUS:
        signs = [q.polarity for q in scored if q.concerns_all]
        if signs != ["+", "-"] * (_SUS_ITEMS // 2):
            yield Fault(
                ("score",),
                _("This score needs ten statements, in turn for and against."),
                _(
                    'Write ten questions of kind "agreement" with concerns_all = true and '
                    'polarity = "+", "-", "+" …; see {command}.'
                ).format(command="naho survey new --template sus"),
            )
    elif score is not None and not scored:
        yield Fault(
            ("score",),
            _("No question of this questionnaire counts in this score."),
            _("Delete this line."),
        )


def _scored_kinds(score: Score | None) -> tuple[QuestionKind, ...]:
    if score is Score.MEAN:
        return (QuestionKind.SLIDER,)
    if score is Score.SUS:
        return (QuestionKind.AGREEMENT,)
    return (QuestionKind.FACES, QuestionKind.AGREEMENT)
