"""Several answers at once: digits, Space and clicks tick cards, Enter goes on."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Question
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.choice_cards import Choice, ChoiceCard, ChoiceCards

TICKED: Final = "[x]"
FREE: Final = "[ ]"


class TickCard(ChoiceCard):
    """One answer with its box."""

    def __init__(self, choice: Choice, *, flat: bool) -> None:
        super().__init__(choice, flat=flat)
        self.ticked = False

    def render(self) -> Content:
        """Return digit, box and words."""
        choice = self.choice
        digit = (str(choice.digit) if choice.digit is not None else " ", "$accent bold")
        return Content.assemble(digit, "  ", TICKED if self.ticked else FREE, "  ", choice.words)

    def tick(self, *, on: bool) -> None:
        """Set or clear the box."""
        if on != self.ticked:
            self.ticked = on
            self.set_class(on, "-ticked")
            self.refresh()


class TickCards(ChoiceCards):
    """The answers of a question of which several may be taken.

    Ticking one that stands alone clears the others, and the other way round.

    Args:
        question: the question.
        chosen: the ids ticked before, a space between; or None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", N_("Tick"), show=False),
        Binding("enter", "take", N_("Go on"), show=False),
    ]
    DEFAULT_CSS = """
    TickCard.-ticked { border: round $accent; text-style: bold; }
    TickCard.-cursor { border: heavy $accent; }
    """

    def __init__(self, question: Question, chosen: Answer | None = None) -> None:
        super().__init__(question)
        self._alone = {choice.id for choice in question.choices if choice.exclusive}
        self._ticked = set(str(chosen or "").split())

    def _card(self, choice: Choice, *, flat: bool) -> ChoiceCard:
        return TickCard(choice, flat=flat)

    @property
    def value(self) -> Answer | None:
        """The ids that are ticked, a space between; None where none is."""
        return " ".join(id_ for id_ in self._ids if id_ in self._ticked) or None

    @property
    def _ids(self) -> list[str]:
        return [str(choice.value) for choice in self._choices]

    def action_tick(self) -> None:
        """Tick the answer under the cursor, or clear it."""
        if self._cursor >= 0:
            self._pick(self._cursor)

    def action_clear(self) -> None:
        """Clear every box."""
        self._ticked.clear()
        super().action_clear()

    def _pick(self, number: int) -> None:
        id_ = self._ids[number]
        if id_ in self._ticked:
            self._ticked.discard(id_)
        elif id_ in self._alone:
            self._ticked = {id_}
        else:
            self._ticked = (self._ticked - self._alone) | {id_}
        self._cursor = number
        self._show_cursor()

    def _show_cursor(self) -> None:
        for card in self._cards:
            if isinstance(card, TickCard):
                card.tick(on=str(card.choice.value) in self._ticked)
        super()._show_cursor()
