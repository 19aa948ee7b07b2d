"""Huge targets: one card an answer, chosen by digit, by arrows and Enter, or by a click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import (
    AGREEMENT_LABELS,
    CHOOSING,
    FACE_LABELS,
    NOT_CONCERNED,
    NOT_CONCERNED_LABEL,
    Question,
    QuestionKind,
)
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.choice_keys import digit_of

FACES: Final = ("(╥_╥)", "(-_-)", "(·_·)", "(^_^)", "(^o^)")
_MOST_IN_ONE_COLUMN: Final = 4
_DIGITS: Final = 10


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen.

    Attributes:
        value: what is kept.
        digit: the key, or None where digits have run out.
        words: what it says.
        face: drawn above the words, or ``""``.
        wide: whether it has a row of its own.
    """

    value: Answer
    digit: int | None
    words: str
    face: str = ""
    wide: bool = False


def choices_of(question: Question) -> tuple[Choice, ...]:
    """Return the answers of a question in the current language; none for words and numbers."""
    match question.kind:
        case QuestionKind.FACES:
            return tuple(
                Choice(n, n, str(label), face)
                for n, (label, face) in enumerate(zip(FACE_LABELS, FACES, strict=True), 1)
            )
        case QuestionKind.AGREEMENT:
            points = tuple(Choice(n, n, str(label)) for n, label in enumerate(AGREEMENT_LABELS, 1))
            if question.concerns_all:
                return points
            return (*points, Choice(NOT_CONCERNED, 0, str(NOT_CONCERNED_LABEL), wide=True))
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return tuple(
                Choice(choice.id, n % _DIGITS if n <= _DIGITS else None, one_line(str(choice.text)))
                for n, choice in enumerate(question.choices, 1)
            )
        case _:
            return ()


class ChoiceCard(Static):
    """One answer as a card."""

    ALLOW_SELECT = False

    def __init__(self, choice: Choice, *, flat: bool) -> None:
        super().__init__()
        self.choice = choice
        self.set_class(flat, "-flat")
        self.set_class(choice.wide, "-wide-card")

    def render(self) -> Content:
        """Return digit, face and words."""
        choice = self.choice
        digit = (str(choice.digit) if choice.digit is not None else " ", "$accent bold")
        if self.has_class("-flat") or choice.wide:
            return Content.assemble(digit, "  ", choice.words)
        return Content.assemble(digit, "\n", (choice.face, "bold"), "\n", choice.words)


class ChoiceCards(Grid, can_focus=True):
    """The answers of one question.

    Args:
        question: the question; its kind decides on the layout.
        chosen: the answer given before, or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1, 0)", N_("Left"), show=False),
        Binding("right", "move(1, 0)", N_("Right"), show=False),
        Binding("up", "move(0, -1)", N_("Up"), show=False),
        Binding("down", "move(0, 1)", N_("Down"), show=False),
        Binding("enter,space", "take", N_("Choose"), show=False),
        Binding("delete", "clear", N_("No answer"), show=False),
    ]
    DEFAULT_CSS = """
    ChoiceCards {
        width: 100%;
        height: auto;
        grid-size: 5;
        grid-gutter: 0 1;
        grid-rows: auto;
        &.-single { grid-size: 1; }
        &.-single.-many { grid-size: 2; }
    }
    ChoiceCard {
        width: 100%;
        height: 8;
        border: round $quiet;
        background: $surface;
        color: $foreground;
        text-align: center;
        padding: 1 0 0 0;
        &.-flat { height: 3; text-align: left; padding: 0 2; }
        &.-wide-card { height: 3; padding: 0 2; column-span: 5; }
        &:hover { background: $panel; }
        &.-cursor { border: heavy $accent; background: $panel; text-style: bold; }
    }
    """

    @dataclass
    class Chosen(Message):
        """Somebody chose an answer, or None to go on without one.

        It is ``sure`` by Enter; a digit or a click may be the first of two steps.
        """

        cards: ChoiceCards
        question: str
        value: Answer | None
        sure: bool = False

        @property
        def control(self) -> ChoiceCards:
            """The cards."""
            return self.cards

    @dataclass
    class Moved(Message):
        """The cursor stands on another answer, or on none."""

        cards: ChoiceCards

        @property
        def control(self) -> ChoiceCards:
            """The cards."""
            return self.cards

    @dataclass
    class BackAsked(Message):
        """Somebody went left of the first card: to the question before."""

        cards: ChoiceCards

        @property
        def control(self) -> ChoiceCards:
            """The cards."""
            return self.cards

    def __init__(self, question: Question, chosen: Answer | None = None) -> None:
        super().__init__()
        self._question = question.id
        self._choices = choices_of(question)
        flat = question.kind in CHOOSING
        self._across = 5
        if flat:
            self._across = 1 if len(self._choices) <= _MOST_IN_ONE_COLUMN else 2
        self.set_class(flat, "-single")
        self.set_class(self._across > 1, "-many")
        self._cards = tuple(self._card(choice, flat=flat) for choice in self._choices)
        values = [choice.value for choice in self._choices]
        self._cursor = values.index(chosen) if chosen in values else -1

    def _card(self, choice: Choice, *, flat: bool) -> ChoiceCard:
        """Return the card of an answer."""
        return ChoiceCard(choice, flat=flat)

    def compose(self) -> ComposeResult:
        """Lay out the cards."""
        yield from self._cards

    def on_mount(self) -> None:
        """Show the answer given before."""
        self._show_cursor()

    @property
    def value(self) -> Answer | None:
        """The answer under the cursor, or None."""
        return self._choices[self._cursor].value if self._cursor >= 0 else None

    def action_take(self) -> None:
        """Choose the answer under the cursor; without one, go on."""
        self._choose(self.value, sure=True)

    def action_clear(self) -> None:
        """Take the answer back."""
        self._cursor = -1
        self._show_cursor()

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor; left of the first card is the way back."""
        if across < 0 and (self._cursor < 0 or self._cursor % self._across == 0):
            self.post_message(self.BackAsked(self))
            return
        if self._cursor < 0:
            cursor = 0
        else:
            cursor = self._cursor + across + down * self._across
            if down > 0 and cursor >= len(self._cards):
                cursor = len(self._cards) - 1  # a shorter last row
            if down < 0 and self._choices[self._cursor].wide:
                cursor = 0
        if 0 <= cursor < len(self._cards):
            self._cursor = cursor
            self._show_cursor()

    def on_key(self, event: events.Key) -> None:
        """Choose by a digit of any keyboard."""
        digit = digit_of(event.character)
        if digit is None:
            return
        event.stop()
        event.prevent_default()
        for number, choice in enumerate(self._choices):
            if choice.digit == digit:
                self._pick(number)

    def on_click(self, event: events.Click) -> None:
        """Choose by a click."""
        for number, card in enumerate(self._cards):
            if card is event.widget:
                event.stop()
                self._pick(number)

    def _pick(self, number: int) -> None:
        """Take a card by its digit or a click."""
        self._cursor = number
        self._show_cursor()
        self._choose(self._choices[number].value)

    def _choose(self, value: Answer | None, *, sure: bool = False) -> None:
        self.post_message(self.Chosen(self, self._question, value, sure))

    def _show_cursor(self) -> None:
        for number, card in enumerate(self._cards):
            card.set_class(number == self._cursor, "-cursor")
        self.post_message(self.Moved(self))
