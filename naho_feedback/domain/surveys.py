"""Questionnaires as ``surveys/*.toml`` give them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final

import msgspec

from naho_feedback.i18n import Localized


class QuestionKind(StrEnum):
    """How a question is answered.

    ``FACES`` five faces 1-5; ``AGREEMENT`` five points 1-5 or not concerned; ``SINGLE`` one
    choice; ``MULTIPLE`` some choices; ``NUMBER`` a whole number; ``SLIDER`` a place on a line;
    ``DATE`` a day; ``SHORT`` a few words; ``TEXT`` words.
    """

    FACES = "faces"
    AGREEMENT = "agreement"
    SINGLE = "single"
    MULTIPLE = "multiple"
    NUMBER = "number"
    SLIDER = "slider"
    DATE = "date"
    SHORT = "short"
    TEXT = "text"


WORDS: Final = frozenset({QuestionKind.SHORT, QuestionKind.TEXT})
"""The kinds that people type words into."""
CHOOSING: Final = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
"""The kinds that have choices."""

SLIDER_MIN: Final = 0
SLIDER_MAX: Final = 100
SLIDER_STEP: Final = 5
SHORT_LIMIT: Final = 200
"""Most characters of a short text whose file says nothing else."""


class Choice(msgspec.Struct, frozen=True):
    """One answer of a question with choices.

    Attributes:
        id: what is stored.
        text: what it says.
        sign: ``"+"`` or ``"-"`` where it counts so in a score.
        exclusive: of several choices, whether it stands alone, such as "none of these".
        other: whether whoever takes it is asked for words.
    """

    id: str
    text: Localized
    sign: str = ""
    exclusive: bool = False
    other: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question with one answer; a matrix or a pair of a file is several of them.

    Attributes:
        id: stable name; stored with every answer.
        kind: how it is answered.
        text: what is asked.
        choices: for ``single`` and ``multiple``.
        polarity: ``"+"`` when a high answer is good, ``"-"`` when it is bad.
        required: whether it may not be skipped.
        min: least value of a ``number`` or ``slider``; fewest choices of a ``multiple``.
        max: greatest value; most choices; most characters of words.
        stem: what stands above the question, such as the question of a matrix.
        help: a sentence below it.
        condition: when it is asked; ``""`` is always.
        group: the group it belongs to, or ``""``.
        step: the distance between two values of a ``slider``.
        low: what the least value of a ``slider`` means.
        high: what its greatest value means.
        first: earliest day of a ``date``.
        last: latest day.
        concerns_all: whether an ``agreement`` leaves out "not concerned".
        new_page: whether a new page of paper begins with it.
    """

    id: str
    kind: QuestionKind
    text: Localized
    choices: tuple[Choice, ...] = ()
    polarity: str = ""
    required: bool = False
    min: int | None = None
    max: int | None = None
    stem: Localized | None = None
    help: Localized | None = None
    condition: str = ""
    group: str = ""
    step: int | None = None
    low: Localized | None = None
    high: Localized | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    concerns_all: bool = False
    new_page: bool = False

    def choice(self, id: str) -> Choice | None:
        """Return the choice, or None."""
        return next((choice for choice in self.choices if choice.id == id), None)

    @property
    def line(self) -> range:
        """The values of a ``slider``."""
        least = SLIDER_MIN if self.min is None else self.min
        most = SLIDER_MAX if self.max is None else self.max
        return range(least, most + 1, self.step or SLIDER_STEP)


class Group(msgspec.Struct, frozen=True):
    """Questions that stand under one heading."""

    id: str
    title: Localized


class Score(StrEnum):
    """How one person's answers become a figure; see ``docs/statistics.md``.

    ``SUS`` ten statements, 0-100; ``INDEX`` all points, 0-100; ``MEAN`` the mean of sliders;
    ``BLOCKS`` a mean of points for each group.
    """

    SUS = "sus"
    INDEX = "index"
    MEAN = "mean"
    BLOCKS = "blocks"


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire as people are asked it.

    Attributes:
        id: the file's name.
        version: grows whenever the wording changes.
        title: what it is called.
        questions: in their order.
        use: when a facilitator takes it.
        description: what people read before they begin.
        who: whom it may be given to.
        every_days: how many days lie between two times for the same person; 0 is no limit.
        groups: headings.
        score: what is worked out of each person's answers, or None.
    """

    id: str
    version: int
    title: Localized
    questions: tuple[Question, ...]
    use: Localized | None = None
    description: Localized | None = None
    who: Localized | None = None
    every_days: int = 0
    groups: tuple[Group, ...] = ()
    score: Score | None = None

    def question(self, id: str) -> Question | None:
        """Return the question, or None."""
        return next((question for question in self.questions if question.id == id), None)

    def group(self, id: str) -> Group | None:
        """Return the group, or None."""
        return next((group for group in self.groups if group.id == id), None)


POINTS: Final = range(1, 6)
"""The values of faces and agreement."""
NOT_CONCERNED: Final = "na"
"""The answer "not concerned" of an agreement question."""

FACE_LABELS: Final[tuple[Localized, ...]] = (
    Localized("Pas du tout", "Not at all"),
    Localized("Plutôt non", "Rather not"),
    Localized("Moyen", "So-so"),
    Localized("Plutôt oui", "Rather yes"),
    Localized("Tout à fait", "Absolutely"),
)
AGREEMENT_LABELS: Final[tuple[Localized, ...]] = (
    Localized("Pas du tout d'accord", "Strongly disagree"),
    Localized("Plutôt pas d'accord", "Disagree"),
    Localized("Ni d'accord ni pas d'accord", "Neither agree nor disagree"),
    Localized("Plutôt d'accord", "Agree"),
    Localized("Tout à fait d'accord", "Strongly agree"),
)
NOT_CONCERNED_LABEL: Final = Localized("Non concerné(e)", "Not applicable")
