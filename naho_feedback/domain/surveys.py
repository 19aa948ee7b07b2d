"""Questionnaires as ``surveys/*.toml`` give them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from naho_feedback.i18n import Localized


class QuestionKind(StrEnum):
    """How a question is answered.

    ``FACES`` five faces 1-5; ``AGREEMENT`` five points 1-5 or not concerned; ``SINGLE`` one
    choice; ``NUMBER`` a whole number; ``TEXT`` words.
    """

    FACES = "faces"
    AGREEMENT = "agreement"
    SINGLE = "single"
    NUMBER = "number"
    TEXT = "text"


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a ``single`` question; ``sign`` is ``"+"`` or ``"-"`` where it counts so."""

    id: str
    text: Localized
    sign: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question.

    Attributes:
        id: stable name; stored with every answer.
        kind: how it is answered.
        text: what is asked.
        choices: for ``single`` only.
        polarity: ``"+"`` when a high answer is good, ``"-"`` when it is bad.
        required: whether it may not be skipped.
        min: least value of a ``number``.
        max: greatest value of a ``number``.
    """

    id: str
    kind: QuestionKind
    text: Localized
    choices: tuple[Choice, ...] = ()
    polarity: str = ""
    required: bool = False
    min: int | None = None
    max: int | None = None

    def choice(self, id: str) -> Choice | None:
        """Return the choice, or None."""
        return next((choice for choice in self.choices if choice.id == id), None)


class Survey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One questionnaire; ``version`` grows whenever the wording changes."""

    id: str
    version: int
    title: Localized
    questions: tuple[Question, ...]
    use: Localized | None = None

    def question(self, id: str) -> Question | None:
        """Return the question, or None."""
        return next((question for question in self.questions if question.id == id), None)


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
