"""A questionnaire as its file writes it, and how that becomes single questions.

A matrix becomes one agreement question a statement (``m1.a``), a pair two of them
(``f6.before``, ``f6.now``), and a choice "other" a question for words (``v0.other``). From then
on they are questions like any other: answered, stored and protected as such.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from naho_feedback.domain.surveys import (
    Choice,
    Group,
    Question,
    QuestionKind,
    Score,
    Survey,
)
from naho_feedback.i18n import Localized

PLACEHOLDER: Final = re.compile(r"\{([A-Za-z][a-z0-9_]*)\}")
DEFAULT_WORDS: Final[Mapping[str, Localized]] = {
    "logiciel": Localized("le logiciel", "the software"),
}
"""Words for placeholders that ``naho.toml`` says nothing about."""

BEFORE: Final = "before"
NOW: Final = "now"
OTHER: Final = "other"

_BEFORE_LABEL: Final = Localized("Avant", "Before")
_NOW_LABEL: Final = Localized("Maintenant", "Now")
_OTHER_LABEL: Final = Localized("Lequel\u00a0?", "Which one?")


class FileKind(StrEnum):
    """How a question of a file is answered: every :class:`QuestionKind`, a matrix, or a pair."""

    FACES = "faces"
    AGREEMENT = "agreement"
    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    SLIDER = "slider"
    DATE = "date"
    SHORT = "short"
    TEXT = "text"
    MATRIX = "matrix"
    PAIR = "pair"


class Statement(msgspec.Struct, frozen=True):
    """One row of a matrix."""

    id: str
    text: Localized
    polarity: str = ""


class FileQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """One ``[[questions]]`` of a file; what its keys mean stands in ``docs/surveys.md``."""

    id: str
    kind: FileKind
    text: Localized
    choices: tuple[Choice, ...] = ()
    statements: tuple[Statement, ...] = ()
    before: Localized | None = None
    now: Localized | None = None
    polarity: str = ""
    required: bool = False
    min: int | None = None
    max: int | None = None
    step: int | None = None
    low: Localized | None = None
    high: Localized | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    help: Localized | None = None
    group: str = ""
    concerns_all: bool = False
    new_page: bool = False
    condition: str = msgspec.field(name="if", default="")

    @property
    def other(self) -> Choice | None:
        """The choice that asks for words, or None."""
        return next((choice for choice in self.choices if choice.other), None)


class SurveyFile(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file."""

    id: str
    version: int
    title: Localized
    questions: tuple[FileQuestion, ...]
    use: Localized | None = None
    description: Localized | None = None
    who: Localized | None = None
    every_days: int = 0
    groups: tuple[Group, ...] = ()
    score: Score | None = None


def survey_of(file: SurveyFile, words: Mapping[str, Localized]) -> Survey:
    """Return the questionnaire that a checked file describes.

    Args:
        file: the file.
        words: what stands for each placeholder.
    """
    survey = Survey(
        id=file.id,
        version=file.version,
        title=file.title,
        questions=tuple(q for asked in file.questions for q in questions_of(asked)),
        use=file.use,
        description=file.description,
        who=file.who,
        every_days=file.every_days,
        groups=file.groups,
        score=file.score,
    )
    known = {**DEFAULT_WORDS, **words}
    return _mapped(survey, lambda text: filled(text, known))


def questions_of(asked: FileQuestion) -> Iterator[Question]:
    """Yield the single questions of one question of a file."""
    match asked.kind:
        case FileKind.MATRIX:
            yield from _rows(asked)
        case FileKind.PAIR:
            yield from _halves(asked)
        case _:
            yield _single(asked, QuestionKind(asked.kind.value), asked.id, asked.text)
            if asked.other is not None:
                yield _other(asked, asked.other)


def placeholders(text: Localized) -> Iterator[str]:
    """Yield the names of the placeholders of a text, in small letters."""
    for words in (text.fr, text.en):
        yield from (name.lower() for name in PLACEHOLDER.findall(words))


def filled(text: Localized, words: Mapping[str, Localized]) -> Localized:
    """Return a text with its placeholders filled; ``{Logiciel}`` begins with a capital."""

    def put(language: str) -> Callable[[re.Match[str]], str]:
        return lambda found: _word(found, words, language)

    return Localized(PLACEHOLDER.sub(put("fr"), text.fr), PLACEHOLDER.sub(put("en"), text.en))


def _word(found: re.Match[str], words: Mapping[str, Localized], language: str) -> str:
    name = found[1]
    if name.lower() not in words:
        return found[0]
    word = words[name.lower()].pick(language)
    return word[:1].upper() + word[1:] if name[0].isupper() else word


def _single(asked: FileQuestion, kind: QuestionKind, id: str, text: Localized) -> Question:
    return Question(
        id=id,
        kind=kind,
        text=text,
        choices=asked.choices,
        polarity=asked.polarity,
        required=asked.required,
        min=asked.min,
        max=asked.max,
        help=asked.help,
        condition=asked.condition,
        group=asked.group,
        step=asked.step,
        low=asked.low,
        high=asked.high,
        first=asked.first,
        last=asked.last,
        concerns_all=asked.concerns_all,
        new_page=asked.new_page,
    )


def _rows(asked: FileQuestion) -> Iterator[Question]:
    for place, row in enumerate(asked.statements):
        question = _single(asked, QuestionKind.AGREEMENT, f"{asked.id}.{row.id}", row.text)
        yield msgspec.structs.replace(
            question,
            stem=asked.text,
            polarity=row.polarity or asked.polarity,
            new_page=asked.new_page and place == 0,
        )


def _halves(asked: FileQuestion) -> Iterator[Question]:
    halves = ((BEFORE, asked.before or _BEFORE_LABEL), (NOW, asked.now or _NOW_LABEL))
    for half, label in halves:
        text = Localized(
            f"{label.fr}\u00a0: {asked.text.fr}",
            f"{label.en}: {asked.text.en}",
        )
        question = _single(asked, QuestionKind.AGREEMENT, f"{asked.id}.{half}", text)
        yield msgspec.structs.replace(question, new_page=asked.new_page and half == BEFORE)


def _other(asked: FileQuestion, choice: Choice) -> Question:
    sign = "has" if asked.kind.value == QuestionKind.MULTIPLE else "="
    return Question(
        id=f"{asked.id}.{OTHER}",
        kind=QuestionKind.SHORT,
        text=_OTHER_LABEL,
        stem=asked.text,
        condition=f'{asked.id} {sign} "{choice.id}"',
        group=asked.group,
    )


def _mapped(survey: Survey, change: Callable[[Localized], Localized]) -> Survey:
    """Return the questionnaire with every text changed."""

    def fields(part: msgspec.Struct) -> dict[str, object]:
        return {
            name: change(value)
            for name in part.__struct_fields__
            if isinstance(value := getattr(part, name), Localized)
        }

    def choice_of(choice: Choice) -> Choice:
        return msgspec.structs.replace(choice, **fields(choice))

    def question_of(question: Question) -> Question:
        choices = tuple(map(choice_of, question.choices))
        return msgspec.structs.replace(question, choices=choices, **fields(question))

    return msgspec.structs.replace(
        survey,
        questions=tuple(map(question_of, survey.questions)),
        groups=tuple(msgspec.structs.replace(g, **fields(g)) for g in survey.groups),
        **fields(survey),
    )
